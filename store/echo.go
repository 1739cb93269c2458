package store

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// echoData is messages.metadata of a message that a member sent from the phone's own app.
type echoData struct {
	Echo bool   `json:"echo"`
	Type string `json:"type,omitempty"`
}

// leasedWords finds an assisted message to a prospect whose very words were sent. Relies on messages_prospect.
const leasedWords = `
SELECT id, leased_by FROM messages
WHERE prospect = :prospect AND status = 'pending' AND account = '' AND leased_by != '' AND TRIM(content) = :content LIMIT 1`

// reportedWords finds a message that was sent by hand in the last day, with these very words, and has no id of the provider's yet.
// Relies on messages_prospect.
const reportedWords = `
SELECT rowid FROM messages
WHERE prospect = :prospect AND account = '' AND status = 'sent' AND direction = 'outbound' AND provider_id = '' AND sent_at > :since
	AND TRIM(content) = :content LIMIT 1`

// applyEcho takes in that a member wrote to a person from the phone's own app. Where it is the assisted message that the member
// holds, it counts as sent; anything else stops what is automatic for that person, since somebody is talking to them.
func (t *tx) applyEcho(from source, at time.Time, e *campaign.EchoEvent) error {
	forms := senderForms(e.To, e.UserID, "")
	people, err := t.people(from.workspace, forms)
	if err != nil || len(people) == 0 {
		return err
	}
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	for _, p := range people {
		sent, err := t.sentWords(p, at, e)
		if err != nil || sent {
			return err
		}
	}
	p, err := t.lastWrittenTo(people)
	if err != nil {
		return err
	}
	if err := t.insertEcho(from, at, e, p, forms); err != nil {
		return err
	}
	for _, p := range people {
		if err := t.update(leaveToHand, args{"id": p.id, "at": stamp(at), "real": t.real}); err != nil {
			return fmt.Errorf("leave prospect %s to a person: %w", p.id, err)
		}
	}
	return t.cancelAll(people, campaign.NewReason(campaign.ReasonWrittenByHand, nil))
}

// sentWords says whether these are the words of an assisted message, and marks it as sent where the member has not done so.
func (t *tx) sentWords(p person, at time.Time, e *campaign.EchoEvent) (bool, error) {
	words := strings.TrimSpace(e.Text)
	if words == "" {
		return false, nil
	}
	var row int64
	reported, err := t.one(reportedWords, args{"prospect": p.id, "content": words, "since": t.now.Add(-24 * time.Hour)}, &row)
	if err != nil || reported { // the member was quicker with their word
		return reported, errors.Join(err, t.update(nameProvider, args{"row": row, "provider": e.ProviderID, "real": t.real}))
	}
	var id, member string
	found, err := t.one(leasedWords, args{"prospect": p.id, "content": words}, &id, &member)
	if err != nil || !found {
		return false, err
	}
	return true, t.markSent(MarkSent{Workspace: p.ws, Message: id, Member: member, Outcome: AssistedSent, At: at})
}

// lastWrittenTo returns the one of a person's prospects whom we wrote to last.
func (t *tx) lastWrittenTo(people []person) (*person, error) {
	var current *person
	var newest time.Time
	for i := range people {
		at, err := t.lastOutbound(people[i].id)
		if err != nil {
			return nil, err
		}
		if current == nil || at.After(newest) {
			current, newest = &people[i], at
		}
	}
	return current, nil
}

// insertTyped keeps what was typed in the conversation. Its time stands in delivered_at: sent_at is for what the program sends,
// and counts for limits. leaveToHand stops a prospect's sequence, and keeps one that is still to be written to from being
// written to by itself; by the primary key.
const (
	insertTyped = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, provider_id, recipient, contact_key, delivered_at,
	metadata, created, updated)
VALUES (:id, :workspace, :prospect, :campaign, :account, :channel, :content, 'outbound', 'sent', :provider, :recipient, :contact_key, :at,
	:metadata, :real, :real)`
	leaveToHand = `
UPDATE prospects SET stage = CASE WHEN stage = 'write' THEN 'done' ELSE stage END, due_at = '', lease_until = '',
	status = CASE WHEN status = 'found' THEN 'contacted' ELSE status END,
	metadata = json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.by_hand', :at), updated = :real
WHERE id = :id`
)

func (t *tx) insertEcho(from source, at time.Time, e *campaign.EchoEvent, p *person, forms []contact.Form) error {
	known, err := t.has(messageKnown, args{"workspace": from.workspace, "provider": e.ProviderID})
	if err != nil || known {
		return err
	}
	recipient := forms[0]
	id := t.store.ids.next(t.real)
	err = t.update(insertTyped, args{"id": id, "workspace": p.ws, "prospect": p.id, "campaign": p.campaign, "account": from.account,
		"channel": channelOf(from.platform), "content": clip(e.Text, 100_000), "provider": e.ProviderID, "recipient": recipient.Value,
		"contact_key": t.store.contactKey(p.ws, recipient), "at": stored(at), "metadata": echoData{Echo: true, Type: e.Type}, "real": t.real})
	if err != nil {
		return fmt.Errorf("store a message typed on the phone: %w", err)
	}
	t.touch(p.ws, p.campaign)
	return t.typed(p.ws, p.id, id, "", at)
}

// messageKnown says whether an outbound message has a provider's id. Relies on messages_provider.
const messageKnown = `
SELECT 1 FROM messages WHERE workspace = :workspace AND provider_id = :provider AND provider_id != '' AND direction = 'outbound' LIMIT 1`

// byHand says whether a member writes to this prospect from the phone, so that nothing goes out by itself.
func byHand(p *campaign.Prospect) bool { return p.Metadata["by_hand"] != nil }
