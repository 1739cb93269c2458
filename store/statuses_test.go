package store_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"aceno/campaign"
)

// statusEvent is one word of the provider about a message.
func statusEvent(key string, s campaign.MessageStatus, claim, provider string, at time.Time) campaign.Event {
	e := campaign.Event{Key: key, Kind: campaign.EventStatus, At: at, Status: &campaign.StatusEvent{ProviderID: provider, ClaimID: claim, Status: s}}
	if s == campaign.MessageFailed {
		e.Status.Code, e.Status.Error = "131026", "undeliverable"
	}
	return e
}

// permutations calls a function with every order of a list.
func permutations[T any](list []T, each func([]T)) {
	var walk func(done, rest []T)
	walk = func(done, rest []T) {
		if len(rest) == 0 {
			each(slices.Clone(done))
			return
		}
		for i := range rest {
			walk(append(slices.Clone(done), rest[i]), slices.Concat(rest[:i], rest[i+1:]))
		}
	}
	walk(nil, list)
}

// TestStatuses_areAFunctionOfTheSet takes every subset of the four statuses, in every order, with the answer of the call
// recorded before, between and after them.
func TestStatuses_areAFunctionOfTheSet(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	all := []campaign.MessageStatus{campaign.MessageSent, campaign.MessageDelivered, campaign.MessageRead, campaign.MessageFailed}
	person := 0
	for mask := 1; mask < 1<<len(all); mask++ {
		var set []campaign.MessageStatus
		want := campaign.MessageSent
		for i, s := range all {
			if mask&(1<<i) == 0 {
				continue
			}
			set = append(set, s)
			if s == campaign.MessageFailed && want == campaign.MessageSent || s != campaign.MessageFailed && s.Rank() > want.Rank() {
				want = s
			}
		}
		permutations(append(set, ""), func(order []campaign.MessageStatus) { // "" is the record of the answer
			person++
			h.pending(c, person, 1)
			h.clock.Advance(time.Second)
			out := h.mustNext()
			for i, s := range order {
				if s == "" {
					h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultSent, ProviderID: "w" + out.ClaimID})
					continue
				}
				e := statusEvent(fmt.Sprintf("%s-%d", out.ClaimID, i), s, out.ClaimID, "w"+out.ClaimID, h.clock.Now())
				h.event(a, e)
				h.event(a, e) // a repeat acts once
			}
			if got := h.value("SELECT status FROM messages WHERE id = {:p0}", out.MessageID); got != string(want) {
				t.Errorf("%v gives %s, want %s", order, got, want)
			}
		})
	}
	h.recount(c)
	h.want(strconv.Itoa(person), "SELECT sent_count FROM campaigns")
}

func TestStatuses_waitForTheirMessage(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, statusEvent("early", campaign.MessageDelivered, "", "wamid.1", noon))
	h.want("", "SELECT processed_at FROM webhook_events")
	out := h.mustNext()
	h.record(h.sent(out))
	h.sql("UPDATE webhook_events SET lease_until = ''")
	h.receive()
	h.want("delivered", "SELECT status FROM messages")
	h.want("1", "SELECT processed_at != '' FROM webhook_events")
}

func TestStatuses_giveUpAfterEightDays(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.event(a, statusEvent("k", campaign.MessageDelivered, "", "unknown", noon))
	h.clock.Advance(8*24*time.Hour + time.Minute)
	h.sql("UPDATE webhook_events SET lease_until = ''")
	h.receive()
	h.want("1", "SELECT processed_at != '' AND error != '' FROM webhook_events")
}

func TestStatuses_areLookedUpInTheAccountsWorkspaceAlone(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(h.sent(out))
	other := h.workspace("Boreal", nil)
	h.ok(h.store.Receive(h.ctx(), "whatsapp", other, a, []campaign.Event{
		statusEvent("x", campaign.MessageRead, out.ClaimID, "wamid.1", noon), statusEvent("y", campaign.MessageRead, "", "wamid.1", noon)}), "receive")
	h.want("sent", "SELECT status FROM messages")
	h.want("2", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
}

func TestStatuses_countACostOnce(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	cents := 0.68
	for i, s := range []campaign.MessageStatus{campaign.MessageSent, campaign.MessageDelivered} {
		e := statusEvent(strconv.Itoa(i), s, "", "wamid.1", noon)
		e.Status.CostCents = &cents
		h.event(a, e)
	}
	h.want("6800", "SELECT cost_micros FROM messages")
	h.want("6800", "SELECT cost_micros FROM campaigns")
}

func TestStatuses_aFailureStopsTheSequenceAndFreesTheKey(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	e := statusEvent("f", campaign.MessageFailed, "", "wamid.1", noon)
	e.Status.Outcome = &campaign.Outcome{Result: campaign.ResultRejected, BadRecipient: true}
	h.event(a, e)
	h.want("failed", "SELECT status FROM messages")
	h.want("", "SELECT once_key FROM messages")
	h.want("done", "SELECT stage FROM prospects")
	h.want(phone(1), "SELECT json_extract(metadata, '$.bad_recipient') FROM prospects")
	h.event(a, statusEvent("d", campaign.MessageDelivered, "", "wamid.1", noon))
	h.want("1", "SELECT once_key != '' FROM messages")
	h.want("0", "SELECT failed_count FROM campaigns")
}

// receive works off what the receive stage has; answers are interested.
func (h *house) receive() {
	h.Helper()
	for {
		tasks, err := h.store.ClaimReceive(h.ctx(), 50, time.Minute)
		h.ok(err, "claim what was received")
		if len(tasks) == 0 {
			return
		}
		var done []campaign.ReceiveDone
		for _, task := range tasks {
			done = append(done, campaign.ReceiveDone{Task: task, Intent: campaign.IntentInterested, Sentiment: 0.5})
		}
		h.ok(h.store.CommitReceive(h.ctx(), done), "commit what was received")
	}
}
