package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"aceno/campaign"
)

// The days that Upcoming tells of.
const (
	Today    = "today"
	Tomorrow = "tomorrow"
)

// Coming is one message that would go out, or would be written and go out: to whom, not before when, and why.
type Coming struct {
	Prospect Named                  `json:"prospect"`
	Message  string                 `json:"message"` // empty = still to be written
	Step     int                    `json:"step"`
	Channel  campaign.Channel       `json:"channel"`
	Status   campaign.MessageStatus `json:"status"` // draft waits for approval; empty = still to be written
	At       time.Time              `json:"at"`     // not before
	Reason   campaign.Reason        `json:"reason"`
}

// Upcoming is who comes on one day, in order. Room is how many of all that wait the limits let through on that day.
type Upcoming struct {
	Day   string   `json:"day"` // 2006-01-02 in the workspace's zone
	Items []Coming `json:"items"`
	Room  int      `json:"room"`
}

// mostComing is how many people Upcoming looks at.
const mostComing = 1000

// What is to go out of a campaign before a time: written, and still to be written. Rely on messages_status and prospects_write
// (campaign, due_at) WHERE stage = 'write'.
const (
	comingMessages = `
SELECT m.id, p.id, p.name, m.step, m.channel, m.status, m.scheduled_at FROM messages m INDEXED BY messages_status CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = :campaign AND m.status IN ('pending', 'draft') AND m.direction = 'outbound' AND m.scheduled_at < :before AND p.deleted = 0
ORDER BY m.scheduled_at, m.id LIMIT :n`
	comingProspects = `
SELECT p.id, p.name, p.step, p.due_at FROM prospects p
WHERE p.campaign = :campaign AND p.stage = 'write' AND p.due_at < :before AND p.deleted = 0 AND p.status IN ('found', 'contacted')
	AND (:manual = 0 OR p.judged_at != '')
ORDER BY p.due_at LIMIT :n`
)

// Upcoming lists who would get something today or tomorrow, as many as the forecast has room for on that day. What waits for its
// approval is taken as approved.
func (s *Store) Upcoming(ctx context.Context, ws, campaignID, day, locale string) (Upcoming, error) {
	if day != Today && day != Tomorrow {
		return Upcoming{}, campaign.Invalid("day", "%q is no day of this list: write today or tomorrow", clip(day, 80))
	}
	forecast, err := s.Forecast(ctx, ws, campaignID)
	if err != nil {
		return Upcoming{}, err
	}
	up := Upcoming{}
	err = s.read(ctx, func(ses *session) error {
		c, err := s.campaignOf(ses, ws, campaignID)
		if err != nil {
			return err
		}
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		if locale == "" {
			locale = w.Locale
		}
		today := s.opt.Clock.Now().In(w.zone)
		tomorrow := time.Date(today.Year(), today.Month(), today.Day()+1, 0, 0, 0, 0, w.zone)
		first, end := roomOn(forecast.Days, today.Format(time.DateOnly)), tomorrow
		up.Day, up.Room = today.Format(time.DateOnly), first
		skip := 0
		if day == Tomorrow {
			skip, end = first, tomorrow.AddDate(0, 0, 1)
			up.Day = tomorrow.Format(time.DateOnly)
			up.Room = roomOn(forecast.Days, up.Day)
		}
		list, err := comingBefore(ses, c, end)
		list = list[min(skip, len(list)):]
		up.Items = list[:min(up.Room, len(list))]
		for i := range up.Items {
			up.Items[i].Reason = up.Items[i].why().In(locale, w.zone)
		}
		return err
	})
	if err != nil {
		return Upcoming{}, fmt.Errorf("look who comes next in campaign %s: %w", campaignID, err)
	}
	return up, nil
}

// roomOn is how many messages the forecast has on a day.
func roomOn(days []campaign.ForecastDay, date string) int {
	for _, d := range days {
		if d.Date == date {
			return d.Messages
		}
	}
	return 0
}

// comingBefore lists what is to go out before a time, the earliest first.
func comingBefore(ses *session, c *cachedCampaign, before time.Time) ([]Coming, error) {
	list := []Coming{}
	values := args{"campaign": c.ID, "before": before, "n": mostComing, "manual": c.Selection == "manual"}
	err := ses.query(comingMessages, values, func(r row) error {
		var one Coming
		err := r.scan(&one.Message, &one.Prospect.ID, &one.Prospect.Name, &one.Step, &one.Channel, &one.Status, &one.At)
		list = append(list, one)
		return err
	})
	if err != nil {
		return list, err
	}
	err = ses.query(comingProspects, values, func(r row) error {
		one := Coming{Channel: c.Channel}
		err := r.scan(&one.Prospect.ID, &one.Prospect.Name, &one.Step, &one.At)
		if one.Step < len(c.Sequence) {
			list = append(list, one)
		}
		return err
	})
	slices.SortStableFunc(list, func(a, b Coming) int { return a.At.Compare(b.At) })
	return list, err
}

// why says why somebody is written to.
func (c Coming) why() campaign.Reason {
	switch {
	case c.Step < 0:
		return campaign.NewReason(campaign.ReasonWrittenByHand, nil)
	case c.Status == campaign.MessageDraft:
		return campaign.NewReason(campaign.ReasonAwaitingApproval, map[string]any{"n": 1})
	case c.Step == 0:
		return campaign.NewReason(campaign.ReasonFirstMessage, nil)
	default:
		return campaign.NewReason(campaign.ReasonFollowUp, map[string]any{"n": c.Step})
	}
}
