package campaign

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"aceno/campaign/limits"
	"aceno/campaign/schedule"
)

// DefaultHorizon is how far a forecast looks ahead.
const DefaultHorizon = 400 * 24 * time.Hour

// ForecastInput is all that decides when messages go out, as plain values: nothing of it is changed, and the same input has
// the same answer.
type ForecastInput struct {
	Now      time.Time
	Zone     *time.Location // of days and months: the workspace's; nil = UTC
	Seed     uint64         // of the gaps that are drawn
	Horizon  time.Duration  // 0 = DefaultHorizon
	Limits   []ForecastLimit
	Accounts []ForecastAccount
	Lanes    []ForecastLane
	Budget   Budget // of the month of Now
}

// ForecastLimit is one limit with the sends that it counts already, oldest first (limits.Ring.Times). Lanes that name the same
// one share it: so it is with the limits of an account, a campaign and a workspace.
type ForecastLimit struct {
	Limit
	Sent []time.Time
}

// ForecastAccount is the pace of one account: the gaps that are drawn after its sends, and what it waits for now (zero times: nothing).
type ForecastAccount struct {
	MinGapS, MaxGapS int
	NextAt           time.Time // the gap that was drawn last
	RetryAt          time.Time // the provider asked to wait
	ProbeAt          time.Time // its breaker is open: one probe then, which is taken to work
	DearestMicros    int64     // the most that a message of it costs: the budget must have room for that; 0 = it charges nothing
}

// ForecastLane is the queue of what one account sends for one campaign.
type ForecastLane struct {
	Account   int   // its place in ForecastInput.Accounts
	Limits    []int // their places in ForecastInput.Limits
	Plan      *schedule.Plan
	Steps     []ForecastStep // of the campaign's sequence
	Queue     []ForecastItem
	Closed    *Reason // why nothing goes out until somebody acts; its messages are counted as unsent
	Elsewhere bool    // another campaign's: it uses up what is shared, and is not counted
}

// ForecastStep is one step of a sequence. Everybody gets every step, for nobody answers in a forecast: what it says is the most
// that can go out.
type ForecastStep struct {
	Wait        time.Duration // after the step before was sent
	PriceMicros int64         // of a message of this step that is not written yet
}

// ForecastItem is a message that is waiting, or will be. The later steps of its sequence follow it.
type ForecastItem struct {
	ScheduledAt time.Time
	Step        int // its place in ForecastLane.Steps
	PriceMicros int64
}

// ForecastResult is what goes out, when, at what price, and what holds it up. Messages and those of Unsent add up to all
// messages of the lanes and their later steps.
type ForecastResult struct {
	Messages        int
	FirstAt, LastAt time.Time // zero where nothing goes out
	Days            []ForecastDay
	MessagesMicros  int64
	LimitedBy       []ForecastHold
	Unsent          []ForecastUnsent
}

// ForecastDay is how many messages go out on a day of the zone. Days without any are left out.
type ForecastDay struct {
	Date     string `json:"date"`
	Messages int    `json:"messages"`
}

// ForecastHold is a check that made due messages wait, those that held them longest first. Its code is the one that why has.
type ForecastHold struct {
	Limit  string        `json:"limit"`
	Until  time.Time     `json:"until"` // the end of its last wait
	Waited time.Duration `json:"-"`     // of all lanes together, until the end of the forecast
}

// ForecastUnsent is how many messages do not go out, and why.
type ForecastUnsent struct {
	Reason   Reason `json:"reason"`
	Messages int    `json:"messages"`
}

// Forecast plays the sending of all lanes through, by the arithmetic that decides each send: limits.Ring, limits.Gap,
// schedule.Plan and limits.OpenAt. It takes every call to be answered at once and every message to be allowed.
func Forecast(in ForecastInput) ForecastResult {
	f := newForecast(in)
	for f.step() {
	}
	return f.answer()
}

func newForecast(in ForecastInput) *forecast {
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	if in.Horizon <= 0 {
		in.Horizon = DefaultHorizon
	}
	f := &forecast{
		in: in, now: in.Now, end: in.Now.Add(in.Horizon), random: rand.New(rand.NewPCG(in.Seed, in.Seed)),
		accounts: slices.Clone(in.Accounts), budget: in.Budget, holds: make(map[string]*ForecastHold),
	}
	_, f.monthEnd = Month(in.Now, in.Zone)
	for _, l := range in.Limits {
		ring := limits.NewRing(l.N, limits.Guarded(l.Window))
		for _, at := range l.Sent {
			ring.Add(at)
		}
		f.rings = append(f.rings, ring)
	}
	for i := range in.Lanes {
		f.lanes = append(f.lanes, newForecastLane(&in.Lanes[i], in.Now))
	}
	return f
}

func (f *forecast) answer() ForecastResult {
	r := f.result
	for _, h := range f.holds {
		r.LimitedBy = append(r.LimitedBy, *h)
	}
	slices.SortFunc(r.LimitedBy, func(a, b ForecastHold) int {
		return cmp.Or(cmp.Compare(b.Waited, a.Waited), cmp.Compare(a.Limit, b.Limit))
	})
	return r
}
