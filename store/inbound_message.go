package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// lastOutboundAt reads when a prospect was last written to. Relies on messages_prospect.
const lastOutboundAt = `SELECT MAX(sent_at) FROM messages WHERE prospect = :prospect AND direction = 'outbound'`

func (t *tx) lastOutbound(prospectID string) (time.Time, error) {
	var at time.Time
	_, err := t.one(lastOutboundAt, args{"prospect": prospectID}, &at)
	return at, err
}

// knownInbound finds an inbound message by the provider's id. Relies on messages_provider.
const knownInbound = `
SELECT id, content, prospect, metadata FROM messages
WHERE workspace = :workspace AND provider_id = :provider AND provider_id != '' AND direction = 'inbound' LIMIT 1`

// insertReceived adds an inbound message. Its time stands in delivered_at: sent_at is for what we sent, and counts for limits.
const insertReceived = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, todo, provider_id, delivered_at, media,
	metadata, created, updated)
VALUES (:id, :workspace, :prospect, :campaign, :account, :channel, :content, 'inbound', 'received', :todo, :provider, :at, :media,
	:metadata, :real, :real)`

// insertInbound stores what a person wrote, once a provider id. What was an opt-out needs no classification.
func (t *tx) insertInbound(from source, at time.Time, in *campaign.InboundEvent, p *person, verdict campaign.OptOutVerdict) (bool, error) {
	if in.ProviderID != "" {
		known, err := t.has(knownInbound, args{"workspace": from.workspace, "provider": in.ProviderID})
		if err != nil || known {
			return false, err
		}
	}
	content := in.Text
	if in.Reaction != "" {
		content = in.Reaction
	}
	todo := in.Text != "" && in.Reaction == "" && verdict != campaign.OptOutYes
	id := t.store.ids.next(t.real)
	err := t.update(insertReceived, args{
		"id": id, "workspace": p.ws, "prospect": p.id, "campaign": p.campaign, "account": from.account,
		"channel": channelOf(from.platform), "content": clip(content, 100_000), "todo": todo, "provider": in.ProviderID, "at": at,
		"media": mediaOf(in), "metadata": dataOf(in), "real": t.real,
	})
	if err != nil {
		return false, fmt.Errorf("store an inbound message: %w", err)
	}
	if todo {
		t.wake(stageReceive)
	}
	t.touch(p.ws, p.campaign)
	if in.Reaction != "" {
		return true, nil // a thumb is no word in a conversation
	}
	return true, t.heard(p, channelOf(from.platform), id, at)
}

// channelOf is the channel that a platform's webhook speaks for.
func channelOf(platform string) campaign.Channel {
	switch platform {
	case "instagram":
		return campaign.ChannelInstagram
	case "email":
		return campaign.ChannelEmail
	default: // whatsapp, twilio
		return campaign.ChannelWhatsApp
	}
}

// markReplied makes a prospect replied, by its primary key. Whoever is converted stays so.
const markReplied = `
UPDATE prospects SET status = CASE WHEN status = 'converted' THEN status ELSE 'replied' END,
	last_inbound_at = MAX(last_inbound_at, :at), stage = CASE WHEN stage = 'write' THEN 'done' ELSE stage END, due_at = '', lease_until = '',
	updated = :real
WHERE id = :id`

// replied counts a prospect's first answer, and stops what waits for them; code says why.
func (t *tx) replied(p *person, at time.Time, code string) error {
	if at.IsZero() || at.After(t.now) {
		at = t.now // a provider's clock in the future must not keep the window open
	}
	if err := t.update(markReplied, args{"id": p.id, "at": stored(at), "real": t.real}); err != nil {
		return fmt.Errorf("mark prospect %s as replied: %w", p.id, err)
	}
	if err := t.cancelPending(p.ws, p.id, campaign.NewReason(code, nil)); err != nil {
		return err
	}
	if !p.lastInbound.IsZero() {
		return nil
	}
	p.lastInbound = at
	return t.count(p.ws, p.campaign, campaign.Counters{Replied: 1})
}

// editMessage writes the new words of an inbound message; emptyMessage takes them away. Both by the primary key.
const (
	editMessage = `
UPDATE messages SET content = :content, metadata = :metadata, todo = :todo, lease_until = '', attempts = 0, updated = :real WHERE id = :id`
	emptyMessage = `UPDATE messages SET content = '', media = NULL, metadata = :metadata, todo = 0, updated = :real WHERE id = :id`
)

// editInbound takes in that a person changed what they wrote: the new words are judged like new ones. An edit of a message
// that is not known yet waits for it, but its opt-out does not.
func (t *tx) editInbound(from source, at time.Time, in *campaign.InboundEvent) error {
	forms := senderForms(in.From, in.UserID, in.Username)
	verdict := t.verdict(in)
	var id, content, prospectID string
	var data inboundData
	known, err := t.one(knownInbound, args{"workspace": from.workspace, "provider": in.Edits}, &id, &content, &prospectID, asJSON{&data})
	if err != nil {
		return err
	}
	if !known { // stored as a message of its own: the first one was lost, or belongs to nobody we know
		copied := *in
		copied.Edits = ""
		return t.applyInbound(from, at, &copied)
	}
	data.Edited = append(data.Edited, content)
	todo := in.Text != "" && verdict != campaign.OptOutYes
	if err := t.update(editMessage, args{"id": id, "content": clip(in.Text, 100_000), "metadata": data, "todo": todo, "real": t.real}); err != nil {
		return fmt.Errorf("edit inbound message %s: %w", id, err)
	}
	t.talked(prospectID)
	if todo {
		t.wake(stageReceive)
	}
	people, err := t.people(from.workspace, forms)
	if err != nil {
		return err
	}
	people, current, err := t.withAnswered(people, from.workspace, prospectID)
	if err != nil || current == nil {
		return err
	}
	return t.obey(people, current, forms, verdict)
}

// revokeInbound takes in that a person deleted what they wrote: the words go, what they caused stays.
func (t *tx) revokeInbound(from source, in *campaign.InboundEvent) error {
	var id, content, prospectID string
	var data inboundData
	known, err := t.one(knownInbound, args{"workspace": from.workspace, "provider": in.Revokes}, &id, &content, &prospectID, asJSON{&data})
	if err != nil || !known {
		return err
	}
	data.Edited, data.RevokedAt = nil, stamp(t.now)
	t.talked(prospectID)
	return t.update(emptyMessage, args{"id": id, "metadata": data, "real": t.real})
}
