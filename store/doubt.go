package store

import (
	"context"
	"fmt"
	"maps"

	"aceno/campaign"
)

// retryMessage makes a message wait anew that failed, or of which nobody knows, by rowid. Its once_key is taken again; where
// another message of this step has it, nothing changes. Its claim stays until the next one: a late event of the first call finds
// the message by it, and calls the second one off. The time of a call that may have arrived stays too, and counts for every limit.
const retryMessage = `
UPDATE OR IGNORE messages SET status = 'pending', status_reason = NULL, once_key = :once, provider_id = '', error_code = '', error = '',
	sent_at = CASE WHEN status = 'in_doubt' THEN sent_at ELSE '' END, scheduled_at = :at, metadata = ` + setApproved + `, updated = :real
WHERE rowid = :row AND status IN ('failed', 'in_doubt')`

// RetryMessage sends a message again that failed or is in doubt: a person's decision, written to the audit log with what was
// known. The person who gets it has it twice if the first one arrived after all.
func (s *Store) RetryMessage(ctx context.Context, ws, id, actor string) error {
	return s.review(ctx, ws, id, func(t *tx, m *reviewedMessage) error { return t.retry(m, actor) })
}

// retry sends a message again. Called under mu.
func (t *tx) retry(m *reviewedMessage, actor string) error {
	switch {
	case m.status != campaign.MessageFailed && m.status != campaign.MessageInDoubt:
		return illegal(m.status, campaign.MessagePending)
	case m.hash != campaign.ContentHash(m.content, m.data.Template):
		return refuse(campaign.ReasonContentChanged, nil)
	}
	c, err := t.store.campaignOf(t.session, m.ws, m.campaign)
	if err != nil {
		return err
	}
	if c.Status == campaign.StatusCompleted && m.step >= 0 {
		return refuse(campaign.ReasonCompleted, nil) // nothing of it is sent any more: it would wait for ever
	}
	if err := t.takeBack(m); err != nil {
		return err
	}
	at, err := t.slotAfter(m.campaign, t.now)
	if err != nil {
		return err
	}
	changed, err := t.exec(retryMessage, args{"row": m.row, "once": onceKeyOf(m.contactKey, m.campaign, m.id, m.step), "at": at,
		"approved": stamp(t.now), "actor": actor, "real": t.real})
	if err != nil {
		return fmt.Errorf("retry message %s: %w", m.id, err)
	}
	if changed == 0 {
		return campaign.Conflict(campaign.ReasonAlreadySent, "another message of this step goes to this person")
	}
	t.waits(m, at)
	return t.auditDoubt(m, "message.retry", actor, nil)
}

// takeBack undoes what a message caused that is not to count as sent any more. Called under mu.
func (t *tx) takeBack(m *reviewedMessage) error {
	if m.step < 0 { // a member's own message plans nothing
		return t.takeBackSent(m)
	}
	moved, err := t.has(laterMessages, args{"prospect": m.prospect, "step": m.step})
	if err != nil {
		return err
	}
	if moved {
		return campaign.Conflict(campaign.ReasonMovedOn, "the next message is written already: cancel that first")
	}
	if err := t.takeBackSent(m); err != nil {
		return err
	}
	return t.update(unplanProspect, args{"id": m.prospect, "step": m.step, "real": t.real})
}

// takeBackSent takes a message out of limits, journal and figures. Called under mu.
func (t *tx) takeBackSent(m *reviewedMessage) error {
	sent, found, err := t.sentMessage(messageByID, args{"id": m.id, "workspace": m.ws})
	if err != nil || !found {
		return err
	}
	if err := t.charge(sent, 0); err != nil {
		return err
	}
	t.reloadOnUndo(laneOf(m.campaign, m.account, m.step))
	t.store.sender.staleRings(m.campaign, m.ws, m.account)
	if m.claim != "" {
		t.journal(sent.sendEntry(campaign.JournalUnsent, m.claim, m.sentAt))
	}
	return t.uncount(m, sent)
}

// uncount takes a message out of the counters that failed: one that the provider had taken first counts as sent and contacted.
func (t *tx) uncount(m *reviewedMessage, sent *sentMessage) error {
	if m.status != campaign.MessageFailed {
		return nil
	}
	by := campaign.Counters{Failed: -1}
	if sent.accepted() {
		by.Sent = -1
		others, err := t.has(otherAccepted, args{"prospect": m.prospect, "row": m.row})
		if err != nil {
			return fmt.Errorf("look whether prospect %s was reached before: %w", m.prospect, err)
		}
		if !others {
			by.Contacted = -1
		}
	}
	return t.count(m.ws, m.campaign, by)
}

// unplanProspect takes the next step away that was planned when a message counted as sent, by the prospect's primary key.
const unplanProspect = `
UPDATE prospects SET stage = 'done', step = :step, due_at = '', lease_until = '', updated = :real
WHERE id = :id AND stage = 'write' AND step = :step + 1`

// settleDoubt ends a doubt by a person's word, by rowid.
const (
	settleArrived = `
UPDATE messages SET status = 'sent', status_reason = :reason, error_code = '', error = '', updated = :real WHERE rowid = :row AND status = 'in_doubt'`
	settleLost = `
UPDATE messages SET status = 'failed', status_reason = :reason, once_key = '', sent_at = '', updated = :real WHERE rowid = :row AND status = 'in_doubt'`
)

// SettleDoubt ends a doubt by a person's word: the message arrived, and counts as sent; or it did not, and is failed, so that
// it can be tried again. Both are written to the audit log with what was known.
func (s *Store) SettleDoubt(ctx context.Context, ws, id, actor string, arrived bool) error {
	return s.review(ctx, ws, id, func(t *tx, m *reviewedMessage) error {
		if m.status != campaign.MessageInDoubt {
			return illegal(m.status, campaign.MessageSent)
		}
		reason := campaign.NewReason(campaign.ReasonSettledByHand, nil)
		statement := settleArrived
		if arrived {
			sent, found, err := t.sentMessage(messageByID, args{"id": id, "workspace": ws})
			if err != nil || !found {
				return err
			}
			if err := t.accept(sent, sent.sentAt); err != nil {
				return err
			}
		} else {
			statement = settleLost
			if err := t.takeBack(m); err != nil {
				return err
			}
			if err := t.count(ws, m.campaign, campaign.Counters{Failed: 1}); err != nil {
				return err
			}
		}
		if err := t.update(statement, args{"row": m.row, "reason": reason, "real": t.real}); err != nil {
			return fmt.Errorf("settle message %s: %w", id, err)
		}
		t.touch(ws, m.campaign)
		return t.auditDoubt(m, "message.settle", actor, map[string]any{"arrived": arrived})
	})
}

// auditDoubt writes an act on a message that failed or is in doubt down, with what was known when it was decided.
func (t *tx) auditDoubt(m *reviewedMessage, action, actor string, changes map[string]any) error {
	all := map[string]any{"status": string(m.status), "claimed_at": stamp(m.sentAt), "attempts": m.attempts, "error_code": m.code, "error": m.words,
		"status_reason": m.reason}
	maps.Copy(all, changes)
	return t.audit(AuditEntry{Workspace: m.ws, Actor: actor, Action: action, Collection: "messages", Record: m.id, Changes: all})
}
