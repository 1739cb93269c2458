package limits

import (
	"math/bits"
	"time"
)

// The rule of a breaker: it opens when so many of the newest attempts failed, and lets one probe through after a while, which
// doubles with every probe that fails.
const (
	BreakerFailures = 5
	BreakerAttempts = 20
	FirstProbe      = 5 * time.Minute
	LastProbe       = 24 * time.Hour
)

// Tally remembers how the newest attempts of an account went. The zero value remembers none. Not safe for concurrent use.
type Tally struct {
	failed uint32 // a bit an attempt, the newest lowest
}

// Record counts an attempt and says whether the breaker opens: 5 of the newest 20 failed, this one among them.
func (t *Tally) Record(ok bool) (opens bool) {
	t.failed = t.failed << 1 & (1<<BreakerAttempts - 1)
	if ok {
		return false
	}
	t.failed |= 1
	return bits.OnesCount32(t.failed) >= BreakerFailures
}

// Reset forgets all attempts: the breaker was closed.
func (t *Tally) Reset() { t.failed = 0 }

// Probe returns how long an open breaker waits for its next probe after so many failed ones: 5 min, doubling, at most a day.
func Probe(failed int) time.Duration {
	if failed < 0 {
		return FirstProbe
	}
	if failed >= 9 { // 5 min · 2⁹ is over a day
		return LastProbe
	}
	return min(FirstProbe<<failed, LastProbe)
}
