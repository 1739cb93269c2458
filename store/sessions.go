package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Kinds of sessions, by how the person's program holds them.
const (
	SessionCookie = "cookie" // httpOnly cookies, renewed by a rotating refresh token
	SessionBearer = "bearer" // a token of the SDK, renewed by PocketBase's own auth-refresh
)

// Session is one person's sign-in on one device. All its times are real.
type Session struct {
	ID       string
	User     string
	Kind     string
	Device   string
	IP       string
	UserKey  string // hash of the key that the person's tokens are signed with: a change of password ends the session
	Created  time.Time
	LastSeen time.Time
	Expires  time.Time
	Revoked  time.Time // zero while it holds
}

// Live says whether the session holds at an instant.
func (s Session) Live(now time.Time) bool { return s.Revoked.IsZero() && now.Before(s.Expires) }

// sessionColumns are the columns that scanSession reads.
const sessionColumns = `id, user, kind, device, ip, user_key, created, last_seen_at, expires_at, revoked_at`

func (s *Session) scan(r row) error {
	return r.scan(&s.ID, &s.User, &s.Kind, &s.Device, &s.IP, &s.UserKey, &s.Created, &s.LastSeen, &s.Expires, &s.Revoked)
}

// insertSession begins a session. A token that names none is adopted under an id made of it, whenever it is first seen.
const insertSession = `
INSERT INTO sessions (id, user, kind, device, ip, user_key, last_seen_at, expires_at, revoked_at, rotated_at, family, refresh, refresh_before, created, updated)
VALUES (:id, :user, :kind, :device, :ip, :user_key, :real, :expires, '', '', '', '', '', :real, :real) ON CONFLICT (id) DO NOTHING`

// StartSession begins a session and returns its id. One that is given an id and exists already stays as it is.
func (s *Store) StartSession(ctx context.Context, begun Session) (id string, err error) {
	if begun.User == "" || begun.Expires.IsZero() {
		return "", errors.New("start a session: user and expiry are needed")
	}
	err = s.write(ctx, func(t *tx) error {
		if begun.ID == "" {
			begun.ID = s.ids.next(t.real)
		}
		_, err := t.exec(insertSession, args{"id": begun.ID, "user": begun.User, "kind": begun.Kind, "device": begun.Device, "ip": begun.IP,
			"user_key": begun.UserKey, "expires": begun.Expires, "real": t.real})
		return err
	})
	if err != nil {
		return "", fmt.Errorf("start a session of %s: %w", begun.User, err)
	}
	return begun.ID, nil
}

// getSession reads one session by its primary key.
const getSession = `SELECT ` + sessionColumns + ` FROM sessions WHERE id = :id`

// FindSession returns a session, ended ones too, and whether there is one.
func (s *Store) FindSession(ctx context.Context, id string) (found Session, ok bool, err error) {
	err = s.read(ctx, func(ses *session) error {
		err := ses.query(getSession, args{"id": id}, func(r row) error {
			ok = true
			return found.scan(r)
		})
		return err
	})
	if err != nil {
		return Session{}, false, fmt.Errorf("read session %s: %w", id, err)
	}
	return found, ok, nil
}

// listSessions reads a person's sessions that hold, last seen first. Relies on sessions_user (user, last_seen_at).
const listSessions = `SELECT ` + sessionColumns + ` FROM sessions
WHERE user = :user AND revoked_at = '' AND expires_at > :real ORDER BY last_seen_at DESC LIMIT 200`

// Sessions lists a person's sessions that hold, the one seen last first, at most 200.
func (s *Store) Sessions(ctx context.Context, user string) ([]Session, error) {
	list := []Session{}
	err := s.read(ctx, func(ses *session) error {
		return ses.query(listSessions, args{"user": user, "real": s.realNow()}, func(r row) error {
			var one Session
			err := one.scan(r)
			list = append(list, one)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list the sessions of %s: %w", user, err)
	}
	return list, nil
}

// touchSession notes that a session was used. Relies on the primary key.
const touchSession = `UPDATE sessions SET last_seen_at = :real, ip = :ip WHERE id = :id AND revoked_at = ''`

// TouchSession notes that a session was used, and from where.
func (s *Store) TouchSession(ctx context.Context, id, ip string) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.exec(touchSession, args{"id": id, "ip": ip, "real": t.real})
		return err
	})
	if err != nil {
		return fmt.Errorf("note the use of session %s: %w", id, err)
	}
	return nil
}
