package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/subscriptions"
)

// gap is the least real time between two events of one campaign.
const gap = 500 * time.Millisecond

// readTimeout bounds one look at where a campaign stands.
const readTimeout = 5 * time.Second

// Progress coalesces changes of campaigns into events. Changed is called after every commit and must cost nothing; Run
// does the work.
type Progress struct {
	broker *subscriptions.Broker
	log    *slog.Logger
	post   *post
	wake   chan struct{}

	mu     sync.Mutex
	reader Reader
	dirty  map[string]string    // campaign → workspace
	last   map[string]time.Time // campaign → its last event, while that is younger than gap
}

// NewProgress returns a progress that tells an app's subscribers. Bind gives it what to read, Run drives it: it exists
// before the store does, since the store tells it of changes.
func NewProgress(app core.App, log *slog.Logger) *Progress {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Progress{
		broker: app.SubscriptionsBroker(), log: log, post: newPost(), wake: make(chan struct{}, 1),
		dirty: map[string]string{}, last: map[string]time.Time{},
	}
}

func (p *Progress) connect(r Reader) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reader = r
}

// Changed notes that a campaign's counters, stages or status are other than before. It never blocks, and does nothing
// while nobody listens.
func (p *Progress) Changed(workspace, campaign string) {
	if p.broker.TotalClients() == 0 {
		return
	}
	p.mu.Lock()
	p.dirty[campaign] = workspace
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default: // it is awake already
	}
}

// Run publishes until the context ends.
func (p *Progress) Run(ctx context.Context) error {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		due, wait := p.take(time.Now())
		for campaign, workspace := range due {
			p.publish(ctx, workspace, campaign)
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.wake:
		case <-timer.C:
		}
	}
}

// take returns the campaigns whose next event may go out now, and how long to wait for the first of the others.
func (p *Progress) take(now time.Time) (due map[string]string, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for campaign, at := range p.last {
		if now.Sub(at) >= gap {
			delete(p.last, campaign)
		}
	}
	due, wait = map[string]string{}, time.Hour
	for campaign, workspace := range p.dirty {
		if at, young := p.last[campaign]; young {
			wait = min(wait, gap-now.Sub(at))
			continue
		}
		due[campaign] = workspace
		delete(p.dirty, campaign)
		p.last[campaign] = now
	}
	return due, wait
}

func (p *Progress) publish(ctx context.Context, workspace, campaign string) {
	clients := audience(p.broker, workspace, campaign)
	p.mu.Lock()
	reader := p.reader
	p.mu.Unlock()
	if len(clients) == 0 || reader == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	state, err := reader.Progress(ctx, campaign)
	if err == nil && state.Workspace != workspace {
		err = errors.New("the campaign belongs to another workspace")
	}
	if err != nil {
		p.log.Warn("progress not published", "campaign_id", campaign, "error", err)
		return
	}
	data, err := json.Marshal(state)
	if err != nil {
		p.log.Error("progress not published", "campaign_id", campaign, "error", err)
		return
	}
	for client, names := range clients {
		for _, name := range names {
			p.post.send(client, subscriptions.Message{Name: name, Data: data})
		}
	}
}
