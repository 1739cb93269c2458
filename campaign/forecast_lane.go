package campaign

import (
	"slices"
	"time"
)

// forecastLane is a lane of a running forecast. What waits lies in one queue a step, each in the order of its times: what was
// handed in, and the later steps of what went out, whose times follow those of the sends.
type forecastLane struct {
	*ForecastLane
	next   func(time.Time) (time.Time, bool)
	queues []forecastQueue // by step; the first is what was handed in
	at     time.Time       // when to look at it again
	turn   int             // of lanes with the same time, the one that was looked at longest ago is first
	over   bool
}

// forecastQueue is taken from its front; head is where that is.
type forecastQueue struct {
	items []ForecastItem
	head  int
}

func newForecastLane(in *ForecastLane, now time.Time) *forecastLane {
	l := &forecastLane{ForecastLane: in, at: now, queues: make([]forecastQueue, max(len(in.Steps), 1))}
	if in.Plan == nil { // nobody knows the hours, as in the claim
		l.next = func(time.Time) (time.Time, bool) { return time.Time{}, false }
	} else {
		l.next = in.Plan.Next
	}
	earlier := func(a, b ForecastItem) int { return a.ScheduledAt.Compare(b.ScheduledAt) }
	l.queues[0].items = in.Queue
	if !slices.IsSortedFunc(in.Queue, earlier) {
		l.queues[0].items = slices.Clone(in.Queue)
		slices.SortStableFunc(l.queues[0].items, earlier)
	}
	return l
}

// first returns the queue whose front is due first, or nil.
func (l *forecastLane) first() *forecastQueue {
	var best *forecastQueue
	for i := range l.queues {
		q := &l.queues[i]
		if q.head < len(q.items) && (best == nil || q.items[q.head].ScheduledAt.Before(best.items[best.head].ScheduledAt)) {
			best = q
		}
	}
	return best
}

// head returns the message that is due first.
func (l *forecastLane) head() (ForecastItem, bool) {
	q := l.first()
	if q == nil {
		return ForecastItem{}, false
	}
	return q.items[q.head], true
}

// take takes the message that is due first out.
func (l *forecastLane) take() ForecastItem {
	q := l.first()
	q.head++
	return q.items[q.head-1]
}

// follow plans the step after one that went out.
func (l *forecastLane) follow(item ForecastItem, sentAt time.Time) {
	step := item.Step + 1
	if step >= len(l.Steps) {
		return
	}
	l.queues[step].items = append(l.queues[step].items,
		ForecastItem{ScheduledAt: sentAt.Add(l.Steps[step].Wait), Step: step, PriceMicros: l.Steps[step].PriceMicros})
}

// left counts what has not gone out, with the later steps of each.
func (l *forecastLane) left() int {
	n := 0
	for _, q := range l.queues {
		for _, item := range q.items[q.head:] {
			n += max(len(l.Steps)-item.Step, 1)
		}
	}
	return n
}
