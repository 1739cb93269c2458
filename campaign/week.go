package campaign

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Week is a week of ISO 8601, from Monday to Sunday, in the zone of a workspace.
type Week struct {
	Year, Number int
}

var weekShape = regexp.MustCompile(`^([0-9]{4})-W([0-9]{2})$`)

// ParseWeek reads a week such as 2026-W48. A bad one is a *Error of the field week.
func ParseWeek(text string) (Week, error) {
	parts := weekShape.FindStringSubmatch(text)
	if parts == nil {
		return Week{}, Invalid("week", "%q is no week: write it like 2026-W48", text)
	}
	year, _ := strconv.Atoi(parts[1])
	number, _ := strconv.Atoi(parts[2])
	w := Week{Year: year, Number: number}
	if back := WeekOf(w.Begin(time.UTC)); back != w {
		return Week{}, Invalid("week", "%q is no week: %d has no week %d", text, year, number)
	}
	return w, nil
}

// WeekOf returns the week that an instant lies in, in its own zone.
func WeekOf(t time.Time) Week {
	year, number := t.ISOWeek()
	return Week{Year: year, Number: number}
}

// String writes the week as ParseWeek reads it.
func (w Week) String() string { return fmt.Sprintf("%04d-W%02d", w.Year, w.Number) }

// Begin returns the first instant of the week in a zone. The week of the 4th of January is the first of its year.
func (w Week) Begin(zone *time.Location) time.Time {
	fourth := time.Date(w.Year, time.January, 4, 0, 0, 0, 0, zone)
	monday := 4 - (int(fourth.Weekday())+6)%7
	return time.Date(w.Year, time.January, monday+7*(w.Number-1), 0, 0, 0, 0, zone)
}

// Next returns the week after.
func (w Week) Next() Week { return WeekOf(w.Begin(time.UTC).AddDate(0, 0, 7)) }
