package main

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestCrash_nobodyGetsTwoAndNothingIsLostThoughTheServerIsKilledAgainAndAgain kills the server with SIGKILL at random moments
// while five accounts send and webhooks come, and lets the sandbox judge. 40 kills and 2,000 messages, with
// ACENO_PROOF=short 12 kills and 600.
func TestCrash_nobodyGetsTwoAndNothingIsLostThoughTheServerIsKilledAgainAndAgain(t *testing.T) {
	t.Parallel()
	kills := sized(12, 40)
	w := newWorld(t, 600)
	chance := newChance(t)
	w.fault(map[string]any{"on": "whatsapp", "kind": "late", "calls": 1_000_000, "delay_ms": 200}) // so that a kill meets calls in flight
	w.serve()
	w.pace(45)
	w.listen()
	w.act("start")

	doubts := map[string]bool{} // claims that were ever in doubt
	for kill := range kills {
		w.waitAccepted(w.messages * (kill + 1) / (kills + 2))
		if kill%2 == 1 { // no status settles a call before its answer
			w.board.tell("")
		}
		pass(t, time.Duration(chance.Int64N(int64(300*time.Millisecond))))
		w.kill()
		w.serve()
		before := len(doubts)
		for _, r := range w.rows() { // nobody has told the new server of anything yet
			if r.Status == "in_doubt" {
				doubts[r.Claim] = true
			}
		}
		if now := len(doubts) - before; now > sendWorkers {
			t.Errorf("kill %d left %d messages in doubt, at most %d calls were in flight", kill+1, now, sendWorkers)
		}
		w.listen()
	}
	w.waitSent(5 * time.Minute)
	w.waitSettled(time.Minute)
	t.Logf("%d kills left %d messages in doubt for a while", kills, len(doubts))
	if len(doubts) == 0 {
		t.Error("no kill met a call in flight: nothing was proved")
	}
	w.judge()
}

// newChance returns a source of random moments and says its seed.
func newChance(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	t.Logf("random moments of seed %d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}
