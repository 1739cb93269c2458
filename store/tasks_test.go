package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"aceno/campaign"
)

func TestClaimWrite_carriesAllThatWritingNeeds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	agent := h.save("agents", map[string]any{"workspace": h.ws, "name": "Lia", "system_prompt": "Seja breve.", "language": "pt-BR"})
	plan := h.save("service_plans", map[string]any{"workspace": h.ws, "name": "Site", "price_cents": 99000, "currency": "BRL", "features": json.RawMessage(`["Domínio"]`)})
	foreign := h.save("service_plans", map[string]any{"workspace": h.workspace("Boreal", nil), "name": "De outro", "price_cents": 1, "currency": "BRL"})
	c := h.campaign(map[string]any{"accounts": []string{a}, "agent": agent})
	h.set("campaigns", c, `plans = '["`+plan+`","`+foreign+`","gone"]'`)
	h.find(c, business(1))
	h.enrich()
	tasks, err := h.store.ClaimWrite(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	if len(tasks) != 1 {
		t.Fatalf("claimed %d", len(tasks))
	}
	task := tasks[0]
	if task.Agent.Name != "Lia" || task.Agent.SystemPrompt != "Seja breve." || task.Campaign.Name != "Dentistas" || task.Workspace.Currency != "BRL" {
		t.Errorf("the task is %+v", task)
	}
	if len(task.Plans) != 1 || task.Plans[0].PriceCents != 99000 || len(task.Plans[0].Features) != 1 {
		t.Errorf("its plans are %+v", task.Plans)
	}
	if task.Template == nil || task.Template.Status != "APPROVED" || task.Template.Account != a || task.Step != 0 || task.Attempts != 1 {
		t.Errorf("its template is %+v, step %d, attempt %d", task.Template, task.Step, task.Attempts)
	}
	if task.Prospect.WhatsApp != phone(1) || len(task.Prospect.Facts) == 0 || time.Until(task.Lease) > time.Minute+time.Second {
		t.Errorf("its prospect is %+v until %v", task.Prospect, task.Lease)
	}
}

func TestClaimWrite_sharesTheWorkAmongAccountsAndStaysWithOne(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	accounts := []string{h.account(map[string]any{"account_identifier": "1"}), h.account(map[string]any{"account_identifier": "2"})}
	c := h.campaign(map[string]any{"accounts": accounts})
	h.pending(c, 1, 30)
	for _, a := range accounts {
		if n := h.value("SELECT COUNT(*) FROM messages WHERE account = {:p0}", a); n == "0" || n == "30" {
			t.Errorf("an account has %s of 30 messages", n)
		}
	}
	for out := h.next(nil); out != nil; out = h.next(nil) {
		h.record(h.sent(out))
		h.clock.Advance(time.Second)
	}
	h.set("campaigns", c, `accounts = '["`+accounts[1]+`","`+accounts[0]+`"]'`) // in another order nobody changes hands
	h.clock.Advance(73 * time.Hour)
	if n := h.write(); n != 30 {
		t.Fatalf("%d follow-ups", n)
	}
	h.want("30", "SELECT COUNT(*) FROM messages one JOIN messages two ON one.prospect = two.prospect AND one.step = 0 AND two.step = 1 AND one.account = two.account")
	h.sql(`UPDATE messages SET status = 'cancelled', once_key = '' WHERE step = 1`)
	h.sql(`UPDATE prospects SET stage = 'write', step = 1, due_at = '2026-11-25 15:00:00.000Z'`)
	h.set("campaigns", c, `accounts = '["`+accounts[0]+`"]'`) // the other is no longer the campaign's
	h.write()
	h.want("30", "SELECT COUNT(*) FROM messages WHERE step = 1 AND status = 'pending' AND account = {:p0}", accounts[0])
}

func TestCommitWrite_keepsWhatWasDecidedOfADraft(t *testing.T) {
	t.Parallel()
	held := campaign.NewReason(campaign.ReasonEmptyFact, map[string]any{"name": "prospect.city"})
	failed := campaign.NewReason(campaign.ReasonTimeout, nil)
	for name, tt := range map[string]struct {
		approval     string
		done         campaign.WriteDone
		status, code string
	}{
		"goes out":            {"auto", campaign.WriteDone{Draft: campaign.Draft{Content: "Olá"}}, "pending", ""},
		"waits for a person":  {"manual", campaign.WriteDone{Draft: campaign.Draft{Content: "Olá"}}, "draft", ""},
		"held by a rule":      {"auto", campaign.WriteDone{Draft: campaign.Draft{Content: "Olá", Held: &held}}, "held", held.Code},
		"held under approval": {"manual", campaign.WriteDone{Draft: campaign.Draft{Content: "Olá", Held: &held}}, "held", held.Code},
		"could not be made":   {"auto", campaign.WriteDone{Failed: &failed}, "held", failed.Code},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			a := h.account(nil)
			c := h.campaign(map[string]any{"accounts": []string{a}, "approval": tt.approval})
			h.find(c, business(1))
			h.enrich()
			tasks, err := h.store.ClaimWrite(h.ctx(), 1, time.Minute)
			h.ok(err, "claim")
			tt.done.Task = tasks[0]
			h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{tt.done}), "commit")
			h.want(tt.status, "SELECT status FROM messages")
			h.want(tt.code, "SELECT COALESCE(json_extract(status_reason, '$.code'), '') FROM messages")
			h.want(map[bool]string{true: "1", false: "0"}[tt.status == "pending"], "SELECT json_extract(metadata, '$.approved_at') IS NOT NULL FROM messages")
			h.want("done", "SELECT stage FROM prospects")
			h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{tt.done}), "the same once more")
			h.want("1", "SELECT COUNT(*) FROM messages")
		})
	}
}

func TestCommitWrite_schedulesInsideTheWindow(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	c := h.campaign(map[string]any{"accounts": []string{a}, "schedule": json.RawMessage(`{"windows":["mon-fri 09:00-10:00"]}`)}) // noon in São Paulo
	h.pending(c, 1, 1)
	h.want("2026-11-26 12:00:00.000Z", "SELECT scheduled_at FROM messages")
	if out := h.next(nil); out != nil {
		t.Fatal("sent outside the window")
	}
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	h.clock.Set(next)
	h.mustNext()
}
