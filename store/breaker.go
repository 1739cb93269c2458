package store

import (
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

// breakerOpen is the word of an open breaker. When it opens and when a probe goes out is said in limits.
const breakerOpen = "open"

// isTransport says whether an answer tells of the way to the provider, not of the message.
func isTransport(o *campaign.Outcome) bool {
	if o.Result == campaign.ResultInDoubt {
		return true
	}
	return o.Result == campaign.ResultUnsent && (o.Code == campaign.ReasonConnection || o.Code == campaign.ReasonTimeout)
}

// observe takes an answer into account and says whether the account's state changed.
func (a *account) observe(o *campaign.Outcome, now time.Time) bool {
	failed := isTransport(o)
	opens := a.tally.Record(!failed)
	switch {
	case !failed && a.state.Failures == 0 && a.state.Breaker == "":
		return false
	case !failed:
		if a.state.Breaker == breakerOpen {
			a.tally.Reset()
		}
		a.state.Failures, a.state.Breaker, a.state.ProbeAt = 0, "", nil
		return true
	}
	if a.state.Breaker == breakerOpen {
		return false // a probe counted when it was taken, and what was in flight when the breaker opened is none
	}
	a.state.Failures++
	if opens {
		a.state.Breaker, a.state.Failures = breakerOpen, limits.BreakerFailures
		a.state.ProbeAt = new(now.Add(limits.FirstProbe))
	}
	return true
}

// delayProbe makes the next probe wait: this one is on its way, and counts as failed until it is answered. Each doubles the time.
func (a *account) delayProbe(now time.Time) {
	a.state.Failures++
	a.state.ProbeAt = new(now.Add(limits.Probe(max(a.state.Failures-limits.BreakerFailures, 0))))
}
