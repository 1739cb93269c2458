package outreach

import (
	"context"
	"time"

	"aceno/campaign"
)

// Connector shows what an account's token can see, and has a provider's webhooks sent here. A channel whose accounts have
// numbers to choose from is one.
type Connector interface {
	// Reach asks what the token can see. It needs no number yet. A refusal that says something of the token is a status; an
	// error means that nobody knows.
	Reach(ctx context.Context, a Account) (Reach, error)
	// Subscribe has the account's webhooks sent to an address and reads back whether they are. The provider asks the address
	// for its verify token before it answers.
	Subscribe(ctx context.Context, a Account, address string) (Subscription, error)
}

// Reach is what a token can see.
type Reach struct {
	Status    campaign.AccountStatus `json:"status" enum:"active,expired,blocked"`
	Detail    string                 `json:"detail" doc:"What the provider said, and what to do."`
	ExpiresAt *time.Time             `json:"expires_at" doc:"Of the token; null = it does not expire."`
	Missing   []string               `json:"missing_permissions" doc:"By the provider's own names."`
	Unlisted  bool                   `json:"unlisted" doc:"The token does not say which business accounts it may see: name one by waba_id."`
	Accounts  []ReachAccount         `json:"accounts"`
}

// ReachAccount is a business account that a token can see.
type ReachAccount struct {
	ID      string        `json:"id" doc:"waba_id."`
	Name    string        `json:"name"`
	Problem string        `json:"problem,omitempty" doc:"Why its numbers cannot be listed."`
	Numbers []ReachNumber `json:"numbers"`
}

// ReachNumber is a number that can be chosen.
type ReachNumber struct {
	ID      string `json:"id" doc:"phone_number_id."`
	Number  string `json:"number" doc:"As the provider shows it."`
	Name    string `json:"name" doc:"The verified name that people see."`
	Quality string `json:"quality" doc:"GREEN, YELLOW, RED or UNKNOWN."`
	Tier    int    `json:"tier" doc:"People a day outside their windows; 0 = unknown."`
	Problem string `json:"problem,omitempty" doc:"Why it cannot send, and what to do."`
}

// Subscription is where a provider sends an account's webhooks.
type Subscription struct {
	Registered bool   `json:"registered" doc:"The provider names this address as the account's."`
	URL        string `json:"url"`
	Detail     string `json:"detail" doc:"What is not covered, or went wrong."`
}
