package store

import (
	"strings"
	"time"

	"aceno/campaign"
)

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
