package store

import (
	"fmt"

	"aceno/campaign"
)

// lastHeard reads where a prospect wrote last, on one channel or on any. Relies on messages_prospect.
const lastHeard = `
SELECT channel, account FROM messages
WHERE prospect = :prospect AND direction = 'inbound' AND (:channel = '' OR channel = :channel) ORDER BY created DESC LIMIT 1`

// chooseWay decides by which channel and account a reply goes: as the person wrote last, by an account of the campaign; where there is
// none for the channel, a member sends it by hand.
func (t *tx) chooseWay(m *replyMessage) error {
	var channel campaign.Channel
	var account string
	if _, err := t.one(lastHeard, args{"prospect": m.Prospect, "channel": m.Channel}, &channel, &account); err != nil {
		return fmt.Errorf("look where prospect %s wrote last: %w", m.Prospect, err)
	}
	if m.Channel == "" {
		m.Channel = channel
	}
	if m.Channel == "" {
		m.Channel = m.campaign.Channel
	}
	var ok bool
	if m.form, ok = recipientOf(&m.prospect, m.Channel); !ok {
		return refuse(campaign.ReasonNoRecipient, map[string]any{"channel": string(m.Channel)})
	}
	if m.ByHand {
		return nil
	}
	var err error
	m.account, err = t.accountOn(m.campaign, m.Channel, account, m.Prospect)
	return err
}

// accountOn chooses one of a campaign's accounts that speak a channel: the preferred one, else the one that wrote to the prospect
// before, else always the same one; "" where none does. Called under mu.
func (t *tx) accountOn(c *cachedCampaign, channel campaign.Channel, preferred, prospectID string) (string, error) {
	var fit []string
	for _, id := range c.Accounts {
		a, err := t.account(id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		if a.workspace == c.Workspace && channelOf(a.platform) == channel {
			fit = append(fit, id)
		}
	}
	if contains(fit, preferred) {
		return preferred, nil
	}
	var before string
	if _, err := t.one(accountBefore, args{"prospect": prospectID, "campaign": c.ID}, &before); err != nil {
		return "", err
	}
	if contains(fit, before) {
		return before, nil
	}
	return accountByHash(fit, prospectID), nil
}

// insertReply adds what a member wrote; messages_once refuses the same message a second time. One that is sent by hand is the
// member's own.
const insertReply = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, content_hash, step, scheduled_at,
	leased_by, lease_until, recipient, contact_key, once_key, facts, metadata, created, updated)
VALUES (:id, :workspace, :prospect, :campaign, :account, :channel, :content, 'outbound', 'pending', :hash, :step, :now,
	:leased_by, :lease, :recipient, :contact_key, :once_key, '[]', :metadata, :real, :real)`

// takeOver leaves a prospect to a member: nothing is written to them by itself any more; by the primary key.
const takeOver = `
UPDATE prospects SET stage = CASE WHEN stage = 'write' THEN 'done' ELSE stage END, due_at = '', lease_until = '',
	metadata = json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.by_hand', :at), updated = :real
WHERE id = :id`

// answerConversation makes a conversation the member's who answers it, where it is nobody's, and read. Relies on
// conversations_once.
const answerConversation = `
UPDATE conversations SET unread_count = 0, state = 'open', snoozed_until = '', assignee = CASE WHEN assignee = '' THEN :member ELSE assignee END,
	updated = :real
WHERE prospect = :prospect`

// writeReply stores a reply that passed every check, and does what comes with it.
func (t *tx) writeReply(m *replyMessage) error {
	key := t.store.contactKey(m.Workspace, m.form)
	values := args{"id": m.id, "workspace": m.Workspace, "prospect": m.Prospect, "campaign": m.campaign.ID, "account": m.account, "channel": m.Channel,
		"content": m.Content, "hash": campaign.ContentHash(m.Content, nil), "step": replyStep, "now": t.now, "leased_by": "", "lease": "",
		"recipient": m.form.Value, "contact_key": key, "once_key": onceKeyOf(key, m.campaign.ID, m.id, replyStep),
		"metadata": messageData{ApprovedAt: stamp(t.now), ApprovedBy: m.Member}, "real": t.real}
	if m.account == "" {
		values["leased_by"], values["lease"] = m.Member, stored(t.real.Add(assistedLease))
	}
	if err := t.update(insertReply, values); err != nil {
		return fmt.Errorf("write to prospect %s: %w", m.Prospect, err)
	}
	if err := t.update(takeOver, args{"id": m.Prospect, "at": stamp(t.now), "real": t.real}); err != nil {
		return err
	}
	if err := t.cancelPending(m.Workspace, m.Prospect, campaign.NewReason(campaign.ReasonWrittenByHand, nil)); err != nil {
		return err
	}
	if err := t.typed(m.Workspace, m.Prospect, m.id, m.Member, t.now); err != nil {
		return err
	}
	if err := t.update(answerConversation, args{"prospect": m.Prospect, "member": m.Member, "real": t.real}); err != nil {
		return err
	}
	t.talked(m.Prospect)
	t.touch(m.Workspace, m.campaign.ID)
	if m.account != "" {
		t.wakeLane(laneOf(m.campaign.ID, m.account, replyStep), t.now)
	}
	if err := t.nextStep(&m.person, m.Next); err != nil {
		return err
	}
	return t.audit(AuditEntry{Workspace: m.Workspace, Actor: m.Member, Action: "prospect.reply", Collection: "messages", Record: m.id,
		Changes: map[string]any{"prospect": m.Prospect, "channel": string(m.Channel), "by_hand": m.account == "", "next_step": m.Next.Kind}})
}
