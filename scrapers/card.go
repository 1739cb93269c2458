package scrapers

import "context"

// CardReader reads an agency's own website into what it says of itself.
type CardReader interface {
	// Card returns what the site itself says, each piece with the place where it stands. What no page says is absent, never
	// guessed. A site that cannot be read is no error: its state says so. Errors are *Failure.
	Card(ctx context.Context, v Visit) (Card, error)
}

// Quoted is a piece of a card with where it comes from.
type Quoted struct {
	Value string `json:"value"`
	URL   string `json:"url" doc:"The page."`
	Quote string `json:"quote" doc:"The words on it."`
}

// Card is what a site says of whoever it belongs to. A piece that it does not say is null.
type Card struct {
	State          SiteState `json:"state" enum:"ok,needs_javascript,parked,unreachable,robots_disallowed,forbidden"`
	Detail         string    `json:"detail" doc:"What went wrong."`
	URL            string    `json:"url" doc:"Where the site really lies."`
	Language       string    `json:"language"`
	Pages          int       `json:"pages" doc:"Pages read."`
	Offer          *Quoted   `json:"offer"`
	ForWhom        *Quoted   `json:"for_whom"`
	Proof          *Quoted   `json:"proof"`
	Tone           *Quoted   `json:"tone"`
	NeverSay       *Quoted   `json:"never_say"`
	Name           *Quoted   `json:"name"`
	LegalName      *Quoted   `json:"legal_name"`
	Email          *Quoted   `json:"email"`
	PrivacyContact *Quoted   `json:"privacy_contact"`
	Address        *Quoted   `json:"address"`
}
