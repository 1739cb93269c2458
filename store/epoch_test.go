package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// leaseEverything claims something of every leased stage for an hour and says how many pieces that were.
func (h *house) leaseEverything() (searches, enrich, write, receive int) {
	h.Helper()
	a, err := h.store.ClaimSearches(h.ctx(), 10, time.Hour)
	h.ok(err, "claim searches")
	b, err := h.store.ClaimEnrich(h.ctx(), 10, time.Hour)
	h.ok(err, "claim prospects to enrich")
	c, err := h.store.ClaimWrite(h.ctx(), 10, time.Hour)
	h.ok(err, "claim prospects to write to")
	d, err := h.store.ClaimReceive(h.ctx(), 10, time.Hour)
	h.ok(err, "claim what was received")
	return len(a), len(b), len(c), len(d)
}

// atWork is a house with something at every leased stage: a search, a prospect to enrich, one to write to, an answer to
// classify and an event that failed once.
func atWork(t *testing.T) *house {
	t.Helper()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	h.wrote(a, phone(1)[1:], "Oi")
	h.find(c, business(2))
	h.enrich()
	h.find(c, business(3))
	_, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester")
	h.ok(err, "queue searches")
	h.event(a, statusEvent("early", campaign.MessageDelivered, "", "wamid.none", noon))
	h.sql("UPDATE webhook_events SET lease_until = '' WHERE processed_at = ''")
	return h
}

func TestBeginEpoch_givesBackEverythingThatADeadProcessHadLeased(t *testing.T) {
	t.Parallel()
	h := atWork(t)
	if s, e, w, r := h.leaseEverything(); s != 1 || e != 1 || w != 1 || r != 2 {
		t.Fatalf("claimed %d searches, %d to enrich, %d to write, %d received", s, e, w, r)
	}
	if s, e, w, r := h.leaseEverything(); s+e+w+r != 0 {
		t.Fatalf("claimed what is leased: %d %d %d %d", s, e, w, r)
	}
	h.open() // the next process
	if s, e, w, r := h.leaseEverything(); s != 1 || e != 1 || w != 1 || r != 2 {
		t.Errorf("after a restart %d searches, %d to enrich, %d to write, %d received could be claimed", s, e, w, r)
	}
	h.want("2", "SELECT attempts FROM searches WHERE status = 'running'") // what kills the program is still counted
}

func TestBeginEpoch_dropsTheResultsOfTheProcessBefore(t *testing.T) {
	t.Parallel()
	h := atWork(t)
	tasks, err := h.store.ClaimEnrich(h.ctx(), 1, time.Hour)
	h.ok(err, "claim")
	h.open()
	late := tasks[0].Prospect
	late.Name = "late"
	h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: tasks[0], Prospect: late}}), "commit late")
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE name = 'late'")
}

func TestBeginEpoch_leavesRetriesTheirTime(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	_, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester")
	h.ok(err, "queue searches")
	tasks, err := h.store.ClaimSearches(h.ctx(), 1, time.Minute)
	h.ok(err, "claim")
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: tasks[0],
		Failed: &campaign.Reason{Code: campaign.ReasonSourceUnreachable, Message: "cannot be reached"}, RetryAfter: time.Hour}}), "commit")
	h.event(a, statusEvent("early", campaign.MessageDelivered, "", "wamid.none", noon))
	before := h.value("SELECT lease_until FROM searches") + h.value("SELECT lease_until FROM webhook_events")
	h.open()
	if after := h.value("SELECT lease_until FROM searches") + h.value("SELECT lease_until FROM webhook_events"); after != before {
		t.Errorf("the back-off moved from %s to %s", before, after)
	}
	if s, _, _, r := h.leaseEverything(); s+r != 0 {
		t.Error("a restart cut a back-off short")
	}
}

func TestBeginEpoch_touchesNothingBesideALiveProcess(t *testing.T) {
	t.Parallel()
	h := atWork(t)
	h.leaseEverything()
	h.open(func(o *store.Options) { o.SendLocked = true })
	if s, e, w, r := h.leaseEverything(); s+e+w+r != 0 {
		t.Errorf("took %d searches, %d to enrich, %d to write, %d received from the process that works on them", s, e, w, r)
	}
}

func TestBeginEpoch_leavesAMembersLease(t *testing.T) {
	t.Parallel()
	h, c := byHand(t, 1)
	h.assisted(c, "ana", 1)
	before := h.value("SELECT leased_by || lease_until FROM messages")
	h.open()
	h.want(before, "SELECT leased_by || lease_until FROM messages")
	if page := h.assisted(c, "bia", 1); len(page.Items) != 0 {
		t.Error("a restart gave ana's message to bia")
	}
}

func TestBeginEpoch_countsUpAndRefusesASpoiltNumber(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.want("1", "SELECT value FROM system_state WHERE name = 'epoch'")
	h.open()
	h.want("2", "SELECT value FROM system_state WHERE name = 'epoch'")
	h.sql("UPDATE system_state SET value = 'many' WHERE name = 'epoch'")
	if err := h.store.BeginEpoch(h.ctx()); err == nil {
		t.Error("began an epoch after one that is no number")
	}
	h.want("many", "SELECT value FROM system_state WHERE name = 'epoch'")
}
