package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

func TestNext_claimsAPendingMessageWithAllThatOneCallNeeds(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	if out.Recipient != phone(1) || out.Campaign != c || out.Account != a || out.Template == nil || out.Content == "" || out.ClaimID == "" {
		t.Errorf("claimed %+v", out)
	}
	h.want("sending", "SELECT status FROM messages WHERE id = {:p0}", out.MessageID)
	h.want("recorded_basis", "SELECT json_extract(permission, '$.rule') FROM messages WHERE id = {:p0}", out.MessageID)
	if again := h.next(nil); again != nil {
		t.Errorf("claimed %s again", again.MessageID)
	}
}

func TestNext_recordsTheLastAnswerAndClaimsInOneJob(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 2)
	first := h.mustNext()
	sent := h.sent(first)
	second := h.next(&sent)
	if second == nil || second.MessageID == first.MessageID {
		t.Fatalf("second claim: %+v", second)
	}
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", first.MessageID)
	h.want("contacted", "SELECT status FROM prospects WHERE id = {:p0}", first.Prospect)
	h.want("write", "SELECT stage FROM prospects WHERE id = {:p0}", first.Prospect)
	h.want("1", "SELECT step FROM prospects WHERE id = {:p0}", first.Prospect)
	h.want("2026-11-28 15:00:00.000Z", "SELECT due_at FROM prospects WHERE id = {:p0}", first.Prospect)
}

func TestNext_sendsNothingBehindAClosedSwitch(t *testing.T) {
	t.Parallel()
	for name, shut := range map[string]func(h *house, c, a string){
		"draft campaign": func(h *house, c, _ string) { h.set("campaigns", c, "status = 'draft'") },
		"paused campaign": func(h *house, c, _ string) {
			h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusPaused, "x"), "pause")
		},
		"paused workspace": func(h *house, _, _ string) { h.set("workspaces", h.ws, "paused = 1") },
		"blocked account":  func(h *house, _, a string) { h.set("integrated_accounts", a, "status = 'blocked'") },
		"open breaker":     func(h *house, _, a string) { h.set("integrated_accounts", a, `state = '{"breaker":"open"}'`) },
		"asked to wait": func(h *house, _, a string) {
			h.set("integrated_accounts", a, `state = '{"retry_at":"2026-11-25T15:30:00Z"}'`)
		},
		"outside the window": func(h *house, c, _ string) { h.set("campaigns", c, `schedule = '{"windows":["sat 09:00-10:00"]}'`) },
		"not started":        func(h *house, c, _ string) { h.set("campaigns", c, `schedule = '{"start":"2026-12-01"}'`) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			shut(h, c, a)
			if out := h.next(nil); out != nil {
				t.Errorf("claimed %+v", out)
			}
			h.want("pending", "SELECT status FROM messages")
		})
	}
}

func TestNext_seesASwitchThatNobodyReloaded(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"campaign":  "UPDATE campaigns SET status = 'paused'",
		"workspace": "UPDATE workspaces SET paused = 1",
		"account":   "UPDATE integrated_accounts SET status = 'blocked'",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.pending(c, 1, 2)
			first := h.sent(h.mustNext())
			h.sql(statement)
			if out := h.next(&first); out != nil {
				t.Errorf("claimed %+v", out)
			}
		})
	}
}

func TestNext_cancelsWhatMayNeverGo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ change, status, reason string }{
		"replied":                {"UPDATE prospects SET status = 'replied', last_inbound_at = '2026-11-25 15:00:00.000Z'", "cancelled", "replied"},
		"replied since approval": {"UPDATE prospects SET last_inbound_at = '2026-11-25 15:00:00.000Z'", "cancelled", "replied"},
		"converted":              {"UPDATE prospects SET status = 'converted'", "cancelled", "converted"},
		"ignored":                {"UPDATE prospects SET status = 'ignored'", "cancelled", "ignored"},
		"erased":                 {"UPDATE prospects SET deleted = 1", "cancelled", "erased"},
		"edited after approval":  {"UPDATE messages SET content = 'Outro preço'", "held", "content_changed"},
		"template paused":        {"UPDATE whatsapp_templates SET status = 'PAUSED'", "held", "template_not_approved"},
		"template gone":          {"DELETE FROM whatsapp_templates", "held", "template_missing"},
		"provider's rules":       {"UPDATE campaigns SET gate = 'provider_rules'", "held", "no_opt_in"},
		"free text, no window":   {"UPDATE messages SET metadata = '{}', content_hash = '" + campaign.ContentHash("Olá, Clínica 1", nil) + "'", "held", "window_closed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.pending(c, 1, 1)
			h.sql(tt.change)
			h.store.Reload("campaigns", c)
			if out := h.next(nil); out != nil {
				t.Errorf("claimed %+v", out)
			}
			h.want(tt.status, "SELECT status FROM messages")
			h.want(tt.reason, "SELECT json_extract(status_reason, '$.code') FROM messages")
			if tt.status == "cancelled" {
				h.want("", "SELECT once_key FROM messages")
			}
		})
	}
}

