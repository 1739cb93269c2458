// Package ledger keeps what each person of the sandbox got and what became of it. It is the judge of tests: it is
// written before a message is answered as accepted, it forgets nothing, and after a restart it says what is still to
// come. It lies in a file of JSON lines that is only ever appended to.
package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"
)

// Message is one message that was accepted for a person, or that a member says to have sent by hand.
type Message struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`   // business time
	Real     time.Time `json:"real"` // the machine's time
	Person   string    `json:"person"`
	To       string    `json:"to"` // as it was written in the request
	Channel  string    `json:"channel"`
	Claim    string    `json:"claim,omitempty"` // biz_opaque_callback_data
	Type     string    `json:"type"`
	Text     string    `json:"text"` // as the person reads it
	Template string    `json:"template,omitempty"`
	Language string    `json:"language,omitempty"`
	Category string    `json:"category,omitempty"`
	Params   []string  `json:"params,omitempty"`
	Hash     string    `json:"hash"`              // SHA-256 of Text
	Opens    bool      `json:"opens,omitempty"`   // sent outside the person's 24 h window
	Unknown  bool      `json:"unknown,omitempty"` // nobody has this number
	Reply    string    `json:"reply,omitempty"`   // id of the message that it answers
}

// The channels of a message.
const (
	WhatsApp = "whatsapp"
	ByHand   = "hand"
)

// Event is something that happens to a message or that a person does. It is planned first, then happens, then is told
// to whoever listens.
type Event struct {
	ID      string    `json:"id"`
	Kind    Kind      `json:"kind"`
	At      time.Time `json:"at"`                // business time at which it happens
	Person  string    `json:"person,omitempty"`  // digits or user id
	Message string    `json:"message,omitempty"` // the message it is about
	Reply   string    `json:"reply,omitempty"`   // provider id of what the person wrote
	Text    string    `json:"text,omitempty"`    // what the person wrote; the name of a template
	Button  bool      `json:"button,omitempty"`  // the text is that of a quick reply
	Intent  string    `json:"intent,omitempty"`
	OptOut  bool      `json:"opt_out,omitempty"`
	Code    int       `json:"code,omitempty"` // of a failure
	Detail  string    `json:"detail,omitempty"`
	Quiet   bool      `json:"quiet,omitempty"` // nobody is told: what comes of a message sent by hand
}

// Kind says what an event is.
type Kind string

// The kinds of events.
const (
	Sent       Kind = "sent"
	Delivered  Kind = "delivered"
	Read       Kind = "read"
	Failed     Kind = "failed"
	Answer     Kind = "answer"
	Preference Kind = "preference"      // the person stopped marketing messages in the app
	Template   Kind = "template_status" // a template's review ended
)

// Note is anything else that must outlive a restart: the webhook's address, templates, the account's state.
type Note struct {
	Name  string `json:"name"`
	Value []byte `json:"value"`
}

// Ledger is open. It is safe for many goroutines.
type Ledger struct {
	mu       sync.Mutex
	file     *os.File // nil = in memory alone
	closed   bool
	messages []*Message
	byID     map[string]*Message
	persons  map[string]*person
	events   map[string]*event
	waiting  []*event
	untold   map[string]*event
	notes    map[string][]byte
	hand     int
	order    int // of the last event that happened
	changed  chan struct{}
}

type event struct {
	Event
	happened time.Time // business time; zero = not yet
	told     time.Time // the machine's time; zero = not yet
	order    int
}

type person struct {
	key        string
	messages   []*Message
	answers    []*event
	lastWrote  time.Time // business time
	optedOutAt time.Time // business time
	optOut     *event
}

// Open opens the ledger at path and reads what it holds; "" keeps it in memory. A last line that a crash cut off is
// dropped, any other line that cannot be read is an error.
func Open(path string) (*Ledger, error) {
	l := &Ledger{
		byID: map[string]*Message{}, persons: map[string]*person{}, events: map[string]*event{},
		untold: map[string]*event{}, notes: map[string][]byte{}, changed: make(chan struct{}),
	}
	if path == "" {
		return l, nil
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	if err := l.replay(file); err != nil {
		return nil, errors.Join(fmt.Errorf("read ledger %s: %w", path, err), file.Close())
	}
	l.file = file
	return l, nil
}

// Close closes the file. What is written after that is an error.
func (l *Ledger) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return nil
	}
	l.closed = true
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// Accept writes a message and what will come of it. When it returns, both
// outlive a crash of the process.
func (l *Ledger) Accept(m Message, plan []Event) error {
	return l.write(line{Accepted: &m, Plan: plan})
}

// Plan writes events that belong to no new message.
func (l *Ledger) Plan(plan ...Event) error { return l.write(line{Plan: plan}) }

// Happen says that a planned event has come, at business time.
func (l *Ledger) Happen(id string, at time.Time) error { return l.write(line{Happened: id, At: at}) }

// Tell says that whoever listens knows of events, at the machine's time.
func (l *Ledger) Tell(ids []string, at time.Time) error { return l.write(line{Told: ids, At: at}) }

// Keep writes a note, in place of an earlier one of that name.
func (l *Ledger) Keep(name string, value []byte) error {
	return l.write(line{Note: &Note{Name: name, Value: value}})
}

// Note returns a note, or nil.
func (l *Ledger) Note(name string) []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.notes[name]
}

// Changed returns a channel that is closed at the next change.
func (l *Ledger) Changed() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

// Due returns the events that are planned and whose time has come by now, in their order, and the time of the first
// that is still to come; zero when there is none.
func (l *Ledger) Due(now time.Time) (due []Event, next time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, e := range l.waiting {
		if e.At.After(now) {
			return due, l.waiting[i].At
		}
		due = append(due, e.Event)
	}
	return due, time.Time{}
}

// Untold returns the events that happened and that nobody was told of yet, in the order in which they happened.
func (l *Ledger) Untold() []Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []*event
	for _, e := range l.untold {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *event) int { return cmp.Compare(a.order, b.order) })
	out := make([]Event, len(all))
	for i, e := range all {
		out[i] = e.Event
	}
	return out
}

// Message returns a message by its id.
func (l *Ledger) Message(id string) (Message, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m, ok := l.byID[id]
	if !ok {
		return Message{}, false
	}
	return *m, true
}

// Person is what the ledger knows of somebody when the next message comes.
type Person struct {
	Messages  int       // accepted so far, those by hand too
	LastWrote time.Time // business time of the person's last own message; zero = never
	OptedOut  time.Time // business time; zero = no
	Stopped   bool      // opted out in the app itself: marketing is not delivered any more
}

// Person looks somebody up.
func (l *Ledger) Person(key string) Person {
	l.mu.Lock()
	defer l.mu.Unlock()
	p, ok := l.persons[key]
	if !ok {
		return Person{}
	}
	out := Person{Messages: len(p.messages), LastWrote: p.lastWrote, OptedOut: p.optedOutAt}
	out.Stopped = p.optOut != nil && p.optOut.Kind == Preference
	return out
}

// Since returns the messages that were accepted at business time t or later, in their order.
func (l *Ledger) Since(t time.Time) []Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Message
	for _, m := range l.messages {
		if !m.At.Before(t) {
			out = append(out, *m)
		}
	}
	return out
}
