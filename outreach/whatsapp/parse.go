package whatsapp

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"aceno/campaign"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// Parse takes a webhook's body apart into events, in its order. A part that cannot be understood becomes an event with
// Unread set; an error means that the body as a whole is no webhook of WhatsApp.
//
// Keys: message:ID for what a person sent, status:ID:WORD for a status, echo:ID for what a member sent from the phone's
// app, other:HASH for everything without an id of its own. What has no time of its own, or an impossible one, has the time of receipt.
func (c *Channel) Parse(body []byte) ([]campaign.Event, error) {
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, byteOrderMark)))
	var events []campaign.Event
	for first := true; ; first = false {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == nil {
			var some []campaign.Event
			if some, err = c.document(raw); err == nil {
				events = append(events, some...)
				continue
			}
		}
		switch {
		case errors.Is(err, io.EOF) && !first:
			return events, nil
		case errors.Is(err, io.EOF):
			return nil, errors.New("the body is empty")
		case first:
			return nil, fmt.Errorf("no webhook: %w", err)
		}
		rest := part{at: c.clock.Now(), field: "rest"} // a second document that is none: the first one stands
		return append(events, rest.unread(rest.body(body), "after the first document: "+err.Error())), nil
	}
}

// document reads one envelope.
func (c *Channel) document(raw json.RawMessage) ([]campaign.Event, error) {
	var envelope struct {
		Object json.RawMessage `json:"object"`
		Entry  json.RawMessage `json:"entry"`
	}
	if json.Unmarshal(raw, &envelope) != nil {
		return nil, errors.New("the body is not a JSON object")
	}
	var object string
	if json.Unmarshal(envelope.Object, &object) == nil && object != "" && object != "whatsapp_business_account" {
		return nil, fmt.Errorf("the body is about %q and not about a WhatsApp account", clip(object, 64))
	}
	var entries []json.RawMessage
	if json.Unmarshal(envelope.Entry, &entries) != nil || len(entries) == 0 {
		return nil, errors.New("the body has no list of entries")
	}
	var events []campaign.Event
	now := c.clock.Now()
	for _, entry := range entries {
		events = append(events, readEntry(entry, now)...)
	}
	return events, nil
}

func readEntry(raw json.RawMessage, now time.Time) []campaign.Event {
	var entry struct {
		ID      json.RawMessage `json:"id"`
		Time    json.RawMessage `json:"time"`
		Changes json.RawMessage `json:"changes"`
	}
	p := part{now: now, at: now}
	if json.Unmarshal(raw, &entry) != nil {
		return []campaign.Event{p.unread(raw, "an entry that is not an object")}
	}
	head, _ := readTree(json.RawMessage(fmt.Sprintf(`{"id":%s,"time":%s}`, orNull(entry.ID), orNull(entry.Time))))
	p.waba, p.time = head.word("id"), head.word("time")
	p.at = head.at("time", now)
	var changes []json.RawMessage
	if json.Unmarshal(entry.Changes, &changes) != nil || len(changes) == 0 {
		return []campaign.Event{p.unread(raw, "an entry without a list of changes")}
	}
	var events []campaign.Event
	for _, change := range changes {
		events = append(events, p.change(change)...)
	}
	return events
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}

// part is where in a body an event stands, and what the parts around it say.
type part struct {
	now      time.Time // of receipt
	waba     string    // the entry's id: the business account
	time     string    // the entry's own
	at       time.Time
	field    string
	phone    string // phone_number_id
	contacts []person
}

// change reads one change by its field; without one, by what stands in it.
func (p part) change(raw json.RawMessage) []campaign.Event {
	var change struct {
		Field json.RawMessage            `json:"field"`
		Value map[string]json.RawMessage `json:"value"`
	}
	err := json.Unmarshal(raw, &change)
	_ = json.Unmarshal(change.Field, &p.field)
	p.field = clip(p.field, maxWord)
	if err != nil || change.Value == nil {
		return []campaign.Event{p.unread(raw, "a change without a value that is an object")}
	}
	metadata, _ := readTree(change.Value["metadata"])
	p.phone = metadata.word("phone_number_id")
	p.contacts = readPeople(change.Value["contacts"])
	switch p.field {
	case "messages", "":
		return p.messages(raw, change.Value)
	case "user_preferences":
		return p.each(raw, change.Value, "user_preferences", p.preference)
	case "smb_message_echoes":
		return p.each(raw, change.Value, "message_echoes", p.echo)
	}
	if read, ok := notices[p.field]; ok {
		return []campaign.Event{read(p, raw, treeOf(change.Value))}
	}
	return []campaign.Event{p.ignored(raw)}
}

// messages reads a change of the field messages: what people wrote, what became of ours, and errors of the account.
func (p part) messages(raw json.RawMessage, value map[string]json.RawMessage) []campaign.Event {
	var events []campaign.Event
	for _, list := range []struct {
		key  string
		read func(json.RawMessage) campaign.Event
	}{{"messages", p.message}, {"statuses", p.status}, {"errors", p.fault}} {
		if value[list.key] != nil {
			events = append(events, p.each(raw, value, list.key, list.read)...)
		}
	}
	if len(events) == 0 {
		return []campaign.Event{p.unread(raw, "a change without messages and statuses")}
	}
	return events
}

// each reads the items of a list, each for itself.
func (p part) each(raw json.RawMessage, value map[string]json.RawMessage, key string, read func(json.RawMessage) campaign.Event) []campaign.Event {
	var items []json.RawMessage
	if json.Unmarshal(value[key], &items) != nil || len(items) == 0 {
		return []campaign.Event{p.unread(raw, key+" is no list with something in it")}
	}
	events := make([]campaign.Event, len(items))
	for i, item := range items {
		events[i] = read(item)
	}
	return events
}

// event begins an event that has no id of its own: its key is a hash of its bytes and of where they stand.
func (p part) event(kind campaign.EventKind, raw json.RawMessage) campaign.Event {
	h := sha256.New()
	for _, piece := range []string{p.waba, p.time, p.field, p.phone, string(raw)} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(piece), piece) // a hash takes everything
	}
	e := campaign.Event{Key: "other:" + hex.EncodeToString(h.Sum(nil)), Kind: kind, AccountID: p.phone, At: p.at, Payload: raw}
	if e.AccountID == "" {
		e.AccountID = p.waba
	}
	return e
}

func (p part) ignored(raw json.RawMessage) campaign.Event { return p.event(campaign.EventIgnored, raw) }

func (p part) unread(raw json.RawMessage, why string) campaign.Event {
	e := p.event(campaign.EventIgnored, raw)
	e.Unread = why
	return e
}

// body is a body that is not JSON, as JSON.
func (part) body(raw []byte) json.RawMessage {
	text, err := json.Marshal(strings.ToValidUTF8(string(raw), "\uFFFD"))
	if err != nil {
		return nil
	}
	return text
}
