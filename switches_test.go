package main

import (
	"testing"
	"time"
)

// stop and resume are the global switch, by the command.
func (w *world) stop() {
	w.Helper()
	if said, err := w.command("stop", "--state-dir", w.stateFolder()); err != nil {
		w.Fatalf("stop: %v\n%s", err, said)
	}
}

func (w *world) resume() {
	w.Helper()
	if said, err := w.command("stop", "--resume", "--state-dir", w.stateFolder()); err != nil {
		w.Fatalf("resume: %v\n%s", err, said)
	}
}

// pauseWorkspace is the kill switch of a workspace.
func (w *world) pauseWorkspace(paused bool) {
	w.Helper()
	w.must(w.admin.do(w.Context(), "PATCH", "/api/collections/workspaces/records/"+w.workspace, map[string]bool{"paused": paused}, nil))
}

// TestStop_worksWithTheServerDown stops an installation whose server does not run: the server that is started then sends
// nothing until it is resumed.
func TestStop_worksWithTheServerDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	w.pace(150)
	w.listen()
	w.act("start")
	w.waitAccepted(20)
	w.kill()
	w.stop()
	before := w.accepted()
	w.serve()
	w.listen()
	pass(t, 3*time.Second)
	if now := w.accepted(); now != before {
		t.Errorf("%d messages went out of a stopped installation", now-before)
	}
	w.resume()
	w.waitAccepted(before + 20)
	w.judge()
}

// mostDelay is how long after the answer to a pause a call may still start.
const mostDelay = time.Second

// TestSwitches_noCallStartsLaterThanASecondAfterTheAnswer turns each switch off while messages go out, 20 times, and looks
// in the ledger of the sandbox for calls that came later than a second after the answer.
func TestSwitches_noCallStartsLaterThanASecondAfterTheAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ off, on func(w *world) }{
		"campaign":  {func(w *world) { w.act("pause") }, func(w *world) { w.act("resume") }},
		"workspace": {func(w *world) { w.pauseWorkspace(true) }, func(w *world) { w.pauseWorkspace(false) }},
		"global":    {(*world).stop, (*world).resume},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 600)
			w.serve()
			w.pace(150)
			w.listen()
			w.act("start")
			type silence struct{ from, to time.Time }
			var silences []silence
			for range 20 {
				w.waitAccepted(w.accepted() + 4)
				c.off(w)
				answered := time.Now()
				pass(t, mostDelay+250*time.Millisecond)
				silences = append(silences, silence{answered.Add(mostDelay), time.Now()})
				c.on(w)
			}
			w.judge()
			for _, d := range w.deliveries() {
				for i, s := range silences {
					if d.Real.After(s.from) && d.Real.Before(s.to) {
						t.Errorf("silence %d: a call came %s after the answer", i+1, d.Real.Sub(s.from)+mostDelay)
					}
				}
			}
		})
	}
}
