package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// texts is a step whose text is free.
func texts(template string) []map[string]any {
	return []map[string]any{{"wait_hours": 0, "variants": []map[string]any{{"template": template}}}}
}

// try makes a request that may be refused, and says what the refusal said.
func (w *world) try(method, path string, in any) string {
	w.Helper()
	if err := w.admin.do(w.Context(), method, path, in, nil); err != nil {
		return err.Error()
	}
	return ""
}

// TestJourney_aReviewedDraftGoesOutAsItWasRead edits, approves, takes back and skips drafts of a campaign that is sent by hand: a
// text that was edited since it was read is not approved by the old hash, and only what was approved is handed out, word for word.
func TestJourney_aReviewedDraftGoesOutAsItWasRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	people := w.residents(4, quietOnes)
	id := w.newCampaign(map[string]any{"accounts": []string{}, "approval": "manual",
		"sequence": texts("Oi, {{ prospect.name }}! Preparei uma ideia para vocês. Se não quiser receber, responda SAIR.")}, people)
	w.actOn(id, "start")
	drafts := w.ofCampaign(id)
	if byStatus(drafts)["draft"] != len(people) {
		t.Fatalf("to review: %v", byStatus(drafts))
	}
	const edited = "Oi! Vi o trabalho de vocês e preparei uma ideia. Se não quiser receber, responda SAIR."
	act := func(i int, name string) {
		w.must(w.admin.do(t.Context(), "POST", "/api/v1/messages/"+drafts[i].ID+"/"+name, nil, nil))
	}
	w.must(w.admin.do(t.Context(), "PATCH", "/api/collections/messages/records/"+drafts[0].ID, map[string]any{"content": edited}, nil))
	if refusal := w.try("POST", "/api/v1/messages/"+drafts[0].ID+"/approve", map[string]string{"content_hash": drafts[0].Hash}); !strings.Contains(refusal, "stale_hash") {
		t.Errorf("a text that was edited since it was read: %q", refusal)
	}
	act(1, "cancel")
	act(2, "approve")
	act(2, "release")
	act(0, "approve")
	act(3, "approve")
	var page struct {
		Items []struct {
			Message string `json:"message"`
			Content string `json:"content"`
		} `json:"items"`
	}
	w.must(w.admin.do(t.Context(), "GET", "/api/v1/assisted/next?n=10&campaign="+id, nil, &page))
	handed := map[string]string{}
	for _, item := range page.Items {
		handed[item.Message] = item.Content
	}
	if len(handed) != 2 || handed[drafts[0].ID] != edited || handed[drafts[3].ID] != drafts[3].Content {
		t.Errorf("handed out: %v", handed)
	}
	for i, want := range []string{"pending", "cancelled", "draft", "pending"} {
		if got := w.ofCampaign(id)[i]; got.Status != want {
			t.Errorf("message %d is %s (%s), want %s", i+1, got.Status, got.reason(), want)
		}
	}
}

// TestGate_nobodyIsWrittenToWithoutAnOptIn sends under the provider's own rule: everybody is held for want of an opt-in, and the
// one whose consent is recorded is let go.
func TestGate_nobodyIsWrittenToWithoutAnOptIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	id := w.newCampaign(nil, w.residents(20, quietOnes))
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/campaigns/"+id+"/gate", map[string]string{"gate": "provider_rules"}, nil))
	w.actOn(id, "start")
	rows := w.waitCampaign(id, "every message to be held", time.Minute, func(rows []row) bool { return byStatus(rows)["held"] == len(rows) })
	if rows[0].reason() != "no_opt_in" || w.accepted() != 0 {
		t.Errorf("held for %q, %d went out", rows[0].reason(), w.accepted())
	}
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/prospects/"+rows[0].Prospect+"/consents", map[string]string{
		"kind": "whatsapp", "source": "ficha no balcão", "evidence": "assinada"}, nil))
	w.waitAccepted(1)
	w.waitStill(5 * time.Second)
	if n := w.accepted(); n != 1 {
		t.Errorf("%d messages went out, one person opted in", n)
	}
}

// TestJourney_whatIsInDoubtIsSettledOrSentAgainByAPerson loses answers of the provider and lets a person decide: both acts are
// written to the audit log, and a message that is settled is not sent again.
func TestJourney_whatIsInDoubtIsSettledOrSentAgainByAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.fault(map[string]any{"on": "whatsapp", "kind": "drop", "calls": 3})
	w.serve()
	people := w.residents(3, quietOnes)
	id := w.newCampaign(map[string]any{"sequence": []map[string]any{templateStep(0), w.secondTemplate()}}, people)
	w.actOn(id, "start")
	rows := w.waitCampaign(id, "the doubts", time.Minute, func(rows []row) bool { return byStatus(rows)["in_doubt"] == len(people) })
	var doubts struct {
		Items []struct {
			Message string `json:"message"`
			Reason  *struct {
				Code string `json:"code"`
			} `json:"reason"`
		} `json:"items"`
	}
	w.must(w.admin.do(t.Context(), "GET", "/api/v1/messages/in-doubt", nil, &doubts))
	if len(doubts.Items) != len(people) || doubts.Items[0].Reason == nil {
		t.Errorf("listed as in doubt: %+v", doubts.Items)
	}
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/messages/"+rows[0].ID+"/settle", map[string]bool{"arrived": true}, nil))
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/messages/"+rows[1].ID+"/settle", map[string]bool{"arrived": false}, nil))
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/messages/"+rows[2].ID+"/retry", nil, nil))
	w.waitAccepted(1)
	w.waitCampaign(id, "everything to be known", time.Minute, func(after []row) bool {
		return after[0].Status == "sent" && after[1].Status == "failed" && after[2].Status == "sent"
	})
	if n := w.accepted(); n != 1 {
		t.Errorf("%d messages went out, want the one that a person sent again", n)
	}
	db := database(t, w.dataFolder())
	for action, want := range map[string]int{"message.settle": 2, "message.retry": 1} {
		if n := w.number(db, "SELECT COUNT(*) FROM audit_log WHERE action = ? AND actor != ''", action); n != want {
			t.Errorf("%d rows of %s in the audit log, want %d", n, action, want)
		}
	}
}

