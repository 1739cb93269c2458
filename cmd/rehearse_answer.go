package cmd

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/tools/types"

	"aceno/campaign"
)

// wentOut reads the messages that a rehearsal may have sent. Relies on messages_sent_campaign.
const wentOut = `
SELECT m.id, m.prospect, p.name, m.channel, m.step, m.sent_at, m.content, m.status, m.cost_micros
FROM messages m JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = {:campaign} AND m.direction = 'outbound' AND m.sent_at >= {:from}`

// rehearsedRow is a message as the queries read it.
type rehearsedRow struct {
	ID       string         `db:"id"`
	Prospect string         `db:"prospect"`
	Name     string         `db:"name"`
	Channel  string         `db:"channel"`
	Step     int            `db:"step"`
	SentAt   types.DateTime `db:"sent_at"`
	Content  string         `db:"content"`
	Status   string         `db:"status"`
	Cost     int64          `db:"cost_micros"`
	Reason   []byte         `db:"status_reason"`
	Account  string         `db:"account"`
}

// answer gathers who got what when, and who got nothing and why. Most is the cost when nobody answers.
func (r *rehearsal) answer(ctx context.Context, most int64) (campaign.Rehearsal, error) {
	a := campaign.Rehearsal{
		Seed: r.p.cfg.Seed, From: r.from, Until: r.clock.Now(), Messages: []campaign.Rehearsed{}, Blocked: []campaign.RehearsalStop{}, Days: []campaign.ForecastDay{},
		Cost: campaign.RehearsalCost{Currency: r.reader.currency},
	}
	var rows []rehearsedRow
	err := r.p.app.DB().NewQuery(wentOut).Bind(dbx.Params{"campaign": r.campaign, "from": stamp(r.from)}).WithContext(ctx).All(&rows)
	if err != nil {
		return a, fmt.Errorf("read what went out: %w", err)
	}
	rows = slices.DeleteFunc(rows, func(m rehearsedRow) bool { _, ours := r.order[m.ID]; return !ours })
	slices.SortFunc(rows, func(a, b rehearsedRow) int { return cmp.Compare(r.order[a.ID], r.order[b.ID]) })
	for _, m := range rows {
		at := m.SentAt.Time()
		a.Messages = append(a.Messages, campaign.Rehearsed{
			Prospect: campaign.RehearsedName{ID: m.Prospect, Name: m.Name}, Channel: campaign.Channel(m.Channel), Step: m.Step, At: at,
			Content: m.Content, Status: campaign.MessageStatus(m.Status),
		})
		a.Cost.LeastMicros += m.Cost
		if date := at.In(r.reader.zone).Format(time.DateOnly); len(a.Days) == 0 || a.Days[len(a.Days)-1].Date != date {
			a.Days = append(a.Days, campaign.ForecastDay{Date: date, Messages: 1})
		} else {
			a.Days[len(a.Days)-1].Messages++
		}
	}
	if n := len(a.Messages); !r.cutShort && !r.answers {
		a.Until = r.from
		if n > 0 {
			a.Until = a.Messages[n-1].At // the pauses after it end nothing
		}
	}
	a.Cost.MostMicros = a.Cost.LeastMicros
	if r.answers {
		a.Cost.MostMicros = max(most, a.Cost.LeastMicros)
	}
	waiting, err := r.stops(ctx, &a)
	a.Complete = len(r.refused) == 0 && !r.cutShort && waiting == 0
	return a, err
}
