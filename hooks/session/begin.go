package session

import (
	"errors"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// issue gives every token that PocketBase hands to a user a session. A renewal keeps the one it came with; a sign-in
// begins one, which is taken back when the sign-in does not come about, as when a second factor is still wanted.
func (m *Manager) issue(e *core.RecordAuthRequestEvent) error {
	if e.Token == "" {
		return e.Next() // a renewal by cookie: the refresh token's business
	}
	said := read(e.Token)
	ctx, cancel := lasting(e.Request.Context())
	defer cancel()
	current, signedIn := Of(e.Request.Context())
	renewal := signedIn && e.AuthMethod == "" && current.User == e.Record.Id
	id := current.ID
	var err error
	if renewal {
		err = m.Store.ExtendSession(ctx, id, said.expires)
	} else {
		id, err = m.Store.StartSession(ctx, Row{User: e.Record.Id, Kind: kindBearer, Device: device(e.RequestEvent), IP: e.RealIP(),
			UserKey: userKey(e.Record), Expires: said.expires})
	}
	if err != nil {
		return e.InternalServerError("", err)
	}
	if e.Token, err = sign(e.Record, said.all, id); err != nil {
		return e.InternalServerError("", err)
	}
	if err := e.Next(); err != nil {
		if !renewal {
			err = errors.Join(err, m.Store.RevokeSession(ctx, e.Record.Id, id))
		}
		return err
	}
	return nil
}

// Promote makes the session of a bearer token one of cookies, and returns the word that its page proves itself with. The
// token is one that PocketBase has just given out, or that the request came with.
func (m *Manager) Promote(e *core.RequestEvent, token string) (csrf string, err error) {
	found, err := m.verify(e, token)
	if err != nil {
		return "", err
	}
	refresh := newRefreshToken(found.session)
	ctx, cancel := lasting(e.Request.Context())
	defer cancel()
	if err := m.Store.PromoteSession(ctx, found.session, refresh.familyHash(), refresh.hash(), time.Now().Add(RefreshLife)); err != nil {
		return "", err
	}
	m.cache.clear()
	return m.giveOut(e, found.user, refresh)
}

// giveOut sets both cookies of a session.
func (m *Manager) giveOut(e *core.RequestEvent, user *core.Record, refresh refreshToken) (csrf string, err error) {
	access, err := accessToken(user, refresh.session)
	if err != nil {
		return "", err
	}
	m.Origins.setCookie(e.Response, e.Request, accessCookie, access, AccessLife)
	m.Origins.setCookie(e.Response, e.Request, refreshCookie, refresh.String(), RefreshLife)
	return m.csrf(refresh.session), nil
}

// Refresh renews a session of cookies by its refresh token, which is used up by that. It returns the person and the word
// of the session. ErrEnded says that the token does not hold; its cookies are taken away.
func (m *Manager) Refresh(e *core.RequestEvent) (user *core.Record, csrf string, err error) {
	if err := m.CheckOrigin(e); err != nil {
		return nil, "", err
	}
	token, ok := parseRefresh(m.Origins.cookie(e.Request, refreshCookie))
	if ok {
		user, csrf, err = m.rotate(e, token)
	}
	if !ok || errors.Is(err, ErrEnded) {
		m.Origins.clearCookies(e.Response, e.Request)
		return nil, "", ErrEnded
	}
	return user, csrf, err
}

func (m *Manager) rotate(e *core.RequestEvent, token refreshToken) (*core.Record, string, error) {
	before, ok, err := m.Store.FindSession(e.Request.Context(), token.session)
	if err != nil {
		return nil, "", err
	}
	if !ok {
		return nil, "", ErrEnded
	}
	user, err := m.App.FindRecordById(users, before.User)
	if err != nil || before.UserKey != userKey(user) {
		return nil, "", ErrEnded // deleted, or another password since
	}
	info, err := e.RequestInfo()
	if err != nil {
		return nil, "", e.BadRequestError("", err)
	}
	if may, err := m.App.CanAccessRecord(user, info, user.Collection().AuthRule); err != nil || !may {
		return nil, "", ErrEnded // whom the collection's rule does not let sign in any more
	}
	next, err := m.use(e, token)
	if err != nil {
		return nil, "", err
	}
	csrf, err := m.giveOut(e, user, next)
	return user, csrf, err
}

// use uses a refresh token up and returns the one that holds from now on.
func (m *Manager) use(e *core.RequestEvent, token refreshToken) (refreshToken, error) {
	next := token.next(m.Hasher)
	ctx, cancel := lasting(e.Request.Context())
	defer cancel()
	holds, reused, err := m.Store.RotateSession(ctx, Rotation{Session: token.session, Family: token.familyHash(), Token: token.hash(), Next: next.hash(),
		Grace: Grace, Expires: time.Now().Add(RefreshLife)})
	if err != nil {
		return refreshToken{}, err
	}
	switch {
	case holds == next.hash():
		return next, nil
	case holds != "":
		return token, nil // it was given out a moment ago
	case reused:
		m.Logger.Warn("a used refresh token was shown again: its session is ended", "session_id", token.session, "ip", e.RealIP())
		m.closed(func(c Current) bool { return c.ID == token.session })
	}
	return refreshToken{}, ErrEnded
}
