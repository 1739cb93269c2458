package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func (h *house) waiting(ws, locale string) []store.Waiting {
	h.Helper()
	list, err := h.store.Waiting(h.ctx(), ws, locale)
	h.ok(err, "look what waits")
	return list
}

func codesOf(list []store.Waiting) []string {
	var codes []string
	for _, w := range list {
		codes = append(codes, w.Code)
	}
	return codes
}

func TestWaiting_isEmptyWhereNothingWaits(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 3)
	if list := h.waiting(h.ws, ""); list == nil || len(list) != 0 {
		t.Errorf("waits %+v", list)
	}
}

func TestWaiting_namesTheWorstFirstAndFive(t *testing.T) {
	t.Parallel()
	h, c, account := ready(t)
	h.pending(c, 1, 8)
	for range 4 {
		h.record(h.sent(h.mustNext()))
	}
	h.clock.Advance(time.Hour)
	h.wrote(account, phone(1)[1:], "Quanto custa?")
	h.wrote(account, phone(2)[1:], "parar") // needs no answer
	messages := h.value("SELECT GROUP_CONCAT(id) FROM messages WHERE status = 'pending'")
	ids := strings.Split(messages, ",")
	h.set("messages", ids[0], "status = 'draft'")
	h.set("messages", ids[1], "status = 'failed', updated = strftime('%Y-%m-%d %H:%M:%fZ', 'now')")
	h.set("workspaces", h.ws, "send_budget_micros = 1000000")
	h.sql("UPDATE messages SET cost_micros = 225000 WHERE sent_at != ''")
	want := []string{campaign.ReasonUnanswered, campaign.ReasonToApprove, campaign.ReasonFailures, campaign.ReasonBudgetNear}
	list := h.waiting(h.ws, "")
	if got := codesOf(list); !slices.Equal(got, want) {
		t.Fatalf("waits %v, want %v", got, want)
	}
	for _, w := range list {
		if w.Count != 1 || !strings.HasPrefix(w.Link, "/") || w.Message == "" || strings.ContainsAny(w.Message, "{}") || (w.Since == nil) != (w.Code == campaign.ReasonBudgetNear) {
			t.Errorf("line %+v", w)
		}
	}
	if list[3].Message != "já foram 90 % do dinheiro do mês para mensagens" || list[2].Link != "/campanhas/"+c {
		t.Errorf("lines %+v", list)
	}
	if english := h.waiting(h.ws, "en"); english[3].Message != "90 % of this month's money for messages is spent" {
		t.Errorf("in English %q", english[3].Message)
	}
	h.set("integrated_accounts", account, `status = 'expired', status_reason = '{"code":"token_invalid","message":"the token is over"}'`)
	h.ok(h.store.OpenPrivacyRequest(h.ctx(), h.value("SELECT id FROM prospects WHERE whatsapp = {:p0}", phone(3)), campaign.PrivacyCorrection, "nome", ana), "ask")
	h.clock.Advance(11 * 24 * time.Hour)
	h.set("messages", ids[0], "status = 'draft'")
	got := codesOf(h.waiting(h.ws, ""))
	if len(got) != 5 || got[0] != campaign.ReasonAccountExpired || got[1] != campaign.ReasonPrivacyDue || got[2] != campaign.ReasonUnanswered {
		t.Errorf("eleven days later %v", got)
	}
}

func TestWaiting_isOfOneWorkspaceAndEndsWithItsCause(t *testing.T) {
	t.Parallel()
	h, c, account := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	h.clock.Advance(time.Hour)
	h.wrote(account, phone(1)[1:], "Quanto custa?")
	h.set("integrated_accounts", account, `state = '{"breaker":"open","probe_at":"2026-11-25T16:30:00Z"}'`)
	list := h.waiting(h.ws, "")
	if got := codesOf(list); !slices.Equal(got, []string{campaign.ReasonAccountBreaker, campaign.ReasonUnanswered}) || !strings.Contains(list[0].Message, "13:30") {
		t.Errorf("waits %+v", list)
	}
	if other := h.waiting(h.workspace("Boreal", nil), ""); len(other) != 0 {
		t.Errorf("another workspace has %+v", other)
	}
	h.set("integrated_accounts", account, "state = ''")
	for _, put := range []string{"state = 'closed'", "state = 'open', snoozed_until = '2026-11-26 12:00:00.000Z'"} {
		h.sql("UPDATE conversations SET " + put)
		if list := h.waiting(h.ws, ""); len(list) != 0 {
			t.Errorf("a conversation with %s waits: %+v", put, list)
		}
	}
	h.sql("UPDATE conversations SET snoozed_until = ''")
	if got := codesOf(h.waiting(h.ws, "")); !slices.Equal(got, []string{campaign.ReasonUnanswered}) {
		t.Errorf("taken up again, there waits %v", got)
	}
	_, err := h.store.Reply(h.ctx(), store.Reply{Workspace: h.ws, Prospect: h.value("SELECT id FROM prospects"), Member: "ana", Content: "Custa 900 reais."})
	h.ok(err, "answer")
	if list := h.waiting(h.ws, ""); len(list) != 0 {
		t.Errorf("after the answer %+v", list)
	}
}
