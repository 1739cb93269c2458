package campaign

import (
	"encoding/json"
	"time"
)

// EventKind says what a provider told us.
type EventKind string

// The kinds of events.
const (
	EventStatus     EventKind = "status"     // what became of a message of ours
	EventInbound    EventKind = "inbound"    // somebody wrote
	EventPreference EventKind = "preference" // somebody stopped or resumed marketing
	EventTemplate   EventKind = "template"   // a template's status changed
	EventAccount    EventKind = "account"    // about the account itself: quality, limit, block
	EventIdentity   EventKind = "identity"   // a person's number or id changed
	EventEcho       EventKind = "echo"       // a member wrote to a person from the phone's own app
	EventIgnored    EventKind = "ignored"    // understood, and nobody's business: a group, an unknown field
)

// Event is one thing a provider told us, in our terms. Only the part named by Kind is set.
type Event struct {
	Key       string // unique for the platform: the provider's id of the event
	Kind      EventKind
	AccountID string          // the id the payload names: phone_number_id, Instagram id, AccountSid+To
	At        time.Time       // the provider's time
	Payload   json.RawMessage // the event's own part of the body, as it came
	Unread    string          // why it could not be understood; it is stored all the same

	Status   *StatusEvent
	Inbound  *InboundEvent
	Prefer   *PreferenceEvent
	Template *TemplateEvent
	Account  *AccountEvent
	Identity *IdentityEvent
	Echo     *EchoEvent
}

// StatusEvent reports a message of ours.
type StatusEvent struct {
	ProviderID string
	ClaimID    string        // echoed; empty when the provider has no echo field
	Status     MessageStatus // sent, delivered, read or failed
	Recipient  string        // digits as the provider writes them, may be empty
	UserID     string        // business-scoped id, may be empty
	Code       string        // of a failure
	Error      string
	Outcome    *Outcome // of a failure: what the code means (Result, Effect, OptOut, BadRecipient, Reason)
	CostCents  *float64 // where the provider says it
	Category   string   // of the price, as the provider names it: marketing, utility, service …; empty = the event does not say
	Free       bool     // the provider says that this message costs nothing
}

// InboundEvent is a message from a person.
type InboundEvent struct {
	ProviderID string
	From       string // digits or address as the provider writes it, may be empty
	UserID     string // business-scoped id, may be empty
	Name       string // of the profile
	Username   string
	Type       string // text, image, button, …
	Text       string // the words: body, caption, button title; empty when there are none
	ReplyTo    string // provider id of our message that it answers
	Media      json.RawMessage
	Edits      string // provider id of the earlier message that this edits
	Revokes    string // provider id of the earlier message that this deletes
	Reaction   string // emoji, of a reaction
}

// PreferenceEvent says that a person stopped or resumed marketing messages.
type PreferenceEvent struct {
	From   string
	UserID string
	Stop   bool
}

// TemplateEvent says that a template's status changed.
type TemplateEvent struct {
	WABA     string
	Name     string
	Language string
	Status   string // APPROVED, REJECTED, PAUSED, …; empty = the event does not say
	Category string
	Reason   string
}

// AccountEvent is about the account itself. WABA is set where the event names no number: it is about every number of that
// business account.
type AccountEvent struct {
	Code    string
	Message string
	Effect  AccountEffect
	Tier    int    // people a day that the provider allows from now on; 0 = the event does not say, UnlimitedTier = no limit
	Quality string // GREEN, YELLOW or RED; empty = the event does not say
	WABA    string
	Number  string // E.164, where the event names the number by that alone
}

// UnlimitedTier is the tier of an account that the provider does not limit by the day.
const UnlimitedTier = 1 << 30

// EchoEvent is a message that a member sent from the phone's own app, beside Aceno (coexistence).
type EchoEvent struct {
	ProviderID string
	To         string // digits as the provider writes them, may be empty
	UserID     string // business-scoped id, may be empty
	Type       string // text, image, …
	Text       string // the words; empty when there are none
}

// IdentityEvent says that a person's number or id changed.
type IdentityEvent struct {
	From      string
	UserID    string
	NewFrom   string
	NewUserID string
}

// OptOutVerdict is what the words of a message say about being written to again.
type OptOutVerdict string

// The verdicts of an opt-out detector.
const (
	OptOutNo      OptOutVerdict = "no"
	OptOutYes     OptOutVerdict = "opt_out"
	OptOutUnclear OptOutVerdict = "unclear" // no automatic act until a person decides
)
