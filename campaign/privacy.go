package campaign

import (
	"encoding/json"
	"time"
)

// PersonKey names the person that a privacy request is about: exactly one of its fields is set.
type PersonKey struct {
	Prospect string // id
	Phone    string // in any form people write it
	Email    string
	Username string // Instagram handle
}

// Kind returns which field is set, as the contract names it, and its value. More or less than one is a *Error.
func (k PersonKey) Kind() (kind, value string, err error) {
	for _, one := range [...][2]string{{"prospect", k.Prospect}, {"phone", k.Phone}, {"email", k.Email}, {"username", k.Username}} {
		switch {
		case one[1] == "":
		case kind != "":
			return "", "", Invalid(one[0], "name the person by one thing alone: %s or %s", kind, one[0])
		default:
			kind, value = one[0], one[1]
		}
	}
	if kind == "" {
		return "", "", Invalid("phone", "nobody is named: give phone, email, username or prospect")
	}
	return kind, value, nil
}

// By is who does an act, for the audit log. A person who acts on their own page is "person".
type By struct {
	Actor     string
	IP        string
	RequestID string
}

// ThePerson is the actor of what somebody does with the link that they were sent.
const ThePerson = "person"

// Held is all that is held of a person, each row as an object with its columns. Of suppressions only kind, masked hint and
// reason are known.
type Held struct {
	Prospects    []json.RawMessage `json:"prospects"`
	Messages     []json.RawMessage `json:"messages"`
	Consents     []json.RawMessage `json:"consents"`
	Events       []json.RawMessage `json:"events"`
	Suppressions []json.RawMessage `json:"suppressions"`
}

// Erased says what an erasure took: how many records of each collection, and which kinds of contact are kept as a hash so
// that nobody writes to them again.
type Erased struct {
	Erased     map[string]int `json:"erased"`
	Suppressed []string       `json:"suppressed"`
}

// The kinds of a privacy request.
const (
	PrivacyAccess     = "access"     // a copy of what is held
	PrivacyCorrection = "correction" // what is held is wrong
	PrivacyErasure    = "erasure"
	PrivacyObjection  = "objection" // no more messages
)

// The states of a privacy request.
const (
	PrivacyOpen    = "open"
	PrivacyDone    = "done"
	PrivacyRefused = "refused"
)

// PrivacyDue is how long an agency may take over a privacy request (LGPD, article 19: 15 days for a whole answer).
const PrivacyDue = 15 * 24 * time.Hour

// PrivacyPage is what a person is shown of themselves: what is held, from where, when and why.
type PrivacyPage struct {
	Workspace  string // name of the client that writes
	Sender     Sender
	Locale     string // of the workspace
	Timezone   string
	Name       string // of the business
	LegalBasis string // legitimate_interest or consent
	FoundAt    time.Time
	Facts      []Fact
	Messages   []PrivacyMessage // newest first, at most 50
	Stopped    bool             // nothing more is sent to them
}

// PrivacyMessage is one message between the person and the workspace, without its words: a link can be passed on.
type PrivacyMessage struct {
	At        time.Time
	Channel   Channel
	Direction string
}
