package campaign

import (
	"math/rand/v2"
	"time"

	"aceno/campaign/limits"
)

// forecast is a run of the simulation: the lanes in the order of their times.
type forecast struct {
	in       ForecastInput
	now, end time.Time
	random   *rand.Rand
	rings    []*limits.Ring // as in.Limits
	accounts []ForecastAccount
	lanes    []*forecastLane
	turns    int
	budget   Budget
	monthEnd time.Time
	holds    map[string]*ForecastHold // by code
	result   ForecastResult
	day      time.Time // of the last send

	until []time.Time // of the lane that is looked at
	codes []string    // as until
}

// step looks at the lane whose turn it is; false when every lane that counts has come to its end.
func (f *forecast) step() bool {
	var best *forecastLane
	counted := false
	for _, l := range f.lanes {
		if l.over {
			continue
		}
		counted = counted || !l.Elsewhere
		if best == nil || l.at.Before(best.at) || l.at.Equal(best.at) && l.turn < best.turn {
			best = l
		}
	}
	if !counted {
		return false
	}
	f.turns++
	best.turn = f.turns
	if best.at.After(f.end) {
		f.stop(best, NewReason(ReasonBeyondForecast, map[string]any{"days": int(f.in.Horizon / (24 * time.Hour))}))
		return true
	}
	f.advance(best.at)
	f.look(best)
	return true
}

// advance moves the clock; a new month has its budget whole.
func (f *forecast) advance(at time.Time) {
	f.now = at
	if !at.Before(f.monthEnd) {
		_, f.monthEnd = Month(at, f.in.Zone)
		f.budget.Spent = 0
	}
}

// look sends what a lane may send now, or finds out when to look again.
func (f *forecast) look(l *forecastLane) {
	item, found := l.head()
	switch {
	case l.Closed != nil:
		f.stop(l, *l.Closed)
		return
	case !found:
		l.over = true
		return
	case item.ScheduledAt.After(f.now):
		l.at = item.ScheduledAt
		return
	case !f.wholeBudget().Allows(f.accounts[l.Account].DearestMicros): // no month has room for it
		f.stop(l, NewReason(ReasonBudgetReached, nil))
		return
	}
	for _, i := range l.Limits {
		if f.in.Limits[i].N < 1 { // it would be asked again a window later, for ever
			f.stop(l, NewReason(f.in.Limits[i].Code, nil))
			return
		}
	}
	at, ok := f.openAt(l)
	switch {
	case !ok:
		f.stop(l, NewReason(ReasonBadSchedule, map[string]any{"detail": "no window opens"}))
	case at.After(f.now):
		l.at = at
	default:
		f.send(l)
	}
}

// wholeBudget is the budget of a month in which nothing is spent yet.
func (f *forecast) wholeBudget() Budget { return Budget{Micros: f.budget.Micros} }

// openAt returns when a lane's message may go, and notes what it waits for.
func (f *forecast) openAt(l *forecastLane) (time.Time, bool) {
	a := &f.accounts[l.Account]
	f.until = append(f.until[:0], a.RetryAt, a.ProbeAt, a.NextAt)
	f.codes = append(f.codes[:0], ReasonRetryLater, ReasonAccountBreaker, ReasonGap)
	for _, i := range l.Limits {
		f.until = append(f.until, f.rings[i].Free(f.now))
		f.codes = append(f.codes, f.in.Limits[i].Code)
	}
	if !f.budget.Allows(a.DearestMicros) {
		f.until = append(f.until, f.monthEnd)
		f.codes = append(f.codes, ReasonBudgetReached)
	}
	at, ok := limits.OpenAt(f.now, f.until, l.next)
	if ok && at.After(f.now) && !l.Elsewhere {
		f.note(l, at)
	}
	return at, ok
}

// note counts a wait: to the check that is open last, and what comes after that to the window.
func (f *forecast) note(l *forecastLane, at time.Time) {
	open, code := f.now, ""
	for i, u := range f.until {
		if u.After(open) {
			open, code = u, f.codes[i]
		}
	}
	if code != "" {
		f.hold(code, f.now, open)
	}
	if at.After(open) {
		code = ReasonOutsideWindow
		if open.Before(l.Plan.Start()) {
			code = ReasonNotStarted
		}
		f.hold(code, open, at)
	}
}

func (f *forecast) hold(code string, from, to time.Time) {
	h, ok := f.holds[code]
	if !ok {
		h = &ForecastHold{Limit: code}
		f.holds[code] = h
	}
	if to.After(h.Until) {
		h.Until = to
	}
	if to.After(f.end) {
		to = f.end
	}
	h.Waited += max(to.Sub(from), 0)
}

// send lets a lane's first message go, as the claim does.
func (f *forecast) send(l *forecastLane) {
	item := l.take()
	for _, i := range l.Limits {
		f.rings[i].Add(f.now)
	}
	a := &f.accounts[l.Account]
	if gap := limits.Gap(a.MinGapS, a.MaxGapS, f.random); gap > 0 {
		a.NextAt = f.now.Add(gap)
	}
	f.budget.Spent += item.PriceMicros
	l.follow(item, f.now)
	l.at = f.now
	if !l.Elsewhere {
		f.count(item)
	}
}

func (f *forecast) count(item ForecastItem) {
	r := &f.result
	if r.Messages == 0 {
		r.FirstAt = f.now
	}
	r.Messages++
	r.LastAt = f.now
	r.MessagesMicros += item.PriceMicros
	if day := dayOf(f.now, f.in.Zone); len(r.Days) == 0 || day != f.day {
		f.day = day
		r.Days = append(r.Days, ForecastDay{Date: day.Format(time.DateOnly)})
	}
	r.Days[len(r.Days)-1].Messages++
}

// dayOf returns the date of an instant in a zone, as a time that can be compared.
func dayOf(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// stop ends a lane; what it still has does not go out.
func (f *forecast) stop(l *forecastLane, why Reason) {
	l.over = true
	left := l.left()
	if left == 0 || l.Elsewhere {
		return
	}
	for i := range f.result.Unsent {
		if f.result.Unsent[i].Reason.Code == why.Code {
			f.result.Unsent[i].Messages += left
			return
		}
	}
	f.result.Unsent = append(f.result.Unsent, ForecastUnsent{Reason: why, Messages: left})
}
