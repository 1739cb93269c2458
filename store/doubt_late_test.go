package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

func TestRetry_countsAPersonOnceWhoseFirstMessageTheProviderLost(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	first := h.sent(out)
	h.record(first)
	h.event(a, statusEvent("failed", campaign.MessageFailed, out.ClaimID, first.ProviderID, noon))
	h.want("failed", "SELECT status FROM messages")
	h.recount(c)
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	h.recount(c)
	h.record(h.sent(h.mustNextAfter(time.Minute)))
	h.want("110", "SELECT sent_count || contacted_count || failed_count FROM campaigns")
	h.recount(c)
}

func TestRetry_isCalledOffByAWebhookThatSaysTheFirstOneArrived(t *testing.T) {
	t.Parallel()
	h, _, a, out := doubted(t)
	h.set("integrated_accounts", a, `state = '{"retry_at":"2026-11-25T16:00:00Z"}'`) // the retry waits
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	h.event(a, statusEvent("late", campaign.MessageDelivered, out.ClaimID, "wamid.1", h.clock.Now()))
	h.want("delivered", "SELECT status FROM messages")
	h.clock.Advance(2 * time.Hour)
	if again := h.next(nil); again != nil {
		t.Error("the person gets it twice, though we know that it was delivered")
	}
}

func TestRetry_leavesTheFirstCallInTheLimits(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.set("integrated_accounts", a, `limits = '{"per_hour":1}'`)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana"), "retry")
	h.clock.Advance(time.Minute)
	if again := h.next(nil); again != nil {
		t.Error("two calls in an hour, the account may make one")
	}
}

func TestRetry_refusesATextThatWasChangedBesideTheProgram(t *testing.T) {
	t.Parallel()
	h, _, _, out := doubted(t)
	h.sql("UPDATE messages SET content = 'Outro preço'")
	err := h.store.RetryMessage(h.ctx(), h.ws, out.MessageID, "ana")
	h.clock.Advance(time.Minute)
	if again := h.next(nil); err == nil && again != nil {
		t.Errorf("sent %q, which nobody approved", again.Content)
	}
}

func TestRetry_keepsTheReportOfAMessageThatAPersonSends(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", "no_such_number", "k"), "mark")
	h.ok(h.store.RetryMessage(h.ctx(), h.ws, item.Message, "bia"), "retry")
	h.recount(c)
	h.ok(h.mark(item.Message, "ana", "no_such_number", "k"), "the same word again") // repeated by a phone that was offline
	h.want("pending", "SELECT status FROM messages")
}

func TestStatus_thatComesAfterAPersonsWordIsCountedFromTheCall(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(h *house, out *campaign.Outgoing){
		"settled as lost": func(h *house, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
			h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "ana", false), "settle")
		},
		"rejected": func(h *house, out *campaign.Outgoing) {
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			end(h, out)
			h.clock.Advance(time.Hour)
			h.event(a, statusEvent("late", campaign.MessageDelivered, out.ClaimID, "wamid.1", h.clock.Now()))
			h.want("delivered1", "SELECT status || (once_key != '') FROM messages")
			h.recount(c)
			if n := h.write(); n != 0 {
				t.Errorf("%d next steps were written at once, 72 h too early", n)
			}
			h.want("1", "SELECT sent_at != '' FROM messages") // or limits and cool-down forget it
		})
	}
}

func TestRecord_aRepeatedAnswerCountsOnceForTheBreaker(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 5)
	for range 3 {
		out := h.mustNext()
		for range 2 { // the sender says it again when it does not know whether it was heard
			h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt, Code: "timeout"})
		}
	}
	if out := h.next(nil); out == nil {
		t.Error("three failures opened a breaker that opens at five")
	}
}
