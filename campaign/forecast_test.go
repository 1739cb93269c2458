package campaign

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"aceno/campaign/limits"
	"aceno/campaign/schedule"
)

// monday is Monday 23 November 2026, 08:00 in São Paulo.
var monday = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

func planOf(tb testing.TB, zone string, windows ...string) *schedule.Plan {
	tb.Helper()
	plan, err := schedule.Parse(zone, windows, "", "")
	if err != nil {
		tb.Fatalf("the plan %v: %v", windows, err)
	}
	return plan
}

func daily(code string, n int) ForecastLimit {
	return ForecastLimit{Limit: Limit{Code: code, N: n, Window: 24 * time.Hour}}
}

func hourly(code string, n int) ForecastLimit {
	return ForecastLimit{Limit: Limit{Code: code, N: n, Window: time.Hour}}
}

func queueOf(n int, at time.Time) []ForecastItem {
	return slices.Repeat([]ForecastItem{{ScheduledAt: at}}, n)
}

// played is one send of a forecast that is played step by step.
type played struct {
	at   time.Time
	lane int
}

// play runs a forecast and notes its sends.
func play(in ForecastInput) ([]played, ForecastResult) {
	f := newForecast(in)
	var sends []played
	for {
		before := make([]int, len(f.lanes))
		for i, l := range f.lanes {
			before[i] = l.left()
		}
		messages := f.result.Messages
		more := f.step()
		if f.result.Messages > messages {
			for i, l := range f.lanes {
				if l.left() < before[i] {
					sends = append(sends, played{f.now, i})
				}
			}
		}
		if !more {
			return sends, f.answer()
		}
	}
}

func daysOf(r ForecastResult) map[string]int {
	days := map[string]int{}
	for _, d := range r.Days {
		days[d.Date] = d.Messages
	}
	return days
}

func TestForecast_fillsTheDaysThatALimitAndAWindowLeave(t *testing.T) {
	t.Parallel()
	zone := saoPaulo(t)
	r := Forecast(ForecastInput{
		Now: monday, Zone: zone, Limits: []ForecastLimit{daily(ReasonAccountPerDay, 40)}, Accounts: []ForecastAccount{{}},
		Lanes: []ForecastLane{{Limits: []int{0}, Plan: planOf(t, "America/Sao_Paulo", "mon-fri 09:00-18:00"), Queue: queueOf(250, monday)}},
	})
	want := map[string]int{"2026-11-23": 40, "2026-11-24": 40, "2026-11-25": 40, "2026-11-26": 40, "2026-11-27": 40, "2026-11-30": 40, "2026-12-01": 10}
	if got := daysOf(r); !maps.Equal(got, want) {
		t.Errorf("the days are %v, want %v", got, want)
	}
	if r.Messages != 250 || len(r.Unsent) != 0 {
		t.Errorf("%d go out and %v do not", r.Messages, r.Unsent)
	}
	if want := time.Date(2026, 11, 23, 9, 0, 0, 0, zone); !r.FirstAt.Equal(want) {
		t.Errorf("the first goes at %v, want %v", r.FirstAt, want)
	}
	// The ring keeps a day and a fiftieth: 28 min 48 s later than on the Monday before.
	if want := time.Date(2026, 12, 1, 9, 28, 48, 0, zone); !r.LastAt.Equal(want) {
		t.Errorf("the last goes at %v, want %v", r.LastAt, want)
	}
	codes := []string{}
	for _, h := range r.LimitedBy {
		codes = append(codes, h.Limit)
	}
	if !slices.Equal(codes, []string{ReasonAccountPerDay, ReasonOutsideWindow}) {
		t.Errorf("it is limited by %+v", r.LimitedBy)
	}
	if until := r.LimitedBy[0].Until; !until.Equal(r.LastAt) {
		t.Errorf("the limit holds until %v, want %v", until, r.LastAt)
	}
}

func TestForecast_sharesACampaignsLimitOverItsLanes(t *testing.T) {
	t.Parallel()
	in := ForecastInput{
		Now: monday, Limits: []ForecastLimit{hourly(ReasonCampaignPerHour, 10), hourly(ReasonAccountPerHour, 7), hourly(ReasonAccountPerHour, 7)},
		Accounts: []ForecastAccount{{}, {}},
	}
	for lane := range 2 {
		in.Lanes = append(in.Lanes, ForecastLane{Account: lane, Limits: []int{0, 1 + lane}, Plan: planOf(t, "UTC"), Queue: queueOf(50, monday)})
	}
	sends, r := play(in)
	if want := monday.Add(9 * limits.Guarded(time.Hour)); r.Messages != 100 || !r.LastAt.Equal(want) {
		t.Errorf("%d go out until %v, want 100 until %v", r.Messages, r.LastAt, want)
	}
	first := [2]int{}
	for _, s := range sends[:10] {
		first[s.lane]++
	}
	if first != [2]int{5, 5} {
		t.Errorf("the lanes send %v of the first ten, want five each", first)
	}
	in.Lanes = in.Lanes[:1]
	if _, alone := play(in); !alone.LastAt.Equal(monday.Add(7 * limits.Guarded(time.Hour))) {
		t.Errorf("one lane alone ends at %v, by its account's limit", alone.LastAt)
	}
}

