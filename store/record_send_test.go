package store_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func TestNext_hasOneWinnerAmongManyGoroutines(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 40)
	var claimed sync.Map
	var n atomic.Int32
	var workers sync.WaitGroup
	for range 32 {
		workers.Go(func() {
			var last *campaign.Outcome
			for {
				out, err := h.store.Next(h.ctx(), last)
				if err != nil {
					t.Error(err)
					return
				}
				if out == nil {
					return
				}
				if _, twice := claimed.LoadOrStore(out.MessageID, true); twice {
					t.Errorf("message %s was claimed twice", out.MessageID)
				}
				n.Add(1)
				sent := h.sent(out)
				last = &sent
			}
		})
	}
	workers.Wait()
	if n.Load() != 40 {
		t.Errorf("%d of 40 messages were claimed", n.Load())
	}
	h.want("40", "SELECT COUNT(DISTINCT recipient) FROM messages WHERE status = 'sent'")
	h.want("40", "SELECT sent_count FROM campaigns")
}

func TestSchema_refusesASecondMessageOfAStepToOnePerson(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	_, err := h.app.NonconcurrentDB().NewQuery(`INSERT INTO messages (id, workspace, prospect, campaign, direction, status, once_key)
		SELECT 'm00000000000001', workspace, prospect, campaign, direction, status, once_key FROM messages`).Execute()
	if err == nil {
		t.Error("the schema took a second message of the same step")
	}
}

func TestRecord_actsByWhatIsKnownOfTheAttempt(t *testing.T) {
	t.Parallel()
	reason := &campaign.Reason{Code: "x", Message: "x"}
	for name, tt := range map[string]struct {
		outcome                     campaign.Outcome
		status, sentAt, once, stage string
		failed, sent                string
	}{
		"sent":     {campaign.Outcome{Result: campaign.ResultSent, ProviderID: "w"}, "sent", "1", "1", "write", "0", "1"},
		"unsent":   {campaign.Outcome{Result: campaign.ResultUnsent, Wait: time.Minute, Reason: reason}, "pending", "0", "1", "done", "0", "0"},
		"rejected": {campaign.Outcome{Result: campaign.ResultRejected, Code: "131026", Error: "undeliverable", Reason: reason}, "failed", "0", "0", "done", "1", "0"},
		"in doubt": {campaign.Outcome{Result: campaign.ResultInDoubt, Code: "timeout", Reason: reason}, "in_doubt", "1", "1", "write", "0", "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			tt.outcome.ClaimID, tt.outcome.MessageID = out.ClaimID, out.MessageID
			h.record(tt.outcome)
			h.want(tt.status, "SELECT status FROM messages")
			h.want(tt.sentAt, "SELECT sent_at != '' FROM messages")
			h.want(tt.once, "SELECT once_key != '' FROM messages")
			h.want(tt.stage, "SELECT stage FROM prospects")
			h.want(tt.failed, "SELECT failed_count FROM campaigns")
			h.want(tt.sent, "SELECT sent_count FROM campaigns")
			if tt.outcome.Result != campaign.ResultUnsent {
				if out := h.next(nil); out != nil {
					t.Errorf("%s was claimed again", name)
				}
				return
			}
			if out := h.next(nil); out != nil {
				t.Error("an unsent message did not wait")
			}
			h.clock.Advance(time.Minute)
			h.mustNext()
		})
	}
}

func TestRecord_dropsAnAnswerWhoseClaimNoLongerStands(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	old := h.mustNext()
	h.record(campaign.Outcome{ClaimID: old.ClaimID, Result: campaign.ResultUnsent})
	again := h.mustNext()
	h.record(campaign.Outcome{ClaimID: old.ClaimID, Result: campaign.ResultRejected})
	h.want("sending", "SELECT status FROM messages")
	h.record(h.sent(again))
	h.want("sent", "SELECT status FROM messages")
}

