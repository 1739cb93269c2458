package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// otherWay ends a message that goes another way instead, by rowid; what failed stays as it was.
const otherWay = `
UPDATE messages SET status = 'cancelled', status_reason = :reason, once_key = '', leased_by = '', lease_until = '', updated = :real
WHERE rowid = :row AND status IN ('draft', 'held', 'pending')`

// rechannelled adds the draft that goes another way, with the first one's text, step and variant. messages_once refuses a second one.
const rechannelled = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, content_hash, step, variant, scheduled_at,
	recipient, contact_key, once_key, facts, metadata, created, updated)
SELECT :id, workspace, prospect, campaign, :account, :channel, content, direction, 'draft', :hash, step, variant, :now,
	:recipient, :contact_key, :once_key, facts, json_object('instead_of', id), :real, :real
FROM messages WHERE rowid = :row
ON CONFLICT DO NOTHING`

// Rechannel writes a message that did not or shall not go out to the same person on another channel: a draft, which somebody approves. The
// first one is cancelled, or stays failed. Where no account of the campaign speaks the channel, a member sends it by hand. It
// returns the draft's id.
func (s *Store) Rechannel(ctx context.Context, ws, id, actor string, channel campaign.Channel) (string, error) {
	var draft string
	err := s.review(ctx, ws, id, func(t *tx, m *reviewedMessage) error {
		switch m.status {
		case campaign.MessageDraft, campaign.MessageHeld, campaign.MessagePending, campaign.MessageFailed:
		default:
			return illegal(m.status, campaign.MessageCancelled)
		}
		p, found, err := prospect(t.session, m.prospect)
		if err != nil || !found {
			return errJoinNotFound(err, "prospect", m.prospect)
		}
		sent, _, err := t.sentMessage(messageByID, args{"id": id, "workspace": ws})
		if err != nil {
			return err
		}
		form, ok := recipientOf(&p, channel)
		switch {
		case m.content == "":
			return refuse(campaign.ReasonTextEmpty, nil)
		case sent.channel == channel:
			return campaign.Invalid("channel", "the message goes by %s already: name another channel", channel)
		case !ok:
			return refuse(campaign.ReasonNoRecipient, map[string]any{"channel": string(channel)})
		}
		if reason, err := t.suppressed(ws, p.Identity()); err != nil {
			return err
		} else if reason != "" {
			return refuse(campaign.ReasonSuppressed, nil)
		}
		draft = s.ids.next(t.real)
		return t.rechannel(m, draft, actor, channel, s.contactKey(ws, form), form.Value)
	})
	return draft, err
}

// rechannel writes the draft and ends the first message. Called under mu.
func (t *tx) rechannel(m *reviewedMessage, draft, actor string, channel campaign.Channel, key, recipient string) error {
	c, err := t.store.campaignOf(t.session, m.ws, m.campaign)
	if err != nil {
		return err
	}
	account, err := t.accountOn(c, channel, "", m.prospect)
	if err != nil {
		return err
	}
	made, err := t.exec(rechannelled, args{"id": draft, "row": m.row, "account": account, "channel": channel, "hash": campaign.ContentHash(m.content, nil),
		"now": t.now, "recipient": recipient, "contact_key": key, "once_key": onceKeyOf(key, m.campaign, draft, m.step), "real": t.real})
	if err != nil {
		return fmt.Errorf("write message %s another way: %w", m.id, err)
	}
	if made == 0 {
		return refuse(campaign.ReasonAlreadySent, nil)
	}
	reason := campaign.NewReason(campaign.ReasonOtherWay, map[string]any{"channel": string(channel)})
	if err := t.update(otherWay, args{"row": m.row, "reason": reason, "real": t.real}); err != nil {
		return err
	}
	t.touch(m.ws, m.campaign)
	return t.audit(AuditEntry{Workspace: m.ws, Actor: actor, Action: "message.rechannel", Collection: "messages", Record: m.id,
		Changes: map[string]any{"channel": string(channel), "draft": draft}})
}
