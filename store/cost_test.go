package store_test

import (
	"strconv"
	"testing"
	"time"

	"aceno/campaign"
)

// What one unit of work costs on the connection that writes, alone in its group: BEGIN, COMMIT, its savepoint and the counters are in it. A
// figure that falls is lowered here; one that must rise says why.
const (
	sendStatements   = 13
	statusStatements = 9
	sendAllocations  = 450
)

// sending is a house where a function sends a message and claims the next one.
func sending(t *testing.T) (h *house, again func()) {
	t.Helper()
	h, c, _ := ready(t)
	h.pending(c, 1, 60)
	last := h.sent(h.mustNext())
	again = func() {
		h.clock.Advance(time.Minute) // past every limit and gap
		out := h.next(&last)
		if out == nil {
			t.Fatal("nothing was claimed")
		}
		last = h.sent(out)
	}
	again() // everything is prepared and in memory now
	return h, again
}

func TestNext_recordsAndClaimsWithFewStatements(t *testing.T) {
	t.Parallel()
	h, again := sending(t)
	before := h.store.Statements()
	for range 10 {
		again()
	}
	each := (h.store.Statements() - before) / 10
	t.Logf("a message takes %d statements", each)
	if each > sendStatements {
		t.Errorf("a message takes %d statements: at most %d are held to", each, sendStatements)
	}
}

//nolint:paralleltest // allocations are counted over the whole process
func TestNext_recordsAndClaimsWithFewAllocations(t *testing.T) {
	_, again := sending(t)
	each := testing.AllocsPerRun(20, again)
	t.Logf("a message takes %.0f allocations", each)
	if each > sendAllocations {
		t.Errorf("a message takes %.0f allocations: at most %d are held to", each, sendAllocations)
	}
}

func TestReceive_appliesAStatusWithFewStatements(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 12)
	var claims []string
	for range 11 {
		h.clock.Advance(time.Minute)
		out := h.mustNext()
		h.record(h.sent(out))
		claims = append(claims, out.ClaimID)
	}
	h.event(a, statusEvent("first", campaign.MessageDelivered, claims[0], "", noon))
	before := h.store.Statements()
	for i, claim := range claims[1:] {
		h.event(a, statusEvent(strconv.Itoa(i), campaign.MessageDelivered, claim, "", noon))
	}
	each := (h.store.Statements() - before) / 10
	t.Logf("a status takes %d statements", each)
	if each > statusStatements {
		t.Errorf("a status takes %d statements: at most %d are held to", each, statusStatements)
	}
}
