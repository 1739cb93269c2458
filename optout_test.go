package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// stopsWithin is how long after an opt-out reached the program something may still go to that person, by the machine's clock.
const stopsWithin = 5 * time.Second

// phrase is one of the shared phrases.
type phrase struct {
	Text  string `json:"text"`
	Label string `json:"label"`
}

func readPhrases(t *testing.T) (list []phrase) {
	t.Helper()
	for line := range strings.Lines(string(sharedFile(t, "attacks", "optout_phrases.jsonl"))) {
		var one phrase
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	return list
}

// twoCampaigns are two campaigns with the same people: the first has written to all, the second waits for the end of the cool-down.
func (d *days) twoCampaigns(people []resident) (first, second string) {
	d.Helper()
	step := d.secondTemplate()
	step["wait_hours"] = 0
	first = d.newCampaign(nil, people)
	second = d.newCampaign(map[string]any{"sequence": []map[string]any{step}}, people)
	d.actOn(first, "start")
	d.waitAccepted(len(people))
	d.actOn(second, "start")
	return first, second
}

// got returns which of the people had more than the one message of the first campaign.
func (d *days) gotMore() map[string]bool {
	d.Helper()
	count, more := map[string]int{}, map[string]bool{}
	for _, m := range d.deliveries() {
		count[m.Person]++
		more[m.Person] = count[m.Person] > 1
	}
	return more
}

// TestOptOut_thePhrasesOfPeopleAreObeyedInEveryCampaign lets a person say each phrase of the shared list, by a webhook: whoever
// asks to be left alone is, in every campaign, whoever may have asked is held, and nobody else.
func TestOptOut_thePhrasesOfPeopleAreObeyedInEveryCampaign(t *testing.T) {
	t.Parallel()
	phrases := readPhrases(t)
	d := newDays(t, 1)
	d.serve()
	d.listen()
	people := d.residents(len(phrases), quietOnes)
	_, second := d.twoCampaigns(people)
	var words []said
	for i, p := range phrases {
		words = append(words, d.say(people[i], p.Text, p.Label == "opt_out"))
	}
	var last time.Time
	d.eventually("the program to take what everybody said", func() bool {
		for _, one := range words {
			at, ok := d.board.toldOf(one.id)
			if !ok {
				return false
			}
			if at.After(last) {
				last = at
			}
		}
		return true
	})
	pass(t, stopsWithin-time.Since(last))
	for _, r := range d.ofCampaign(second) {
		if p := phrases[d.indexOf(people, r)]; r.Status == "pending" && p.Label == "opt_out" {
			t.Errorf("%q (%s): %s after it was said, a message still waits for %+v", p.Text, p.Label, stopsWithin, people[d.indexOf(people, r)])
		}
	}
	d.move(map[string]any{"advance": "169h"})
	rows := d.waitCampaign(second, "the second campaign to be through", time.Minute, func(rows []row) bool { return byStatus(rows)["pending"]+byStatus(rows)["sending"] == 0 })
	more, wrong := d.gotMore(), 0
	for _, r := range rows {
		p := phrases[d.indexOf(people, r)]
		switch {
		case p.Label == "not_opt_out" && !more[digits(r.To)]:
			wrong++
			t.Logf("%q was taken for an opt-out: %s (%s)", p.Text, r.Status, r.reason())
		case p.Label != "not_opt_out" && more[digits(r.To)]:
			t.Errorf("%q (%s), and the person got another message", p.Text, p.Label)
		case p.Label == "ambiguous_hold" && r.reason() != "unclear_reply":
			t.Errorf("%q: the message is %s for %q, want a hold until somebody decides", p.Text, r.Status, r.reason())
		}
	}
	if wrong > 1 {
		t.Errorf("%d harmless answers stopped a person, at most one of 20 may", wrong)
	}
	if l, err := readLedger(t.Context(), d.base); err != nil || l.AfterOptOut > 0 || l.Doubles > 0 {
		t.Errorf("the ledger: %+v, %v", l, err)
	}
}

func (d *days) indexOf(people []resident, r row) int {
	d.Helper()
	i := slices.IndexFunc(people, func(p resident) bool { return p.Number == digits(r.To) })
	if i < 0 {
		d.Fatalf("message %s goes to nobody of the test: %s", r.ID, r.To)
	}
	return i
}

// withoutNine is a Brazilian mobile as it was before the ninth digit.
func withoutNine(number string) string { return number[:4] + number[5:] }

// TestOptOut_aPersonIsKnownByEveryFormOfTheirNumber lets 50 people opt out, each under one of the forms in which a provider names
// them. Nothing more goes to them: not from the campaign that waits for them, nor from one that has them in another form.
func TestOptOut_aPersonIsKnownByEveryFormOfTheirNumber(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	people := d.residents(50, quietOnes)
	first, second := d.twoCampaigns(people)
	rows := d.waitCampaign(first, "the provider's answers", time.Minute, func(rows []row) bool { return byStatus(rows)["sent"] == len(people) })
	var group errgroup.Group
	group.SetLimit(8)
	for i, p := range people {
		item := map[string]any{"id": fmt.Sprintf("wamid.FORMA%d", i), "timestamp": stampOf(d.now()), "type": "text", "text": map[string]any{"body": "SAIR"}}
		sent := rows[slices.IndexFunc(rows, func(r row) bool { return digits(r.To) == p.Number })]
		number := slices.Index(d.accounts, sent.Account)
		switch i % 5 {
		case 0:
			item["from"] = p.Number
		case 1:
			item["from"] = withoutNine(p.Number)
		case 2:
			item["from"] = p.WaID
		case 3: // a status told the id before
			_, err := d.hookSigned(d.messagesBody(number, "statuses", map[string]any{"id": sent.Provider, "status": "delivered", "timestamp": stampOf(d.now()),
				"recipient_user_id": p.UserID, "biz_opaque_callback_data": sent.Claim}))
			d.must(err)
			item["from_user_id"] = p.UserID
		case 4: // in answer to our message, by an id that nobody knew
			item["from_user_id"], item["context"] = p.UserID, map[string]any{"id": sent.Provider}
		}
		raw := d.messagesBody(number, "messages", item)
		group.Go(func() error {
			_, err := d.hookSigned(raw)
			return err
		})
	}
	d.must(group.Wait())
	d.waitCampaign(second, "every opt-out to be obeyed", stopsWithin, func(rows []row) bool { return byStatus(rows)["cancelled"] == len(people) })

	old := slices.Clone(people)
	for i := range old {
		n := old[i].Number
		old[i].Written = []string{"(" + n[2:4] + ") " + n[4:9] + "-" + n[9:], "0xx" + n[2:4] + " " + n[4:], "55 " + n[2:4] + " " + n[4:5] + " " + n[5:]}[i%3]
	}
	step := d.secondTemplate()
	step["wait_hours"] = 0
	third := d.newCampaign(map[string]any{"sequence": []map[string]any{step}}, nil)
	d.add(third, old)
	d.actOn(third, "start")
	d.eventually("the third campaign to have looked at everybody", func() bool {
		return d.number(d.db, "SELECT COUNT(*) FROM prospects WHERE campaign = ? AND stage = 'done'", third) == len(people)
	})
	d.move(map[string]any{"advance": "169h"})
	pass(t, time.Second)
	for person, more := range d.gotMore() {
		if more {
			t.Errorf("%s opted out and got another message", person)
		}
	}
	if n := d.accepted(); n != len(people) {
		t.Errorf("%d messages went out, want the %d from before the opt-outs", n, len(people))
	}
	if waiting := byStatus(d.ofCampaign(third))["pending"]; waiting > 0 {
		t.Errorf("%d messages of the third campaign still wait", waiting)
	}
}
