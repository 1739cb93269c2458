package campaign

import "time"

// MessageStatus is where a message is in its life. See state.go for the legal moves.
type MessageStatus string

// The states of a message.
const (
	MessageDraft     MessageStatus = "draft"
	MessageHeld      MessageStatus = "held"
	MessagePending   MessageStatus = "pending"
	MessageSending   MessageStatus = "sending"
	MessageSent      MessageStatus = "sent"
	MessageDelivered MessageStatus = "delivered"
	MessageRead      MessageStatus = "read"
	MessageFailed    MessageStatus = "failed"
	MessageCancelled MessageStatus = "cancelled"
	MessageInDoubt   MessageStatus = "in_doubt"
	MessageReceived  MessageStatus = "received"
)

// Direction of a message.
const (
	Outbound = "outbound"
	Inbound  = "inbound"
)

// LongestText is the most characters of a message on a channel (WhatsApp Cloud API: text body 4096; Instagram: 1000); 0 = no limit.
func LongestText(channel Channel) int {
	switch channel {
	case ChannelWhatsApp:
		return 4096
	case ChannelInstagram:
		return 1000
	default:
		return 0
	}
}

// TemplateUse is an approved template as one message uses it: name, language and the values of its variables in
// order. It lies in messages.metadata under "template".
type TemplateUse struct {
	Name     string   `json:"name"`
	Language string   `json:"language"`
	Params   []string `json:"params"`
	Names    []string `json:"names,omitempty"` // of named variables, one for each of Params; none = by position
}

// FactUse is a fact that a text rests on, with the span of the text (bytes) that it backs.
type FactUse struct {
	Fact
	Start int `json:"start"`
	End   int `json:"end"`
}

// Draft is what a writer made: a text, or why there is none.
type Draft struct {
	Content  string
	Variant  int
	Facts    []FactUse
	Template *TemplateUse // set when the text goes out as a template
	Held     *Reason      // set when a person must look first; Content may be empty then
}

// Outgoing is a claimed message with all that one call needs. It exists only between claim and record.
type Outgoing struct {
	ClaimID   string // unique; goes into the provider's echo field
	MessageID string
	Workspace string
	Campaign  string
	Prospect  string
	Account   string
	Channel   Channel
	Recipient string       // E.164 with plus, e-mail address or id
	UserID    string       // WhatsApp business-scoped id, when there is no number
	Content   string       // final text
	Template  *TemplateUse // nil = free text
	Attempts  int          // earlier claims of this message; none of them was sent
	ClaimedAt time.Time    // real time, with its monotonic part
}

// Result is what is known of one attempt to send.
type Result string

// The results of an attempt.
const (
	ResultSent     Result = "sent"     // accepted, with an id
	ResultUnsent   Result = "unsent"   // surely not sent: back to pending, from RetryAt
	ResultRejected Result = "rejected" // surely not sent, and no later try would be: failed
	ResultInDoubt  Result = "in_doubt" // nobody knows: never sent again by code
)

// AccountEffect is what an answer says about the whole account.
type AccountEffect string

// What may become of an account after an answer.
const (
	AccountFine    AccountEffect = ""
	AccountSlow    AccountEffect = "slow"    // nothing more before RetryAt
	AccountExpired AccountEffect = "expired" // the token: a person renews it
	AccountBlocked AccountEffect = "blocked" // policy, permission, payment: a person must act
)

// Outcome is what became of one Outgoing.
type Outcome struct {
	ClaimID      string
	MessageID    string
	Result       Result
	ProviderID   string
	At           time.Time     // business time of the answer
	Wait         time.Duration // with unsent: least time before the next try; with AccountSlow: pause of the account
	Code         string        // the provider's code, or ours: "timeout", "connection", "suspended"
	Error        string        // the provider's words
	Reason       *Reason       // ours, with the remedy
	Effect       AccountEffect
	OptOut       bool // the provider says that this person stopped messages: suppress
	BadRecipient bool // the number cannot be reached on this channel
	StopTemplate bool // the template is paused, disabled or wrong: its messages wait
}
