package campaign

import (
	"errors"

	"aceno/campaign/schedule"
)

// Schedule is campaigns.schedule: when messages may go out and when the search runs again.
type Schedule struct {
	Timezone string   `json:"timezone,omitempty"` // IANA; empty = the workspace's
	Windows  []string `json:"windows,omitempty"`  // "mon-fri 09:00-18:00"; none = always
	Start    string   `json:"start,omitempty"`    // 2006-01-02, in the zone
	Cron     string   `json:"cron,omitempty"`     // robfig/cron syntax, in the zone
}

// maxWindows is the most windows of a schedule.
const maxWindows = 100

// ParseSchedule reads campaigns.schedule. Nothing or null is the zero value, which is always open; errors are Errors with fields
// below "schedule".
func ParseSchedule(raw []byte, workspaceZone string) (Schedule, error) {
	const root = "schedule"
	var s strict
	var c Schedule
	m := s.object(root, raw, "timezone", "windows", "start", "cron")
	value(&s, root+".timezone", m["timezone"], &c.Timezone, `an IANA name such as "America/Sao_Paulo"`)
	value(&s, root+".windows", m["windows"], &c.Windows, `a list such as ["mon-fri 09:00-18:00"]`)
	value(&s, root+".start", m["start"], &c.Start, `a day such as "2026-12-01"`)
	value(&s, root+".cron", m["cron"], &c.Cron, `five fields such as "0 6 * * *"`)
	if len(c.Windows) > maxWindows {
		s.refuse(root+".windows", "%d windows are too many: use at most %d", len(c.Windows), maxWindows)
	}
	if err := s.errs.OrNil(); err != nil {
		return Schedule{}, err
	}
	if _, err := c.Plan(workspaceZone); err != nil {
		return Schedule{}, err
	}
	return c, nil
}

// Plan returns the schedule ready to be asked, in its own zone or else the workspace's. Errors are Errors with fields below
// "schedule".
func (s Schedule) Plan(workspaceZone string) (*schedule.Plan, error) {
	zone := s.Timezone
	if zone == "" {
		zone = workspaceZone
	}
	plan, err := schedule.Parse(zone, s.Windows, s.Start, s.Cron)
	if err == nil {
		return plan, nil
	}
	var bad *schedule.Error
	if errors.As(err, &bad) {
		return nil, Errors{Invalid("schedule."+bad.Field, "%s", bad.Msg)}
	}
	return nil, Errors{Invalid("schedule", "%v", err)}
}
