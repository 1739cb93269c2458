//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longestExit is how long a server may take from SIGTERM to its end.
const longestExit = 30 * time.Second

// TestSignals_terminateWaitsForTheCallsInFlight ends the server while it sends, 20 times, or 4 with
// ACENO_PROOF=short: every call that is answered in time is recorded, so that nothing is in doubt.
func TestSignals_terminateWaitsForTheCallsInFlight(t *testing.T) {
	t.Parallel()
	ends := sized(4, 20)
	w := newWorld(t, 600)
	w.fault(map[string]any{"on": "whatsapp", "kind": "late", "calls": 1_000_000, "delay_ms": 700})
	w.serve()
	w.pace(150)
	w.act("start")
	for end := range ends {
		w.waitAccepted((end + 1) * w.messages / (ends + 4))
		w.terminate(longestExit)
		w.serve()
		if counts := byStatus(w.rows()); counts["in_doubt"] > 0 {
			t.Errorf("end %d left %v: the calls in flight were answered after 700 ms", end+1, counts)
		}
	}
	w.judge()
}

// TestSignals_terminateRecordsTheDoubtWhenTheProviderIsFrozen ends the server while the provider answers no call: of half of
// them it took the message, of the others not. It is over within 30 s, every call is recorded as in doubt before the end,
// and what was taken is settled by its status.
func TestSignals_terminateRecordsTheDoubtWhenTheProviderIsFrozen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.fault(map[string]any{"on": "whatsapp", "kind": "late", "after": 20, "calls": sendWorkers / 2, "delay_ms": 120_000})
	w.fault(map[string]any{"on": "whatsapp", "kind": "slow", "calls": 1_000_000, "delay_ms": 120_000})
	w.serve()
	w.pace(45)
	w.act("start")
	w.waitRows("every worker to wait for the provider", time.Minute, func(rows []row) bool { return byStatus(rows)["sending"] == sendWorkers })
	w.terminate(longestExit)

	w.stop()
	w.serve()
	recorded := 0
	for _, r := range w.rows() {
		if r.Status == "sending" || r.reason() == "crashed" {
			t.Errorf("message %s was left %s (%s) by a server that ended in order", r.ID, r.Status, r.reason())
		}
		if r.Status == "in_doubt" {
			recorded++
		}
	}
	if recorded != sendWorkers {
		t.Errorf("%d messages are in doubt, %d calls were in flight", recorded, sendWorkers)
	}
	w.noFaults()
	w.listen()
	w.resume()
	w.waitSent(2 * time.Minute)
	w.waitSettled(time.Minute)
	if left := byStatus(w.rows())["in_doubt"]; left != sendWorkers/2 {
		t.Errorf("%d messages stay in doubt, want the %d that never came", left, sendWorkers/2)
	}
	w.judge()
}

// TestSignals_aServerThatWasStoppedSendsNothingThatItClaimedLongAgo stops the server with SIGSTOP and lets it go on: many
// times for moments, and for more than ten seconds 5 times, or 2 with ACENO_PROOF=short. Nobody gets two, and no
// call starts more than 10 s after its claim.
func TestSignals_aServerThatWasStoppedSendsNothingThatItClaimedLongAgo(t *testing.T) {
	t.Parallel()
	naps := sized(2, 5)
	w := newWorld(t, 600)
	chance := newChance(t)
	w.fault(map[string]any{"on": "whatsapp", "kind": "late", "calls": 1_000_000, "delay_ms": 10}) // most workers claim, few wait
	w.serve()
	w.act("start")
	for nap := range naps {
		w.waitAccepted((nap*2 + 1) * w.messages / (naps*2 + 2))
		for range 5 {
			w.halt(time.Duration(chance.Int64N(int64(30 * time.Millisecond))))
			pass(t, time.Duration(chance.Int64N(int64(10*time.Millisecond))))
		}
		w.halt(11 * time.Second)
	}
	w.waitRows("every message to be sent", time.Minute, func(rows []row) bool { return byStatus(rows)["pending"]+byStatus(rows)["sending"] == 0 })
	w.listen()
	w.waitSettled(time.Minute)
	w.judge()

	released, came := 0, map[string]time.Time{}
	for _, d := range w.deliveries() {
		came[d.Claim] = d.Real
	}
	for _, r := range w.rows() {
		if r.Attempts > 1 {
			released++
		}
		claimed, err := time.Parse("2006-01-02 15:04:05.000Z", r.SentAt)
		if err != nil {
			t.Fatalf("message %s: %v", r.ID, err)
		}
		if at, ok := came[r.Claim]; ok && at.Sub(w.realTime(claimed)) > 10500*time.Millisecond {
			t.Errorf("message %s came %s after its claim", r.ID, at.Sub(w.realTime(claimed)))
		}
	}
	t.Logf("%d messages were claimed, released and claimed again", released)
}

// halt stops the server for a while.
func (w *world) halt(d time.Duration) {
	w.Helper()
	w.must(w.server.cmd.Process.Signal(syscall.SIGSTOP))
	pass(w.T, d)
	w.must(w.server.cmd.Process.Signal(syscall.SIGCONT))
}

// TestSignals_aSecondServerOnTheSameFoldersRefusesToStart starts others while the first sends, 5 times.
func TestSignals_aSecondServerOnTheSameFoldersRefusesToStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	w.listen()
	w.pace(150)
	w.act("start")
	for try := range 5 {
		w.waitAccepted((try + 1) * 10)
		args := w.args()
		if try%2 == 1 { // the data folder alone
			args = append(args, "--state-dir", filepath.Join(w.folder, "other"))
		}
		said, err := w.command(args...)
		if err == nil || !strings.Contains(said, "another aceno works on this folder") {
			t.Errorf("a second server on the folders of a running one: %v\n%s", err, said)
		}
	}
	before := w.accepted()
	w.waitAccepted(before + 10) // the first goes on
	w.judge()
}
