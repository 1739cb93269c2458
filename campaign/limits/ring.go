package limits

import (
	"slices"
	"sort"
	"time"
)

// Ring remembers the newest sends of one limit: at most n in every window of the given length, wherever it is laid. A
// window is half open: the send of an instant has left it one window later. Times are those that are stored, in the
// same resolution, so that a ring rebuilt from the store decides alike. Time never runs back in a ring: whatever is
// added earlier than the newest send counts as sent with it. Not safe for concurrent use: its owner is one goroutine.
type Ring struct {
	n      int
	window time.Duration
	times  []time.Time // oldest first; more than n, so that additions can be undone
}

// undoDepth is how many additions can be undone at least: more than one commit of the writer holds.
const undoDepth = 1024

// NewRing returns an empty ring. A limit below one lets nothing through.
func NewRing(n int, window time.Duration) *Ring {
	return &Ring{n: max(n, 0), window: window}
}

// Free returns now when one more may go now, else the earliest later time at which one may. The answer holds until the
// next addition.
func (r *Ring) Free(now time.Time) time.Time {
	if r.n == 0 {
		return now.Add(max(r.window, time.Nanosecond))
	}
	if len(r.times) < r.n {
		return now
	}
	free := r.times[len(r.times)-r.n].Add(r.window)
	if later(now, r.newest()).Before(free) {
		return free
	}
	return now
}

// Add counts a send. When a ring is rebuilt, sends are added in the order of their times.
func (r *Ring) Add(t time.Time) {
	if len(r.times) >= 2*(r.n+undoDepth) {
		kept := copy(r.times, r.times[len(r.times)-r.n-undoDepth:])
		r.times = r.times[:kept]
	}
	r.times = append(r.times, later(t, r.newest()))
}

// Undo takes the newest addition back: its transaction failed. On an empty ring it does nothing.
func (r *Ring) Undo() {
	if len(r.times) > 0 {
		r.times = r.times[:len(r.times)-1]
	}
}

// Len returns how many of the limit's places the newest sends fill, whatever their age: at most n.
func (r *Ring) Len() int { return min(len(r.times), r.n) }

// Used returns how many sends lie in the window that ends at now.
func (r *Ring) Used(now time.Time) int {
	from := now.Add(-r.window)
	first := sort.Search(len(r.times), func(i int) bool { return r.times[i].After(from) })
	return len(r.times) - first
}

// Times returns the sends that the ring's next answers depend on, oldest first: at most n. A ring that is given them decides
// alike.
func (r *Ring) Times() []time.Time { return slices.Clone(r.times[len(r.times)-r.Len():]) }

func (r *Ring) newest() time.Time {
	if len(r.times) == 0 {
		return time.Time{}
	}
	return r.times[len(r.times)-1]
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
