package campaign

import "time"

// JournalKind says what an entry of the send journal remembers.
type JournalKind string

// What the journal remembers.
const (
	JournalSend     JournalKind = "send"     // a claim: a call may have followed
	JournalUnsent   JournalKind = "unsent"   // what was claimed is known as not sent
	JournalSuppress JournalKind = "suppress" // a contact must not be written to
	JournalErase    JournalKind = "erase"    // a prospect's data was erased
)

// JournalEntry is one thing that must not be forgotten when an old database is put back. It holds no contact, only keyed
// hashes. The send journal lies outside the data folder and is never part of a backup.
type JournalEntry struct {
	Kind      JournalKind `json:"kind"`
	Workspace string      `json:"workspace"`
	At        time.Time   `json:"at"` // business time

	// Of JournalSend and JournalUnsent.
	Claim      string  `json:"claim,omitempty"`
	OnceKey    string  `json:"once_key,omitempty"`
	ContactKey string  `json:"contact_key,omitempty"`
	Campaign   string  `json:"campaign,omitempty"`
	Account    string  `json:"account,omitempty"`
	Channel    Channel `json:"channel,omitempty"`
	Step       int     `json:"step,omitempty"`
	CostMicros int64   `json:"cost_micros,omitempty"` // what it was expected to cost

	// Of JournalSuppress.
	FormKind string `json:"form_kind,omitempty"`
	Hash     string `json:"hash,omitempty"`
	Hint     string `json:"hint,omitempty"`
	Reason   string `json:"reason,omitempty"`

	// Of JournalErase.
	Prospect string `json:"prospect,omitempty"` // id
}

// JournalState is how far a journal has come. Sequence counts the groups of entries that were written; ID is random, made
// with the journal, and stands in the database too, so that a journal of another installation is recognised.
type JournalState struct {
	ID       string
	Sequence int64
}