func TestForecast_countsWhatWasSentBefore(t *testing.T) {
	t.Parallel()
	limit := daily(ReasonAccountPerDay, 3)
	for i := range 3 {
		limit.Sent = append(limit.Sent, monday.Add(time.Duration(i-5)*time.Hour))
	}
	r := Forecast(ForecastInput{Now: monday, Limits: []ForecastLimit{limit}, Accounts: []ForecastAccount{{}},
		Lanes: []ForecastLane{{Limits: []int{0}, Plan: planOf(t, "UTC"), Queue: queueOf(1, monday)}}})
	if want := limit.Sent[0].Add(limits.Guarded(24 * time.Hour)); !r.FirstAt.Equal(want) {
		t.Errorf("the next goes at %v, want %v", r.FirstAt, want)
	}
}

func TestForecast_waitsForTheAccount(t *testing.T) {
	t.Parallel()
	at := func(m int) time.Time { return monday.Add(time.Duration(m) * time.Minute) }
	tests := []struct {
		name    string
		account ForecastAccount
		want    time.Time
		code    string
	}{
		{"the gap that was drawn", ForecastAccount{NextAt: at(3)}, at(3), ReasonGap},
		{"the provider", ForecastAccount{RetryAt: at(40), NextAt: at(3)}, at(40), ReasonRetryLater},
		{"the probe of its breaker", ForecastAccount{ProbeAt: at(5)}, at(5), ReasonAccountBreaker},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := Forecast(ForecastInput{Now: monday, Accounts: []ForecastAccount{tt.account},
				Lanes: []ForecastLane{{Plan: planOf(t, "UTC"), Queue: queueOf(2, monday)}}})
			if !r.FirstAt.Equal(tt.want) || !r.LastAt.Equal(tt.want) {
				t.Errorf("it sends from %v to %v, want at %v", r.FirstAt, r.LastAt, tt.want)
			}
			if len(r.LimitedBy) != 1 || r.LimitedBy[0].Limit != tt.code || !r.LimitedBy[0].Until.Equal(tt.want) || r.LimitedBy[0].Waited != tt.want.Sub(monday) {
				t.Errorf("it is limited by %+v, want %s", r.LimitedBy, tt.code)
			}
		})
	}
}

func TestForecast_drawsGapsAndRepeatsWithTheSeed(t *testing.T) {
	t.Parallel()
	in := ForecastInput{Now: monday, Seed: 7, Accounts: []ForecastAccount{{MinGapS: 30, MaxGapS: 90}},
		Lanes: []ForecastLane{{Plan: planOf(t, "UTC"), Queue: queueOf(2000, monday)}}}
	sends, one := play(in)
	random := rand.New(rand.NewPCG(7, 7))
	for i := 1; i < len(sends); i++ {
		gap := sends[i].at.Sub(sends[i-1].at)
		if want := limits.Gap(30, 90, random); gap != want {
			t.Fatalf("gap %d is %v, want the %v that the sender draws", i, gap, want)
		}
	}
	if again := Forecast(in); !reflect.DeepEqual(one, again) {
		t.Errorf("the same seed answers %+v, then %+v", one, again)
	}
	in.Seed = 8
	if other := Forecast(in); other.LastAt.Equal(one.LastAt) {
		t.Error("another seed ends at the same instant")
	}
}

func TestForecast_sendsEverybodyTheLaterSteps(t *testing.T) {
	t.Parallel()
	steps := []ForecastStep{{}, {Wait: 72 * time.Hour, PriceMicros: 20}, {Wait: 24 * time.Hour, PriceMicros: 30}}
	queue := []ForecastItem{{ScheduledAt: monday.Add(time.Hour), Step: 1, PriceMicros: 5}, {ScheduledAt: monday, PriceMicros: 10}}
	r := Forecast(ForecastInput{Now: monday, Zone: saoPaulo(t), Accounts: []ForecastAccount{{}},
		Lanes: []ForecastLane{{Plan: planOf(t, "UTC"), Steps: steps, Queue: queue}}})
	want := map[string]int{"2026-11-23": 2, "2026-11-24": 1, "2026-11-26": 1, "2026-11-27": 1}
	if got := daysOf(r); r.Messages != 5 || !maps.Equal(got, want) {
		t.Errorf("%d messages on %v, want 5 on %v", r.Messages, got, want)
	}
	if r.MessagesMicros != 10+20+30+5+30 {
		t.Errorf("they cost %d", r.MessagesMicros)
	}
	if !r.FirstAt.Equal(monday) {
		t.Errorf("the first goes at %v, before what was handed in first", r.FirstAt)
	}
	if queue[0].Step != 1 {
		t.Error("the queue that was handed in is changed")
	}
}

