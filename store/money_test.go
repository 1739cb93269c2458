package store_test

import (
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func TestCron_runsNothingForACampaignThatIsNotActive(t *testing.T) {
	t.Parallel()
	for _, status := range []string{"draft", "paused", "completed"} {
		h, c, _ := ready(t)
		h.set("campaigns", c, `schedule = '{"cron":"0 6 * * *"}'`)
		h.ok(h.store.QueueDueSearches(h.ctx()), "look once")
		h.set("campaigns", c, "status = '"+status+"'")
		h.clock.Advance(48 * time.Hour)
		h.ok(h.store.QueueDueSearches(h.ctx()), "look again")
		h.want("0", "SELECT COUNT(*) FROM searches")
	}
}

func TestCron_namesNoSourceTwiceWhileOneIsSearched(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("campaigns", c, `schedule = '{"cron":"0 6 * * *"}'`)
	h.ok(h.store.QueueDueSearches(h.ctx()), "look once")
	for range 3 {
		h.clock.Advance(24 * time.Hour)
		h.ok(h.store.QueueDueSearches(h.ctx()), "look again")
	}
	h.want("1", "SELECT COUNT(*) FROM searches") // the first is still queued
	h.want("4", "SELECT COUNT(*) FROM schedule_slots")
}

func TestCron_catchesAnHourUpThatTheClockSkips(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.set("workspaces", h.ws, "timezone = 'Europe/Lisbon'")
	c := h.campaign(map[string]any{"schedule": map[string]string{"cron": "30 1 * * *"}})
	h.clock.Set(time.Date(2027, 3, 27, 12, 0, 0, 0, time.UTC)) // the night after, 01:00 becomes 02:00
	h.ok(h.store.QueueDueSearches(h.ctx()), "look once")
	h.clock.Set(time.Date(2027, 3, 28, 12, 0, 0, 0, time.UTC))
	for range 3 {
		h.ok(h.store.QueueDueSearches(h.ctx()), "look again")
	}
	h.want("1", "SELECT COUNT(*) FROM searches WHERE campaign = {:p0}", c)
}

func TestStatuses_roundACostToMillionths(t *testing.T) {
	t.Parallel()
	for cents, want := range map[float64]string{0.68: "6800", 0.00004: "0", 0.00005: "1", 12.345678: "123457", 0: "0", -3: "0"} {
		h, c, a := ready(t)
		h.pending(c, 1, 1)
		out := h.mustNext()
		h.record(h.sent(out))
		e := statusEvent("s", campaign.MessageDelivered, out.ClaimID, "", noon)
		e.Status.CostCents = &cents
		h.event(a, e)
		h.want(want, "SELECT cost_micros FROM messages")
		h.recount(c)
	}
}

func TestCounters_lieOnTheDayOfTheWorkspace(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for i, at := range []time.Time{time.Date(2026, 11, 26, 2, 59, 59, 0, time.UTC), time.Date(2026, 11, 26, 3, 0, 0, 0, time.UTC)} { // São Paulo: the 25th, the 26th
		h.clock.Set(at)
		h.find(c, business(i))
	}
	h.want("2026-11-25:1,2026-11-26:1", "SELECT group_concat(date || ':' || prospects_found) FROM (SELECT * FROM campaign_metrics ORDER BY date)")
	h.recount(c)
}

func TestMoveCampaign_refusesASpoiltScheduleInWords(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.campaign(map[string]any{"status": "draft"})
	h.set("campaigns", c, `schedule = '{"windows":["someday"]}'`)
	var refused *campaign.Refused
	err := h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusActive, "ana")
	if !errors.As(err, &refused) || len(refused.Reasons) != 1 || refused.Reasons[0].Code != campaign.ReasonBadSchedule || refused.Reasons[0].Message == "" {
		t.Errorf("answers %v", err)
	}
	h.want("draft", "SELECT status FROM campaigns")
}

