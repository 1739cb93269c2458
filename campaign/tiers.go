package campaign

import (
	"cmp"
	"maps"
	"slices"
)

// Tiers are the limits of a workspace's plan_tier.
type Tiers struct {
	Messages  int // a day
	Prospects int
	Agents    int
	Members   int
}

// What a tier bounds, as {what} of a reason names it.
const (
	CeilingMessages  = "messages"
	CeilingProspects = "prospects"
	CeilingAgents    = "agents"
	CeilingMembers   = "members"
)

// tiers are the limits that the contract names.
var tiers = map[string]Tiers{
	freeTier:     {Messages: 50, Prospects: 1_000, Agents: 1, Members: 2},
	"pro":        {Messages: 1_000, Prospects: 50_000, Agents: 10, Members: 10},
	"enterprise": {Messages: 10_000, Prospects: 1_000_000, Agents: 100, Members: 100},
}

// freeTier is the tier of a workspace whose plan_tier names none.
const freeTier = "free"

// Tier returns the limits of a plan_tier; an unknown name has those of free.
func Tier(name string) Tiers {
	if t, ok := tiers[name]; ok {
		return t
	}
	return tiers[freeTier]
}

// Ceiling returns how many of what a tier allows; nothing of what tiers do not bound.
func (t Tiers) Ceiling(what string) int {
	switch what {
	case CeilingMessages:
		return t.Messages
	case CeilingProspects:
		return t.Prospects
	case CeilingAgents:
		return t.Agents
	case CeilingMembers:
		return t.Members
	default:
		return 0
	}
}

// CeilingReached says that a workspace of a tier has no room for so many more: which ceiling it is, how many are there, by how
// many it would be passed, and which tier has room for all. It is asked once the ceiling is reached, not whether it is.
func CeilingReached(what, tier string, have, adding int) Reason {
	if _, known := tiers[tier]; !known {
		tier = freeTier
	}
	limit := Tier(tier).Ceiling(what)
	params := map[string]any{"what": what, "tier": tier, "limit": limit, "have": have, "over": max(have+adding-limit, 0)}
	next, found := roomier(what, have+adding)
	if !found {
		return NewReason(ReasonTierLimitTop, params)
	}
	params["next"], params["next_limit"] = next, tiers[next].Ceiling(what)
	return NewReason(ReasonTierLimit, params)
}

// roomier returns the smallest tier that has room for so many.
func roomier(what string, many int) (string, bool) {
	names := slices.SortedFunc(maps.Keys(tiers), func(a, b string) int { return cmp.Compare(tiers[a].Ceiling(what), tiers[b].Ceiling(what)) })
	for _, name := range names {
		if tiers[name].Ceiling(what) >= many {
			return name, true
		}
	}
	return "", false
}
