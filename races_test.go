package main

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

const followUp = "segundo_aceno"

// secondTemplate gives sandbox and program another template, for a step that follows.
func (w *world) secondTemplate() map[string]any {
	w.Helper()
	w.must(w.do(w.Context(), "POST", "/sandbox/whatsapp/templates", map[string]any{
		"name": followUp, "language": "pt_BR", "category": "MARKETING", "status": "APPROVED",
		"components": []map[string]any{{"type": "BODY", "text": "Oi! Ainda posso mandar a ideia que preparei para {{1}}? Leva dois minutos."}, {"type": "FOOTER", "text": "Para não receber mais, responda SAIR"}},
	}, nil))
	for _, id := range w.accounts {
		w.must(w.admin.do(w.Context(), "POST", "/api/v1/accounts/"+id+"/templates", nil, nil))
	}
	return map[string]any{"wait_hours": 72, "whatsapp_template": followUp + "/pt_BR", "whatsapp_params": []string{"{{ prospect.name }}"}}
}

// said is what a person was made to write.
type said struct {
	id string
	by resident
}

// say lets a person write.
func (w *world) say(who resident, text string, optOut bool) said {
	w.Helper()
	var answer created
	w.must(w.do(w.Context(), "POST", "/sandbox/people/say", map[string]any{"who": who.Number, "text": text, "opt_out": optOut}, &answer))
	return said{answer.ID, who}
}

// TestRaces_nobodyGetsAFollowUpOnceTheirAnswerIsTaken lets 100 people answer, half of them to opt out, while their follow-ups go
// out: none is claimed after the program has said that it has the answer.
func TestRaces_nobodyGetsAFollowUpOnceTheirAnswerIsTaken(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	d.listen()
	people := d.residents(100, quietOnes)
	id := d.newCampaign(map[string]any{"sequence": []map[string]any{templateStep(0), d.secondTemplate()}}, people)
	d.actOn(id, "start")
	d.waitAccepted(len(people))
	d.pace(6)
	d.move(map[string]any{"advance": "71h59m"})
	before := d.accepted()
	d.waitAccepted(before + 5)

	var answers []said
	for _, i := range rand.Perm(len(people)) {
		text, optOut := "Oi, quem fala?", i%2 == 0
		if optOut {
			text = "SAIR"
		}
		answers = append(answers, d.say(people[i], text, optOut))
		pass(t, 15*time.Millisecond)
	}
	heard := map[string]time.Time{}
	d.eventually("the program to take every answer", func() bool {
		for _, one := range answers {
			if at, ok := d.board.toldOf(one.id); ok {
				heard[one.by.Number] = at
			}
		}
		return len(heard) == len(answers)
	})
	d.waitCampaign(id, "every follow-up to be sent or cancelled", time.Minute, func(rows []row) bool {
		counts := byStatus(rows)
		return counts["pending"]+counts["sending"] == 0
	})
	followed := 0
	for _, c := range d.board.called() {
		if c.template != followUp {
			continue
		}
		followed++
		if late := c.real.Sub(heard[c.to]); late > mostDelay {
			t.Errorf("%s got a follow-up %s after the program had their answer", c.to, late)
		}
	}
	for _, r := range d.ofCampaign(id) {
		if r.Step == 1 && r.SentAt != "" {
			if late := d.claimed(r).Sub(heard[digits(r.To)]); late > 0 {
				t.Errorf("message %s (%s) was claimed %s after the program had the person's answer", r.ID, r.Status, late)
			}
		}
	}
	t.Logf("%d of %d got their follow-up before they answered", followed, len(people))
	if followed < 10 || followed > 90 {
		t.Errorf("%d follow-ups went out: that is no race", followed)
	}
	if l, err := readLedger(t.Context(), d.base); err != nil || l.Doubles != 0 || l.AfterOptOut != 0 {
		t.Errorf("the ledger: %+v, %v", l, err)
	}
}

// claimed is when a message was claimed, by the machine's clock.
func (d *days) claimed(r row) time.Time {
	d.Helper()
	at, err := time.Parse("2006-01-02 15:04:05.000Z", r.SentAt)
	d.must(err)
	p := d.paces[len(d.paces)-1]
	return p.Real.Add(time.Duration(float64(at.Sub(p.Sim)) / p.Speed))
}

