package campaign

import "time"

// Budget is what a workspace may spend on sending in a month, in millionths of its currency, and what it has spent in this one.
type Budget struct {
	Micros int64 // 0 = no budget
	Spent  int64
}

// Allows says whether a message of this price may still go out in the month. One that costs nothing always may.
func (b Budget) Allows(price int64) bool {
	return b.Micros <= 0 || price <= 0 || b.Spent+price <= b.Micros
}

// Month returns the first instants of the month that t lies in, in a zone, and of the next one.
func Month(t time.Time, zone *time.Location) (from, to time.Time) {
	year, month, _ := t.In(zone).Date()
	return firstInstant(year, month, zone), firstInstant(year, month+1, zone)
}

// farthest is longer than any jump of a clock.
const farthest = 25 * time.Hour

// firstInstant returns the instant at which a month begins on the wall. A midnight that the clock jumps over is at the jump,
// one that comes twice is the first.
func firstInstant(year int, month time.Month, zone *time.Location) time.Time {
	midnight := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	for t := midnight.Add(-farthest); ; {
		local := t.In(zone)
		_, offset := local.Zone()
		_, jump := local.ZoneBounds()
		found := midnight.Add(-time.Duration(offset) * time.Second)
		if jump.IsZero() || found.Before(jump) {
			if found.Before(t) { // the jump that began this stretch went over it
				return t.UTC()
			}
			return found.UTC()
		}
		t = jump
	}
}
