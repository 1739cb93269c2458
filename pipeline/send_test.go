package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/pipeline"
)

// ledger is a pile of messages; each is handed out once.
type ledger struct {
	mu       sync.Mutex
	pile     []campaign.Outgoing
	outcomes []campaign.Outcome
	next     time.Time
	failNext int
	nexts    int
}

func (l *ledger) Next(ctx context.Context, last *campaign.Outcome) (*campaign.Outgoing, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.nexts++
	if l.failNext > 0 {
		l.failNext--
		return nil, errors.New("disk full")
	}
	if last != nil {
		l.outcomes = append(l.outcomes, *last)
	}
	if len(l.pile) == 0 || ctx.Err() != nil {
		return nil, ctx.Err()
	}
	out := l.pile[0]
	l.pile = l.pile[1:]
	out.ClaimedAt = time.Now()
	return &out, nil
}

func (l *ledger) Record(_ context.Context, last campaign.Outcome) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.outcomes = append(l.outcomes, last)
	return nil
}

func (l *ledger) NextSend(context.Context) (time.Time, error) { return l.next, nil }

func (l *ledger) recorded() map[string]campaign.Result {
	l.mu.Lock()
	defer l.mu.Unlock()
	results := map[string]campaign.Result{}
	for _, o := range l.outcomes {
		results[o.MessageID] = o.Result
	}
	return results
}

func (l *ledger) fill(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range n {
		id := fmt.Sprintf("m%d", i)
		l.pile = append(l.pile, campaign.Outgoing{ClaimID: "c" + id, MessageID: id, Account: "a", Channel: campaign.ChannelWhatsApp})
	}
}

// wire is a channel whose answer takes a second.
type wire struct {
	mu    sync.Mutex
	calls map[string]int
	most  int
	now   int
	fail  func(id string)
}

func (w *wire) Send(ctx context.Context, _ outreach.Account, m campaign.Outgoing) campaign.Outcome {
	w.mu.Lock()
	w.calls[m.MessageID]++
	w.now++
	w.most = max(w.most, w.now)
	w.mu.Unlock()
	defer func() { w.mu.Lock(); w.now--; w.mu.Unlock() }()
	if w.fail != nil {
		w.fail(m.MessageID)
	}
	select {
	case <-time.After(time.Second):
		return campaign.Outcome{Result: campaign.ResultSent, ProviderID: "wamid." + m.MessageID}
	case <-ctx.Done():
		return campaign.Outcome{Result: campaign.ResultInDoubt, Code: "timeout"}
	}
}

func (w *wire) Check(context.Context, outreach.Account) (outreach.Health, error) {
	return outreach.Health{}, nil
}
func (w *wire) Describe() outreach.Description { return outreach.Description{} }

type openAccounts struct{ err error }

func (a openAccounts) Open(context.Context, string) (outreach.Account, error) {
	return outreach.Account{}, a.err
}

func newSender(l *ledger, w *wire, bell *pipeline.Bell) *pipeline.Sender {
	return &pipeline.Sender{
		Ledger: l, Accounts: openAccounts{}, Channels: map[campaign.Channel]outreach.Channel{campaign.ChannelWhatsApp: w},
		Clock: clock.System{}, Bell: bell, Logger: slog.New(slog.DiscardHandler), Workers: 4,
	}
}

func TestSender_callsOnceForEachClaimWithAllWorkersAndRecordsEveryAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		l.fill(20)
		stop := start(t, newSender(l, w, pipeline.NewBell()))
		time.Sleep(6 * time.Second)
		synctest.Wait()
		if got := len(l.recorded()); got != 20 {
			t.Errorf("recorded %d answers of 20", got)
		}
		for id, n := range w.calls {
			if n != 1 {
				t.Errorf("%s was called %d times", id, n)
			}
		}
		if w.most != 4 {
			t.Errorf("%d calls at once, want as many as workers (4)", w.most)
		}
		stop()
	})
}

func TestSender_sleepsUntilTheBellOrTheNextTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w, bell := &ledger{}, &wire{calls: map[string]int{}}, pipeline.NewBell()
		stop := start(t, newSender(l, w, bell))
		time.Sleep(time.Hour)
		synctest.Wait()
		if l.nexts > 2 {
			t.Errorf("an idle sender asked %d times in an hour: it polls", l.nexts)
		}
		l.fill(1)
		bell.Ring(pipeline.Send)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got := l.recorded()["m0"]; got != campaign.ResultSent {
			t.Errorf("after the bell: %q", got)
		}
		stop()
	})
}

func TestSender_drainsCallsInFlightAndClaimsNothingMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		l.fill(100)
		stop := start(t, newSender(l, w, pipeline.NewBell()))
		synctest.Wait() // four calls are under way
		stop()
		if got := len(l.recorded()); got != 4 {
			t.Errorf("recorded %d answers, want the 4 that were in flight", got)
		}
		if len(w.calls) != 4 {
			t.Errorf("%d calls, want none after the stop", len(w.calls))
		}
	})
}

func TestSender_recordsDoubtWhenACallOutlivesTheDrain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		w.fail = func(string) { time.Sleep(40 * time.Second) }
		l.fill(1)
		stop := start(t, newSender(l, w, pipeline.NewBell()))
		synctest.Wait()
		stop()
		if got := l.recorded()["m0"]; got != campaign.ResultInDoubt {
			t.Errorf("recorded %q, want in_doubt", got)
		}
	})
}

func TestSender_putsAPanickingCallInDoubtAndGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		w.fail = func(id string) {
			if id == "m0" {
				panic("nobody thought of this answer")
			}
		}
		l.fill(2)
		stop := start(t, newSender(l, w, pipeline.NewBell()))
		time.Sleep(5 * time.Second)
		synctest.Wait()
		got := l.recorded()
		if got["m0"] != campaign.ResultInDoubt || got["m1"] != campaign.ResultSent {
			t.Errorf("recorded %v", got)
		}
		stop()
	})
}

func TestSender_releasesUnsentWhatItCannotCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		l.fill(1)
		l.pile = append(l.pile, campaign.Outgoing{MessageID: "mail", Channel: campaign.ChannelEmail})
		s := newSender(l, w, pipeline.NewBell())
		s.Accounts = openAccounts{err: errors.New("wrong master key")}
		stop := start(t, s)
		synctest.Wait()
		got := l.recorded()
		if got["m0"] != campaign.ResultUnsent || got["mail"] != campaign.ResultUnsent {
			t.Errorf("recorded %v, want both unsent", got)
		}
		if len(w.calls) != 0 {
			t.Error("a call was made without an account")
		}
		stop()
	})
}

func TestSender_keepsTheAnswerWhenTheRecordFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, w := &ledger{}, &wire{calls: map[string]int{}}
		w.fail = func(string) { l.mu.Lock(); l.failNext = 1; l.mu.Unlock() }
		l.fill(1)
		stop := start(t, newSender(l, w, pipeline.NewBell()))
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if got := l.recorded()["m0"]; got != campaign.ResultSent {
			t.Errorf("recorded %q: the answer was lost with the failed record", got)
		}
		stop()
	})
}
