package middleware

import (
	"context"

	"aceno/hooks/session"
	"aceno/store"
)

// kept is the store as sessions see it: the same rows, in the words of their own room.
type kept struct {
	*store.Store
}

var _ session.Store = kept{}

// StartSession begins a session.
func (k kept) StartSession(ctx context.Context, begun session.Row) (string, error) {
	return k.Store.StartSession(ctx, store.Session(begun))
}

// FindSession returns a session, and whether there is one.
func (k kept) FindSession(ctx context.Context, id string) (session.Row, bool, error) {
	found, ok, err := k.Store.FindSession(ctx, id)
	return session.Row(found), ok, err
}

// RotateSession uses a refresh token and says which one holds then.
func (k kept) RotateSession(ctx context.Context, r session.Rotation) (holds string, reused bool, err error) {
	what, err := k.Store.RotateSession(ctx, store.Rotation(r))
	switch what {
	case store.RotatedNow, store.RotatedBefore:
		holds = r.Next
	case store.RotatedFresh:
		holds = r.Token
	}
	return holds, what == store.RotatedReused, err
}
