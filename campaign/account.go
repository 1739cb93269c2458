package campaign

import "time"

// AccountStatus is whether an integrated account can be used.
type AccountStatus string

// The states of an integrated account.
const (
	AccountStatusActive  AccountStatus = "active"
	AccountStatusExpired AccountStatus = "expired"
	AccountStatusBlocked AccountStatus = "blocked"
)

// AccountLimits are integrated_accounts.limits; zero = no limit of its own.
type AccountLimits struct {
	PerHour int `json:"per_hour,omitempty"`
	PerDay  int `json:"per_day,omitempty"`
	MinGapS int `json:"min_gap_s,omitempty"`
	MaxGapS int `json:"max_gap_s,omitempty"`
}

// AccountState is integrated_accounts.state: the system's memory of an account.
type AccountState struct {
	NextAt   *time.Time `json:"next_at,omitempty"`  // gap drawn at the last send
	RetryAt  *time.Time `json:"retry_at,omitempty"` // the provider asked to wait until then
	Breaker  string     `json:"breaker,omitempty"`  // closed (or empty), open
	ProbeAt  *time.Time `json:"probe_at,omitempty"` // one probe from then
	Tier     int        `json:"tier,omitempty"`     // people a day that the provider allows
	Quality  string     `json:"quality,omitempty"`  // GREEN, YELLOW, RED
	Number   string     `json:"number,omitempty"`   // E.164: how the provider knows it
	Failures int        `json:"failures,omitempty"` // in a row, of transport
}

// Limit is at most N sends in every window of this length.
type Limit struct {
	Code   string // account_per_hour, campaign_per_hour, tier_per_day, provider_per_day, provider_per_second …
	N      int
	Window time.Duration
}
