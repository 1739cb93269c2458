package session

import (
	"context"
	"time"
)

// Kinds of sessions, by how the person's program holds them.
const (
	kindBearer = "bearer" // a token of the SDK, renewed by PocketBase's own auth-refresh; cookies make it another
)

// Row is one person's sign-in on one device, as it is kept.
type Row struct {
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

// live says whether the session holds at an instant.
func (r Row) live(now time.Time) bool { return r.Revoked.IsZero() && now.Before(r.Expires) }

// Rotation is one use of a refresh token. Only hashes are kept.
type Rotation struct {
	Session string
	Family  string        // of the part that every refresh token of the session shares
	Token   string        // of the token that was shown
	Next    string        // of the one that follows it
	Grace   time.Duration // in which the token before the last is taken too, and the last one not rotated again
	Expires time.Time     // when the session ends, once it was rotated
}

// Store keeps sessions.
type Store interface {
	rows
	renewals
	ends
}

type rows interface {
	// StartSession begins a session and returns its id; under a known id it changes nothing.
	StartSession(ctx context.Context, begun Row) (id string, err error)
	// FindSession returns a session, ended ones too, and whether there is one.
	FindSession(ctx context.Context, id string) (Row, bool, error)
	// TouchSession notes that a session was used, and from where.
	TouchSession(ctx context.Context, id, ip string) error
}

type renewals interface {
	// ExtendSession lets a session that holds last until then, if it would end earlier.
	ExtendSession(ctx context.Context, id string, until time.Time) error
	// PromoteSession makes a session that holds one of cookies, with its first refresh token.
	PromoteSession(ctx context.Context, id, family, token string, expires time.Time) error
	// RotateSession uses a refresh token. It returns the hash of the one that holds from now on, or none, and whether
	// the session was ended because the token had been used before.
	RotateSession(ctx context.Context, r Rotation) (holds string, reused bool, err error)
}

type ends interface {
	// RevokeSession ends one session of a person's; campaign.ErrNotFound says that they have none such.
	RevokeSession(ctx context.Context, user, id string) error
	// RevokeSessions ends all sessions of a person.
	RevokeSessions(ctx context.Context, user string) error
	// DropSessions forgets expired sessions, page by page, and returns their ids.
	DropSessions(ctx context.Context) (ids []string, err error)
}
