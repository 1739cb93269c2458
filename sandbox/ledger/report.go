package ledger

import (
	"cmp"
	"slices"
	"time"
)

// reachGrace is how long after an opt-out was told, in the machine's time, a message may still come that was under way
// when it was told.
const reachGrace = time.Second

// Totals are the figures of a run. Delivered counts what reached the person, read or not; read, delivered and failed
// are of messages that were accepted, and hand_sent is beside them.
type Totals struct {
	Accepted    int `json:"accepted"`     // by the API
	People      int `json:"people"`       // who got at least one accepted message
	Delivered   int `json:"delivered"`    // messages
	Read        int `json:"read"`         // messages
	Failed      int `json:"failed"`       // messages
	Answered    int `json:"answered"`     // people who wrote, machines of theirs too
	Answers     int `json:"answers"`      // messages from people
	AutoReplied int `json:"auto_replied"` // people of whom a machine alone wrote
	OptedOut    int `json:"opted_out"`    // people
	Doubles     int `json:"doubles"`
	AfterOptOut int `json:"after_opt_out"`
	Races       int `json:"opt_out_races"` // accepted in the first second after the opt-out was told
	HandSent    int `json:"hand_sent"`
	Unknown     int `json:"unknown"` // accepted for a number that nobody has
	Waiting     int `json:"waiting"` // events still to come
	Untold      int `json:"untold"`  // events that happened and that no webhook has taken yet
}

// Report is the whole ledger.
type Report struct {
	Totals Totals         `json:"totals"`
	People []PersonReport `json:"people"`
}

// PersonReport is what one person got and did.
type PersonReport struct {
	Person      string          `json:"person"`
	Messages    []MessageReport `json:"messages"`
	Answers     []AnswerReport  `json:"answers"`
	OptedOut    *time.Time      `json:"opted_out_at"`    // business time
	OptOutTold  *time.Time      `json:"opt_out_told_at"` // the machine's time at which a webhook took it
	Doubles     []string        `json:"doubles"`         // ids of messages that repeat an earlier one
	AfterOptOut []string        `json:"after_opt_out"`   // ids
	races       int
}

// MessageReport is a message and what became of it.
type MessageReport struct {
	Message
	Status    string     `json:"status"` // accepted, sent, delivered, read, failed
	Delivered *time.Time `json:"delivered_at"`
	Read      *time.Time `json:"read_at"`
	Code      int        `json:"code,omitempty"`
	Detail    string     `json:"detail,omitempty"`
}

// AnswerReport is something that a person wrote or did.
type AnswerReport struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Text   string    `json:"text"`
	Intent string    `json:"intent"`
	OptOut bool      `json:"opt_out"`
	Told   bool      `json:"told"`
}

// Totals counts.
func (l *Ledger) Totals() Totals { return l.Report().Totals }

// Report tells all, people in the order of their keys.
func (l *Ledger) Report() Report {
	l.mu.Lock()
	defer l.mu.Unlock()
	fates := l.fates()
	r := Report{People: []PersonReport{}}
	t := &r.Totals
	t.HandSent, t.Waiting, t.Untold = l.hand, len(l.waiting), len(l.untold)
	for _, p := range l.persons {
		one := p.report(fates)
		r.People = append(r.People, one)
		t.Doubles += len(one.Doubles)
		t.AfterOptOut += len(one.AfterOptOut)
		t.Races += one.races
		t.Answers += len(one.Answers)
		if len(one.Answers) > 0 {
			t.Answered++
			if !slices.ContainsFunc(one.Answers, func(a AnswerReport) bool { return a.Intent != "auto_reply" }) {
				t.AutoReplied++
			}
		}
		if one.OptedOut != nil {
			t.OptedOut++
		}
		t.add(one.Messages)
	}
	slices.SortFunc(r.People, func(a, b PersonReport) int { return cmp.Compare(a.Person, b.Person) })
	return r
}

func (t *Totals) add(messages []MessageReport) {
	reached := false
	for _, m := range messages {
		if m.Channel == ByHand {
			continue
		}
		reached = true
		t.Accepted++
		if m.Unknown {
			t.Unknown++
		}
		switch m.Status {
		case string(Read):
			t.Read++
			t.Delivered++
		case string(Delivered):
			t.Delivered++
		case string(Failed):
			t.Failed++
		}
	}
	if reached {
		t.People++
	}
}

// fates returns what became of each message: the events about it that happened.
func (l *Ledger) fates() map[string][]*event {
	fates := map[string][]*event{}
	for _, e := range l.events {
		if e.Message != "" && !e.happened.IsZero() {
			fates[e.Message] = append(fates[e.Message], e)
		}
	}
	return fates
}

func (p *person) report(fates map[string][]*event) PersonReport {
	one := PersonReport{Person: p.key, Messages: []MessageReport{}, Answers: []AnswerReport{}, Doubles: []string{}, AfterOptOut: []string{}}
	if p.optOut != nil {
		at := p.optedOutAt
		one.OptedOut = &at
		if !p.optOut.told.IsZero() {
			told := p.optOut.told
			one.OptOutTold = &told
		}
	}
	seen := map[string]bool{}
	messages := slices.Clone(p.messages)
	slices.SortStableFunc(messages, byTime)
	for _, m := range messages {
		fate := fateOf(m, fates[m.ID])
		one.Messages = append(one.Messages, fate)
		if one.OptOutTold != nil && m.Real.After(*one.OptOutTold) {
			if m.Real.Sub(*one.OptOutTold) > reachGrace {
				one.AfterOptOut = append(one.AfterOptOut, m.ID)
			} else {
				one.races++
			}
		}
		if fate.Status == string(Failed) {
			continue // the person never got it
		}
		repeats := false
		for _, key := range m.sameness() {
			repeats = repeats || seen[key]
			seen[key] = true
		}
		if repeats {
			one.Doubles = append(one.Doubles, m.ID)
		}
	}
	for _, a := range p.answers {
		one.Answers = append(one.Answers, AnswerReport{a.Reply, a.happened, a.Text, a.Intent, a.OptOut, !a.told.IsZero()})
	}
	return one
}

// sameness returns what two messages must not have in common: their words, their template.
func (m *Message) sameness() []string {
	keys := []string{"text " + m.Hash}
	if m.Template != "" {
		keys = append(keys, "template "+m.Template+"/"+m.Language)
	}
	return keys
}

func fateOf(m *Message, events []*event) MessageReport {
	one := MessageReport{Message: *m, Status: "accepted"}
	rank := 0
	for _, e := range events {
		at := e.happened
		switch e.Kind {
		case Sent:
			rank = max(rank, 1)
		case Delivered:
			rank, one.Delivered = max(rank, 2), &at
		case Read:
			rank, one.Read = max(rank, 3), &at
		case Failed:
			one.Code, one.Detail = e.Code, e.Detail
		}
	}
	one.Status = []string{"accepted", string(Sent), string(Delivered), string(Read)}[rank]
	if rank < 2 && one.Code != 0 {
		one.Status = string(Failed)
	}
	return one
}
