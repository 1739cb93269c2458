package limits

import "time"

// OpenAt returns the first instant at or after now at which everything is open at once: none of the times in until lies ahead
// any more, and next, the windows, lets it through; false when no window ever does. A gate of until stays open from its time
// on until something is sent, as a ring, a gap and a provider's wait do: that is why one pass over them is exact, and why the
// windows are asked last. A nil next is always open.
func OpenAt(now time.Time, until []time.Time, next func(time.Time) (time.Time, bool)) (time.Time, bool) {
	at := now
	for _, u := range until {
		at = later(at, u)
	}
	if next == nil {
		return at, true
	}
	return next(at)
}

// slackPart is the part of a window by which a ring's own is longer.
const slackPart = 50

// Guarded returns the window that a ring keeps for a limit: a little longer than the limit's own. A ring goes by the time of
// the claim; the provider counts when the call arrives, and the way there is not always equally long.
func Guarded(window time.Duration) time.Duration { return window + window/slackPart }
