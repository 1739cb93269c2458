package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// byHand is a house with an assisted campaign of n first messages.
func byHand(t *testing.T, n int) (h *house, campaignID string) {
	t.Helper()
	h = newHouse(t)
	campaignID = h.campaign(nil)
	h.pending(campaignID, 1, n)
	return h, campaignID
}

func (h *house) assisted(campaignID, member string, n int) store.AssistedPage {
	h.Helper()
	page, err := h.store.AssistedNext(h.ctx(), h.ws, campaignID, member, n)
	h.ok(err, "assisted next")
	return page
}

func (h *house) mark(message, member, outcome, key string) error {
	return h.store.MarkSent(h.ctx(), store.MarkSent{Workspace: h.ws, Message: message, Member: member, Outcome: outcome, Key: key})
}

func TestAssisted_leasesToOneMemberAndNeverToTheSender(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 3)
	if out := h.next(nil); out != nil {
		t.Fatal("the sender took a message that a person sends")
	}
	ana, bia := h.assisted(c, "ana", 2), h.assisted(c, "bia", 2)
	if len(ana.Items) != 2 || len(bia.Items) != 1 {
		t.Fatalf("ana has %d, bia %d", len(ana.Items), len(bia.Items))
	}
	if again := h.assisted(c, "ana", 2); len(again.Items) != 2 || again.Items[0].Message != ana.Items[0].Message {
		t.Errorf("ana's own leases are not shown again: %+v", again.Items)
	}
	if ana.Items[0].Recipient == "" || time.Until(ana.Items[0].LeasedUntil) > 10*time.Minute {
		t.Errorf("item: %+v", ana.Items[0])
	}
	if err := h.mark(ana.Items[0].Message, "bia", store.AssistedSent, "k"); err == nil {
		t.Error("bia marked ana's message")
	}
	h.sql("UPDATE messages SET lease_until = '2026-01-01 00:00:00.000Z'")
	if taken := h.assisted(c, "bia", 3); len(taken.Items) != 3 {
		t.Errorf("leases that ended are not given on: %d", len(taken.Items))
	}
}

func TestAssisted_keepsGapAndCeiling(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 4)
	h.set("workspaces", h.ws, `limits = '{"assisted_per_day":2,"assisted_gap_s":90}'`)
	page := h.assisted(c, "ana", 3)
	if len(page.Items) != 2 || page.Ceiling != 2 || page.GapUntil != nil {
		t.Fatalf("page: %+v", page)
	}
	h.ok(h.mark(page.Items[0].Message, "ana", store.AssistedSent, "1"), "mark")
	page = h.assisted(c, "ana", 3)
	if page.Used != 1 || page.GapUntil == nil || !page.GapUntil.Equal(noon.Add(90*time.Second)) || len(page.Items) != 1 {
		t.Errorf("page: %+v", page)
	}
	h.ok(h.mark(page.Items[0].Message, "ana", store.AssistedSent, "2"), "mark")
	if page = h.assisted(c, "ana", 3); len(page.Items) != 0 || page.Used != 2 {
		t.Errorf("over the ceiling: %+v", page)
	}
}

func TestAssisted_checksThePersonInItsTransaction(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(h *house){
		"suppressed": func(h *house) {
			h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(1), "", "x"), "suppress")
			h.sql("UPDATE messages SET status = 'pending'")
		},
		"replied":   func(h *house) { h.sql("UPDATE prospects SET status = 'replied'") },
		"cool-down": func(h *house) { h.writtenTo(phone(1)) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			change(h)
			if page := h.assisted(c, "ana", 1); len(page.Items) != 0 {
				t.Errorf("leased %+v", page.Items)
			}
		})
	}
}

// writtenTo makes another campaign have written to a number just now.
func (h *house) writtenTo(number string) {
	other := h.campaign(map[string]any{"name": "Outra"})
	h.sql(`INSERT INTO messages (id, workspace, campaign, direction, status, contact_key, sent_at)
		VALUES ('m00000000000001', '` + h.ws + `', '` + other + `', 'outbound', 'sent', '` + hasher{}.Hash(h.ws, "phone", number) + `', '2026-11-25 14:00:00.000Z')`)
}

func TestAssisted_aReplyEndsTheLease(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.wrote("", phone(1)[1:], "Oi")
	h.want("", "SELECT leased_by FROM messages WHERE id = {:p0}", item.Message)
	h.want("cancelled", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "late"), "a mark that comes late")
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
	h.recount(c)
}

func TestMarkSent_actsOnceAKeyAndPlansTheNextStep(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.sql("UPDATE messages SET lease_until = '2026-01-01 00:00:00.000Z'") // lapsed: recorded all the same
	for range 3 {
		h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
	}
	h.want("1", "SELECT sent_count FROM campaigns")
	h.want("write", "SELECT stage FROM prospects")
	if err := h.mark(item.Message, "ana", store.AssistedSkipped, "other"); err == nil {
		t.Error("a second word of another key was taken")
	}
	if err := h.mark(item.Message, "ana", "perhaps", "x"); err == nil {
		t.Error("an unknown outcome was taken")
	}
	if err := h.mark("nothing", "ana", store.AssistedSent, "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a message that is not there: %v", err)
	}
}

func TestMarkSent_takesEveryOutcomeAndUndoesIt(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[string][2]string{
		store.AssistedSent: {"sent", "contacted"}, store.AssistedNoSuchNumber: {"failed", "ignored"},
		store.AssistedAlreadyClient: {"cancelled", "ignored"}, store.AssistedSkipped: {"cancelled", "found"},
	} {
		t.Run(outcome, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			item := h.assisted(c, "ana", 1).Items[0]
			h.ok(h.mark(item.Message, "ana", outcome, "k"), "mark")
			h.want(want[0], "SELECT status FROM messages")
			h.want(want[1], "SELECT status FROM prospects")
			h.recount(c)
			if err := h.store.UndoSent(h.ctx(), h.ws, item.Message, "bia"); err == nil {
				t.Error("bia took back ana's word")
			}
			h.ok(h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"), "undo")
			h.want("pending", "SELECT status FROM messages")
			h.want("found", "SELECT status FROM prospects")
			h.want("1", "SELECT once_key != '' FROM messages")
			h.recount(c)
			h.ok(h.mark(item.Message, "ana", outcome, "k"), "the same key after an undo")
			h.want(want[0], "SELECT status FROM messages")
		})
	}
}

func TestUndoSent_refusesAfterTenSeconds(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
	h.sql("UPDATE messages SET metadata = json_set(metadata, '$.assisted.real_at', '2026-01-01 00:00:00.000Z')")
	var refused *campaign.Error
	if err := h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"); !errors.As(err, &refused) || refused.Code != "too_late" {
		t.Errorf("undo after ten seconds: %v", err)
	}
}

func TestAssistedNext_saysWhyNothingMayBeSent(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	h.set("workspaces", h.ws, "paused = 1")
	var refused *campaign.Refused
	if _, err := h.store.AssistedNext(h.ctx(), h.ws, c, "ana", 1); !errors.As(err, &refused) || refused.Reasons[0].Code != campaign.ReasonWorkspacePaused {
		t.Errorf("in a paused workspace: %v", err)
	}
	other := h.workspace("Boreal", nil)
	if _, err := h.store.AssistedNext(h.ctx(), other, c, "ana", 1); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another workspace: %v", err)
	}
}
