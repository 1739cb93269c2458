package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// drive sends whatever may go for a length of business time, in steps, and returns the times of the sends.
func (h *house) drive(length, step time.Duration, each func()) []time.Time {
	h.Helper()
	var times []time.Time
	for end := h.clock.Now().Add(length); h.clock.Now().Before(end); h.clock.Advance(step) {
		for {
			out := h.next(nil)
			if out == nil {
				break
			}
			times = append(times, h.clock.Now())
			h.record(h.sent(out))
		}
		if each != nil {
			each()
		}
	}
	return times
}

// most is the greatest number of times in any window of the given length.
func most(times []time.Time, window time.Duration) int {
	slices.SortFunc(times, time.Time.Compare)
	best := 0
	for i, from := range times {
		n := 0
		for _, at := range times[i:] {
			if at.Sub(from) < window {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}

func TestLimits_holdInEverySlidingWindowAcrossRestarts(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		n       int
		window  time.Duration
		prepare func(h *house) string
	}{
		"account an hour": {10, time.Hour, func(h *house) string {
			return h.campaign(map[string]any{"accounts": []string{h.account(map[string]any{"limits": map[string]int{"per_hour": 10}})}})
		}},
		"account a day": {7, 24 * time.Hour, func(h *house) string {
			return h.campaign(map[string]any{"accounts": []string{h.account(map[string]any{"limits": map[string]int{"per_day": 7}})}})
		}},
		"campaign an hour": {9, time.Hour, func(h *house) string {
			return h.campaign(map[string]any{"accounts": []string{h.account(nil)}, "rate_limit": 9})
		}},
		"tier a day": {50, 24 * time.Hour, func(h *house) string {
			h.set("workspaces", h.ws, "plan_tier = 'free'")
			return h.campaign(map[string]any{"accounts": []string{h.account(nil)}})
		}},
		"provider's tier a day": {12, 24 * time.Hour, func(h *house) string {
			return h.campaign(map[string]any{"accounts": []string{h.account(map[string]any{"state": map[string]int{"tier": 12}})}})
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t)
			c := tt.prepare(h)
			h.pending(c, 1, 130)
			step := tt.window / 23
			times := h.drive(tt.window+tt.window/2, step, nil)
			h.open() // the rings are rebuilt
			times = append(times, h.drive(tt.window, step, nil)...)
			if got := most(times, tt.window); got > tt.n {
				t.Errorf("%d sends in a window of %v, the limit is %d", got, tt.window, tt.n)
			}
			if len(times) < 2*tt.n {
				t.Errorf("only %d sends in 2.5 windows of %d", len(times), tt.n)
			}
		})
	}
}

func TestLimits_giveAReleasedMessageItsPlaceBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.campaign(map[string]any{"accounts": []string{h.account(map[string]any{"limits": map[string]int{"per_hour": 1}})}})
	h.pending(c, 1, 2)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultRejected})
	out = h.mustNext()
	h.record(h.sent(out))
	h.want("1", "SELECT COUNT(*) FROM messages WHERE sent_at != ''")
}

func TestLimits_doNotRunBackWithTheClock(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	c := h.campaign(map[string]any{"accounts": []string{h.account(map[string]any{"limits": map[string]int{"per_hour": 2}})}})
	h.pending(c, 1, 3)
	h.clock.Advance(3 * time.Hour)
	h.record(h.sent(h.mustNext()))
	h.clock.Advance(-2 * time.Hour)
	h.record(h.sent(h.mustNext()))
	h.clock.Set(noon.Add(2*time.Hour + 5*time.Minute))
	h.open()
	if out := h.next(nil); out != nil {
		t.Error("a clock that jumped back opened the limit")
	}
	h.want("2", "SELECT COUNT(*) FROM messages WHERE sent_at = '2026-11-25 18:00:00.000Z'")
}

func TestLimits_holdTheProvidersThroughput(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 85)
	times := h.drive(time.Millisecond, time.Millisecond, nil)
	if len(times) != 80 {
		t.Errorf("%d messages in one instant, the number takes 80 a second", len(times))
	}
}

func TestStopFile_stopsAndReleasesEveryCampaign(t *testing.T) {
	t.Parallel()
	stop := filepath.Join(t.TempDir(), "stop")
	h, c, _ := ready(t, func(o *store.Options) { o.StopFile = stop })
	h.pending(c, 1, 1)
	h.ok(os.WriteFile(stop, nil, 0o600), "write the stop file")
	h.store.LookStop()
	if out := h.next(nil); out != nil {
		t.Errorf("claimed %+v", out)
	}
	why, err := h.store.Why(h.ctx(), h.ws, c, "", "en")
	h.ok(err, "why")
	if why.Code != campaign.ReasonGlobalStop {
		t.Errorf("why: %+v", why)
	}
	h.ok(os.Remove(stop), "remove the stop file")
	h.store.LookStop()
	h.mustNext()
}
