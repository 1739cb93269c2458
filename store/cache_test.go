package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

func TestReload_makesTheNextReadAFreshOne(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		collection, change string
		check              func(h *house, c string)
	}{
		"a campaign's name": {"campaigns", "UPDATE campaigns SET name = 'Oficinas'", func(h *house, c string) {
			if got, err := h.store.Campaign(h.ctx(), h.ws, c); err != nil || got.Name != "Oficinas" {
				h.Errorf("the campaign is %q (%v)", got.Name, err)
			}
		}},
		"a workspace's zone, which lies in its campaigns' plans": {"workspaces", "UPDATE workspaces SET timezone = 'Asia/Tokyo'", func(h *house, c string) {
			if out := h.next(nil); out != nil { // 15:00 UTC is midnight in Tokyo
				h.Error("sent outside the window")
			}
			h.want("pending", "SELECT status FROM messages")
		}},
		"a workspace's kill switch": {"workspaces", "UPDATE workspaces SET paused = 1", func(h *house, c string) {
			if out := h.next(nil); out != nil {
				h.Error("sent in a paused workspace")
			}
		}},
		"an account's limit": {"integrated_accounts", `UPDATE integrated_accounts SET limits = '{"per_day":1}'`, func(h *house, c string) {
			h.record(h.sent(h.mustNext()))
			if out := h.next(nil); out != nil {
				h.Error("sent over the new limit")
			}
		}},
		"a campaign's accounts": {"campaigns", "UPDATE campaigns SET accounts = '[]'", func(h *house, c string) {
			if out := h.next(nil); out != nil {
				h.Error("sent through an account that the campaign no longer has")
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			a := h.account(nil)
			c := h.campaign(map[string]any{"accounts": []string{a}, "schedule": map[string]any{"windows": []string{"mon-fri 09:00-18:00"}}})
			h.pending(c, 1, 2)
			if _, err := h.store.Campaign(h.ctx(), h.ws, c); err != nil {
				t.Fatal(err)
			}
			h.sql(tt.change)
			ids := map[string]string{"campaigns": c, "workspaces": h.ws, "integrated_accounts": a}
			h.store.Reload(tt.collection, ids[tt.collection])
			tt.check(h, c)
		})
	}
}

func TestReload_wakesTheStagesThatAChangeMayGiveWork(t *testing.T) {
	t.Parallel()
	for collection, want := range map[string][]string{
		"campaigns": {"search", "enrich", "write", "send"}, "workspaces": {"search", "enrich", "write", "send"},
		"integrated_accounts": {"send"}, "messages": {"send"}, "whatsapp_templates": {"send"}, "prospects": {"enrich", "write"},
		"searches": {"search"}, "agents": nil, "suppressions": nil,
	} {
		t.Run(collection, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			h.mu.Lock()
			clear(h.wakes)
			h.mu.Unlock()
			h.store.Reload(collection, "x")
			h.mu.Lock()
			defer h.mu.Unlock()
			if len(h.wakes) != len(want) {
				t.Errorf("woke %v, want %v", h.wakes, want)
			}
			for _, stage := range want {
				if h.wakes[stage] == 0 {
					t.Errorf("did not wake %s", stage)
				}
			}
		})
	}
}

// nextWrite asks when the write stage is to look again.
func (h *house) nextWrite() time.Time {
	h.Helper()
	next, err := h.store.NextWrite(h.ctx())
	h.ok(err, "next write")
	return next
}

func TestNextWrite_isTheEarliestOfDueTimesAndLeases(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	if next := h.nextWrite(); !next.IsZero() {
		t.Errorf("with nobody to write to it wakes at %v", next)
	}
	h.find(c, business(1))
	if next := h.nextWrite(); !next.IsZero() {
		t.Errorf("with somebody to enrich it wakes at %v", next)
	}
	h.enrich()
	if wait := time.Until(h.nextWrite()); wait > time.Second {
		t.Errorf("what is due now is written in %v", wait)
	}
	tasks, err := h.store.ClaimWrite(h.ctx(), 10, 5*time.Minute)
	h.ok(err, "claim")
	if wait := time.Until(h.nextWrite()); wait < 4*time.Minute || wait > 5*time.Minute+time.Second {
		t.Errorf("what is leased is looked at in %v", wait)
	}
	h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{{Task: tasks[0], Failed: &campaign.Reason{Code: "x", Message: "x"}, RetryAfter: time.Hour}}), "commit")
	if wait := time.Until(h.nextWrite()); wait < 59*time.Minute || wait > time.Hour+time.Second {
		t.Errorf("what is tried again in an hour is looked at in %v", wait)
	}
}

func TestNextWrite_turnsBusinessTimeIntoRealTime(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext())) // the next step is due in 72 hours of business time
	before := time.Now()
	if wait := h.nextWrite().Sub(before); wait <= 0 || wait > time.Second {
		t.Errorf("a stopped clock is asked again in %v", wait) // clock.Manual says a few milliseconds
	}
	if n := h.write(); n != 0 {
		t.Errorf("%d messages were written before their time", n)
	}
	h.clock.Advance(72 * time.Hour)
	if wait := time.Until(h.nextWrite()); wait > time.Second {
		t.Errorf("due now, looked at in %v", wait)
	}
	if n := h.write(); n != 1 {
		t.Errorf("%d messages were written at their time", n)
	}
	h.set("campaigns", c, "status = 'paused'")
	if next := h.nextWrite(); !next.IsZero() {
		t.Errorf("for a paused campaign it wakes at %v", next)
	}
}
