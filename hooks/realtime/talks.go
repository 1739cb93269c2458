package realtime

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// Talks tells PocketBase's own subscribers of conversations that the store changed beside the record layer: the same topics,
// rules and options as for a change by the API. Talked is called after every commit and costs nothing; Run does the work, each
// conversation at most twice a second.
type Talks struct {
	app  core.App
	log  *slog.Logger
	wake chan struct{}

	mu    sync.Mutex
	dirty map[string]bool      // prospects
	last  map[string]time.Time // prospect → its last event, while that is younger than gap
}

// NewTalks returns one that tells an app's subscribers.
func NewTalks(app core.App, log *slog.Logger) *Talks {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Talks{app: app, log: log, wake: make(chan struct{}, 1), dirty: map[string]bool{}, last: map[string]time.Time{}}
}

// Talked notes that the conversation with a prospect is other than before. It never blocks, and does nothing while nobody
// listens.
func (t *Talks) Talked(prospect string) {
	if t.app.SubscriptionsBroker().TotalClients() == 0 {
		return
	}
	t.mu.Lock()
	t.dirty[prospect] = true
	t.mu.Unlock()
	select {
	case t.wake <- struct{}{}:
	default: // it is awake already
	}
}

// Run publishes until the context ends.
func (t *Talks) Run(ctx context.Context) error {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		due, wait := t.take(time.Now())
		for _, prospect := range due {
			if err := t.publish(ctx, prospect); err != nil {
				t.log.Warn("conversation not published", "prospect_id", prospect, "error", err)
			}
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.wake:
		case <-timer.C:
		}
	}
}

// take returns the prospects whose next event may go out now, and how long to wait for the first of the others.
func (t *Talks) take(now time.Time) (due []string, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for prospect, at := range t.last {
		if now.Sub(at) >= gap {
			delete(t.last, prospect)
		}
	}
	wait = time.Hour
	for prospect := range t.dirty {
		if at, young := t.last[prospect]; young {
			wait = min(wait, gap-now.Sub(at))
			continue
		}
		due = append(due, prospect)
		delete(t.dirty, prospect)
		t.last[prospect] = now
	}
	return due, wait
}

// publish runs the hooks of a change after its commit, PocketBase's realtime among them, for a record as it is now. A
// conversation that has not begun, or is gone, has nobody to tell.
func (t *Talks) publish(ctx context.Context, prospect string) error {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	record, err := t.app.FindFirstRecordByData("conversations", "prospect", prospect)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	event := &core.ModelEvent{App: t.app, Context: ctx, Type: core.ModelEventTypeUpdate}
	event.Model = record
	tell := t.app.OnModelAfterUpdateSuccess(record.Collection().Name)
	if record.GetDateTime("created").Equal(record.GetDateTime("updated")) {
		event.Type, tell = core.ModelEventTypeCreate, t.app.OnModelAfterCreateSuccess(record.Collection().Name)
	}
	return tell.Trigger(event)
}
