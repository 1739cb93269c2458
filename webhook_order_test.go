package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// TestWebhooks_theOrderOfStatusesChangesNothing tells what became of messages in every order of four statuses, and of others in
// 200 drawn interleavings with repeats: what comes out depends on what was told alone.
func TestWebhooks_theOrderOfStatusesChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	chance := newChance(t)
	w.serve()
	w.act("start")
	w.waitAccepted(224)
	w.stop()
	var sent []row
	w.waitRows("the answers", time.Minute, func(rows []row) bool {
		sent = slices.DeleteFunc(rows, func(r row) bool { return r.Status != "sent" })
		return len(sent) >= 224
	})
	want := w.tellStatuses(chance, sent)
	for _, r := range w.rows() {
		if want[r.ID] != "" && r.Status != want[r.ID] {
			t.Errorf("message %s is %s, want %s", r.ID, r.Status, want[r.ID])
		}
	}
	var c struct {
		Read   int `json:"read_count"`
		Failed int `json:"failed_count"`
	}
	w.must(w.super.do(t.Context(), "GET", "/api/collections/campaigns/records/"+w.campaign, nil, &c))
	read, failed := 0, 0
	for _, status := range want {
		switch status {
		case "read":
			read++
		case "failed":
			failed++
		}
	}
	if c.Read != read || c.Failed != failed {
		t.Errorf("the campaign counts %d read and %d failed, want %d and %d", c.Read, c.Failed, read, failed)
	}
}

// statusWords are what a provider says of a message.
var statusWords = []string{"sent", "delivered", "read", "failed"}

// tellStatuses tells what became of 24 messages in every order, and of 200 in drawn ones, and returns what each must be then.
func (w *world) tellStatuses(chance *rand.Rand, sent []row) (want map[string]string) {
	w.Helper()
	words := slices.Clone(statusWords)
	want = map[string]string{}
	var events []func() error
	tell := func(r row, told ...string) {
		want[r.ID] = outcome(told)
		for _, word := range told {
			one := map[string]any{"id": r.Provider, "status": word, "timestamp": stampOf(w.sim.Add(time.Minute + time.Duration(slices.Index(statusWords, word))*time.Second)), "recipient_id": digits(r.To), "biz_opaque_callback_data": r.Claim}
			if word == "failed" {
				one["errors"] = []any{map[string]any{"code": 131049, "title": "x"}}
			}
			raw := w.messagesBody(slices.Index(w.accounts, r.Account), "statuses", one)
			events = append(events, func() error {
				_, err := w.hookSigned(raw)
				return err
			})
		}
	}
	for i, order := range permutations(words) {
		tell(sent[i], order...)
	}
	for _, do := range events {
		w.must(do())
	}
	events = nil
	for i := range 200 {
		drawn := words[:1+chance.IntN(4)]
		chance.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
		drawn = slices.Clone(drawn)
		tell(sent[24+i], append(drawn, drawn[chance.IntN(len(drawn))])...)
	}
	chance.Shuffle(len(events), func(a, b int) { events[a], events[b] = events[b], events[a] }) // those of different messages in each other's way
	group := errgroup.Group{}
	group.SetLimit(8)
	for _, do := range events {
		group.Go(do)
	}
	w.must(group.Wait())
	return want
}

// outcome is what a message is when these statuses were told of it.
func outcome(words []string) string {
	for _, best := range []string{"read", "delivered", "failed"} {
		if slices.Contains(words, best) {
			return best
		}
	}
	return "sent"
}

func permutations(words []string) (all [][]string) {
	if len(words) == 0 {
		return [][]string{nil}
	}
	for i, first := range words {
		rest := slices.Delete(slices.Clone(words), i, i+1)
		for _, more := range permutations(rest) {
			all = append(all, append([]string{first}, more...))
		}
	}
	return all
}

// TestWebhooks_aBodyThatComesTwentyTimesAtOnceActsOnce repeats a status, an answer and an opt-out, all at the same moment.
func TestWebhooks_aBodyThatComesTwentyTimesAtOnceActsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	w.act("start")
	w.waitAccepted(40)
	w.stop()
	sent := w.waitRows("the answers", time.Minute, func(rows []row) bool { return byStatus(rows)["sending"] == 0 })
	sent = slices.DeleteFunc(sent, func(r row) bool { return r.Status != "sent" })
	db := database(t, w.dataFolder())
	for i, item := range []map[string]any{
		{"id": sent[0].Provider, "status": "delivered", "timestamp": stampOf(w.sim.Add(time.Minute)), "recipient_id": digits(sent[0].To)},
		{"from": digits(sent[1].To), "id": "wamid.UMAVEZ1", "timestamp": stampOf(w.sim.Add(time.Minute)), "type": "text", "text": map[string]any{"body": "Oi, quero saber mais"}},
		{"from": digits(sent[2].To), "id": "wamid.UMAVEZ2", "timestamp": stampOf(w.sim.Add(time.Minute)), "type": "text", "text": map[string]any{"body": "SAIR"}},
	} {
		list := "messages"
		if item["status"] != nil {
			list = "statuses"
		}
		raw := w.messagesBody(slices.Index(w.accounts, sent[i].Account), list, item)
		var group errgroup.Group
		for range 20 {
			group.Go(func() error {
				_, err := w.hookSigned(raw)
				return err
			})
		}
		w.must(group.Wait())
	}
	if n := w.number(db, "SELECT COUNT(*) FROM webhook_events"); n != 3 {
		t.Errorf("%d events are stored, want 3", n)
	}
	if n := w.number(db, "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'"); n != 2 {
		t.Errorf("%d inbound messages, want 2", n)
	}
	var c struct {
		Delivered int `json:"delivered_count"`
		Replied   int `json:"replied_count"`
		OptedOut  int `json:"opt_out_count"`
	}
	w.must(w.super.do(t.Context(), "GET", "/api/collections/campaigns/records/"+w.campaign, nil, &c))
	if c.Delivered != 1 || c.Replied != 2 || c.OptedOut != 1 {
		t.Errorf("the campaign counts %+v", c)
	}
}

