package whatsapp

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/ledger"
	"aceno/sandbox/town"
)

// How webhooks are delivered, in real time: that many POSTs at a time, updates in one POST, and pauses after a failure,
// the last one over and over.
const (
	deliverers  = 4
	perPost     = 5
	postTimeout = 10 * time.Second
	firstPause  = 200 * time.Millisecond
	lastPause   = 5 * time.Second
)

// outbox delivers what happened. It belongs to one Run.
type outbox struct {
	s     *Server
	wake  chan struct{}
	slots chan struct{}
	done  sync.WaitGroup

	mu     sync.Mutex
	flight map[string]bool
	tries  map[string]try
}

// try is what became of an event's deliveries so far.
type try struct {
	failures int
	next     time.Time
}

// Run lets the people live and delivers webhooks until ctx ends; what is under way then is finished. What has not
// happened or was not taken yet waits in the ledger.
func (s *Server) Run(ctx context.Context) error {
	o := &outbox{s: s, wake: make(chan struct{}, 1), slots: make(chan struct{}, deliverers), flight: map[string]bool{}, tries: map[string]try{}}
	var all sync.WaitGroup
	var lifeErr error
	all.Go(func() { lifeErr = s.live(ctx) })
	all.Go(func() { o.run(ctx) })
	all.Wait()
	o.done.Wait()
	return lifeErr
}

// live makes planned events happen when their business time has come.
func (s *Server) live(ctx context.Context) error {
	for ctx.Err() == nil {
		changed := s.o.Ledger.Changed()
		due, next := s.o.Ledger.Due(s.o.Clock.Now())
		for _, e := range due {
			if e.Kind == ledger.Template {
				if _, err := s.review(e); err != nil {
					return fmt.Errorf("end a template's review: %w", err)
				}
			}
			if err := s.o.Ledger.Happen(e.ID, e.At); err != nil {
				return fmt.Errorf("let %s happen: %w", e.ID, err)
			}
		}
		if len(due) > 0 {
			continue
		}
		wait := time.Hour
		if !next.IsZero() {
			wait = max(s.o.Clock.Until(next), time.Millisecond)
		}
		pause(ctx, wait, changed)
	}
	return nil
}

// pause waits for a while, or until one of the signals comes.
func pause(ctx context.Context, d time.Duration, signals ...<-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	var a, b <-chan struct{}
	if len(signals) > 0 {
		a = signals[0]
	}
	if len(signals) > 1 {
		b = signals[1]
	}
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-a:
	case <-b:
	}
}

// run gives batches of untold events to deliverers.
func (o *outbox) run(ctx context.Context) {
	for ctx.Err() == nil {
		changed := o.s.o.Ledger.Changed()
		batch, wait := o.next()
		if len(batch) == 0 || o.s.Subscription().CallbackURL == "" {
			o.release(batch)
			pause(ctx, wait, changed, o.wake)
			continue
		}
		select {
		case <-ctx.Done():
			o.release(batch)
			return
		case o.slots <- struct{}{}:
		}
		o.done.Go(func() {
			defer func() { <-o.slots }()
			o.deliver(context.WithoutCancel(ctx), batch)
		})
	}
}

// next takes the events of the next POST, in the order in which they happened, and says how long to wait if there are
// none.
func (o *outbox) next() ([]ledger.Event, time.Duration) {
	untold := o.s.o.Ledger.Untold()
	o.mu.Lock()
	defer o.mu.Unlock()
	wait := time.Hour
	var free []ledger.Event
	for _, e := range untold {
		if o.flight[e.ID] {
			continue
		}
		if left := time.Until(o.tries[e.ID].next); left > 0 {
			wait = min(wait, left)
			continue
		}
		free = append(free, e)
	}
	// A few at a time when there are many; what failed before goes alone, so that one event cannot hold up others.
	size := min(perPost, 1+len(free)/(2*deliverers))
	var batch []ledger.Event
	for _, e := range free {
		alone := o.tries[e.ID].failures > 1
		if len(batch) == size || (alone && len(batch) > 0) {
			break
		}
		batch = append(batch, e)
		o.flight[e.ID] = true
		if alone {
			break
		}
	}
	return batch, wait
}

func (o *outbox) release(batch []ledger.Event) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, e := range batch {
		delete(o.flight, e.ID)
	}
}

// deliver posts a batch and enters what became of it.
func (o *outbox) deliver(ctx context.Context, batch []ledger.Event) {
	err := o.s.post(ctx, batch)
	ids := make([]string, len(batch))
	for i, e := range batch {
		ids[i] = e.ID
	}
	if err == nil {
		err = o.s.o.Ledger.Tell(ids, time.Now().UTC())
	}
	o.mu.Lock()
	for _, id := range ids {
		t := o.tries[id]
		t.failures++
		t.next = time.Now().Add(min(firstPause<<min(t.failures-1, 10), lastPause))
		o.tries[id] = t
		if err == nil {
			delete(o.tries, id)
		}
		delete(o.flight, id)
	}
	o.mu.Unlock()
	if err != nil {
		o.s.o.Logger.Debug("a webhook was not taken; it is sent again", "events", len(batch), "error", err)
	}
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// post sends one webhook; some of them a second time, as the provider does.
func (s *Server) post(ctx context.Context, batch []ledger.Event) error {
	f := s.o.Faults.Take(fault.Webhook)
	body, err := s.envelope(batch)
	if err != nil {
		return err
	}
	sub := s.Subscription()
	secret := sub.AppSecret
	if secret == "" {
		secret = s.Account().AppSecret
	}
	if f != nil && f.Kind == fault.Slow {
		pause(ctx, time.Duration(f.DelayMS)*time.Millisecond)
	}
	if f != nil && f.Kind == fault.Forged {
		// A stranger's POST before the real one: it must be refused and change nothing.
		_ = s.postOnce(ctx, sub.CallbackURL, "not-"+secret, body)
	}
	if err := s.postOnce(ctx, sub.CallbackURL, secret, body); err != nil {
		return err
	}
	if (f != nil && f.Kind == fault.Twice) || town.Rand(s.o.Seed, "twice", batch[0].ID).IntN(100) < 2 {
		return s.postOnce(ctx, sub.CallbackURL, secret, body)
	}
	return nil
}

func (s *Server) postOnce(ctx context.Context, to, secret string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, postTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("post a webhook: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "facebookexternalua")
	req.Header.Set("X-Hub-Signature-256", Sign(secret, body))
	res, err := s.o.HTTP.Do(req)
	if err != nil {
		return fmt.Errorf("post a webhook: %w", err)
	}
	defer func() { _ = res.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10))
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("post a webhook: it was answered with %d", res.StatusCode)
	}
	return nil
}
