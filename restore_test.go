package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// campaignState is what a campaign says of itself.
type campaignState struct {
	Status string `json:"status"`
	Reason string `json:"pause_reason"`
}

func (w *world) state(campaign string) (c campaignState) {
	w.Helper()
	w.must(w.super.do(w.Context(), "GET", "/api/collections/campaigns/records/"+campaign, nil, &c))
	return c
}

// backUp copies the data of a server that does not run.
func (w *world) backUp(name string) string {
	w.Helper()
	to := filepath.Join(w.folder, name)
	w.must(os.CopyFS(to, os.DirFS(w.dataFolder())))
	return to
}

// putBack puts a copy in the place of the data. The state folder, which lies beside it, stays.
func (w *world) putBack(from string) {
	w.Helper()
	w.must(errors.Join(os.RemoveAll(w.dataFolder()), os.CopyFS(w.dataFolder(), os.DirFS(from))))
}

// onceEach holds what the ledger must say after a restore: nobody got a message twice.
func (w *world) onceEach() {
	w.Helper()
	got := map[string]int{}
	for _, m := range w.deliveries() {
		if got[m.Person]++; got[m.Person] == 2 {
			w.Errorf("%s got a second message", m.Person)
		}
	}
	if l, err := readLedger(w.Context(), w.base); err != nil || l.Doubles > 0 || l.AfterOptOut > 0 {
		w.Errorf("the ledger: %+v, %v", l, err)
	}
}

// TestRestore_anOldDatabaseSendsNothingTwiceAndForgetsNoOptOut puts an old copy of the data back after more was sent and people
// opted out, three times, the last time after the server was killed: it starts paused and says why, and when somebody lets it go
// on, nobody gets a second message and whoever opted out gets none. The start after that is one like any other.
func TestRestore_anOldDatabaseSendsNothingTwiceAndForgetsNoOptOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60)
	w.serve()
	w.listen()
	w.pace(40)
	w.act("start")
	var left []resident // opted out before anything was sent to them
	for round := range 3 {
		w.waitAccepted(w.accepted() + 10)
		w.terminate(longestExit)
		old := w.backUp("old" + string(rune('0'+round)))
		w.serve()
		w.listen()
		w.waitAccepted(w.accepted() + 20)
		left = append(left, w.optOutUntouched(10)...)
		w.waitAccepted(w.accepted() + 5)
		if round == 2 {
			w.kill()
		} else {
			w.terminate(longestExit)
		}
		w.putBack(old)
		before := w.accepted()
		w.serve()
		w.listen()
		if c := w.state(w.campaign); c.Status != "paused" || c.Reason != "restored" {
			t.Fatalf("round %d: after the restore the campaign is %+v", round+1, c)
		}
		pass(t, time.Second)
		if now := w.accepted(); now != before {
			t.Errorf("round %d: %d messages went out before anybody had looked", round+1, now-before)
		}
		w.act("resume")
		w.waitAccepted(before + 20)
		w.terminate(longestExit)
		w.serve()
		w.listen()
		if c := w.state(w.campaign); c.Status != "active" {
			t.Errorf("round %d: the second start after the restore made the campaign %+v", round+1, c)
		}
	}
	w.pace(1)
	w.waitSent(2 * time.Minute)
	w.onceEach()
	got := map[string]bool{}
	for _, m := range w.deliveries() {
		got[m.Person] = true
	}
	for _, p := range left {
		if got[p.Number] {
			t.Errorf("%s opted out before the restore and got a message after it", p.Number)
		}
	}
	if len(left) < 3 {
		t.Errorf("%d people opted out before anything was sent to them: that is no test", len(left))
	}
	if len(got) < w.messages-len(left)-60 {
		t.Errorf("%d of %d people got their message", len(got), w.messages)
	}
}

// optOutUntouched lets people opt out to whom nothing was sent yet, waits until the program has taken it, and returns those to whom
// nothing came meanwhile.
func (w *world) optOutUntouched(n int) (left []resident) {
	w.Helper()
	pending := map[string]bool{}
	for _, r := range w.rows() {
		pending[digits(r.To)] = r.Status == "pending"
	}
	left = w.residents(n, func(r resident) bool { return pending[r.Number] && !r.Hidden })
	for _, p := range left {
		one := w.say(p, "SAIR", true)
		w.eventually("an opt-out to be taken", func() bool {
			_, ok := w.board.toldOf(one.id)
			return ok
		})
	}
	pass(w.T, mostDelay) // a call that had started may still arrive
	got := map[string]bool{}
	for _, m := range w.deliveries() {
		got[m.Person] = true
	}
	return slices.DeleteFunc(left, func(r resident) bool { return got[r.Number] })
}

// TestRestore_aMissingJournalPausesWhatWasSendingBefore takes the send journal away: nobody knows what the database has forgotten,
// so that it starts paused. When somebody lets it go on, the next start is one like any other.
func TestRestore_aMissingJournalPausesWhatWasSendingBefore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60)
	w.serve()
	w.listen()
	w.pace(12)
	w.act("start")
	w.waitAccepted(20)
	w.terminate(longestExit)
	w.must(os.RemoveAll(filepath.Join(w.stateFolder(), "journal")))
	before := w.accepted()
	w.serve()
	w.listen()
	if c := w.state(w.campaign); c.Status != "paused" || c.Reason != "journal_missing" {
		t.Errorf("without its journal the campaign is %+v", c)
	}
	pass(t, time.Second)
	if now := w.accepted(); now != before {
		t.Errorf("%d messages went out before anybody had looked", now-before)
	}
	w.act("resume")
	w.waitAccepted(before + 10)
	w.terminate(longestExit)
	w.serve()
	w.listen()
	if c := w.state(w.campaign); c.Status != "active" {
		t.Errorf("the second start made the campaign %+v", c)
	}
	w.waitAccepted(w.accepted() + 10)
	w.onceEach()
}
