// Package limits is the arithmetic of pace: rings of send times that hold a limit exactly in every sliding window, drawn
// gaps, and the times of a breaker's probes. It keeps no clock and stores nothing.
package limits

import (
	"math/rand/v2"
	"time"
)

// Gap draws the time between two sends, evenly between the two bounds in seconds. Bounds below zero count as zero; a
// maximum below the minimum counts as the minimum.
func Gap(minS, maxS int, r *rand.Rand) time.Duration {
	low := time.Duration(max(minS, 0)) * time.Second
	high := max(time.Duration(maxS)*time.Second, low)
	if high == low {
		return low
	}
	steps := (high - low).Milliseconds()
	return low + time.Duration(r.Int64N(steps+1))*time.Millisecond
}

// The bounds within which a provider's Retry-After is obeyed.
const (
	MinRetryAfter = time.Second
	MaxRetryAfter = time.Hour
)

// RetryAfter returns the wait that a provider asked for, kept between a second and an hour.
func RetryAfter(d time.Duration) time.Duration { return min(max(d, MinRetryAfter), MaxRetryAfter) }
