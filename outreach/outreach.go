// Package outreach is the head of the family that says hello and understands the answer. It holds the promises; each
// channel lives in a folder of its own. No room of the family knows the database.
package outreach

import (
	"context"
	"net/http"
	"net/url"

	"aceno/campaign"
)

// Account is an integrated account, opened for one use. Credentials never leave the process and never reach a log.
type Account struct {
	ID          string
	Workspace   string
	Platform    string
	Identifier  string
	Credentials map[string]Secret
	Settings    map[string]string
	Number      string // E.164, as the provider last gave it; empty = never asked
}

// Secret prints as [hidden] in every format.
type Secret string

// String hides the secret.
func (Secret) String() string { return "[hidden]" }

// GoString hides the secret.
func (Secret) GoString() string { return "[hidden]" }

// MarshalText hides the secret.
func (Secret) MarshalText() ([]byte, error) { return []byte("[hidden]"), nil }

// Reveal returns the secret itself, for the call that needs it.
func (s Secret) Reveal() string { return string(s) }

// Channel sends. One value serves all accounts and is called from many goroutines.
type Channel interface {
	// Send makes exactly one call to the provider and says what became of it. It never repeats the call, follows no
	// redirect and returns within 30 s. Whatever is not surely sent or surely not sent is campaign.ResultInDoubt. It
	// returns no error: the outcome is the answer.
	Send(ctx context.Context, a Account, m campaign.Outgoing) campaign.Outcome
	// Check asks the provider whether the account can be used, and names what is missing.
	Check(ctx context.Context, a Account) (Health, error)
	// Describe says what an account's credentials and settings must hold.
	Describe() Description
}

// Health is what a provider says of an account.
type Health struct {
	Status  campaign.AccountStatus
	Detail  string
	Tier    int    // people a day; 0 = unknown
	Quality string // GREEN, YELLOW, RED, UNKNOWN
	Number  string // E.164; empty = unknown, or none
}

// Description is what a form needs to know of a platform.
type Description struct {
	Platform    string
	Credentials []Field
	Settings    []Field
}

// Field is one credential or setting.
type Field struct {
	Name     string
	Optional bool
	Made     bool              // a word of our own: made up where none is given
	Chosen   bool              // may be chosen after the account was made; until then it does not send
	Help     map[string]string // by locale
}

// Webhook reads what a provider tells us.
type Webhook interface {
	// Challenge answers the provider's verify handshake, or refuses it.
	Challenge(q url.Values, tokens []Secret) (answer string, ok bool)
	// Signed says whether the raw body bears this account's signature, in constant time.
	Signed(h http.Header, body []byte, a Account) bool
	// Parse takes the body apart into events, in its order. What it cannot understand becomes an event with Unread
	// set; an error means that the body as a whole is unreadable.
	Parse(body []byte) ([]campaign.Event, error)
}

// Templates lists the approved templates of an account.
type Templates interface {
	List(ctx context.Context, a Account) ([]campaign.WhatsAppTemplate, error)
}

// Writer writes a message. Offline it is code alone.
type Writer interface {
	// Check refuses a sequence that Write could not use: syntax, unknown names. campaign.Errors with fields below
	// "sequence". It does no I/O.
	Check(s campaign.Sequence) error
	// Write makes the text of one step for one prospect, or holds it and says why. The same task gives the same text.
	Write(ctx context.Context, t campaign.WriteTask) (campaign.Draft, error)
}

// Guard reads the final text. An empty result lets it through.
type Guard interface {
	Read(text string, t campaign.WriteTask) *campaign.Reason
}

// OptOut says what the words of an inbound message mean for being written to again. It is code, pure and quick.
type OptOut interface {
	Judge(text string) campaign.OptOutVerdict
}

// Classifier says what an answer means. It comes after the opt-out words and never undoes them.
type Classifier interface {
	Classify(ctx context.Context, text, locale string) (campaign.Intent, float64, error)
}

// LinkBuilder makes the link with which a person sends a message by hand.
type LinkBuilder interface {
	// Link returns a wa.me, ig.me or mailto: link that opens the recipient with the text, where the app can take one.
	Link(channel campaign.Channel, recipient, subject, text string) string
}
