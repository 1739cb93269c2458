package store

import (
	"encoding/json"
	"time"

	"aceno/campaign"
)

// SealedAccount is an integrated account whose credentials are still sealed.
type SealedAccount struct {
	ID         string
	Workspace  string
	Platform   string
	Identifier string
	Sealed     string // the credentials column as it lies in the database
	Settings   map[string]string
	Number     string // E.164, as the provider last gave it
}

// Named is a record as a list names it.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// AssistedPage is what one member may send by hand now.
type AssistedPage struct {
	Items    []AssistedItem `json:"items"`
	GapUntil *time.Time     `json:"gap_until"` // nothing more before that
	Used     int            `json:"used"`      // sent by this member in the last 24 hours
	Ceiling  int            `json:"ceiling"`
}

// AssistedItem is one message leased to a member. The route adds the link.
type AssistedItem struct {
	Message     string           `json:"message"`
	Prospect    Named            `json:"prospect"`
	Channel     campaign.Channel `json:"channel"`
	Content     string           `json:"content"`
	Recipient   string           `json:"-"`
	LeasedUntil time.Time        `json:"leased_until"` // real time
}

// The outcomes that a member may report of an assisted message.
const (
	AssistedSent          = "sent"
	AssistedNoSuchNumber  = "no_such_number"
	AssistedAlreadyClient = "already_client"
	AssistedSkipped       = "skipped"
)

// MarkSent is a member's word on an assisted message.
type MarkSent struct {
	Workspace string
	Message   string
	Member    string
	Outcome   string    // one of the Assisted… outcomes
	At        time.Time // business time of the act; zero = now
	Key       string    // Idempotency-Key: the same key acts once
}

// ProspectFilter chooses a page of prospects.
type ProspectFilter struct {
	Campaign string // empty = the whole workspace
	Status   string // one of the statuses of a prospect; empty = any
	Query    string // beginnings of words of the name, category, city or contacts; all must be there
	City     string
	Intent   string
	MinScore int // 0 to 100

	HasWebsite string // true, false; empty = either
	Judged     string // true, false; empty = either

	Sort   string // SortNewest, which is the default, or SortScore, which needs Campaign
	Cursor string // from the page before
	Limit  int    // 1 to 500; 0 = 50
}

// The orders of a list of prospects.
const (
	SortNewest = "-created"
	SortScore  = "-score"
)

// ProspectItem is a prospect as the list shows it.
type ProspectItem struct {
	ID       string                  `json:"id"`
	Campaign string                  `json:"campaign"`
	Name     string                  `json:"name"`
	Category string                  `json:"category"`
	City     string                  `json:"city"`
	Phone    string                  `json:"phone"`
	Email    string                  `json:"email"`
	Score    int                     `json:"score"`
	Stage    campaign.ProspectStage  `json:"stage"`
	Status   campaign.ProspectStatus `json:"status"`
	Intent   campaign.Intent         `json:"intent"`
	Created  time.Time               `json:"created"`
}

// ProspectPage is one page of the list; Next is empty on the last.
type ProspectPage struct {
	Items []ProspectItem `json:"items"`
	Next  string         `json:"next"`
}

// ProspectDetail is all that a member may see of one prospect.
type ProspectDetail struct {
	ID             string                  `json:"id"`
	Campaign       string                  `json:"campaign"`
	Stage          campaign.ProspectStage  `json:"stage"`
	Status         campaign.ProspectStatus `json:"status"`
	Step           int                     `json:"step"`
	DueAt          *time.Time              `json:"due_at"`
	Name           string                  `json:"name"`
	Username       string                  `json:"username"`
	Platform       string                  `json:"platform"`
	ExternalID     string                  `json:"external_id"`
	ProfileURL     string                  `json:"profile_url"`
	Phone          string                  `json:"phone"`
	WhatsApp       string                  `json:"whatsapp"`
	Domain         string                  `json:"domain"`
	WhatsAppUserID string                  `json:"whatsapp_user_id"`
	InstagramID    string                  `json:"instagram_id"`
	Email          string                  `json:"email"`
	Followers      *int                    `json:"followers_count"`
	HasWebsite     bool                    `json:"has_website"`
	WebsiteURL     string                  `json:"website_url"`
	LastPostDate   *time.Time              `json:"last_post_date"`
	Category       string                  `json:"category"`
	Address        string                  `json:"address"`
	City           string                  `json:"city"`
	Country        string                  `json:"country"`
	Location       Location                `json:"location"`
	Rating         *float64                `json:"rating"`
	Reviews        *int                    `json:"reviews_count"`
	Score          int                     `json:"score"`
	ScoreReasons   []campaign.ScoreReason  `json:"score_reasons"`
	IgnoredReason  string                  `json:"ignored_reason"`
	Intent         campaign.Intent         `json:"intent"`
	Sentiment      float64                 `json:"sentiment"`
	JudgedAt       *time.Time              `json:"judged_at"`
	Facts          []campaign.Fact         `json:"facts"`
	Metadata       json.RawMessage         `json:"metadata"`
	Created        time.Time               `json:"created"`
	Updated        time.Time               `json:"updated"`
}

