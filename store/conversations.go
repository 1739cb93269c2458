package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// heardConversation begins a person's conversation with what they wrote, or goes on with it: it is open, unread and due again. An
// event may come late: the last message stays the last. Relies on conversations_once UNIQUE (prospect).
const heardConversation = `
INSERT INTO conversations (id, workspace, prospect, assignee, last_message, unread_count, snoozed_until, state, window_until, last_message_at,
	last_direction, created, updated)
VALUES (:id, :workspace, :prospect, '', :message, 1, '', 'open', :window, :at, 'inbound', :real, :real)
ON CONFLICT (prospect) DO UPDATE SET unread_count = unread_count + 1, snoozed_until = '', state = 'open',
	window_until = MAX(window_until, excluded.window_until),
	last_message = CASE WHEN excluded.last_message_at >= last_message_at THEN excluded.last_message ELSE last_message END,
	last_direction = CASE WHEN excluded.last_message_at >= last_message_at THEN 'inbound' ELSE last_direction END,
	last_message_at = MAX(last_message_at, excluded.last_message_at), updated = excluded.updated`

// heard keeps a person's conversation when something of theirs was stored.
func (t *tx) heard(p *person, channel campaign.Channel, message string, at time.Time) error {
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	window := time.Time{}
	if channel != campaign.ChannelEmail {
		window = stored(at.Add(replyWindow))
	}
	err := t.update(heardConversation, args{"id": t.store.ids.next(t.real), "workspace": p.ws, "prospect": p.id, "message": message, "window": window,
		"at": stored(at), "real": t.real})
	if err != nil {
		return fmt.Errorf("keep the conversation with prospect %s: %w", p.id, err)
	}
	t.talked(p.id)
	return nil
}

// toldConversation goes on with a conversation, if there is one, by what went out; beginConversation makes one of what a member
// typed. Both rely on conversations_once.
const (
	toldConversation = `
UPDATE conversations SET last_message = :message, last_message_at = :at, last_direction = 'outbound', updated = :real
WHERE prospect = :prospect AND last_message_at <= :at`
	beginConversation = `
INSERT INTO conversations (id, workspace, prospect, assignee, last_message, unread_count, snoozed_until, state, window_until, last_message_at,
	last_direction, created, updated)
VALUES (:id, :workspace, :prospect, :assignee, :message, 0, '', 'open', '', :at, 'outbound', :real, :real)
ON CONFLICT DO NOTHING`
)

// told keeps a conversation when a message of ours was taken: a first message alone begins none.
func (t *tx) told(prospectID, message string, at time.Time) error {
	changed, err := t.exec(toldConversation, args{"prospect": prospectID, "message": message, "at": stored(at), "real": t.real})
	if err != nil {
		return fmt.Errorf("keep the conversation with prospect %s: %w", prospectID, err)
	}
	if changed > 0 {
		t.talked(prospectID)
	}
	return nil
}

// typed keeps a conversation when a member wrote to a person with their own hands: it begins one.
func (t *tx) typed(ws, prospectID, message, member string, at time.Time) error {
	begun, err := t.exec(beginConversation, args{"id": t.store.ids.next(t.real), "workspace": ws, "prospect": prospectID, "assignee": member,
		"message": message, "at": stored(at), "real": t.real})
	if err != nil {
		return fmt.Errorf("begin the conversation with prospect %s: %w", prospectID, err)
	}
	if begun > 0 {
		t.talked(prospectID)
		return nil
	}
	return t.told(prospectID, message, at)
}

// lastSpoken finds what was said last in a conversation. Relies on messages_prospect.
const lastSpoken = `
SELECT id, direction, CASE WHEN direction = 'outbound' AND sent_at != '' THEN sent_at ELSE delivered_at END AS at FROM messages
WHERE prospect = :prospect AND (direction = 'inbound' OR status IN ('sent', 'delivered', 'read'))
ORDER BY at DESC, created DESC LIMIT 1`

// setLastSpoken corrects a conversation's last message. Relies on conversations_once.
const setLastSpoken = `
UPDATE conversations SET last_message = :message, last_message_at = :at, last_direction = :direction, updated = :real WHERE prospect = :prospect`

// untold corrects a conversation whose last message was taken back.
func (t *tx) untold(prospectID string) error {
	var message, direction string
	var at time.Time
	found, err := t.one(lastSpoken, args{"prospect": prospectID}, &message, &direction, &at)
	if err != nil || !found {
		return err
	}
	t.talked(prospectID)
	return t.update(setLastSpoken, args{"prospect": prospectID, "message": message, "direction": direction, "at": at, "real": t.real})
}

// talked tells the world, after the commit, that a conversation is other than before.
func (t *tx) talked(prospectID string) {
	t.onCommit(func() { t.store.opt.Talked(prospectID) })
}