func TestForecast_stopsAtTheMonthsBudget(t *testing.T) {
	t.Parallel()
	zone := saoPaulo(t)
	queue := queueOf(12, monday)
	for i := range queue {
		queue[i].PriceMicros = 10
	}
	in := ForecastInput{Now: monday, Zone: zone, Budget: Budget{Micros: 60, Spent: 25}, Accounts: []ForecastAccount{{DearestMicros: 10}},
		Lanes: []ForecastLane{{Plan: planOf(t, "America/Sao_Paulo", "daily 09:00-18:00"), Queue: queue}}}
	r := Forecast(in)
	want := map[string]int{"2026-11-23": 3, "2026-12-01": 6, "2027-01-01": 3}
	if got := daysOf(r); !maps.Equal(got, want) || r.MessagesMicros != 120 {
		t.Errorf("it sends on %v for %d, want %v", got, r.MessagesMicros, want)
	}
	held := slices.IndexFunc(r.LimitedBy, func(h ForecastHold) bool { return h.Limit == ReasonBudgetReached })
	if held != 0 || !r.LimitedBy[held].Until.Equal(time.Date(2027, 1, 1, 0, 0, 0, 0, zone)) {
		t.Errorf("it is limited by %+v", r.LimitedBy)
	}
	in.Accounts[0].DearestMicros = 61
	if r := Forecast(in); r.Messages != 0 || len(r.Unsent) != 1 || r.Unsent[0].Reason.Code != ReasonBudgetReached || r.Unsent[0].Messages != 12 {
		t.Errorf("where no month has room for a message it says %+v", r)
	}
	in.Budget = Budget{}
	if r := Forecast(in); r.Messages != 12 || len(r.Days) != 1 {
		t.Errorf("without a budget it says %+v", r)
	}
}

func TestForecast_countsWhatDoesNotGoOut(t *testing.T) {
	t.Parallel()
	steps := []ForecastStep{{}, {Wait: 30 * 24 * time.Hour}, {Wait: 24 * time.Hour}}
	blocked := NewReason(ReasonAccountBlocked, nil)
	open := ForecastLane{Limits: []int{0}, Plan: planOf(t, "UTC"), Steps: steps, Queue: queueOf(10, monday)}
	tests := []struct {
		name   string
		change func(*ForecastInput)
		unsent map[string]int
	}{
		{"nothing", func(*ForecastInput) {}, map[string]int{}},
		{"later steps beyond the horizon", func(in *ForecastInput) { in.Horizon = 10 * 24 * time.Hour }, map[string]int{ReasonBeyondForecast: 20}},
		{"a limit that takes longer", func(in *ForecastInput) { in.Horizon, in.Limits[0].N = 10*24*time.Hour, 1 }, map[string]int{ReasonBeyondForecast: 20}},
		{"a limit of nothing", func(in *ForecastInput) { in.Limits[0].N = 0 }, map[string]int{ReasonAccountPerDay: 30}},
		{"a closed lane", func(in *ForecastInput) { in.Lanes[0].Closed = &blocked }, map[string]int{ReasonAccountBlocked: 30}},
		{"no plan", func(in *ForecastInput) { in.Lanes[0].Plan = nil }, map[string]int{ReasonBadSchedule: 30}},
		{"two lanes", func(in *ForecastInput) {
			closed := in.Lanes[0]
			closed.Closed = &blocked
			in.Lanes = append(in.Lanes, closed, closed)
		}, map[string]int{ReasonAccountBlocked: 60}},
		{"a lane of another campaign", func(in *ForecastInput) {
			in.Lanes = append(in.Lanes, ForecastLane{Closed: &blocked, Elsewhere: true, Queue: queueOf(3, monday)})
		}, map[string]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			in := ForecastInput{Now: monday, Limits: []ForecastLimit{daily(ReasonAccountPerDay, 1000)}, Accounts: []ForecastAccount{{}}, Lanes: []ForecastLane{open}}
			tt.change(&in)
			r := Forecast(in)
			unsent, total := map[string]int{}, r.Messages
			for _, u := range r.Unsent {
				unsent[u.Reason.Code] = u.Messages
				total += u.Messages
			}
			if !maps.Equal(unsent, tt.unsent) {
				t.Errorf("unsent are %v, want %v", unsent, tt.unsent)
			}
			want := 0
			for _, l := range in.Lanes {
				if !l.Elsewhere {
					want += len(l.Queue) * len(l.Steps)
				}
			}
			if total != want {
				t.Errorf("%d messages are accounted for, want %d", total, want)
			}
		})
	}
}

