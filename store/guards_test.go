package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

func TestTake_refusesAMessageThatNoLongerWaits(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	if err := h.store.TakeCancelled(h.ctx(), c, a); err == nil {
		t.Error("took a message that was cancelled")
	}
	h.want("pending", "SELECT status FROM messages")
	h.mustNext()
}

func TestNext_sendsNothingThroughAnotherWorkspacesAccount(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	own := h.ws
	h.ws = h.workspace("Boreal", nil)
	foreign := h.account(nil)
	h.ws = own
	c := h.campaign(map[string]any{"accounts": []string{foreign}})
	h.pending(c, 1, 1)
	if out := h.next(nil); out != nil {
		t.Errorf("sent through %s", out.Account)
	}
}

func TestReceive_takesAFailedEventBackWholeAndAppliesItLater(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.sql("CREATE TRIGGER boom BEFORE UPDATE OF last_inbound_at ON prospects BEGIN SELECT RAISE(ABORT, 'boom'); END")
	h.wrote(a, phone(1)[1:], "Oi")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	h.want("1", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = '' AND error LIKE '%boom%'")
	h.sql("DROP TRIGGER boom")
	h.sql("UPDATE webhook_events SET lease_until = ''")
	h.receive()
	h.want("1", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	h.want("replied", "SELECT status FROM prospects")
	h.want("1", "SELECT replied_count FROM campaigns")
}

func TestReceive_actsOnceForARepeatedKey(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	e := campaign.Event{Key: "same", Kind: campaign.EventInbound, At: noon, Inbound: &campaign.InboundEvent{From: phone(1)[1:], Text: "Oi"}}
	for range 20 {
		h.event(a, e)
	}
	h.want("1", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
	h.want("1", "SELECT COUNT(*) FROM webhook_events")
}

func TestStages_dropALateSearchAndALateMessage(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	_, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue")
	late, err := h.store.ClaimSearches(h.ctx(), 1, -time.Second)
	h.ok(err, "claim")
	again, err := h.store.ClaimSearches(h.ctx(), 1, time.Minute)
	h.ok(err, "claim again")
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: late[0], Candidates: []campaign.Candidate{business(1)}}}), "commit late")
	h.want("0", "SELECT COUNT(*) FROM prospects")
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: again[0], Candidates: []campaign.Candidate{business(1)}}}), "commit")
	h.enrich()
	slow, err := h.store.ClaimWrite(h.ctx(), 1, time.Minute)
	h.ok(err, "claim to write")
	h.wrote("", phone(1)[1:], "Oi") // while the message is being written
	h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{{Task: slow[0], Draft: campaign.Draft{Content: "Olá"}}}), "commit the message")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE direction = 'outbound'")
}
