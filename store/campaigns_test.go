package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/outreach"
	"aceno/store"
)

func TestMoveCampaign_refusesWithEveryReason(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.campaign(map[string]any{"status": "draft", "sequence": []any{}, "accounts": []string{}})
	h.sql("UPDATE campaigns SET accounts = '[\"gone\"]'")
	h.store.Reload("campaigns", c)
	var refused *campaign.Refused
	if err := h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusActive, "x"); !errors.As(err, &refused) || len(refused.Reasons) != 2 {
		t.Errorf("start: %v", err)
	}
	if err := h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusPaused, "x"); !errors.As(err, &refused) || refused.Reasons[0].Code != campaign.ReasonIllegalMove {
		t.Errorf("pause a draft: %v", err)
	}
	other := h.workspace("Boreal", nil)
	if err := h.store.MoveCampaign(h.ctx(), other, c, campaign.StatusActive, "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("from another workspace: %v", err)
	}
}

func TestMoveCampaign_movesLanesAndKeepsALog(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 2)
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusPaused, "ana"), "pause")
	if out := h.next(nil); out != nil {
		t.Fatal("a paused campaign sends")
	}
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusActive, "ana"), "resume")
	h.record(h.sent(h.mustNext()))
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusCompleted, "ana"), "complete")
	h.want("campaign_completed", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE status = 'cancelled'")
	h.want("campaign.completed", "SELECT action FROM audit_log ORDER BY created DESC, id DESC LIMIT 1")
	h.want("0", "SELECT COUNT(*) FROM (SELECT chain FROM audit_log GROUP BY chain HAVING COUNT(*) > 1 OR chain = '')")
}

func TestSetGate_needsAStatementAndIsAudited(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	if err := h.store.SetGate(h.ctx(), h.ws, c, "recorded_basis", "", "ana"); err == nil {
		t.Error("lowered without a statement")
	}
	if err := h.store.SetGate(h.ctx(), h.ws, c, "none", "x", "ana"); err == nil {
		t.Error("an unknown gate was taken")
	}
	h.ok(h.store.SetGate(h.ctx(), h.ws, c, "provider_rules", "", "ana"), "restore")
	h.ok(h.store.SetGate(h.ctx(), h.ws, c, "recorded_basis", "I know the rule", "ana"), "lower")
	h.want("I know the rule", "SELECT json_extract(changes, '$.statement') FROM audit_log WHERE action = 'campaign.gate' ORDER BY id DESC LIMIT 1")
	got, err := h.store.Campaign(h.ctx(), h.ws, c)
	h.ok(err, "campaign")
	if got.Gate != campaign.GateRecordedBasis {
		t.Errorf("gate is %s", got.Gate)
	}
}

func TestQueueSearches_queuesASourceOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	first, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue")
	second, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue again")
	if len(first) != 1 || first[0] != second[0] {
		t.Errorf("first %v, then %v", first, second)
	}
	h.set("campaigns", c, "search_config = '{}'")
	if _, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x"); err == nil {
		t.Error("queued without a source")
	}
}

func TestCron_runsASlotOnceAndCatchesUpOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("campaigns", c, `schedule = '{"cron":"0 6 * * *"}'`)
	due := func(want string) {
		t.Helper()
		for range 3 {
			h.ok(h.store.QueueDueSearches(h.ctx()), "queue due searches")
		}
		h.want(want, "SELECT COUNT(*) FROM searches")
		h.sql("UPDATE searches SET status = 'done'")
	}
	due("0")
	h.clock.Set(time.Date(2026, 11, 26, 8, 59, 0, 0, time.UTC)) // 05:59 in São Paulo
	due("0")
	h.clock.Advance(time.Minute)
	due("1")
	h.clock.Advance(5 * 24 * time.Hour)
	due("2")
}

func TestCompleteFinished_completesWhatHasNothingLeft(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	one := []map[string]any{{"whatsapp_template": "hello/pt_BR"}}
	c := h.campaign(map[string]any{"accounts": []string{a}, "sequence": one})
	again := h.campaign(map[string]any{"accounts": []string{a}, "sequence": one, "schedule": map[string]string{"cron": "0 6 * * *"}})
	untouched := h.campaign(map[string]any{"accounts": []string{a}, "sequence": one})
	status := func(id, want string) {
		t.Helper()
		h.ok(h.store.CompleteFinished(h.ctx()), "complete finished")
		h.want(want, "SELECT status FROM campaigns WHERE id = {:p0}", id)
	}
	h.pending(c, 1, 1)
	h.pending(again, 2, 1)
	status(c, "active")
	for out := h.next(nil); out != nil; out = h.next(nil) {
		status(out.Campaign, "active")
		h.record(h.sent(out))
	}
	status(c, "completed")
	status(again, "active")
	status(untouched, "active")
}

func TestSyncTemplates_makesTheListWhatTheProviderHas(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.clock.Advance(time.Second)
	h.ok(h.store.SyncTemplates(h.ctx(), h.ws, a, []campaign.WhatsAppTemplate{{Name: "other", Language: "pt_BR", Status: "PENDING"}}), "sync")
	h.want("other", "SELECT group_concat(name) FROM whatsapp_templates")
	if err := h.store.SyncTemplates(h.ctx(), h.workspace("Boreal", nil), a, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's account: %v", err)
	}
}

func TestAccountHealth_closesTheBreakerOfAnAccountThatIsWell(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.set("integrated_accounts", a, `status = 'blocked', state = '{"breaker":"open"}'`)
	h.ok(h.store.SetAccountHealth(h.ctx(), a, outreach.Health{Status: campaign.AccountStatusActive, Tier: 250, Quality: "GREEN"}), "set health")
	h.mustNext()
	h.want("250", "SELECT json_extract(state, '$.tier') FROM integrated_accounts")
	sealed, err := h.store.SealedAccount(h.ctx(), a)
	h.ok(err, "sealed account")
	if sealed.Workspace != h.ws || sealed.Platform != "whatsapp" {
		t.Errorf("sealed: %+v", sealed)
	}
	if list, err := h.store.WebhookAccounts(h.ctx(), "whatsapp"); err != nil || len(list) != 1 {
		t.Errorf("webhook accounts: %v %v", list, err)
	}
	if _, err := h.store.SealedAccount(h.ctx(), "nothing"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an account that is not there: %v", err)
	}
}

func TestAddSuppression_refusesWhatItCannotRead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, bad := range [][3]string{{"phone", "12", ""}, {"email", "nobody", ""}, {"fax", "1", ""}, {"domain", "", ""}, {"phone", phone(1), "erasure"}} {
		var invalid *campaign.Error
		if err := h.store.AddSuppression(h.ctx(), h.ws, bad[0], bad[1], bad[2], "x"); !errors.As(err, &invalid) || invalid.Field == "" {
			t.Errorf("%v: %v", bad, err)
		}
	}
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "domain", "Clinica.example", "manual", "x"), "suppress a domain")
	h.want("0", "SELECT COUNT(*) FROM suppressions WHERE hint LIKE '%linica.example%'")
}

func TestAddSuppression_readsAPhoneInTheWorkspacesOwnCountry(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.sql("UPDATE workspaces SET country = 'PT'")
	h.store.Reload("workspaces", h.ws)
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", "912 345 678", "manual", "x"), "suppress a Portuguese number")
	h.want("+35 ********78", "SELECT group_concat(hint) FROM suppressions")
}
