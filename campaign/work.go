package campaign

import (
	"encoding/json"
	"time"
)

// The values below travel between the store and the stages: plain, without secrets, at most 256 KiB, so that they may be
// worked on elsewhere. Lease is what the claim wrote into lease_until (real time); a commit whose lease is no longer
// the record's is dropped, since somebody else has the record now.

// SearchTask is one claimed search.
type SearchTask struct {
	ID           string
	Workspace    string
	Campaign     string
	Source       json.RawMessage // {"type": …, …}
	Cursor       string          // empty at the first page
	Country      string          // the workspace's default region
	RefreshHours int
	Attempts     int
	Lease        time.Time
}

// Candidate is a business as a source found it.
type Candidate struct {
	Platform   string // openstreetmap, google, website, instagram, csv
	ExternalID string // unique for the platform; "node/123"
	Name       string
	ProfileURL string
	WebsiteURL string
	Category   string
	Address    string
	City       string
	Country    string // ISO 3166-1 alpha-2
	Lat, Lon   float64
	Followers  *int
	Rating     *float64
	Reviews    *int
	AreaCode   string // of the city, from the majority of its numbers in the same search; may be empty
	Facts      []Fact // every contact among them
}

// SearchDone is what became of a SearchTask: a page, or why there is none.
type SearchDone struct {
	Task       SearchTask
	Candidates []Candidate
	Cursor     string        // where to go on; empty = finished
	Failed     *Reason       // the source could not answer; what was found is kept
	RetryAfter time.Duration // with Failed: when to try again; 0 = never
}

// EnrichTask is one claimed prospect whose website is to be read.
type EnrichTask struct {
	Prospect      Prospect
	Qualification Qualification
	Country       string
	Locale        string
	Attempts      int
	Lease         time.Time
}

// EnrichDone is what became of an EnrichTask. Prospect is the task's with what was learned: facts, best contacts,
// score, and status ignored with its reason when it does not qualify.
type EnrichDone struct {
	Task       EnrichTask
	Prospect   Prospect
	Failed     *Reason
	RetryAfter time.Duration
}

// WriteTask is one claimed prospect to whom a message is to be written.
type WriteTask struct {
	Workspace Workspace
	Campaign  Campaign
	Agent     Agent
	Plans     []Plan
	Prospect  Prospect
	Step      int
	Template  *WhatsAppTemplate // the step's, as last synced; nil when unknown or not a template step
	Invite    Invite            // for wa_link

	PrivacyLink string // to the prospect's own page; empty = nobody outside knows the server's address
	Attempts    int
	Lease       time.Time
}

// Invite is what a link needs with which a prospect writes first: the workspace's WhatsApp number (E.164) and the prospect's
// own code (contact.NewCode). The zero value makes no link.
type Invite struct {
	Number string
	Code   string
}

// WriteDone is what became of a WriteTask.
type WriteDone struct {
	Task       WriteTask
	Draft      Draft
	Failed     *Reason
	RetryAfter time.Duration
}

// WhatsAppTemplate is a template as Meta knows it.
type WhatsAppTemplate struct {
	Account    string
	Name       string
	Language   string
	Category   string
	Status     string          // APPROVED, PENDING, …
	Components json.RawMessage // as listed by the API
}

// ReceiveTask is one claimed piece of work that an answer left: an event that could not be applied when it was
// stored, or an inbound message still to be classified.
type ReceiveTask struct {
	EventID   string // webhook_events id; empty for a classification
	MessageID string // messages id; empty for an event
	Text      string // the inbound words
	Locale    string
	Attempts  int
	Lease     time.Time
}

// ReceiveDone is what became of a ReceiveTask.
type ReceiveDone struct {
	Task       ReceiveTask
	Intent     Intent  // of a classification
	Sentiment  float64 // −1…1
	Failed     *Reason
	RetryAfter time.Duration
}
