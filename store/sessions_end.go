package store

import (
	"context"
	"fmt"
	"time"
)

// extendSession moves a session's end. Relies on the primary key.
const extendSession = `UPDATE sessions SET expires_at = :expires, last_seen_at = :real, updated = :real WHERE id = :id AND revoked_at = '' AND expires_at < :expires`

// ExtendSession lets a session that holds last until then, if it would end earlier.
func (s *Store) ExtendSession(ctx context.Context, id string, until time.Time) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.exec(extendSession, args{"id": id, "expires": until, "real": t.real})
		return err
	})
	if err != nil {
		return fmt.Errorf("extend session %s: %w", id, err)
	}
	return nil
}

// revokeSession ends one session of a person; the row stays until it would have expired, so that its tokens are known as
// ended and not as new ones. Relies on the primary key.
const revokeSession = `UPDATE sessions SET revoked_at = :real, updated = :real WHERE id = :id AND user = :user AND revoked_at = '' AND expires_at > :real`

// RevokeSession ends one session of a person's. ErrNotFound says that they have none of this id that holds.
func (s *Store) RevokeSession(ctx context.Context, user, id string) error {
	err := s.write(ctx, func(t *tx) error {
		n, err := t.exec(revokeSession, args{"id": id, "user": user, "real": t.real})
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("end session %s: %w", id, err)
	}
	return nil
}

// revokeSessions ends a person's sessions. Relies on sessions_user (user, last_seen_at).
const revokeSessions = `UPDATE sessions SET revoked_at = :real, updated = :real WHERE user = :user AND revoked_at = ''`

// RevokeSessions ends all sessions of a person.
func (s *Store) RevokeSessions(ctx context.Context, user string) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.exec(revokeSessions, args{"user": user, "real": t.real})
		return err
	})
	if err != nil {
		return fmt.Errorf("end the sessions of %s: %w", user, err)
	}
	return nil
}

// Expired sessions are forgotten page by page. Relies on sessions_expiry (expires_at).
const (
	expiredSessions = `SELECT id FROM sessions WHERE expires_at <= :real ORDER BY expires_at LIMIT 500`
	dropSession     = `DELETE FROM sessions WHERE id = :id AND expires_at <= :real`
)

// DropSessions forgets sessions that have expired, at most 500, and returns their ids.
func (s *Store) DropSessions(ctx context.Context) (ids []string, err error) {
	err = s.write(ctx, func(t *tx) error {
		ids = ids[:0]
		err := t.query(expiredSessions, args{"real": t.real}, func(r row) error {
			var id string
			err := r.scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := t.exec(dropSession, args{"id": id, "real": t.real}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("forget expired sessions: %w", err)
	}
	return ids, nil
}
