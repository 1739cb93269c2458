package store

import (
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"aceno/campaign"
)

// batch is one group of jobs that share a commit.
type batch struct {
	store   *Store
	counts  map[string]*tally
	changed map[place]bool
	wakes   map[string]bool
	after   []func()
	undo    []func() // newest first
	entries []campaign.JournalEntry
	mark    journalMark // with entries
}

// place names a campaign in its workspace.
type place struct{ workspace, campaign string }

// tx is what one job writes through. What it counts, wakes and changes in memory holds only when the job succeeds, and is
// told to the world only after the commit.
type tx struct {
	*session
	store *Store
	now   time.Time // business time, as a column holds it
	real  time.Time // real time, for leases and autodates

	counts []change
	wakes  []string
	after  []func()
	undo   []func()

	entries []campaign.JournalEntry // for the journal
}

// wake rings a stage's bell after the commit.
func (t *tx) wake(stage string) { t.wakes = append(t.wakes, stage) }

// onCommit runs a function after the commit.
func (t *tx) onCommit(fn func()) { t.after = append(t.after, fn) }

// onUndo runs a function if what the job did is taken back: by its own failure or by the group's.
func (t *tx) onUndo(fn func()) { t.undo = append(t.undo, fn) }

// run runs one job under a savepoint. The returned error is the group's, not the job's.
func (g *batch) run(ses *session, j *job) error {
	if _, err := ses.exec("SAVEPOINT j", nil); err != nil {
		return err
	}
	t := &tx{session: ses, store: g.store, now: stored(g.store.opt.Clock.Now()), real: time.Now().UTC()}
	if j.err = safely(j.fn, t); j.err != nil {
		for _, undo := range slices.Backward(t.undo) {
			undo()
		}
		if _, err := ses.exec("ROLLBACK TO j", nil); err != nil {
			return err
		}
	} else {
		g.keep(t)
		j.claimed = slices.ContainsFunc(t.entries, func(e campaign.JournalEntry) bool { return e.Kind == campaign.JournalSend })
	}
	_, err := ses.exec("RELEASE j", nil)
	return err
}

// safely turns a panic of a job into its error.
func safely(fn func(*tx) error, t *tx) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a write panicked: %v\n%s", r, debug.Stack())
		}
	}()
	return fn(t)
}

// restart takes back all that a job has done so far, as if it had just begun.
func (t *tx) restart() error {
	for _, undo := range slices.Backward(t.undo) {
		undo()
	}
	t.counts, t.wakes, t.after, t.undo, t.entries = nil, nil, nil, nil, nil
	_, err := t.exec("ROLLBACK TO j", nil)
	return err
}

// nested runs a function under an inner savepoint of a job. On failure all it did is taken back, and the job goes on.
func (t *tx) nested(fn func(*tx) error) error {
	if _, err := t.exec("SAVEPOINT inner", nil); err != nil {
		return err
	}
	inner := &tx{session: t.session, store: t.store, now: t.now, real: t.real}
	failed := safely(fn, inner)
	if failed != nil {
		for _, undo := range slices.Backward(inner.undo) {
			undo()
		}
		if _, err := t.exec("ROLLBACK TO inner", nil); err != nil {
			return err
		}
	} else {
		t.counts = append(t.counts, inner.counts...)
		t.wakes = append(t.wakes, inner.wakes...)
		t.after = append(t.after, inner.after...)
		t.undo = append(t.undo, inner.undo...)
		t.entries = append(t.entries, inner.entries...)
	}
	if _, err := t.exec("RELEASE inner", nil); err != nil {
		return err
	}
	return failed
}

// keep takes over what a job that succeeded left.
func (g *batch) keep(t *tx) {
	for _, c := range t.counts {
		g.count(c)
	}
	for _, stage := range t.wakes {
		if g.wakes == nil {
			g.wakes = make(map[string]bool)
		}
		g.wakes[stage] = true
	}
	g.after = append(g.after, t.after...)
	g.entries = append(g.entries, t.entries...)
	for _, undo := range t.undo {
		g.undo = append([]func(){undo}, g.undo...)
	}
}

// publish tells the world what was committed.
func (g *batch) publish() {
	for _, sum := range g.counts {
		g.store.boards.forget(sum.place.workspace)
	}
	for _, fn := range g.after {
		fn()
	}
	for stage := range g.wakes {
		g.store.opt.Wake(stage)
	}
	for p := range g.changed {
		g.store.opt.Changed(p.workspace, p.campaign)
	}
}