// TestRaces_whatWasEditedAfterItsApprovalIsNotSent approves 20 messages, changes them by the collections API, which refuses, and
// in the database itself, and lets them go: those that were changed are held, the others go out.
func TestRaces_whatWasEditedAfterItsApprovalIsNotSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	people := w.residents(25, quietOnes)
	id := w.newCampaign(map[string]any{"approval": "manual"}, people)
	w.pauseWorkspace(true)
	w.actOn(id, "start")
	w.approveAll(id)
	db := database(t, w.dataFolder())
	edited := map[string]bool{}
	for i, r := range w.ofCampaign(id)[:20] {
		edited[r.ID] = true
		if err := w.admin.do(t.Context(), "PATCH", "/api/collections/messages/records/"+r.ID, map[string]any{"content": "Outro texto"}, nil); err == nil {
			t.Errorf("an approved message was edited by the API")
		}
		if i%2 == 0 {
			w.change(db, "UPDATE messages SET content = content || ' Clique em http://outro.example' WHERE id = ?", r.ID)
		} else {
			w.change(db, "UPDATE messages SET metadata = json_set(metadata, '$.template.params[0]', 'Outra Loja') WHERE id = ?", r.ID)
		}
	}
	w.pauseWorkspace(false)
	w.waitCampaign(id, "every message to be sent or held", time.Minute, func(rows []row) bool { return byStatus(rows)["pending"]+byStatus(rows)["sending"] == 0 })
	for _, r := range w.ofCampaign(id) {
		if held := r.Status == "held" && r.reason() == "content_changed"; held != edited[r.ID] {
			t.Errorf("message %s, edited after its approval: %v, is %s (%s)", r.ID, edited[r.ID], r.Status, r.reason())
		}
	}
	if n := w.accepted(); n != len(people)-len(edited) {
		t.Errorf("%d messages went out, want the %d that nobody touched", n, len(people)-len(edited))
	}
}

// approveAll approves a campaign's drafts, each by the hash of what was read.
func (w *world) approveAll(id string) {
	w.Helper()
	var items []map[string]string
	for _, r := range w.ofCampaign(id) {
		items = append(items, map[string]string{"id": r.ID, "content_hash": r.Hash})
	}
	var answers []struct {
		OK bool `json:"ok"`
	}
	w.must(w.admin.do(w.Context(), "POST", "/api/v1/messages/approve", map[string]any{"items": items}, &answers))
	for i, answer := range answers {
		if !answer.OK {
			w.Fatalf("message %s could not be approved", items[i]["id"])
		}
	}
}

// TestRaces_campaignsThatWantTheSamePeopleWriteToEachOnce starts five campaigns at once, all for the same people: of one person
// only one of them is right within the workspace's week.
func TestRaces_campaignsThatWantTheSamePeopleWriteToEachOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	people := w.residents(sized(20, 100), quietOnes)
	var ids []string
	for range 5 {
		ids = append(ids, w.newCampaign(nil, people))
	}
	done := make(chan error, len(ids))
	for _, id := range ids {
		go func() { done <- w.admin.do(t.Context(), "POST", "/api/v1/campaigns/"+id+"/start", nil, nil) }()
	}
	for range ids {
		w.must(<-done)
	}
	w.waitAccepted(len(people))
	w.waitStill(10 * time.Second)
	got := map[string]int{}
	for _, m := range w.deliveries() {
		got[m.Person]++
	}
	for person, n := range got {
		if n != 1 {
			t.Errorf("%s got %d messages from five campaigns", person, n)
		}
	}
	if len(got) != len(people) {
		t.Errorf("%d people got something, want %d", len(got), len(people))
	}
	waiting := 0
	for _, r := range w.rows() {
		if r.Status == "pending" && r.reason() == "cooldown" {
			waiting++
		}
	}
	if want := len(people) * 4; waiting != want {
		t.Errorf("%d messages wait for the end of a cool-down, want %d", waiting, want)
	}
}

// TestSchema_refusesASecondMessageOfAStepToOnePerson copies messages in the database itself, whatever the program would do: the
// schema refuses, and each person gets one.
func TestSchema_refusesASecondMessageOfAStepToOnePerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	people := w.residents(10, quietOnes)
	id := w.newCampaign(nil, people)
	conn, err := database(t, w.dataFolder()).Conn(t.Context())
	w.must(err)
	for i, r := range w.ofCampaign(id) {
		_, err := conn.ExecContext(t.Context(), "CREATE TEMP TABLE twin AS SELECT * FROM messages WHERE id = ?", r.ID)
		w.must(err)
		_, err = conn.ExecContext(t.Context(), "UPDATE twin SET id = ?", fmt.Sprintf("gemeo%010d", i))
		w.must(err)
		if _, err := conn.ExecContext(t.Context(), "INSERT INTO messages SELECT * FROM twin"); err == nil {
			t.Errorf("the schema took a second message of a step to %s", r.To)
		}
		_, err = conn.ExecContext(t.Context(), "DROP TABLE twin")
		w.must(err)
	}
	w.must(conn.Close())
	w.actOn(id, "start")
	w.waitAccepted(len(people))
	w.waitStill(5 * time.Second)
	if l, err := readLedger(t.Context(), w.base); err != nil || l.Doubles > 0 || l.Accepted != len(people) {
		t.Errorf("the ledger: %+v, %v", l, err)
	}
}
