package schedule

import "time"

// A wall time is what a clock on the wall shows, kept as a time in UTC: it runs evenly and knows no zone.

// wallOf returns what the clock on the wall of a zone shows at an instant.
func wallOf(t time.Time, zone *time.Location) time.Time {
	_, offset := t.In(zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// farthest is farther from UTC than any zone has ever been.
const farthest = 26 * time.Hour

// instantOf returns the first instant at which the wall of a zone shows wall. A wall time that the clock jumps over
// happens at the jump. It never runs back: a later wall time has the same or a later instant.
func instantOf(wall time.Time, zone *time.Location) time.Time {
	t := wall.Add(-farthest)
	for {
		local := t.In(zone)
		_, offset := local.Zone()
		_, jump := local.ZoneBounds()
		found := wall.Add(-time.Duration(offset) * time.Second)
		if jump.IsZero() || found.Before(jump) {
			if found.Before(t) { // the jump that began this stretch went over it
				found = t
			}
			return found.UTC()
		}
		t = jump
	}
}
