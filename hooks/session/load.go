package session

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// MiddlewareID is the id under which Load is bound: routes that know no session unbind it.
const MiddlewareID = "acenoSession"

// writeTimeout bounds what is written on the way of a request. It goes on when the client hangs up.
const writeTimeout = 5 * time.Second

// Current is the session that a request came with.
type Current struct {
	ID     string
	User   string
	Cookie bool // it came in a cookie: a foreign page may have made the browser send it

	key string // hash of the person's signing key
}

type currentKey struct{}

// Of returns the session that a request came with, by its context.
func Of(ctx context.Context) (Current, bool) {
	c, ok := ctx.Value(currentKey{}).(Current)
	return c, ok
}

// endedKey marks a request whose session does not hold, in the event's own store.
const endedKey = "acenoSessionEnded"

// shown is what a request shows of itself.
type shown struct {
	token   string
	cookie  bool
	refresh bool // nothing but a refresh token: the access token has run out
}

// credentials finds a request's token. A bearer token wins over cookies: a page that sets it means it.
func (o Origins) credentials(r *http.Request) shown {
	if token := r.Header.Get("Authorization"); token != "" {
		if len(token) > 7 && strings.EqualFold(token[:7], "Bearer ") {
			token = token[7:]
		}
		return shown{token: token}
	}
	if token := o.cookie(r, accessCookie); token != "" {
		return shown{token: token, cookie: true}
	}
	return shown{cookie: true, refresh: o.cookie(r, refreshCookie) != ""}
}

// Load is the middleware that finds a request's session. PocketBase's own steps aside when it has. What does not hold is
// taken off the request, so that PocketBase does not take it for good; Guard refuses it where a session matters.
func (m *Manager) Load(e *core.RequestEvent) error {
	s := m.Origins.credentials(e.Request)
	if s.token == "" {
		if s.refresh {
			e.Set(endedKey, true)
		}
		return e.Next()
	}
	if !s.cookie && !m.ours(read(s.token)) {
		return e.Next() // a superuser's, or no token at all: PocketBase's business
	}
	found, err := m.verify(e, s.token)
	switch {
	case errors.Is(err, ErrEnded):
		e.Request.Header.Del("Authorization")
		e.Set(endedKey, true)
		return e.Next()
	case err != nil:
		return e.InternalServerError("", err)
	}
	e.Auth = found.user.Fresh()
	current := Current{ID: found.session, User: e.Auth.Id, Cookie: s.cookie, key: userKey(e.Auth)}
	e.Request = e.Request.WithContext(context.WithValue(e.Request.Context(), currentKey{}, current))
	return e.Next()
}

// ours says whether a token claims to be one of the users'.
func (m *Manager) ours(c claims) bool {
	collection, err := m.App.FindCachedCollectionByNameOrId(users)
	return err == nil && c.collection == collection.Id
}

// verify returns whose a token is and of which session. ErrEnded says that it is not, or no longer, good.
func (m *Manager) verify(e *core.RequestEvent, token string) (known, error) {
	mark := fingerprint(sha256.Sum256([]byte(token)))
	found, turn, ok := m.cache.get(mark)
	if ok {
		return found, nil
	}
	said := read(token)
	user, err := m.App.FindAuthRecordByToken(token, core.TokenTypeAuth)
	if err != nil || user.Collection().Name != users {
		return known{}, ErrEnded
	}
	id := said.session
	if id == "" {
		id, err = m.adopt(e, user, token, said.expires)
		if err != nil {
			return known{}, err
		}
	}
	one, ok, err := m.Store.FindSession(e.Request.Context(), id)
	if err != nil {
		return known{}, err
	}
	now := time.Now()
	if !ok || one.User != user.Id || !one.live(now) || one.UserKey != userKey(user) {
		return known{}, ErrEnded
	}
	if now.Sub(one.LastSeen) > touchEvery {
		ctx, cancel := lasting(e.Request.Context())
		defer cancel()
		if err := m.Store.TouchSession(ctx, id, e.RealIP()); err != nil {
			m.Logger.Warn("use of a session not noted", "error", err)
		}
	}
	found = known{user: user, session: id, expires: said.expires}
	if one.Expires.Before(found.expires) {
		found.expires = one.Expires
	}
	m.cache.put(mark, turn, found)
	return found, nil
}

// adopt gives a session to a token that names none; one that has been ended stays so.
func (m *Manager) adopt(e *core.RequestEvent, user *core.Record, token string, expires time.Time) (string, error) {
	id := adopted(token)
	_, ok, err := m.Store.FindSession(e.Request.Context(), id)
	if err != nil || ok {
		return id, err
	}
	ctx, cancel := lasting(e.Request.Context())
	defer cancel()
	return m.Store.StartSession(ctx, Row{ID: id, User: user.Id, Kind: kindBearer, Device: device(e), IP: e.RealIP(),
		UserKey: userKey(user), Expires: expires})
}

// holds says whether a session holds now, by the database.
func (m *Manager) holds(ctx context.Context, id string) (bool, error) {
	one, ok, err := m.Store.FindSession(ctx, id)
	if err != nil || !ok || !one.live(time.Now()) {
		return false, err
	}
	user, err := m.App.FindRecordById(users, one.User)
	if err != nil {
		return false, fmt.Errorf("find user %s: %w", one.User, err)
	}
	return one.UserKey == userKey(user), nil
}

// device is what a request says of the program it comes from, cut to what a list shows.
func device(e *core.RequestEvent) string {
	const most = 300
	agent := strings.ToValidUTF8(e.Request.UserAgent(), "")
	if len(agent) > most {
		agent = strings.ToValidUTF8(agent[:most], "")
	}
	return agent
}

// lasting is a context for what must be written though the client hangs up.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), writeTimeout)
}
