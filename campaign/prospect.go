package campaign

import "time"

// ProspectStage is what happens to a prospect next.
type ProspectStage string

// The stages of a prospect.
const (
	StageEnrich ProspectStage = "enrich"
	StageWrite  ProspectStage = "write"
	StageDone   ProspectStage = "done"
)

// ProspectStatus is how far the acquaintance has come. See state.go for the legal moves.
type ProspectStatus string

// The states of a prospect.
const (
	ProspectFound     ProspectStatus = "found"
	ProspectContacted ProspectStatus = "contacted"
	ProspectReplied   ProspectStatus = "replied"
	ProspectConverted ProspectStatus = "converted"
	ProspectIgnored   ProspectStatus = "ignored"
)

// Intent is what an answer means.
type Intent string

// The intents of contract §1.
const (
	IntentInterested    Intent = "interested"
	IntentQuestion      Intent = "question"
	IntentProvenance    Intent = "provenance" // where did you get my number
	IntentNotNow        Intent = "not_now"
	IntentNotInterested Intent = "not_interested"
	IntentWrongPerson   Intent = "wrong_person"
	IntentAutoReply     Intent = "auto_reply"
	IntentOptOut        Intent = "opt_out"
	IntentOther         Intent = "other"
)

// Platforms of a prospect: where it was first found.
const (
	PlatformInstagram     = "instagram"
	PlatformGoogle        = "google"
	PlatformOpenStreetMap = "openstreetmap"
	PlatformWebsite       = "website"
	PlatformCSV           = "csv"
)

// Kinds of facts that carry a contact; any other kind is a statement about the business.
const (
	FactPhone     = "phone"    // E.164
	FactWhatsApp  = "whatsapp" // E.164: the page or the map says that this number is on WhatsApp
	FactEmail     = "email"    // lower case
	FactInstagram = "instagram"
	FactFacebook  = "facebook"
	FactLinkedIn  = "linkedin"
	FactTikTok    = "tiktok"
	FactYouTube   = "youtube"
	FactX         = "x"
	FactWebsite   = "website" // URL
	FactAddress   = "address"
	FactCity      = "city"
	FactCategory  = "category"
	FactHours     = "hours"
	FactNote      = "note"          // a sentence about the business, in Text
	FactSiteState = "website_state" // Value: ok, needs_javascript, parked, unreachable, robots_disallowed
)

// Fact is one thing known about a prospect, with where and when it was learned.
type Fact struct {
	ID        string     `json:"id"`                   // stable for (kind, value, source, url)
	Kind      string     `json:"kind"`                 // one of the Fact… kinds or a word of the source's own
	Value     string     `json:"value,omitempty"`      // normalised
	Text      string     `json:"text,omitempty"`       // as found, or a sentence
	Source    string     `json:"source"`               // openstreetmap, website, …
	URL       string     `json:"url,omitempty"`        // where it stands
	At        time.Time  `json:"at"`                   // when it was read, UTC
	Licence   string     `json:"licence,omitempty"`    // attribution the source asks for
	ExpiresAt *time.Time `json:"expires_at,omitempty"` // after which it is purged
}

// Prospect is a business that may need the agency.
type Prospect struct {
	ID             string
	Workspace      string
	Campaign       string
	Stage          ProspectStage
	Status         ProspectStatus
	Step           int
	DueAt          time.Time
	Name           string
	Username       string // Instagram handle, without @
	Platform       string
	ExternalID     string
	ProfileURL     string
	Phone          string // E.164, best of its kind
	WhatsApp       string // E.164
	Domain         string // of its website, registrable host in ASCII
	WhatsAppUserID string
	InstagramID    string
	Email          string
	Followers      *int
	HasWebsite     bool
	WebsiteURL     string
	LastPostDate   time.Time
	Category       string
	Address        string
	City           string
	Country        string
	Lat, Lon       float64
	Rating         *float64
	Reviews        *int
	Score          int // 0–100
	ScoreReasons   []ScoreReason
	IgnoredReason  string
	JudgedAt       time.Time
	Facts          []Fact
	Metadata       map[string]any
}

// ScoreReason is one part of a score.
type ScoreReason struct {
	Code   string         `json:"code"`
	Points int            `json:"points"`
	Params map[string]any `json:"params,omitempty"`
}
