// Package session knows who asks. It begins, renews and ends sign-ins, finds the one that a request bears in a cookie or
// a bearer token, and refuses what a foreign page made a browser send. What somebody may do is not decided here: rules,
// records and routes do that. Every token of the users' belongs to a session, so that each can be ended before its time.
package session

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// Lives of what a sign-in gives out. All of it is real time.
const (
	AccessLife  = 15 * time.Minute   // of an access token, in a cookie or of the SDK
	RefreshLife = 7 * 24 * time.Hour // of a refresh token, from its last use
	Grace       = 10 * time.Second   // in which a second tab may show the refresh token that the first has just used
)

// How long a look at the database is remembered, how often the use of a session is noted, and expired ones forgotten.
const (
	remember   = time.Second
	touchEvery = time.Minute
	dropEvery  = time.Minute
)

// users is the collection whose tokens have sessions. Superusers are PocketBase's own.
const users = "users"

// ErrEnded says that a token or cookie is not, or no longer, one of a session that holds.
var ErrEnded = errors.New("the session has ended")

// Hasher makes keyed hashes with a key that the database does not hold.
type Hasher interface {
	Hash(workspace, kind, value string) string
}

// Dependencies are what sessions need.
type Dependencies struct {
	App     core.App
	Store   Store
	Hasher  Hasher
	Origins Origins
	Logger  *slog.Logger
}

// Manager begins, finds, renews and ends sessions. It is safe for concurrent use.
type Manager struct {
	Dependencies
	cache *cache
}

// New returns a manager and binds it to the app's events: whatever changes a person or a session is heeded at once.
func New(d Dependencies) (*Manager, error) {
	if d.App == nil || d.Store == nil || d.Hasher == nil {
		return nil, errors.New("session: app, store and hasher are needed")
	}
	if d.Logger == nil {
		d.Logger = slog.New(slog.DiscardHandler)
	}
	m := &Manager{Dependencies: d, cache: newCache(time.Now)}
	d.App.OnRecordAfterUpdateSuccess(users).BindFunc(m.changed)
	d.App.OnRecordAfterDeleteSuccess(users).BindFunc(m.deleted)
	d.App.OnRecordAfterUpdateSuccess("sessions").BindFunc(m.dropped)
	d.App.OnRecordAfterDeleteSuccess("sessions").BindFunc(m.dropped)
	d.App.OnRecordAuthRequest(users).BindFunc(m.issue)
	d.App.OnRealtimeSubscribeRequest().BindFunc(m.subscribe)
	return m, nil
}

// changed heeds a person's new workspace, role or password. A new password ends all that was begun with the old one.
func (m *Manager) changed(e *core.RecordEvent) error {
	key := userKey(e.Record)
	m.closed(func(c Current) bool { return c.User == e.Record.Id && c.key != key })
	return e.Next()
}

func (m *Manager) deleted(e *core.RecordEvent) error {
	m.closed(func(c Current) bool { return c.User == e.Record.Id })
	return e.Next()
}

// dropped ends what hangs on a session that was changed or deleted in the admin panel.
func (m *Manager) dropped(e *core.RecordEvent) error {
	if held, err := m.holds(context.Background(), e.Record.Id); err != nil || !held {
		m.closed(func(c Current) bool { return c.ID == e.Record.Id })
	}
	return e.Next()
}

// Run forgets expired sessions and closes the streams that they left open, until the context ends.
func (m *Manager) Run(ctx context.Context) error {
	ticker := time.NewTicker(dropEvery)
	defer ticker.Stop()
	for {
		if err := m.sweep(ctx); err != nil && ctx.Err() == nil {
			m.Logger.Warn("expired sessions not forgotten", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
}

func (m *Manager) sweep(ctx context.Context) error {
	for {
		gone, err := m.Store.DropSessions(ctx)
		if err != nil || len(gone) == 0 {
			return err
		}
		ended := make(map[string]bool, len(gone))
		for _, id := range gone {
			ended[id] = true
		}
		m.closed(func(c Current) bool { return ended[c.ID] })
	}
}
