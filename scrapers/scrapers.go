// Package scrapers is the head of the family that finds businesses and reads their websites. It holds the promises;
// each source lives in a folder of its own. No room of the family knows the database.
package scrapers

import (
	"context"
	"encoding/json"
	"time"

	"aceno/campaign"
)

// Fact is one thing known about a business, with where and when it was learned.
type Fact = campaign.Fact

// Candidate is a business as a source found it.
type Candidate = campaign.Candidate

// Source finds businesses. One value serves all workspaces and is called from many goroutines.
type Source interface {
	// Describe says what search_config may ask of it.
	Describe() Description
	// Check refuses an entry of search_config.sources that Search could not use: campaign.Errors whose fields are
	// relative to the entry ("query", "limit"). Unknown keys are refused by name. It does no I/O.
	Check(entry json.RawMessage) error
	// Search returns the next page, at most PageSize candidates, and the cursor of the one after; an empty cursor ends
	// the search. The same query and cursor may be asked for again and give the same page while the raw results are
	// younger than MaxAge. It keeps the etiquette of its provider over all callers. Errors are *Failure.
	Search(ctx context.Context, q Query) (Page, error)
}

// PageSize is the most candidates of one page: one commit of the writer.
const PageSize = 200

// Query is one request for a page.
type Query struct {
	Entry   json.RawMessage // the entry of search_config.sources, checked
	Cursor  string
	Country string // ISO 3166-1 alpha-2: default region for phones
	MaxAge  time.Duration
}

// Page is one page of candidates.
type Page struct {
	Candidates []Candidate
	Cursor     string
}

// Failure says why a source or site could not answer, and whether asking again makes sense.
type Failure struct {
	Reason campaign.Reason
	Retry  bool
	After  time.Duration // least wait before the next try, with Retry
	Err    error
}

// Error returns our sentence.
func (f *Failure) Error() string { return f.Reason.Message }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Description is what a form needs to know of a source.
type Description struct {
	Type  string            // as in search_config
	Title map[string]string // by locale
	Keys  []Key
}

// Key is one key of an entry of search_config.sources.
type Key struct {
	Name     string
	Required bool
	Kind     string // text, number, list
	Help     map[string]string
}

// Site reads one business's website. It is called from many goroutines.
type Site interface {
	// Read fetches the home page and at most a few further pages and returns what stands there. A site that cannot be
	// read is no error: its state says so. Errors are *Failure and mean that trying again makes sense.
	Read(ctx context.Context, v Visit) (Report, error)
}

// Visit is one request to read a website.
type Visit struct {
	URL      string
	Name     string // of the business
	Country  string // default region for phones
	AreaCode string // for numbers without one; may be empty
	City     string
	Locale   string
}

// SiteState says what a website turned out to be.
type SiteState string

// The states of a website.
const (
	SiteOK              SiteState = "ok"
	SiteNeedsJavaScript SiteState = "needs_javascript"
	SiteParked          SiteState = "parked"
	SiteUnreachable     SiteState = "unreachable"
	SiteDisallowed      SiteState = "robots_disallowed"
	SiteForbidden       SiteState = "forbidden" // an address that must not be dialled
)

// Report is what stands on a website.
type Report struct {
	State    SiteState
	Detail   string // in English, for a person: what went wrong
	FinalURL string
	Title    string
	Language string
	Facts    []Fact // each with its page's URL
	Pages    int    // pages read
}
