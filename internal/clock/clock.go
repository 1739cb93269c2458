// Package clock tells business time: windows, waits, limits, schedules and ages go by it. Deadlines, leases and
// back-off towards the outside stay real and use package time directly.
package clock

import (
	"context"
	"time"
)

// Clock tells business time and how long to wait for it.
type Clock interface {
	// Now returns business time in UTC.
	Now() time.Time
	// Until returns the real time that passes until business time t, at least 0. A clock whose pace may change
	// while somebody waits returns at most a second, so that the waiter asks again.
	Until(t time.Time) time.Duration
}

// System is the machine's own clock.
type System struct{}

// Now returns the machine's time in UTC.
func (System) Now() time.Time { return time.Now().UTC() }

// Until returns the time until t.
func (System) Until(t time.Time) time.Duration { return max(0, time.Until(t)) }

// Sleep waits until business time t has come, by c. It returns early with the context's error.
func Sleep(ctx context.Context, c Clock, t time.Time) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !c.Now().Before(t) {
			return nil
		}
		timer := time.NewTimer(max(c.Until(t), time.Millisecond))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
	}
}
