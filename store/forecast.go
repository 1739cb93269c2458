package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// Forecast says when a campaign's messages would go out under today's limits, and what that costs. A draft or paused campaign is
// taken as if it were started now; drafts as if they were approved. Nobody answers in a forecast: it is the most that can go
// out.
type Forecast struct {
	Prospects int                       `json:"prospects"` // people who get something
	Messages  int                       `json:"messages"`
	FirstAt   *time.Time                `json:"first_at"`
	LastAt    *time.Time                `json:"last_at"`
	Days      []campaign.ForecastDay    `json:"days"`
	Cost      ForecastCost              `json:"cost"`
	LimitedBy []ForecastLimit           `json:"limited_by"` // what holds messages up, the longest first
	Unsent    []campaign.ForecastUnsent `json:"unsent"`     // what does not go out, and why
}

// ForecastCost is what the messages cost, in millionths of the workspace's currency.
type ForecastCost struct {
	Currency       string `json:"currency"`
	MessagesMicros int64  `json:"messages_micros"`
	LLMMicros      int64  `json:"llm_micros"`
	SearchMicros   int64  `json:"search_micros"`
}

// ForecastLimit is one check that messages wait for; until when, where that is known.
type ForecastLimit struct {
	Limit string     `json:"limit"`
	Until *time.Time `json:"until"`
}

// What a campaign has still to send: messages that wait for their slot or for approval, and prospects who are to be written to.
// Rely on messages_status (campaign, status, …) and prospects_campaign (campaign, created, id).
const (
	forecastMessages = `
SELECT account, scheduled_at, step FROM messages
WHERE campaign = :campaign AND status IN ('pending', 'draft') AND direction = 'outbound' AND step >= 0 LIMIT 200000`
	forecastProspects = `
SELECT id, due_at, step FROM prospects
WHERE campaign = :campaign AND stage IN ('enrich', 'write') AND status IN ('found', 'contacted') AND deleted = 0
	AND (judged_at != '' OR :manual = 0) LIMIT 200000`
)

// forecastWait is one message that is still to go out.
type forecastWait struct {
	account string
	item    campaign.ForecastItem
}

// Forecast computes when a campaign's messages go out, by the arithmetic of the claim itself.
func (s *Store) Forecast(ctx context.Context, ws, campaignID string) (Forecast, error) {
	in := campaign.ForecastInput{}
	var currency string
	var waits []forecastWait
	err := s.read(ctx, func(ses *session) error {
		c, err := s.campaignOf(ses, ws, campaignID)
		if err != nil {
			return err
		}
		waits, err = forecastWaits(ses, c)
		return err
	})
	if err == nil {
		err = s.write(ctx, func(t *tx) error {
			s.sender.mu.Lock()
			defer s.sender.mu.Unlock()
			if err := t.refresh(); err != nil {
				return err
			}
			f := forecaster{tx: t, accounts: map[string]int{}, limits: map[limitPlace]int{}}
			if err := f.gather(ws, campaignID, waits); err != nil {
				return err
			}
			in, currency = f.in, f.workspace.Currency
			return nil
		})
	}
	if err != nil {
		return Forecast{}, fmt.Errorf("forecast campaign %s: %w", campaignID, err)
	}
	return answerOf(campaign.Forecast(in), currency, len(waits)), nil
}

// forecastWaits reads what a campaign has still to send. Whoever has no account yet gets the one that the writer would choose.
func forecastWaits(ses *session, c *cachedCampaign) ([]forecastWait, error) {
	var waits []forecastWait
	err := ses.query(forecastMessages, args{"campaign": c.ID}, func(r row) error {
		var w forecastWait
		err := r.scan(&w.account, &w.item.ScheduledAt, &w.item.Step)
		waits = append(waits, w)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = ses.query(forecastProspects, args{"campaign": c.ID, "manual": c.Selection == "manual"}, func(r row) error {
		var w forecastWait
		var id string
		err := r.scan(&id, &w.item.ScheduledAt, &w.item.Step)
		w.account = accountByHash(c.Accounts, id)
		if w.item.Step < len(c.Sequence) {
			waits = append(waits, w)
		}
		return err
	})
	return waits, err
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// answerOf turns a result into the contract's answer.
func answerOf(r campaign.ForecastResult, currency string, people int) Forecast {
	f := Forecast{Prospects: people, Messages: r.Messages, Days: r.Days, Cost: ForecastCost{Currency: currency, MessagesMicros: r.MessagesMicros},
		LimitedBy: []ForecastLimit{}, Unsent: r.Unsent}
	if f.Days == nil {
		f.Days = []campaign.ForecastDay{}
	}
	if f.Unsent == nil {
		f.Unsent = []campaign.ForecastUnsent{}
	}
	if !r.FirstAt.IsZero() {
		f.FirstAt, f.LastAt = &r.FirstAt, &r.LastAt
	}
	for _, u := range r.Unsent {
		f.LimitedBy = append(f.LimitedBy, ForecastLimit{Limit: u.Reason.Code})
	}
	for _, hold := range r.LimitedBy {
		f.LimitedBy = append(f.LimitedBy, ForecastLimit{Limit: hold.Limit, Until: &hold.Until})
	}
	return f
}
