package campaign

import "time"

// The states of an account's test message.
const (
	EchoNone     = "none"
	EchoSending  = "sending"
	EchoSent     = "sent"     // the provider took it; nothing has come back
	EchoReturned = "returned" // its status came back through the webhook
	EchoAnswered = "answered" // and the person wrote back
	EchoFailed   = "failed"
	EchoInDoubt  = "in_doubt"
)

// EchoTest is an account's test message: sent to a number of one's own, and only believed once something of it came back by
// the webhook.
type EchoTest struct {
	ID         string     `json:"id"`
	State      string     `json:"state" enum:"none,sending,sent,returned,answered,failed,in_doubt"`
	Green      bool       `json:"green" doc:"Something came back: sending and hearing both work."`
	To         string     `json:"to" doc:"Masked."`
	Template   string     `json:"template,omitempty" doc:"The template that went out; empty = free text, which needs an open window."`
	SentAt     *time.Time `json:"sent_at"`
	ReturnedAt *time.Time `json:"returned_at"`
	Reason     *Reason    `json:"reason" doc:"Why it failed or is in doubt."`
}
