package campaign

// Tiers are the limits of a workspace's plan_tier.
type Tiers struct {
	Messages  int // a day
	Prospects int
	Agents    int
	Members   int
}

// tiers are the limits that the contract names.
var tiers = map[string]Tiers{
	"free":       {Messages: 50, Prospects: 1_000, Agents: 1, Members: 2},
	"pro":        {Messages: 1_000, Prospects: 50_000, Agents: 10, Members: 10},
	"enterprise": {Messages: 10_000, Prospects: 1_000_000, Agents: 100, Members: 100},
}

// Tier returns the limits of a plan_tier; an unknown name has those of free.
func Tier(name string) Tiers {
	if t, ok := tiers[name]; ok {
		return t
	}
	return tiers["free"]
}
