package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func TestAssistedNext_namesTheWindowAndTheStatusThatStandInTheWay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ assign, code string }{
		"paused":         {"status = 'paused'", campaign.ReasonCampaignPaused},
		"draft":          {"status = 'draft'", campaign.ReasonNotActive},
		"completed":      {"status = 'completed'", campaign.ReasonCompleted},
		"outside window": {`schedule = '{"windows":["mon-fri 18:00-19:00"]}'`, campaign.ReasonOutsideWindow},
		"before start":   {`schedule = '{"start":"2026-12-24","windows":["mon-fri 09:00-18:00"]}'`, campaign.ReasonNotStarted},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			h.set("campaigns", c, tt.assign)
			var refused *campaign.Refused
			if _, err := h.store.AssistedNext(h.ctx(), h.ws, c, "ana", 1); !errors.As(err, &refused) || refused.Reasons[0].Code != tt.code {
				t.Errorf("answers %v, want %s", err, tt.code)
			}
			h.want("", "SELECT leased_by FROM messages")
		})
	}
}

func TestAssistedNext_neverHandsOutMoreThanTenNorLessThanNothing(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 14)
	for _, n := range []int{0, -3} {
		if page := h.assisted(c, "ana", n); len(page.Items) != 0 || page.Ceiling != 40 {
			t.Errorf("%d asked for: %+v", n, page)
		}
	}
	if page := h.assisted(c, "ana", 99); len(page.Items) != 10 {
		t.Errorf("ana holds %d", len(page.Items))
	}
	if page := h.assisted(c, "bia", 99); len(page.Items) != 4 {
		t.Errorf("bia holds %d", len(page.Items))
	}
}

func TestAssistedNext_settlesWhatMayNotGoAndHandsOutTheNext(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 3)
	h.sql("UPDATE messages SET content = 'Outro preço' WHERE recipient = '" + phone(1) + "'") // after it was approved
	h.sql("UPDATE prospects SET deleted = 1 WHERE whatsapp = '" + phone(2) + "'")
	page := h.assisted(c, "ana", 3)
	if len(page.Items) != 1 || page.Items[0].Prospect.Name != "Clínica 3" || page.Items[0].Recipient != phone(3) {
		t.Fatalf("handed out %+v", page.Items)
	}
	h.want("held", "SELECT status FROM messages WHERE recipient = {:p0}", phone(1))
	h.want("cancelled", "SELECT status FROM messages WHERE recipient = {:p0}", phone(2))
	h.want("assisted", "SELECT json_extract(permission, '$.rule') FROM messages WHERE recipient = {:p0}", phone(3))
}

func TestAssisted_needsNoTemplateNoOptInAndNoAccount(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	h.set("campaigns", c, "gate = 'provider_rules'") // a person sends, not the provider's API
	if page := h.assisted(c, "ana", 1); len(page.Items) != 1 {
		t.Errorf("handed out %+v", page)
	}
}

func TestMarkSent_keepsTheTimeOfAPhoneThatWasOffline(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ said, want time.Time }{
		"earlier":       {noon.Add(-2 * time.Hour), noon.Add(-2 * time.Hour)},
		"in the future": {noon.Add(2 * time.Hour), noon},
		"not at all":    {time.Time{}, noon},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			item := h.assisted(c, "ana", 1).Items[0]
			h.ok(h.store.MarkSent(h.ctx(), store.MarkSent{Workspace: h.ws, Message: item.Message, Member: "ana", Outcome: store.AssistedSent, At: tt.said}), "mark")
			h.want(tt.want.Format("2006-01-02 15:04:05.000Z"), "SELECT sent_at FROM messages")
			h.want(tt.want.Add(72*time.Hour).Format("2006-01-02 15:04:05.000Z"), "SELECT due_at FROM prospects")
		})
	}
}

func TestMarkSent_isNotForAnotherWorkspaceNorForTheSendersMessages(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	other := h.workspace("Boreal", nil)
	err := h.store.MarkSent(h.ctx(), store.MarkSent{Workspace: other, Message: item.Message, Member: "ana", Outcome: store.AssistedSent})
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another workspace: %v", err)
	}
	if err := h.store.UndoSent(h.ctx(), other, item.Message, "ana"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("undo from another workspace: %v", err)
	}
	if err := h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("undo of what nobody marked: %v", err)
	}
	a := h.account(nil)
	automatic := h.campaign(map[string]any{"accounts": []string{a}, "name": "Automática"})
	h.pending(automatic, 5, 1)
	id := h.value("SELECT id FROM messages WHERE campaign = {:p0}", automatic)
	if err := h.mark(id, "ana", store.AssistedSent, "k"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a message of the sender's: %v", err)
	}
	h.want("pending", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
}

func TestUndoSent_refusesWhenMoreHasHappened(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(h *house, c, message string)
		code   string
	}{
		"the next step is written": {func(h *house, _, _ string) {
			h.clock.Advance(73 * time.Hour)
			h.write()
		}, campaign.ReasonMovedOn},
		"the provider said more": {func(h *house, _, message string) {
			h.sql("UPDATE messages SET status = 'delivered' WHERE id = '" + message + "'")
		}, campaign.ReasonMovedOn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c := byHand(t, 1)
			item := h.assisted(c, "ana", 1).Items[0]
			h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
			tt.change(h, c, item.Message)
			var refused *campaign.Error
			if err := h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"); !errors.As(err, &refused) || refused.Code != tt.code {
				t.Errorf("answers %v, want %s", err, tt.code)
			}
			h.want("1", "SELECT sent_count FROM campaigns")
		})
	}
}

func TestUndoSent_refusesWhenThePersonGotTheStepByAnotherWay(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedSkipped, "k"), "mark")
	h.sql(`INSERT INTO messages (id, workspace, campaign, direction, status, once_key)
		SELECT 'm00000000000009', workspace, campaign, 'outbound', 'sent', contact_key || '|' || campaign || '|0' FROM messages`)
	var refused *campaign.Error
	if err := h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"); !errors.As(err, &refused) || refused.Code != campaign.ReasonAlreadySent {
		t.Errorf("answers %v", err)
	}
	h.want("cancelled", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
}

func TestUndoSent_putsBackWhatTheWordDidToTheProspect(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedAlreadyClient, "k"), "mark")
	h.want("already_client", "SELECT ignored_reason FROM prospects")
	h.ok(h.store.UndoSent(h.ctx(), h.ws, item.Message, "ana"), "undo")
	h.want("", "SELECT ignored_reason FROM prospects")
	h.want("done|0|", "SELECT stage || '|' || step || '|' || due_at FROM prospects")
	h.want("ana", "SELECT leased_by FROM messages")
	h.want("", "SELECT COALESCE(json_extract(metadata, '$.assisted'), '') FROM messages")
	if page := h.assisted(c, "ana", 1); len(page.Items) != 1 || page.Used != 0 {
		t.Errorf("after the undo: %+v", page)
	}
}

func TestAssisted_countsForTheCoolDownOfEveryCampaign(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
	a := h.account(nil)
	automatic := h.campaign(map[string]any{"accounts": []string{a}, "name": "Automática"})
	h.pending(automatic, 1, 1)
	if out := h.next(nil); out != nil {
		t.Error("wrote to somebody whom a member wrote to a moment ago")
	}
	h.want("cooldown", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE campaign = {:p0}", automatic)
}
