package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

// unknownID is a business-scoped id that no prospect has yet.
const unknownID = "BR.4711"

// wroteByID is a message of somebody who is known by an id alone.
func (h *house) wroteByID(account, key, text string) {
	h.Helper()
	h.event(account, campaign.Event{Key: key, Kind: campaign.EventInbound, At: h.clock.Now(),
		Inbound: &campaign.InboundEvent{ProviderID: key, UserID: unknownID, Type: "text", Text: text}})
}

// taught is a delivery status of a message that names the recipient's id.
func (h *house) taught(account, key string, out *campaign.Outgoing) {
	h.Helper()
	e := statusEvent(key, campaign.MessageDelivered, out.ClaimID, "", h.clock.Now())
	e.Status.UserID = unknownID
	h.event(account, e)
}

// retry makes every event that waits due, and works them off.
func (h *house) retry() {
	h.Helper()
	h.sql("UPDATE webhook_events SET lease_until = '' WHERE processed_at = ''")
	h.receive()
}

func TestStatus_teachesTheUserID(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(h.sent(out))
	h.taught(a, "s1", out)
	h.want(unknownID, "SELECT whatsapp_user_id FROM prospects")
	h.wroteByID(a, "in-1", "Oi")
	h.want("replied", "SELECT status FROM prospects")
	e := statusEvent("s2", campaign.MessageRead, out.ClaimID, "", noon)
	e.Status.UserID = "BR.other"
	h.event(a, e)
	h.want(unknownID, "SELECT whatsapp_user_id FROM prospects") // a known id changes by an identity event alone
}

func TestInbound_ofAStrangersIDWaitsForTheStatusThatNamesIt(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(h.sent(out))
	h.wroteByID(a, "in-1", "Quanto custa?")
	h.want("1", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = '' AND error LIKE '%no prospect has this id yet%'")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	next, err := h.store.NextReceive(h.ctx())
	h.ok(err, "next receive")
	if wait := time.Until(next); wait < 0 || wait > 5*time.Second {
		t.Errorf("the event is tried again in %v", wait)
	}
	h.retry() // still nobody
	h.want("contacted", "SELECT status FROM prospects")
	h.want("1", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")

	h.taught(a, "s1", out)
	h.retry()
	h.want("replied", "SELECT status FROM prospects")
	h.want("Quanto custa?", "SELECT content FROM messages WHERE direction = 'inbound'")
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
	h.recount(c)
}

func TestOptOut_ofAStrangersIDHoldsAtOnceAndCancelsWhenTheIDIsKnown(t *testing.T) {
	t.Parallel()
	for text, tt := range map[string]struct{ reason, optOuts string }{
		"parar":  {"opt_out", "1"},
		"chega?": {"unclear", "0"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			h.record(h.sent(out))
			h.clock.Advance(73 * time.Hour)
			h.write()
			h.want("pending", "SELECT status FROM messages WHERE step = 1")

			h.wroteByID(a, "in-1", text)
			h.want(tt.reason, "SELECT reason FROM suppressions WHERE kind = 'whatsapp_user_id' AND hash = {:p0}", hasher{}.Hash(h.ws, "whatsapp_user_id", unknownID))
			h.want("1", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
			h.want("pending", "SELECT status FROM messages WHERE step = 1") // nobody knows yet whose it is

			h.taught(a, "s1", out)
			h.retry()
			h.want("cancelled", "SELECT status FROM messages WHERE step = 1")
			h.want(tt.optOuts, "SELECT opt_out_count FROM campaigns")
			h.want("1", "SELECT COUNT(*) > 0 FROM suppressions WHERE kind = 'phone' AND reason = {:p0}", tt.reason)
			h.recount(c)
		})
	}
}

func TestNext_sendsNothingToAnIDThatStoppedBeforeItsMessageIsApplied(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(h.sent(out))
	h.clock.Advance(73 * time.Hour)
	h.write()
	h.wroteByID(a, "in-1", "parar")
	h.taught(a, "s1", out) // the stage has not run
	if next := h.next(nil); next != nil {
		t.Errorf("wrote to %s, whose id stopped", next.Recipient)
	}
}

func TestInbound_ofAStrangersIDIsGivenUpAfterEightDays(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.wroteByID(a, "in-1", "Oi")
	h.clock.Advance(8*24*time.Hour + time.Minute)
	h.retry()
	h.want("1", "SELECT processed_at != '' AND error LIKE '%no prospect%' FROM webhook_events")
}

func TestInbound_ofAStrangersNumberIsClosedAtOnce(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.wrote(a, phone(9)[1:], "Oi")
	h.want("1", "SELECT processed_at != '' AND error = '' FROM webhook_events")
	h.want("0", "SELECT COUNT(*) FROM messages")
	h.want("0", "SELECT COUNT(*) FROM suppressions")
}
