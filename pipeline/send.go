package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
)

// Ledger is what sending needs of the store.
type Ledger interface {
	// Next records the last answer, if there is one, and claims the next message that may go out now; nil when none may.
	// What it returns is durably claimed: the call starts at once.
	Next(ctx context.Context, last *campaign.Outcome) (*campaign.Outgoing, error)
	// Record records an answer without claiming anything: the program stops.
	Record(ctx context.Context, last campaign.Outcome) error
	// NextSend returns the business time at which a message may next be claimed; zero when only a commit can bring one.
	NextSend(ctx context.Context) (time.Time, error)
}

// Accounts opens an integrated account with its credentials, for one call.
type Accounts interface {
	Open(ctx context.Context, id string) (outreach.Account, error)
}

// Times of sending: a call has callTimeout in all; on stopping, drainTimeout is left for calls in flight.
const (
	callTimeout  = 30 * time.Second
	drainTimeout = 25 * time.Second

	recordPause   = 100 * time.Millisecond // after a record that failed, doubling
	recordLongest = 10 * time.Second
)

// Sender claims one message a free call, calls at once and records what came of it. It has no lease: what was claimed
// when the process died is in doubt, and nothing here sends it again.
type Sender struct {
	Ledger   Ledger
	Accounts Accounts
	Channels map[campaign.Channel]outreach.Channel
	Clock    clock.Clock
	Bell     *Bell
	Logger   *slog.Logger
	Workers  int // calls at once
}

// Name returns the stage's word.
func (s *Sender) Name() string { return Send }

// Run sends until ctx ends, then claims nothing more and waits for the calls in flight, at most drainTimeout.
func (s *Sender) Run(ctx context.Context) error {
	if s.Workers < 1 {
		return errors.New("sender: workers must be at least 1")
	}
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	turn := make(chan struct{}, 1) // whoever holds it may find the ledger empty and sleep for all
	turn <- struct{}{}
	var workers sync.WaitGroup
	for range s.Workers {
		workers.Go(func() { s.work(ctx, calls, turn) })
	}
	drained := make(chan struct{})
	go func() {
		workers.Wait()
		close(drained)
	}()
	<-ctx.Done()
	select {
	case <-drained:
	case <-time.After(drainTimeout):
		cancel() // the calls end in doubt, and are recorded so
		<-drained
	}
	return ctx.Err()
}

// work is one worker: it holds the turn while it looks for a message, gives it on when it has one, and sleeps with it
// when there is none, so that an idle program has one sleeper and a busy one as many callers as workers.
func (s *Sender) work(ctx, calls context.Context, turn chan struct{}) {
	var last *campaign.Outcome
	for {
		held := last == nil
		if held {
			select {
			case <-turn:
			case <-ctx.Done():
			}
		}
		if ctx.Err() != nil {
			if last != nil {
				s.record(calls, *last)
			}
			return
		}
		out, err := s.next(context.WithoutCancel(ctx), last)
		switch {
		case err != nil && last != nil:
			s.Logger.Error("record of an answer failed", "message", last.MessageID, "error", err)
			s.record(calls, *last)
			last = nil
		case err != nil:
			s.Logger.Error("claim failed", "stage", Send, "error", err)
			rest(ctx, nil, time.Now().Add(time.Second))
			turn <- struct{}{}
		case out == nil && held:
			s.sleep(ctx)
			turn <- struct{}{}
		case out == nil:
			last = nil
		default:
			if held {
				turn <- struct{}{}
			}
			outcome := s.call(calls, *out)
			last = &outcome
		}
	}
}

func (s *Sender) next(ctx context.Context, last *campaign.Outcome) (out *campaign.Outgoing, err error) {
	defer recovered(&err)
	return s.Ledger.Next(ctx, last)
}

// call makes the one call of a claim. A channel that panics may have sent: the outcome is in doubt.
func (s *Sender) call(ctx context.Context, m campaign.Outgoing) (outcome campaign.Outcome) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	defer func() {
		outcome.ClaimID, outcome.MessageID = m.ClaimID, m.MessageID
		if outcome.At.IsZero() {
			outcome.At = s.Clock.Now()
		}
	}()
	channel, ok := s.Channels[m.Channel]
	if !ok {
		return unsent(campaign.NewReason(campaign.ReasonPlatformUnknown, map[string]any{"platform": string(m.Channel)}), time.Hour)
	}
	account, err := s.Accounts.Open(ctx, m.Account)
	if err != nil {
		out := unsent(campaign.NewReason(campaign.ReasonCredentials, nil), time.Minute)
		out.Error = err.Error()
		return out
	}
	defer func() {
		if r := recover(); r != nil {
			s.Logger.Error("channel panicked", "channel", m.Channel, "message", m.MessageID, "panic", r)
			outcome = campaign.Outcome{
				Result: campaign.ResultInDoubt, Code: campaign.ReasonProviderUnknown, Error: fmt.Sprint(r),
				Reason: new(campaign.NewReason(campaign.ReasonProviderUnknown, nil)),
			}
		}
	}()
	return channel.Send(ctx, account, m)
}

func unsent(reason campaign.Reason, wait time.Duration) campaign.Outcome {
	return campaign.Outcome{Result: campaign.ResultUnsent, Code: reason.Code, Wait: wait, Reason: &reason}
}

// record keeps trying for as long as the program lives, for an answer that is lost leaves its message in doubt; and nothing else
// could be claimed meanwhile.
func (s *Sender) record(ctx context.Context, outcome campaign.Outcome) {
	for try := 0; ; try++ {
		err := s.Ledger.Record(context.WithoutCancel(ctx), outcome)
		if err == nil {
			return
		}
		s.Logger.Error("record of an answer failed", "message", outcome.MessageID, "try", try+1, "error", err)
		if ctx.Err() != nil {
			return
		}
		rest(ctx, nil, time.Now().Add(min(recordPause<<min(try, 10), recordLongest)))
	}
}

// sleep waits for the bell or for the time at which something may go. Business time may change its pace, so the wait is
// asked for again and again.
func (s *Sender) sleep(ctx context.Context) {
	next, err := s.Ledger.NextSend(ctx)
	if err != nil {
		s.Logger.Error("next send time unknown", "error", err)
		rest(ctx, s.Bell.rope(Send), time.Now().Add(10*time.Second))
		return
	}
	if next.IsZero() {
		rest(ctx, s.Bell.rope(Send), time.Time{})
		return
	}
	rest(ctx, s.Bell.rope(Send), time.Now().Add(s.Clock.Until(next)))
}