// Location is a geo point.
type Location struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// MessageFilter chooses a page of messages.
type MessageFilter struct {
	Campaign string // empty = the whole workspace
	Status   string // needs Campaign
	Prospect string // one prospect's conversation
	Query    string // words of the content
	Cursor   string
	Limit    int // 1 to 500; 0 = 50
}

// MessageItem is a message as the list shows it.
type MessageItem struct {
	ID           string                 `json:"id"`
	Campaign     string                 `json:"campaign"`
	Prospect     Named                  `json:"prospect"`
	Channel      campaign.Channel       `json:"channel"`
	Direction    string                 `json:"direction"`
	Status       campaign.MessageStatus `json:"status"`
	StatusReason *campaign.Reason       `json:"status_reason"`
	Content      string                 `json:"content"`
	Step         int                    `json:"step"`
	ScheduledAt  *time.Time             `json:"scheduled_at"`
	SentAt       *time.Time             `json:"sent_at"`
	Created      time.Time              `json:"created"`
}

// MessagePage is one page of the list; Next is empty on the last.
type MessagePage struct {
	Items []MessageItem `json:"items"`
	Next  string        `json:"next"`
}

// DashboardQuery chooses days (2006-01-02, both included; empty = open) and a campaign (empty = all).
type DashboardQuery struct {
	From     string
	To       string
	Campaign string
}

// Dashboard is contract §10's `dashboard`.
type Dashboard struct {
	Funnel Funnel      `json:"funnel"`
	Series []MetricDay `json:"series"`
	Rates  Rates       `json:"rates"`
	Cost   Cost        `json:"cost"`
}

// Funnel counts how far prospects and messages came.
type Funnel struct {
	Found     int64 `json:"found"`
	Qualified int64 `json:"qualified"`
	Contacted int64 `json:"contacted"`
	Delivered int64 `json:"delivered"`
	Read      int64 `json:"read"`
	Replied   int64 `json:"replied"`
	Converted int64 `json:"converted"`
}

// MetricDay is campaign_metrics of one day in the workspace's zone.
type MetricDay struct {
	Campaign   string `json:"campaign,omitempty"`
	Date       string `json:"date"`
	Found      int64  `json:"prospects_found"`
	Sent       int64  `json:"messages_sent"`
	Delivered  int64  `json:"messages_delivered"`
	Read       int64  `json:"messages_read"`
	Replies    int64  `json:"replies_received"`
	Converted  int64  `json:"conversions"`
	OptOuts    int64  `json:"opt_outs"`
	Failures   int64  `json:"failures"`
	CostMicros int64  `json:"cost_micros"`
}

// Rates are shares of the people contacted, 0 to 1.
type Rates struct {
	Reply      float64 `json:"reply"`
	Conversion float64 `json:"conversion"`
	OptOut     float64 `json:"opt_out"`
}

// Cost is what was spent, in millionths of the workspace's currency.
type Cost struct {
	Currency            string `json:"currency"`
	TotalMicros         int64  `json:"total_micros"`
	PerLeadMicros       int64  `json:"per_lead_micros"`
	PerConversionMicros int64  `json:"per_conversion_micros"`
}

// Why says whether messages are going out, and if not, what stands in the way.
type Why struct {
	Sending bool           `json:"sending"`
	Code    string         `json:"code"`
	Params  map[string]any `json:"params"`
	Message string         `json:"message"`
	NextAt  *time.Time     `json:"next_at"` // business time of the next possible send, when known
	Next    *NextUp        `json:"next"`
	Gates   []GateState    `json:"gates"`
}

// NextUp is who is next.
type NextUp struct {
	Prospect Named `json:"prospect"`
}

// GateState is one of the checks that a message passes.
type GateState struct {
	Code  string     `json:"code"`
	OK    bool       `json:"ok"`
	Used  int        `json:"used"`
	Limit int        `json:"limit"`
	Until *time.Time `json:"until"`
}

// Progress is what `campaigns/{id}/progress` carries.
type Progress struct {
	Workspace string            `json:"-"`
	Status    campaign.Status   `json:"status"`
	Counters  campaign.Counters `json:"counters"`
	Stages    []StageState      `json:"stages"`
	Why       Why               `json:"why"`
}

// StageState is how much lies at one stage.
type StageState struct {
	Name    string     `json:"name"`
	Waiting int        `json:"waiting"`
	Doing   int        `json:"doing"`
	LastAt  *time.Time `json:"last_at"`
}

// AuditEntry is one act worth remembering. Changes must hold no secret.
type AuditEntry struct {
	Workspace  string
	Actor      string
	Action     string
	Collection string
	Record     string
	Changes    map[string]any
	IP         string
	RequestID  string
}