// fates is what the sandbox knows of people: what they wrote, and what became of messages.
func (w *world) fates() (answers map[string]bool, statuses map[string]string) {
	w.Helper()
	var report struct {
		People []struct {
			Messages []delivery `json:"messages"`
			Answers  []struct {
				ID   string `json:"id"`
				Told bool   `json:"told"`
			} `json:"answers"`
		} `json:"people"`
	}
	w.must(w.do(w.Context(), "GET", "/sandbox/ledger", nil, &report))
	answers, statuses = map[string]bool{}, map[string]string{}
	for _, p := range report.People {
		for _, a := range p.Answers {
			if a.Told && strings.HasPrefix(a.ID, "wamid.") {
				answers[a.ID] = true
			}
		}
		for _, m := range p.Messages {
			statuses[m.Claim] = m.Status
		}
	}
	return answers, statuses
}

// TestWebhooks_nothingThatWasAnsweredIsLostThoughTheServerIsKilled kills the server again and again while the sandbox tells it of
// a whole campaign, and repeats what was not answered: in the end the program knows of everything, once.
func TestWebhooks_nothingThatWasAnsweredIsLostThoughTheServerIsKilled(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	chance := newChance(t)
	d.serve()
	d.listen()
	d.act("start")
	d.waitAccepted(d.messages)
	d.waitRows("the answers", time.Minute, func(rows []row) bool { return byStatus(rows)["sending"] == 0 })
	for range sized(6, 20) {
		d.move(map[string]any{"advance": "4h"})
		pass(t, time.Duration(chance.Int64N(int64(400*time.Millisecond))))
		d.kill()
		d.serve()
		d.listen()
	}
	d.move(map[string]any{"advance": "48h"})
	d.eventually("the sandbox to have told everything", func() bool {
		l, err := readLedger(t.Context(), d.base)
		return err == nil && l.Untold == 0
	})
	answers, statuses := d.fates()
	got := d.inbound()
	for id := range answers {
		if got[id] != 1 {
			t.Errorf("answer %s was taken and is there %d times", id, got[id])
		}
	}
	d.waitRows("every status to be applied", 30*time.Second, func(rows []row) bool {
		return !slices.ContainsFunc(rows, func(r row) bool {
			return r.Claim != "" && statuses[r.Claim] != "" && statuses[r.Claim] != "accepted" && statuses[r.Claim] != r.Status
		})
	})
	t.Logf("%d answers and the statuses of %d messages", len(answers), len(statuses))
	if len(answers) < 50 {
		t.Errorf("%d people wrote: that is no test", len(answers))
	}
	d.judge()
}

// inbound counts what people wrote, by the provider's id, as the program keeps it.
func (d *days) inbound() map[string]int {
	d.Helper()
	rows, err := d.db.QueryContext(d.Context(), "SELECT provider_id FROM messages WHERE direction = 'inbound'")
	d.must(err)
	defer func() { _ = rows.Close() }()
	got := map[string]int{}
	for rows.Next() {
		var id string
		d.must(rows.Scan(&id))
		got[id]++
	}
	d.must(rows.Err())
	return got
}

// TestWebhooks_threeHundredASecondAreTakenWhileMessagesGoOut posts statuses and answers at that rate beside a campaign. How long
// answers take is printed, and with ACENO_PROOF=full held to 250 ms in the middle and a second at the end.
func TestWebhooks_threeHundredASecondAreTakenWhileMessagesGoOut(t *testing.T) {
	t.Parallel()
	const rate = 300
	w := newWorld(t, 60)
	w.serve()
	w.act("start")
	w.waitAccepted(50)
	sent := slices.DeleteFunc(w.rows(), func(r row) bool { return r.Provider == "" })
	w.pace(1)
	var mu sync.Mutex
	var times []time.Duration
	var group errgroup.Group
	tick := time.NewTicker(time.Second / rate)
	defer tick.Stop()
	for i := range rate * sized(3, 30) {
		<-tick.C
		r := sent[i%len(sent)]
		list, item := "statuses", map[string]any{"id": r.Provider, "status": []string{"delivered", "read"}[i/len(sent)%2], "timestamp": stampOf(w.sim.Add(time.Minute + time.Duration(i)*time.Second)), "recipient_id": digits(r.To)}
		switch i % 3 {
		case 1: // of a message that nobody here knows
			item["id"] = fmt.Sprintf("wamid.ALHEIO%d", i)
		case 2:
			list, item = "messages", map[string]any{"from": fmt.Sprintf("55479900%05d", i), "id": fmt.Sprintf("wamid.OI%d", i), "timestamp": stampOf(w.sim.Add(time.Minute)), "type": "text", "text": map[string]any{"body": "oi"}}
		}
		raw := w.messagesBody(0, list, item)
		group.Go(func() error {
			answered, err := w.hookSigned(raw)
			mu.Lock()
			defer mu.Unlock()
			times = append(times, answered)
			return err
		})
	}
	w.must(group.Wait())
	median, p99 := took(t, "webhooks at 300 a second", times)
	if full() && (median > 250*time.Millisecond || p99 > time.Second) {
		t.Errorf("p50 %s and p99 %s, want at most 250 ms and 1 s", median, p99)
	}
}
