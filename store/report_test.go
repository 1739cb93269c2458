package store_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// week48 is the week of noon.
var week48 = campaign.Week{Year: 2026, Number: 48}

func (h *house) week(q store.WeekQuery) store.WeekReport {
	h.Helper()
	r, err := h.store.WeekReport(h.ctx(), h.ws, q)
	h.ok(err, "make a report")
	return r
}

// sold is a house where a week of selling has gone by: four written to, one answers kindly and one does not.
func sold(t *testing.T) (h *house, campaignID string) {
	t.Helper()
	h = newHouse(t)
	account := h.account(map[string]any{"settings": json.RawMessage(`{"price_marketing":"0.40"}`)})
	c := h.campaign(map[string]any{"accounts": []string{account}, "sequence": json.RawMessage(
		`[{"wait_hours":0,"variants":[{"template":"{Oi|Olá}, {{ prospect.name }}! Posso mandar um exemplo?"}],"whatsapp_template":"hello/pt_BR"},{"wait_hours":72,"whatsapp_template":"hello/pt_BR"}]`)})
	h.pending(c, 1, 4)
	for range 4 {
		h.record(h.sent(h.mustNext()))
	}
	h.clock.Advance(time.Hour)
	h.wrote(account, phone(1)[1:], "Pode mandar")
	h.wrote(account, phone(2)[1:], "Não quero. Fale com a Marta da Clínica 2 no 47 9 0000-0002 ou oi@clinica.example, veja www.clinica.example")
	h.set("prospects", h.value("SELECT id FROM prospects WHERE whatsapp = {:p0}", phone(2)), "intent = 'not_interested', judged_at = '2026-11-25 16:00:00.000Z'")
	return h, c
}

func TestWeekReport_saysWhatTheWeekBrought(t *testing.T) {
	t.Parallel()
	h, c := sold(t)
	for _, q := range []store.WeekQuery{{Campaign: c, Week: week48}, {Campaign: c}, {}} {
		r := h.week(q)
		if r.Workspace != "Aurora" || r.Week != "2026-W48" || r.From != "2026-11-23" || r.To != "2026-11-29" || r.Over || (r.Campaign != nil) != (q.Campaign != "") {
			t.Errorf("the report is of %+v", r)
		}
		if r.Found != 4 || r.Judged != 1 || r.Contacted != 4 || r.Answered != 2 || r.Meetings != 0 || r.Sent != 4 {
			t.Errorf("figures %+v", r)
		}
		if r.Cost.TotalMicros == 0 || r.Cost.PerAnswerMicros != r.Cost.TotalMicros/2 || r.Cost.PerMeetingMicros != 0 || r.Cost.Currency != "BRL" {
			t.Errorf("cost %+v", r.Cost)
		}
		if r.Best == nil || r.Best.Sent != 4 || r.Best.Answered != 2 || r.Best.Text != "Oi, …! Posso mandar um exemplo?" {
			t.Errorf("best %+v", r.Best)
		}
		if len(r.Objections) != 1 || r.Objections[0].Intent != "not_interested" {
			t.Fatalf("objections %+v", r.Objections)
		}
		if text := r.Objections[0].Text; !strings.HasPrefix(text, "Não quero. Fale com a") || strings.Contains(text, "0000") || strings.Contains(text, "@") || strings.Contains(text, "Marta") || strings.Contains(text, "clinica") {
			t.Errorf("the objection is %q", text)
		}
		if r.Next.ToWrite != 2 || r.Next.Active != 1 {
			t.Errorf("next %+v", r.Next)
		}
	}
	before := h.week(store.WeekQuery{Campaign: c, Week: campaign.Week{Year: 2026, Number: 47}})
	if before.Found+before.Contacted+before.Answered+before.Judged != 0 || before.Best != nil || len(before.Objections) != 0 || !before.Over {
		t.Errorf("the week before %+v", before)
	}
}

func TestWeekReport_isOfOneWorkspace(t *testing.T) {
	t.Parallel()
	h, c := sold(t)
	other := h.workspace("Boreal", nil)
	if _, err := h.store.WeekReport(h.ctx(), other, store.WeekQuery{Campaign: c, Week: week48}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace reads the campaign: %v", err)
	}
	if r, err := h.store.WeekReport(h.ctx(), other, store.WeekQuery{Week: week48}); err != nil || r.Found+r.Sent != 0 || r.Workspace != "Boreal" {
		t.Errorf("another workspace has %+v, %v", r, err)
	}
	lines, err := h.store.ListWeeks(h.ctx(), h.ws)
	h.ok(err, "list")
	if len(lines) != 1 || lines[0].Week != "2026-W48" || lines[0].Campaign.ID != c || lines[0].Found != 4 || lines[0].Answered != 2 || lines[0].From != "2026-11-23" {
		t.Errorf("the list is %+v", lines)
	}
	if lines, err := h.store.ListWeeks(h.ctx(), other); err != nil || len(lines) != 0 {
		t.Errorf("another workspace lists %+v, %v", lines, err)
	}
}

func TestShareReport_holdsUntilItExpiresOrIsTakenBack(t *testing.T) {
	t.Parallel()
	h, c := sold(t)
	share, err := h.store.ShareReport(h.ctx(), h.ws, store.WeekQuery{Campaign: c, Week: week48}, 7, ana)
	h.ok(err, "share")
	if h.value("SELECT COUNT(*) FROM report_shares WHERE token_hash = {:p0} OR id = {:p0}", share.Token) != "0" {
		t.Error("the token lies in the table")
	}
	r, _, locale, err := h.store.SharedReport(h.ctx(), share.Token)
	if err != nil || r.Found != 4 || locale != "pt-BR" {
		t.Errorf("shared %+v %s, %v", r, locale, err)
	}
	second, err := h.store.ShareReport(h.ctx(), h.ws, store.WeekQuery{Week: week48}, 30, ana)
	h.ok(err, "share again")
	for _, bad := range []string{"", "x", share.ID, strings.ToLower(share.Token)} {
		if _, _, _, err := h.store.SharedReport(h.ctx(), bad); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%q opens: %v", bad, err)
		}
	}
	h.clock.Advance(7 * 24 * time.Hour)
	if _, _, _, err := h.store.SharedReport(h.ctx(), share.Token); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("an expired link opens: %v", err)
	}
	if _, _, _, err := h.store.SharedReport(h.ctx(), second.Token); err != nil {
		t.Errorf("the other link: %v", err)
	}
	h.sql("DELETE FROM report_shares")
	if _, _, _, err := h.store.SharedReport(h.ctx(), second.Token); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a link that was taken back opens: %v", err)
	}
	if _, err := h.store.ShareReport(h.ctx(), h.workspace("Boreal", nil), store.WeekQuery{Campaign: c, Week: week48}, 7, ana); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace shares the campaign: %v", err)
	}
}
