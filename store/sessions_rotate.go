package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Rotation is one use of a refresh token. Only hashes come here.
type Rotation struct {
	Session string
	Family  string        // of the part that every refresh token of the session shares
	Token   string        // of the token that was shown
	Next    string        // of the one that follows it: the same token always has the same successor
	Grace   time.Duration // for so long after a rotation the token before it is taken too, and the new one is not rotated again
	Expires time.Time     // when the session ends, once it was rotated
}

// Rotated says what became of a refresh token.
type Rotated string

// What may become of a refresh token.
const (
	RotatedUnknown Rotated = ""         // no session that holds has given it out
	RotatedNow     Rotated = "rotated"  // its successor holds from now on
	RotatedBefore  Rotated = "repeated" // it was rotated a moment ago: its successor is the token that holds
	RotatedFresh   Rotated = "fresh"    // it was given out a moment ago and goes on holding
	RotatedReused  Rotated = "reused"   // somebody used it before: the session has been ended
)

// promoteSession makes a session one of cookies, with its first refresh token. Relies on the primary key.
const promoteSession = `
UPDATE sessions SET kind = 'cookie', family = :family, refresh = :token, refresh_before = '', rotated_at = :real, expires_at = :expires, updated = :real
WHERE id = :id AND revoked_at = '' AND expires_at > :real`

// PromoteSession makes a session that holds one of cookies, with its first refresh token. Earlier refresh tokens of it
// are void.
func (s *Store) PromoteSession(ctx context.Context, id, family, token string, expires time.Time) error {
	err := s.write(ctx, func(t *tx) error {
		n, err := t.exec(promoteSession, args{"id": id, "family": family, "token": token, "expires": expires, "real": t.real})
		if err == nil && n == 0 {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("give session %s a refresh token: %w", id, err)
	}
	return nil
}

// Statements of a rotation. All rely on the primary key.
const (
	refreshState = `SELECT family, refresh, refresh_before, rotated_at FROM sessions
WHERE id = :id AND family != '' AND revoked_at = '' AND expires_at > :real`
	rotateSession = `UPDATE sessions SET refresh = :next, refresh_before = :token, rotated_at = :real, last_seen_at = :real, expires_at = :expires, updated = :real
WHERE id = :id`
	revokeFamily = `UPDATE sessions SET revoked_at = :real, updated = :real WHERE id = :id`
)

// RotateSession uses a refresh token once. Of two tabs that show the same one within the grace both get its successor;
// whoever shows it later ends the session, since one of the two has stolen it. The answer holds once it is returned.
func (s *Store) RotateSession(ctx context.Context, r Rotation) (what Rotated, err error) {
	if r.Family == "" || r.Token == "" || r.Next == "" {
		return RotatedUnknown, errors.New("rotate a session: family, token and next are needed")
	}
	err = s.write(ctx, func(t *tx) (err error) {
		what, err = t.rotate(r)
		return err
	})
	if err != nil {
		return RotatedUnknown, fmt.Errorf("rotate session %s: %w", r.Session, err)
	}
	return what, nil
}

func (t *tx) rotate(r Rotation) (Rotated, error) {
	var family, holds, before string
	var at time.Time
	found, err := t.one(refreshState, args{"id": r.Session, "real": t.real}, &family, &holds, &before, &at)
	if err != nil || !found || family != r.Family {
		return RotatedUnknown, err // ids can be guessed: only who shows the family's part has had a token of it
	}
	moment := t.real.Sub(at) <= r.Grace
	switch {
	case r.Token == holds && moment && before != "":
		return RotatedFresh, nil
	case r.Token == holds:
		_, err = t.exec(rotateSession, args{"id": r.Session, "next": r.Next, "token": r.Token, "expires": r.Expires, "real": t.real})
		return RotatedNow, err
	case r.Token == before && moment:
		return RotatedBefore, nil
	default:
		_, err = t.exec(revokeFamily, args{"id": r.Session, "real": t.real})
		return RotatedReused, err
	}
}
