package schedule

import (
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// parseCron reads five fields (minute, hour, day, month, weekday) or a word such as @daily.
func parseCron(spec string) (*cron.SpecSchedule, error) {
	const remedy = `write five fields (minute hour day month weekday) such as "0 6 * * *"`
	spec = strings.TrimSpace(spec)
	switch {
	case strings.Contains(spec, "TZ="): // the parser panics on some of these
		return nil, refuse("cron", "%q names a time zone: write it into timezone", spec)
	case strings.HasPrefix(spec, "@every"):
		return nil, refuse("cron", "%q has no fixed times: %s", spec, remedy)
	}
	parsed, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, refuse("cron", "%q cannot be used (%v): %s", spec, err, remedy)
	}
	slots, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return nil, refuse("cron", "%q has no fixed times: %s", spec, remedy)
	}
	slots.Location = time.UTC // of the wall
	if slots.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return nil, refuse("cron", "%q names a day that never comes: %s", spec, remedy)
	}
	return slots, nil
}

// CronSlot returns the next slot strictly after an instant, in UTC; false when there is no cron. A slot belongs to its time
// on the wall: one that the clock jumps over comes at the jump (several come there as one), one that the wall shows twice
// comes the first time alone. So every chain of calls passes the same slots, each once.
func (p *Plan) CronSlot(after time.Time) (time.Time, bool) {
	if p.cron == nil {
		return time.Time{}, false
	}
	wall := wallOf(after, p.zone)
	for {
		wall = p.cron.Next(wall)
		if wall.IsZero() { // not within five years
			return time.Time{}, false
		}
		if slot := instantOf(wall, p.zone); slot.After(after) {
			return slot, true
		}
	}
}