func TestNext_letsThroughWhatTheProviderAllows(t *testing.T) {
	t.Parallel()
	const rules = "UPDATE campaigns SET gate = 'provider_rules'"
	for name, tt := range map[string]struct{ change, rule string }{
		"an opt-in": {"INSERT INTO consents (id, workspace, prospect, kind, basis, created) SELECT 'c00000000000001', workspace, id, 'opt_in', 'consent', '2026' FROM prospects", "opt_in"},
		"free text inside the window": {"UPDATE prospects SET last_inbound_at = '2026-11-25 10:00:00.000Z'; UPDATE messages SET metadata = '{\"approved_at\":\"2026-11-25 11:00:00.000Z\"}', content_hash = '" +
			campaign.ContentHash("Olá, Clínica 1", nil) + "'", "window_24h"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.pending(c, 1, 1)
			h.sql(rules)
			h.sql(tt.change)
			h.store.Reload("campaigns", c)
			out := h.mustNext()
			h.want(tt.rule, "SELECT json_extract(permission, '$.rule') FROM messages WHERE id = {:p0}", out.MessageID)
		})
	}
}

func TestNext_refusesAnOptInThatWasWithdrawn(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	h.sql("INSERT INTO consents (id, workspace, prospect, kind, created) SELECT 'c00000000000001', workspace, id, 'opt_in', '2026-01' FROM prospects")
	h.sql("INSERT INTO consents (id, workspace, prospect, kind, withdrawn_at, created) SELECT 'c00000000000002', workspace, id, 'opt_in', '2026-02-01 00:00:00.000Z', '2026-02' FROM prospects")
	if out := h.next(nil); out != nil {
		t.Error("recorded_basis overrode the person's own word")
	}
	h.want("consent_withdrawn", "SELECT json_extract(status_reason, '$.code') FROM messages")
}

func TestNext_keepsTheCoolDownOverCampaigns(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
	h.pending(c, 1, 1)
	h.pending(other, 1, 1)
	first := h.sent(h.mustNext())
	if out := h.next(&first); out != nil {
		t.Fatalf("the other campaign wrote to the same person: %+v", out)
	}
	h.want("cooldown", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE status = 'pending'")
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	if want := noon.Add(168 * time.Hour); next.Before(want) {
		t.Errorf("looks again at %v, want not before %v", next, want)
	}
	h.clock.Set(next)
	h.mustNext()
}

func TestNext_keepsThePairRate(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	c := h.campaign(map[string]any{"accounts": []string{a}, "sequence": []map[string]any{
		{"whatsapp_template": "hello/pt_BR"}, {"wait_hours": 0, "whatsapp_template": "hello/pt_BR"}}})
	h.pending(c, 1, 1)
	first := h.sent(h.mustNext())
	h.record(first)
	h.write()
	if out := h.next(nil); out != nil {
		t.Fatal("two messages to one person within 6 s")
	}
	h.clock.Advance(6 * time.Second)
	h.mustNext()
}

func TestNext_drawsAGapBetweenTwoSends(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(map[string]any{"limits": map[string]int{"min_gap_s": 60, "max_gap_s": 120}})
	c := h.campaign(map[string]any{"accounts": []string{a}})
	h.pending(c, 1, 2)
	first := h.sent(h.mustNext())
	if out := h.next(&first); out != nil {
		t.Fatal("no gap")
	}
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	if gap := next.Sub(noon); gap < time.Minute || gap > 2*time.Minute {
		t.Errorf("the gap is %v", gap)
	}
	h.clock.Set(next)
	h.mustNext()
}