func TestForecast_letsOtherCampaignsUseUpWhatIsShared(t *testing.T) {
	t.Parallel()
	in := ForecastInput{Now: monday, Limits: []ForecastLimit{hourly(ReasonTierPerDay, 10)}, Accounts: []ForecastAccount{{}, {}}}
	in.Lanes = []ForecastLane{
		{Account: 0, Limits: []int{0}, Plan: planOf(t, "UTC"), Queue: queueOf(20, monday)},
		{Account: 1, Limits: []int{0}, Plan: planOf(t, "UTC"), Queue: queueOf(10_000, monday), Elsewhere: true},
	}
	f := newForecast(in)
	for f.step() {
	}
	if f.turns > 300 {
		t.Errorf("%d looks are taken: the other campaign is played to its end", f.turns)
	}
	r := f.answer()
	if want := monday.Add(3 * limits.Guarded(time.Hour)); r.Messages != 20 || !r.LastAt.Equal(want) {
		t.Errorf("%d go out until %v, want 20 until %v: half of the places are another's", r.Messages, r.LastAt, want)
	}
}

func TestForecast_holdsTheNamesOfWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	plan, err := schedule.Parse("America/Sao_Paulo", []string{"mon-fri 09:00-18:00"}, "2026-11-28", "")
	if err != nil {
		t.Fatal(err)
	}
	r := Forecast(ForecastInput{Now: monday, Accounts: []ForecastAccount{{MinGapS: 60}}, Lanes: []ForecastLane{{Plan: plan, Queue: queueOf(3, monday)}}})
	want := []ForecastHold{
		{ReasonNotStarted, r.FirstAt, r.FirstAt.Sub(monday)},
		{ReasonGap, r.LastAt, 2 * time.Minute},
	}
	if !slices.EqualFunc(r.LimitedBy, want, func(a, b ForecastHold) bool {
		return a.Limit == b.Limit && a.Until.Equal(b.Until) && a.Waited == b.Waited
	}) {
		t.Errorf("it is limited by %+v, want %+v", r.LimitedBy, want)
	}
	long := Forecast(ForecastInput{Now: monday, Horizon: 2 * 24 * time.Hour, Accounts: []ForecastAccount{{RetryAt: monday.Add(72 * time.Hour)}},
		Lanes: []ForecastLane{{Plan: plan, Queue: queueOf(1, monday)}}})
	if len(long.LimitedBy) != 2 || long.LimitedBy[0].Waited != 48*time.Hour || long.LimitedBy[1].Waited != 0 {
		t.Errorf("a wait over the horizon is counted as %+v", long.LimitedBy)
	}
	if empty := Forecast(ForecastInput{Now: monday}); empty.Messages != 0 || empty.Days != nil || !empty.FirstAt.IsZero() {
		t.Errorf("nothing to send is forecast as %+v", empty)
	}
}

// BenchmarkForecast plays 100,000 messages over four accounts.
func BenchmarkForecast(b *testing.B) {
	in := ForecastInput{Now: monday, Seed: 1, Horizon: 100_000 * time.Hour,
		Limits: []ForecastLimit{hourly(ReasonCampaignPerHour, 2000), daily(ReasonTierPerDay, 10_000)}}
	for i := range 4 {
		in.Limits = append(in.Limits, hourly(ReasonAccountPerHour, 600), daily(ReasonAccountPerDay, 3000))
		in.Accounts = append(in.Accounts, ForecastAccount{MinGapS: 1, MaxGapS: 9})
		in.Lanes = append(in.Lanes, ForecastLane{Account: i, Limits: []int{0, 1, 2 + 2*i, 3 + 2*i}, Plan: planOf(b, "America/Sao_Paulo", "mon-fri 09:00-18:00"),
			Steps: []ForecastStep{{}, {Wait: 72 * time.Hour}}, Queue: queueOf(12_500, monday)})
	}
	for b.Loop() {
		if r := Forecast(in); r.Messages != 100_000 {
			b.Fatalf("%d of 100,000 go out: %+v", r.Messages, r.Unsent)
		}
	}
}
