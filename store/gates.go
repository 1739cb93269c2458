package store

import (
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

// gate is one check that every message of a lane passes. until is when it opens; never when only a change opens it.
type gate struct {
	code  string
	used  int
	limit int
	until time.Time // zero = open

	params map[string]any   // of its sentence, beyond what every gate has
	reason *campaign.Reason // says it better than the code
}

// gatesOf are the checks that do not depend on the message: switches, the account's health and pace, the window, and
// every limit, and the budget. Called under mu.
func (t *tx) gatesOf(c *cachedCampaign, w *workspace, a *account, rings []*limitRing) ([]gate, error) {
	now := t.now
	gates := append(make([]gate, 0, 16),
		closedIf(campaign.ReasonWorkspacePaused, w.Paused),
		closedIf(pauseCode(c), c.Status != campaign.StatusActive), a.statusGate())
	if a.state.Breaker == breakerOpen {
		gates = append(gates, gate{code: campaign.ReasonAccountBreaker, until: orNever(a.state.ProbeAt)})
	}
	gates = append(gates, waits(campaign.ReasonRetryLater, a.state.RetryAt, now), waits(campaign.ReasonGap, a.state.NextAt, now), windowGate(c, now))
	for _, r := range rings {
		g := gate{code: r.Code, limit: r.N}
		if free := r.ring.Free(now); free.After(now) {
			g.until = free
		}
		gates = append(gates, g)
	}
	budget, err := t.budgetGates(w, a)
	if err != nil {
		return nil, err
	}
	gates = append(gates, budget...)
	for i := range gates {
		if !gates[i].until.After(now) {
			gates[i].until = time.Time{}
		}
	}
	return gates, nil
}

// openAt returns when all gates are open together, inside a window; never when no window comes.
func openAt(now time.Time, gates []gate, next func(time.Time) (time.Time, bool)) time.Time {
	until := make([]time.Time, len(gates))
	for i, g := range gates {
		until[i] = g.until
		if !g.until.Before(never) {
			return never
		}
	}
	if next == nil {
		return never
	}
	at, ok := limits.OpenAt(now, until, next)
	if !ok {
		return never
	}
	return at
}

// opensWith are a campaign's hours; nil where nobody knows them.
func opensWith(c *cachedCampaign) func(time.Time) (time.Time, bool) {
	if c.plan == nil {
		return nil
	}
	return c.plan.Next
}

func closedIf(code string, closed bool) gate {
	if closed {
		return gate{code: code, until: never}
	}
	return gate{code: code}
}

func waits(code string, until *time.Time, now time.Time) gate {
	if until != nil && until.After(now) {
		return gate{code: code, until: *until}
	}
	return gate{code: code}
}

func orNever(t *time.Time) time.Time {
	if t == nil {
		return never
	}
	return *t
}

// windowGate says when the campaign's hours open. A schedule that cannot be read is closed: nobody knows the hours.
func windowGate(c *cachedCampaign, now time.Time) gate {
	code := campaign.ReasonOutsideWindow
	if c.plan == nil {
		return gate{code: code, until: never}
	}
	if now.Before(c.plan.Start()) {
		code = campaign.ReasonNotStarted
	}
	next, ok := c.plan.Next(now)
	if !ok {
		return gate{code: code, until: never}
	}
	return gate{code: code, until: next}
}

func statusCode(s campaign.Status) string {
	switch s {
	case campaign.StatusPaused:
		return campaign.ReasonCampaignPaused
	case campaign.StatusCompleted:
		return campaign.ReasonCompleted
	default:
		return campaign.ReasonNotActive
	}
}

// pauseCode is why a campaign does not send: the reason of a pause that the program made, else its status.
func pauseCode(c *cachedCampaign) string {
	if c.Status == campaign.StatusPaused && (c.PauseReason == campaign.ReasonRestored || c.PauseReason == campaign.ReasonJournalMissing) {
		return c.PauseReason
	}
	return statusCode(c.Status)
}

// statusGate is closed while a person must act on the account, with what was said of it.
func (a *account) statusGate() gate {
	g := closedIf(accountCode(a.status), a.status != campaign.AccountStatusActive && a.status != "")
	if g.until.Equal(never) {
		g.reason = a.reason
	}
	return g
}

func accountCode(s campaign.AccountStatus) string {
	if s == campaign.AccountStatusExpired {
		return campaign.ReasonAccountExpired
	}
	return campaign.ReasonAccountBlocked
}
