package session

import (
	"context"
	"errors"
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// End ends the session that a request came with, by an access or a refresh token, and takes its cookies away. Without one
// there is nothing to end, which is no error.
func (m *Manager) End(e *core.RequestEvent) error {
	current, ok := Of(e.Request.Context())
	token, refreshable := parseRefresh(m.Origins.cookie(e.Request, refreshCookie))
	switch {
	case ok:
		err := m.Revoke(e.Request.Context(), current.User, current.ID)
		if err != nil && !errors.Is(err, campaign.ErrNotFound) { // somebody else may have ended it by now
			return err
		}
	case refreshable && e.Request.Header.Get("Authorization") == "":
		if err := m.endByRefresh(e, token); err != nil {
			return err
		}
	}
	m.Origins.clearCookies(e.Response, e.Request)
	return nil
}

// endByRefresh ends the session of a page whose access token has run out. It proves itself as with any other write.
func (m *Manager) endByRefresh(e *core.RequestEvent, token refreshToken) error {
	one, ok, err := m.Store.FindSession(e.Request.Context(), token.session)
	if err != nil || !ok {
		return err
	}
	if err := m.prove(e, token.session); err != nil {
		return err
	}
	if _, err := m.use(e, token); errors.Is(err, ErrEnded) {
		return nil
	} else if err != nil {
		return err
	}
	err = m.Revoke(e.Request.Context(), one.User, token.session)
	if errors.Is(err, campaign.ErrNotFound) {
		return nil
	}
	return err
}

// Revoke ends one session of a person's, on open streams too. A session that holds no more is not found.
func (m *Manager) Revoke(ctx context.Context, user, id string) error {
	ctx, cancel := lasting(ctx)
	defer cancel()
	if err := m.Store.RevokeSession(ctx, user, id); err != nil {
		return err
	}
	m.closed(func(c Current) bool { return c.ID == id })
	return nil
}

// RevokeAll signs a person out everywhere. The key that their tokens are signed with changes too, so that no token holds
// that has not been seen yet.
func (m *Manager) RevokeAll(ctx context.Context, id string) error {
	ctx, cancel := lasting(ctx)
	defer cancel()
	user, err := m.App.FindRecordById(users, id)
	if err != nil {
		return fmt.Errorf("find user %s: %w", id, err)
	}
	user.RefreshTokenKey()
	if err := m.App.SaveWithContext(ctx, user.IgnoreUnchangedFields(true)); err != nil {
		return fmt.Errorf("change the key of user %s: %w", id, err)
	}
	if err := m.Store.RevokeSessions(ctx, id); err != nil {
		return err
	}
	m.closed(func(c Current) bool { return c.User == id })
	return nil
}