func TestRecord_doesNotTakeBackWhatAWebhookSettled(t *testing.T) {
	t.Parallel()
	for name, result := range map[string]campaign.Result{"in doubt": campaign.ResultInDoubt, "unsent": campaign.ResultUnsent, "rejected": campaign.ResultRejected, "sent": campaign.ResultSent} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			h.event(a, campaign.Event{Key: "k", Kind: campaign.EventStatus, At: noon, Status: &campaign.StatusEvent{ProviderID: "w", ClaimID: out.ClaimID, Status: campaign.MessageDelivered}})
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: result, ProviderID: "w"})
			h.want("delivered", "SELECT status FROM messages")
			h.want("1", "SELECT sent_count FROM campaigns")
			h.want("1", "SELECT contacted_count FROM campaigns")
		})
	}
}

func TestRecord_stopsAnAccountThatTheProviderStopped(t *testing.T) {
	t.Parallel()
	for effect, status := range map[campaign.AccountEffect]string{campaign.AccountExpired: "expired", campaign.AccountBlocked: "blocked", campaign.AccountSlow: "active"} {
		t.Run(string(effect), func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 2)
			out := h.mustNext()
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultUnsent, Effect: effect, Wait: time.Minute, Reason: &campaign.Reason{Code: "token_invalid"}})
			h.want(status, "SELECT status FROM integrated_accounts WHERE id = {:p0}", a)
			if out := h.next(nil); out != nil {
				t.Error("the account still sends")
			}
			if effect == campaign.AccountSlow {
				h.clock.Advance(time.Minute)
				h.mustNext()
			}
		})
	}
}

func TestRecord_suppressesWhomTheProviderSaysStopped(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
	h.pending(c, 1, 1)
	h.pending(other, 1, 1)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected, Code: "131050", OptOut: true, Reason: &campaign.Reason{Code: "provider_refused"}})
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out'")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE status = 'pending'")
}

func TestRecord_stopsATemplateThatTheProviderStopped(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 2)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected, Code: "132015", StopTemplate: true})
	if out := h.next(nil); out != nil {
		t.Error("the stopped template goes out")
	}
	h.want("template_not_approved", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE status = 'held'")
}

func TestBreaker_opensAfterFiveFailuresAndProbesOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 12)
	for range 5 {
		out := h.mustNext()
		h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt, Code: "timeout"})
	}
	if out := h.next(nil); out != nil {
		t.Fatal("the breaker is closed")
	}
	h.clock.Advance(5 * time.Minute)
	probe := h.mustNext()
	if out := h.next(nil); out != nil {
		t.Fatal("two probes at once")
	}
	h.record(campaign.Outcome{ClaimID: probe.ClaimID, Result: campaign.ResultInDoubt, Code: "timeout"})
	h.clock.Advance(5 * time.Minute)
	if out := h.next(nil); out != nil {
		t.Fatal("the second probe did not wait twice as long")
	}
	h.clock.Advance(5 * time.Minute)
	h.record(h.sent(h.mustNext()))
	h.mustNext()
	h.want("", "SELECT json_extract(state, '$.breaker') FROM integrated_accounts")
}

func TestBeginEpoch_putsWhatWasInFlightInDoubtAndNeverSendsItAgain(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 2)
	out := h.mustNext()
	h.open()
	h.want("in_doubt", "SELECT status FROM messages WHERE id = {:p0}", out.MessageID)
	h.want("crashed", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE id = {:p0}", out.MessageID)
	h.want("write", "SELECT stage FROM prospects WHERE id = {:p0}", out.Prospect)
	if next := h.mustNext(); next.MessageID == out.MessageID {
		t.Error("sent again what is in doubt")
	}
	if more := h.next(nil); more != nil {
		t.Errorf("claimed %+v", more)
	}
	h.event(a, campaign.Event{Key: "k", Kind: campaign.EventStatus, At: noon, Status: &campaign.StatusEvent{ProviderID: "w9", ClaimID: out.ClaimID, Status: campaign.MessageSent}})
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", out.MessageID)
	h.want("w9", "SELECT provider_id FROM messages WHERE id = {:p0}", out.MessageID)
}

func TestNext_refusesWhileAnotherProcessHoldsTheFolder(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t, func(o *store.Options) { o.SendLocked = true })
	h.pending(c, 1, 1)
	if out := h.next(nil); out != nil {
		t.Errorf("claimed %+v", out)
	}
	why, err := h.store.Why(h.ctx(), h.ws, c, "", "en")
	h.ok(err, "why")
	if why.Code != campaign.ReasonSendLocked || why.Sending {
		t.Errorf("why: %+v", why)
	}
}
