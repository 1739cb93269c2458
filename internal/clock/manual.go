package clock

import (
	"sync"
	"time"
)

// Manual is a clock that stands still until a test moves it.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual returns a clock that stands at now.
func NewManual(now time.Time) *Manual { return &Manual{now: now.UTC()} }

// Now returns where the clock stands.
func (c *Manual) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Until returns 0 when t has come, else a short real time after which to ask again.
func (c *Manual) Until(t time.Time) time.Duration {
	if c.Now().Before(t) {
		return 5 * time.Millisecond
	}
	return 0
}

// Advance moves the clock on by d.
func (c *Manual) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

// Set moves the clock to now, forwards or back.
func (c *Manual) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now.UTC()
}
