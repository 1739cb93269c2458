package campaign

import (
	"slices"
	"testing"
	"time"

	"aceno/campaign/limits"
)

// bruteLane is a lane of a simulation that knows no ring, no plan and no shortcut: it asks every second.
type bruteLane struct {
	waiting []ForecastItem
	last    time.Time
}

// bruteForce returns the times of all sends, a second at a time. open says whether messages may go out at a time of the zone.
func bruteForce(in ForecastInput, open func(local time.Time) bool, zone *time.Location) []time.Time {
	var sends []time.Time
	counted := make([][]time.Time, len(in.Limits))
	lanes := make([]bruteLane, len(in.Lanes))
	order := make([]int, len(in.Lanes)) // the lane that was looked at longest ago first
	for i := range lanes {
		lanes[i].waiting, order[i] = slices.Clone(in.Lanes[i].Queue), i
	}
	for now := in.Now; !now.After(in.Now.Add(in.Horizon)); now = now.Add(time.Second) {
		if !open(now.In(zone)) {
			continue
		}
		for sent := true; sent; {
			sent = false
			for place, i := range order {
				item, due := bruteDue(in, &lanes[i], i, now, counted)
				if !due {
					continue
				}
				sends, sent = append(sends, now), true
				for _, l := range in.Lanes[i].Limits {
					counted[l] = append(counted[l], now)
				}
				lanes[i].last = now
				if next := item.Step + 1; next < len(in.Lanes[i].Steps) {
					lanes[i].waiting = append(lanes[i].waiting, ForecastItem{ScheduledAt: now.Add(in.Lanes[i].Steps[next].Wait), Step: next})
				}
				order = append(slices.Delete(order, place, place+1), i)
				break
			}
		}
	}
	return sends
}

// bruteDue takes the earliest message of a lane out if it may go now.
func bruteDue(in ForecastInput, l *bruteLane, lane int, now time.Time, counted [][]time.Time) (ForecastItem, bool) {
	account := in.Accounts[in.Lanes[lane].Account]
	if !l.last.IsZero() && now.Sub(l.last) < time.Duration(account.MinGapS)*time.Second {
		return ForecastItem{}, false
	}
	for _, i := range in.Lanes[lane].Limits {
		used := 0
		for _, at := range counted[i] {
			if now.Sub(at) < limits.Guarded(in.Limits[i].Window) {
				used++
			}
		}
		if used >= in.Limits[i].N {
			return ForecastItem{}, false
		}
	}
	best := -1
	for i, item := range l.waiting {
		if !item.ScheduledAt.After(now) && (best < 0 || item.ScheduledAt.Before(l.waiting[best].ScheduledAt)) {
			best = i
		}
	}
	if best < 0 {
		return ForecastItem{}, false
	}
	item := l.waiting[best]
	l.waiting = slices.Delete(l.waiting, best, best+1)
	return item, true
}

func TestForecast_agreesWithASimulationThatAsksEverySecond(t *testing.T) {
	t.Parallel()
	hours := func(from, to int) func(time.Time) bool {
		return func(at time.Time) bool { return at.Hour() >= from && at.Hour() < to }
	}
	office := func(at time.Time) bool {
		return at.Weekday() != time.Saturday && at.Weekday() != time.Sunday && at.Hour() >= 9 && at.Hour() < 18 && at.Hour() != 12
	}
	tests := []struct {
		name, zone, now string
		windows         []string
		open            func(time.Time) bool
		lanes, each     int
		gap             int
		limits          []ForecastLimit // the first is shared by all lanes
		wait            time.Duration
	}{
		{"office hours with a break, two lanes of one campaign", "America/Sao_Paulo", "2026-11-26T10:00:00-03:00", []string{"mon-fri 09:00-12:00,13:00-18:00"}, office,
			2, 40, 45, []ForecastLimit{hourly(ReasonCampaignPerHour, 12), daily(ReasonAccountPerDay, 30)}, 0},
		{"later steps that come due at night", "America/Sao_Paulo", "2026-11-23T08:00:00-03:00", []string{"daily 09:00-18:00"}, hours(9, 18),
			1, 30, 61, []ForecastLimit{hourly(ReasonCampaignPerHour, 7)}, 20*time.Hour + 30*time.Minute},
		{"an hour that comes twice", "America/New_York", "2026-10-30T12:00:00Z", []string{"daily 01:00-02:00"}, hours(1, 2),
			1, 60, 120, []ForecastLimit{hourly(ReasonCampaignPerHour, 20)}, 0},
		{"an hour that does not exist", "America/New_York", "2027-03-12T12:00:00Z", []string{"daily 02:00-03:00"}, hours(2, 3),
			2, 25, 90, []ForecastLimit{daily(ReasonTierPerDay, 20), hourly(ReasonAccountPerHour, 9)}, 0},
		{"a midnight that does not exist", "America/Sao_Paulo", "2018-11-02T12:00:00-03:00", []string{"daily 00:00-02:00"}, hours(0, 2),
			1, 80, 200, []ForecastLimit{hourly(ReasonCampaignPerHour, 100)}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan := planOf(t, tt.zone, tt.windows...)
			in := ForecastInput{Now: instant(t, tt.now), Horizon: 6 * 24 * time.Hour, Limits: tt.limits[:1]}
			for i := range tt.lanes {
				lane := ForecastLane{Account: i, Limits: []int{0}, Plan: plan, Queue: queueOf(tt.each, in.Now)}
				for _, own := range tt.limits[1:] {
					lane.Limits = append(lane.Limits, len(in.Limits))
					in.Limits = append(in.Limits, own)
				}
				if tt.wait > 0 {
					lane.Steps = []ForecastStep{{}, {Wait: tt.wait}}
				}
				in.Accounts = append(in.Accounts, ForecastAccount{MinGapS: tt.gap, MaxGapS: tt.gap})
				in.Lanes = append(in.Lanes, lane)
			}
			sends, r := play(in)
			want := bruteForce(in, tt.open, plan.Zone())
			if len(sends) != len(want) || len(want) < 40 {
				t.Fatalf("%d are sent, the simulation sends %d: %+v", len(sends), len(want), r.Unsent)
			}
			for i, s := range sends {
				if !s.at.Equal(want[i]) {
					t.Fatalf("send %d goes at %v, in the simulation at %v", i, s.at, want[i])
				}
			}
		})
	}
}
