package store

import (
	"math/bits"
	"time"

	"aceno/campaign"
)

// An account's breaker opens after 5 failures of transport among its last 20 answers; then one probe goes out after 5
// minutes, and after twice the time whenever one failed.
const (
	breakerOpen     = "open"
	breakerFailures = 5
	breakerWindow   = 20
	probeFirst      = 5 * time.Minute
	probeMost       = 6 * time.Hour
)

// isTransport says whether an answer tells of the way to the provider, not of the message.
func isTransport(o *campaign.Outcome) bool {
	if o.Result == campaign.ResultInDoubt {
		return true
	}
	return o.Result == campaign.ResultUnsent && (o.Code == campaign.ReasonConnection || o.Code == campaign.ReasonTimeout)
}

// observe takes an answer into account and says whether the account's state changed.
func (a *account) observe(o *campaign.Outcome, now time.Time) bool {
	a.outcomes <<= 1
	if !isTransport(o) {
		if a.state.Failures == 0 && a.state.Breaker == "" {
			return false
		}
		a.state.Failures, a.state.Breaker, a.state.ProbeAt, a.outcomes = 0, "", nil, 0
		return true
	}
	a.outcomes |= 1
	a.state.Failures++
	if a.state.Breaker != breakerOpen && bits.OnesCount32(a.outcomes&(1<<breakerWindow-1)) >= breakerFailures {
		a.state.Breaker = breakerOpen
		probe := now.Add(probeFirst)
		a.state.ProbeAt = &probe
	}
	return true
}

// delayProbe makes the next probe wait: this one is on its way. Every failure since the breaker opened doubles the time.
func (a *account) delayProbe(now time.Time) {
	wait := probeFirst
	for range min(max(a.state.Failures-breakerFailures+1, 0), 10) {
		wait = min(2*wait, probeMost)
	}
	probe := now.Add(wait)
	a.state.ProbeAt = &probe
}
