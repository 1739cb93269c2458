package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/hooks/session"
)

// SessionList are one's sessions.
type SessionList struct {
	Body struct {
		Items []SessionItem `json:"items"`
	}
}

// SessionItem is one's sign-in on one device.
type SessionItem struct {
	ID       string    `json:"id"`
	Kind     string    `json:"kind" enum:"cookie,bearer" doc:"cookie: a browser; bearer: a program with the SDK's token."`
	Device   string    `json:"device" doc:"What the program says of itself (User-Agent)."`
	IP       string    `json:"ip" doc:"From where it was last seen."`
	Created  time.Time `json:"created"`
	LastSeen time.Time `json:"last_seen" doc:"To the minute."`
	Expires  time.Time `json:"expires"`
	Current  bool      `json:"current" doc:"The session that this request came with."`
}

// SessionChoice names one session, or none for all.
type SessionChoice struct {
	ID string `query:"id" maxLength:"64" doc:"The session to end; without it all are ended: signed out everywhere."`
}

// sessions are the routes of one's own devices.
func (a *api) sessions() {
	huma.Register(a.huma, operation("list-sessions", http.MethodGet, "/auth/sessions", "Sessions", "One's devices",
		"Where one is signed in, last seen first, at most 200.", usualErrors[1:3]),
		func(ctx context.Context, _ *struct{}) (*SessionList, error) {
			c, err := a.person(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			list, err := a.Store.Sessions(ctx, c.id)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			current, _ := session.Of(ctx)
			out := &SessionList{}
			out.Body.Items = make([]SessionItem, len(list))
			for i, s := range list {
				out.Body.Items[i] = SessionItem{ID: s.ID, Kind: s.Kind, Device: s.Device, IP: s.IP, Created: s.Created, LastSeen: s.LastSeen, Expires: s.Expires,
					Current: s.ID == current.ID}
			}
			return out, nil
		})

	end := operation("end-sessions", http.MethodDelete, "/auth/sessions", "Sessions", "Sign out elsewhere",
		"Ends one of one's own sessions, or all of them, this one included. It acts at once, on open streams too.", usualErrors)
	end.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, end, func(ctx context.Context, in *SessionChoice) (*struct{}, error) {
		c, err := a.person(ctx)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		if in.ID == "" {
			return nil, a.problem(ctx, a.Sessions.RevokeAll(ctx, c.id))
		}
		return nil, a.problem(ctx, a.Sessions.Revoke(ctx, c.id, in.ID))
	})
}

// person returns the caller when they are a user, a member of a workspace or not.
func (a *api) person(ctx context.Context) (caller, error) {
	c := callerOf(ctx)
	if c.id == "" || c.super {
		return a.member(ctx) // says why not
	}
	return c, nil
}