var inviteCode = regexp.MustCompile(`AC-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}`)

var inviteLink = regexp.MustCompile(`https://wa\.me/([0-9]+)\?text=(\S+)`)

// TestJourney_whoWritesFirstByTheLinkIsTiedToTheirProspect sends a message by hand that carries a link; the person edits its text,
// with a slip in the code, and sends it from another number: it is theirs, they have opted in, and their window is open.
func TestJourney_whoWritesFirstByTheLinkIsTiedToTheirProspect(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60)
	w.serve()
	w.listen()
	people := w.residents(1, quietOnes)
	firm := people[0]
	known := map[string]bool{}
	for _, r := range w.rows() {
		known[digits(r.To)] = true
	}
	cell := w.residents(1, func(r resident) bool { return quietOnes(r) && !known[r.Number] && !r.Hidden })[0]
	id := w.newCampaign(map[string]any{"accounts": []string{}, "sequence": texts("Oi, {{ prospect.name }}! Quer ver a ideia? Escreva para nós: {{ wa_link }} Para não receber mais, responda SAIR.")}, people[:1])
	w.actOn(id, "start")
	var page struct {
		Items []struct {
			Message  string  `json:"message"`
			Prospect created `json:"prospect"`
			Content  string  `json:"content"`
		} `json:"items"`
	}
	w.must(w.admin.do(t.Context(), "GET", "/api/v1/assisted/next?campaign="+id, nil, &page))
	if len(page.Items) != 1 {
		t.Fatalf("to send by hand: %+v", page.Items)
	}
	link := inviteLink.FindStringSubmatch(page.Items[0].Content)
	if link == nil {
		t.Fatalf("no link in %q", page.Items[0].Content)
	}
	text, err := url.QueryUnescape(link[2])
	w.must(err)
	code := inviteCode.FindString(text)
	if code == "" {
		t.Fatalf("no code in %q", text)
	}
	w.must(w.do(t.Context(), "POST", "/sandbox/hand", map[string]string{"to": firm.Number, "text": page.Items[0].Content}, nil))
	w.must(w.admin.do(t.Context(), "POST", "/api/v1/messages/"+page.Items[0].Message+"/sent", map[string]string{"outcome": "sent"}, nil))

	slip := []byte(code)
	if slip[len(slip)-1]++; slip[len(slip)-1] > 'Z' || slip[len(slip)-1] == ':' {
		slip[len(slip)-1] = '3'
	}
	w.say(cell, "boa tarde!! recebi a msg de voces, o codigo é "+strings.ToLower(string(slip))+" pode mandar", false)
	db := database(t, w.dataFolder())
	w.eventually("the answer", func() bool {
		return w.number(db, "SELECT COUNT(*) FROM messages WHERE direction = 'inbound' AND prospect = ? AND campaign = ?", page.Items[0].Prospect.ID, id) == 1
	})
	var whatsApp, at string
	w.must(db.QueryRowContext(t.Context(), "SELECT whatsapp, last_inbound_at FROM prospects WHERE id = ?", page.Items[0].Prospect.ID).Scan(&whatsApp, &at))
	if whatsApp != "+"+cell.Number && whatsApp != "+"+cell.WaID || at == "" {
		t.Errorf("the prospect's number is %q, and the last word of them came at %q", whatsApp, at)
	}
	if n := w.number(db, "SELECT COUNT(*) FROM consents WHERE prospect = ? AND kind = 'whatsapp' AND basis = 'consent' AND evidence LIKE '%recebi a msg%'", page.Items[0].Prospect.ID); n != 1 {
		t.Errorf("%d consents with the person's words", n)
	}
}

// TestJourney_whoIsWrittenToFromThePhoneGetsNothingByItself echoes a message that a member typed on the phone: the follow-up to
// that person is not sent, the other one's is.
func TestJourney_whoIsWrittenToFromThePhoneGetsNothingByItself(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	d.listen()
	people := d.residents(10, quietOnes)
	id := d.newCampaign(map[string]any{"sequence": []map[string]any{templateStep(0), d.secondTemplate()}}, people)
	d.actOn(id, "start")
	d.waitAccepted(len(people))
	d.waitCampaign(id, "the provider's answers", time.Minute, func(rows []row) bool { return byStatus(rows)["pending"]+byStatus(rows)["sending"] == 0 })
	typed := map[string]bool{}
	for _, p := range people[:5] {
		typed[p.Number] = true
		d.must(d.do(t.Context(), "POST", "/sandbox/whatsapp/echo", map[string]string{"to": p.Number, "text": "Oi, aqui é a Ana, te ligo amanhã!"}, nil))
	}
	d.eventually("what was typed", func() bool {
		return d.number(d.db, "SELECT COUNT(*) FROM messages WHERE json_extract(metadata, '$.echo') = 1") == len(typed)
	})
	d.move(map[string]any{"advance": "73h"})
	d.eventually("the follow-ups of the others", func() bool { return d.accepted() >= 15 })
	pass(t, time.Second)
	for _, c := range d.board.called() {
		if c.template == followUp && typed[c.to] {
			t.Errorf("%s was written to from the phone and got a follow-up", c.to)
		}
	}
	if n := d.accepted(); n != 15 {
		t.Errorf("%d messages went out by themselves, want 10 and 5", n)
	}
}
