package store

import (
	"context"
	"fmt"
	"strings"
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
WHERE campaign = :campaign AND status IN ('pending', 'draft') AND direction = 'outbound' LIMIT 200000`
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

// limitPlace names a limit that several lanes may share.
type limitPlace struct{ code, id string }

// forecaster gathers what the writer knows of limits and accounts into plain values.
type forecaster struct {
	*tx
	workspace *workspace
	in        campaign.ForecastInput
	accounts  map[string]int
	limits    map[limitPlace]int
}

func (f *forecaster) gather(ws, campaignID string, waits []forecastWait) error {
	w, err := f.store.workspace(f.session, ws)
	if err != nil {
		return err
	}
	f.workspace = w
	f.in.Now, f.in.Zone = f.now, w.zone
	if w.SendBudgetMicros > 0 {
		spent, err := f.spent(w)
		if err != nil {
			return err
		}
		f.in.Budget = campaign.Budget{Micros: w.SendBudgetMicros, Spent: spent.micros}
	}
	c, err := f.store.campaignOf(f.session, ws, campaignID)
	if err != nil {
		return err
	}
	if err := f.lanes(c, waits, false); err != nil {
		return err
	}
	others, err := f.campaignsOf(ws)
	if err != nil {
		return err
	}
	for _, id := range others {
		other, err := f.store.campaignOf(f.session, ws, id)
		if err != nil || id == campaignID {
			continue
		}
		theirs, err := forecastWaits(f.session, other)
		if err != nil {
			return err
		}
		if err := f.lanes(other, theirs, true); err != nil {
			return err
		}
	}
	return nil
}

// lanes adds a campaign's lanes with what waits in each.
func (f *forecaster) lanes(c *cachedCampaign, waits []forecastWait, elsewhere bool) error {
	for _, id := range lanesOf(c, "") {
		lane := campaign.ForecastLane{Plan: c.plan, Elsewhere: elsewhere}
		a, err := f.laneAccount(&lane, c, id)
		if err != nil {
			return err
		}
		if lane.Steps, err = f.steps(c, id, a); err != nil {
			return err
		}
		for _, w := range waits {
			if w.account == id && w.item.Step < len(lane.Steps) {
				w.item.PriceMicros = lane.Steps[w.item.Step].PriceMicros
				lane.Queue = append(lane.Queue, w.item)
			}
		}
		f.in.Lanes = append(f.in.Lanes, lane)
	}
	return nil
}

// laneAccount gives a lane its account, its limits, and what keeps it closed until a person acts. A lane without an account is
// one member's, who sends by hand.
func (f *forecaster) laneAccount(lane *campaign.ForecastLane, c *cachedCampaign, id string) (*account, error) {
	w := f.workspace
	if w.Paused {
		lane.Closed = new(campaign.NewReason(campaign.ReasonWorkspacePaused, nil))
	}
	if id == "" {
		lane.Account = f.account("", campaign.ForecastAccount{MinGapS: int(w.Limits.AssistedGap() / time.Second)})
		lane.Limits = []int{f.limit(limitPlace{campaign.ReasonMemberPerDay, ""}, campaign.ForecastLimit{Limit: campaign.Limit{
			Code: campaign.ReasonMemberPerDay, N: w.Limits.AssistedDay(), Window: 24 * time.Hour}})}
		return nil, nil
	}
	a, err := f.tx.account(id)
	if isNotFound(err) || err == nil && a.workspace != c.Workspace {
		lane.Account = f.account(id, campaign.ForecastAccount{})
		lane.Closed = new(campaign.NewReason(campaign.ReasonAccountMissing, nil))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if a.status != campaign.AccountStatusActive && a.status != "" {
		lane.Closed = new(campaign.NewReason(accountCode(a.status), nil))
	}
	pace := campaign.ForecastAccount{MinGapS: a.limits.MinGapS, MaxGapS: a.limits.MaxGapS, NextAt: orZero(a.state.NextAt), RetryAt: orZero(a.state.RetryAt)}
	if a.state.Breaker == breakerOpen {
		pace.ProbeAt = orZero(a.state.ProbeAt)
	}
	if a.prices != nil && w.SendBudgetMicros > 0 {
		var missing string
		if pace.DearestMicros, missing = a.prices.dearest(); missing != "" {
			lane.Closed = new(campaign.NewReason(campaign.ReasonPriceUnknown, map[string]any{"category": missing}))
		}
	}
	lane.Account = f.account(id, pace)
	rings, err := f.limitsOf(c, w, a)
	if err != nil {
		return nil, err
	}
	for _, r := range rings {
		lane.Limits = append(lane.Limits, f.limit(limitPlace{r.Code, r.id}, campaign.ForecastLimit{Limit: r.Limit, Sent: r.ring.Times()}))
	}
	return a, nil
}

func (f *forecaster) account(id string, pace campaign.ForecastAccount) int {
	if i, ok := f.accounts[id]; ok {
		return i
	}
	f.in.Accounts = append(f.in.Accounts, pace)
	f.accounts[id] = len(f.in.Accounts) - 1
	return f.accounts[id]
}

func (f *forecaster) limit(at limitPlace, l campaign.ForecastLimit) int {
	if i, ok := f.limits[at]; ok {
		return i
	}
	f.in.Limits = append(f.in.Limits, l)
	f.limits[at] = len(f.in.Limits) - 1
	return f.limits[at]
}

// steps are the campaign's steps with the price of a message of each, over an account.
func (f *forecaster) steps(c *cachedCampaign, id string, a *account) ([]campaign.ForecastStep, error) {
	steps := make([]campaign.ForecastStep, len(c.Sequence))
	for i, s := range c.Sequence {
		steps[i].Wait = time.Duration(s.WaitHours * float64(time.Hour))
		if a == nil || a.prices == nil {
			continue
		}
		var status string
		category := serviceCategory
		if name, language, ok := strings.Cut(s.WhatsAppTemplate, "/"); ok {
			if _, err := f.one(templateStatus, args{"account": id, "name": name, "language": language}, &status, &category); err != nil {
				return nil, err
			}
		}
		steps[i].PriceMicros, _ = a.prices.of(category)
	}
	return steps, nil
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
