// Package campaign is the domain: what a campaign, a prospect and a message are, which moves are legal, who
// qualifies, what may be said when. It knows no database, no HTTP and no provider, and does no I/O.
package campaign

import (
	"time"
)

// Status is where a campaign is in its life. See state.go for the legal moves.
type Status string

// A draft campaign finds, enriches and writes; only an active one sends.
const (
	StatusDraft     Status = "draft"
	StatusActive    Status = "active"
	StatusPaused    Status = "paused"
	StatusCompleted Status = "completed"
)

// Channel is how a message reaches a person.
type Channel string

// The channels of a campaign.
const (
	ChannelWhatsApp  Channel = "whatsapp"
	ChannelInstagram Channel = "instagram"
	ChannelEmail     Channel = "email"
)

// Gate is how strictly the channel's opt-in rule is applied.
type Gate string

// GateProviderRules demands a recorded opt-in (or an open window); GateRecordedBasis waives the opt-in, and only
// that, after a workspace admin signed a statement.
const (
	GateProviderRules Gate = "provider_rules"
	GateRecordedBasis Gate = "recorded_basis"
)

// Workspace is one client of the agency, or the agency itself: the wall of tenancy.
type Workspace struct {
	ID       string
	Name     string
	Timezone string // IANA
	Locale   string // pt-BR or en
	Currency string // ISO 4217
	Country  string // ISO 3166-1 alpha-2, default region of phones
	Tier     string // free, pro, enterprise
	Sender   Sender
	Limits   WorkspaceLimits
	Paused   bool

	SendBudgetMicros int64 // a month, for messages, in millionths of Currency; 0 = none
}

// Sender is who writes, as recipients must be told.
type Sender struct {
	LegalName      string `json:"legal_name"`
	PrivacyContact string `json:"privacy_contact"`
	Address        string `json:"address"`
}

// WorkspaceLimits are the limits of workspaces.limits; zero values mean the defaults.
type WorkspaceLimits struct {
	CooldownHours  *int `json:"cooldown_hours,omitempty"`   // between campaigns for one person; 168
	AssistedPerDay *int `json:"assisted_per_day,omitempty"` // hand-sent messages a member a day; 40
	AssistedGapS   *int `json:"assisted_gap_s,omitempty"`   // seconds between two hand-sent messages; 90
}

// Defaults of WorkspaceLimits.
const (
	DefaultCooldownHours  = 168
	DefaultAssistedPerDay = 40
	DefaultAssistedGapS   = 90
)

// Cooldown is the least time between messages of two campaigns to one person.
func (l WorkspaceLimits) Cooldown() time.Duration {
	return time.Duration(orDefault(l.CooldownHours, DefaultCooldownHours)) * time.Hour
}

// AssistedDay is how many messages a member may send by hand in 24 hours.
func (l WorkspaceLimits) AssistedDay() int { return orDefault(l.AssistedPerDay, DefaultAssistedPerDay) }

// AssistedGap is the least time between two messages that a member sends by hand.
func (l WorkspaceLimits) AssistedGap() time.Duration {
	return time.Duration(orDefault(l.AssistedGapS, DefaultAssistedGapS)) * time.Second
}

func orDefault(v *int, d int) int {
	if v == nil {
		return d
	}
	return *v
}

// Agent is the voice that writes.
type Agent struct {
	ID           string
	Name         string
	SystemPrompt string
	Language     string // pt-BR, en
	Account      string // an openai account; empty = the offline writer
}

// Plan is one service the agency offers.
type Plan struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Description string   `json:"description"`
	PriceCents  int64    `json:"price_cents"`
	Currency    string   `json:"currency"`
	Features    []string `json:"features"`
}

// Campaign is what moves prospects: whom to find, who qualifies, what is said when.
type Campaign struct {
	ID            string
	Workspace     string
	Name          string
	Status        Status
	PauseReason   string
	Agent         string
	Plans         []string
	Accounts      []string // none = assisted: a person sends
	Channel       Channel
	Search        SearchConfig
	Qualification Qualification
	Sequence      Sequence
	Schedule      Schedule
	RateLimit     int    // messages an hour; 0 = no limit of its own
	Selection     string // auto, manual: only judged prospects are written to
	Approval      string // auto, manual: of messages
	LegalBasis    string // legitimate_interest, consent
	Gate          Gate
}

// Assisted says whether a person sends this campaign's messages by hand.
func (c *Campaign) Assisted() bool { return len(c.Accounts) == 0 }

// Counters are a campaign's counters, or their changes; the commit that causes a change writes it.
type Counters struct {
	Found      int64 `json:"found_count"`
	Qualified  int64 `json:"qualified_count"`
	Contacted  int64 `json:"contacted_count"`
	Sent       int64 `json:"sent_count"`
	Delivered  int64 `json:"delivered_count"`
	Read       int64 `json:"read_count"`
	Replied    int64 `json:"replied_count"`
	Converted  int64 `json:"converted_count"`
	Failed     int64 `json:"failed_count"`
	OptOut     int64 `json:"opt_out_count"`
	CostMicros int64 `json:"cost_micros"`
}