func TestMoveCampaign_toWhereItIsChangesNothing(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for range 3 {
		h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusActive, "ana"), "start")
	}
	h.want("0", "SELECT COUNT(*) FROM audit_log")
}

func TestMoveCampaign_aCompletedOneStaysSo(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusCompleted, "ana"), "complete")
	for _, to := range []campaign.Status{campaign.StatusActive, campaign.StatusPaused, campaign.StatusDraft} {
		var refused *campaign.Refused
		if err := h.store.MoveCampaign(h.ctx(), h.ws, c, to, "ana"); !errors.As(err, &refused) || refused.Reasons[0].Code != campaign.ReasonIllegalMove {
			t.Errorf("to %s: %v", to, err)
		}
	}
	if out := h.next(nil); out != nil {
		t.Error("a completed campaign sends")
	}
	h.want("", "SELECT once_key FROM messages")
}

func TestLists_ofMessagesGoThroughEverythingOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 11)
	for name, f := range map[string]store.MessageFilter{"workspace": {}, "campaign": {Campaign: c}, "status": {Campaign: c, Status: "pending"}} {
		seen := map[string]bool{}
		for f.Limit = 4; ; {
			page, err := h.store.ListMessages(h.ctx(), h.ws, f)
			h.ok(err, name)
			for i, item := range page.Items {
				if seen[item.ID] || i > 0 && item.Created.After(page.Items[i-1].Created) {
					t.Errorf("%s: %s comes twice or too late", name, item.ID)
				}
				seen[item.ID] = true
			}
			if f.Cursor = page.Next; f.Cursor == "" {
				break
			}
		}
		if len(seen) != 11 {
			t.Errorf("%s: %d of 11", name, len(seen))
		}
	}
}

func TestWhy_ofAnAccountIsTheBestOfItsCampaigns(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
	h.pending(other, 1, 1)
	h.set("campaigns", c, "status = 'paused'")
	why, err := h.store.Why(h.ctx(), h.ws, "", a, "en")
	h.ok(err, "why")
	if !why.Sending {
		t.Errorf("an account that sends for one of two campaigns: %+v", why)
	}
	byHand := h.campaign(map[string]any{"name": "À mão"})
	h.pending(byHand, 5, 1)
	if why, err = h.store.Why(h.ctx(), h.ws, byHand, a, "en"); err != nil || why.Code != campaign.ReasonNotActive || why.Sending {
		t.Errorf("a campaign that does not use the account: %+v %v", why, err)
	}
	h.set("integrated_accounts", a, "status = 'blocked'") // and nothing is claimed before the question
	if why, err = h.store.Why(h.ctx(), h.ws, "", a, "en"); err != nil || why.Sending || why.Code != campaign.ReasonAccountBlocked {
		t.Errorf("a blocked account: %+v %v", why, err)
	}
	if _, err := h.store.Why(h.ctx(), h.workspace("Boreal", nil), c, "", "en"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's campaign: %v", err)
	}
}

func TestWhy_listsEveryGateWithWhatIsUsed(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.set("integrated_accounts", a, `limits = '{"per_hour":5,"per_day":20}'`)
	h.set("campaigns", c, "rate_limit = 3")
	h.pending(c, 1, 4)
	h.record(h.sent(h.mustNext()))
	why, err := h.store.Why(h.ctx(), h.ws, c, "", "en")
	h.ok(err, "why")
	limits := map[string]int{}
	for _, gate := range why.Gates {
		if _, known := campaign.ReasonSentence(gate.Code); !known {
			t.Errorf("the gate %s has no sentence", gate.Code)
		}
		limits[gate.Code] = gate.Limit
	}
	for code, want := range map[string]int{campaign.ReasonAccountPerHour: 5, campaign.ReasonAccountPerDay: 20, campaign.ReasonCampaignPerHour: 3, campaign.ReasonTierPerDay: 10_000} {
		if limits[code] != want {
			t.Errorf("the gate %s shows %d, want %d; all: %v", code, limits[code], want, limits)
		}
	}
}
