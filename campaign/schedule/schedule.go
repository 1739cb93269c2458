// Package schedule knows when messages may go out and when a search runs again: weekly windows, a start date and cron
// slots on the wall clock of one time zone. Clocks that jump are its whole difficulty: an hour that does not exist opens
// no window, an hour that comes twice is open twice, a cron slot that falls into a lost hour is made up for once, and one
// that comes twice counts once. It does no I/O: the time zones are built in.
package schedule

import (
	"fmt"
	"time"
	_ "time/tzdata" // a machine without zone files must not change when messages go out

	"github.com/robfig/cron/v3"
)

// Error says which part of a schedule cannot be used and what to write instead. Field is timezone, windows[n], start or cron.
type Error struct {
	Field string
	Msg   string
}

// Error returns field and sentence.
func (e *Error) Error() string { return e.Field + ": " + e.Msg }

func refuse(field, format string, args ...any) *Error {
	return &Error{Field: field, Msg: fmt.Sprintf(format, args...)}
}

// Plan is a schedule that was checked. The zero value is not one: see Parse.
type Plan struct {
	zone    *time.Location
	windows []window // none = always
	start   time.Time
	cron    *cron.SpecSchedule
}

// Parse reads a schedule. zone is an IANA name (empty = UTC), each window reads like "mon-fri 09:00-18:00" (none = always), start is the first
// day messages may go out, as 2006-01-02 (empty = at once), cron is five fields or a word such as @daily (empty = none).
// Every error is an *Error.
func Parse(zone string, windows []string, start, cronSpec string) (*Plan, error) {
	p := &Plan{}
	var err error
	if p.zone, err = parseZone(zone); err != nil {
		return nil, err
	}
	for i, text := range windows {
		w, msg := parseWindow(text)
		if msg != "" {
			return nil, refuse(fmt.Sprintf("windows[%d]", i), "%s", msg)
		}
		p.windows = append(p.windows, w...)
	}
	if start != "" {
		day, err := time.Parse(time.DateOnly, start)
		if err != nil {
			return nil, refuse("start", "%q is not a day: write it like 2026-12-01", start)
		}
		p.start = instantOf(day, p.zone)
	}
	if cronSpec != "" {
		if p.cron, err = parseCron(cronSpec); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func parseZone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, refuse("timezone", "%q is not a time zone: write an IANA name such as America/Sao_Paulo", name)
	}
	return zone, nil
}

// Zone returns the zone of the plan.
func (p *Plan) Zone() *time.Location { return p.zone }

// Start returns the instant the start date begins in the zone, or the zero time when there is none.
func (p *Plan) Start() time.Time { return p.start }

// HasCron says whether searches run again.
func (p *Plan) HasCron() bool { return p.cron != nil }

// Day returns the date of an instant in the zone, as 2006-01-02.
func (p *Plan) Day(t time.Time) string { return t.In(p.zone).Format(time.DateOnly) }

// Open says whether messages may go out at an instant.
func (p *Plan) Open(t time.Time) bool {
	return !t.Before(p.start) && p.openAt(wallOf(t, p.zone))
}

// Next returns the first instant at or after t at which messages may go out, in UTC.
func (p *Plan) Next(t time.Time) (time.Time, bool) {
	if t.Before(p.start) {
		t = p.start
	}
	// Between two jumps of the clock the wall runs evenly, so that a wait on the wall is a wait in time.
	for range maxJumps {
		wall := wallOf(t, p.zone)
		next := t.Add(p.nextWall(wall).Sub(wall))
		_, jump := t.In(p.zone).ZoneBounds()
		if jump.IsZero() || next.Before(jump) {
			return next.UTC(), true
		}
		t = jump
	}
	return time.Time{}, false
}

// maxJumps is how many jumps of the clock Next looks past: a window that opens every week is found after one or two.
const maxJumps = 16
