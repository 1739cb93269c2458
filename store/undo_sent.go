package store

import (
	"context"
	"time"

	"aceno/campaign"
)

// undoMessage makes an assisted message wait again, leased to the member who took their word back, by rowid. Its once_key is
// taken again; when another message has it meanwhile, nothing changes.
const undoMessage = `
UPDATE OR IGNORE messages SET status = 'pending', sent_at = '', once_key = :once, status_reason = NULL, leased_by = :member, lease_until = :lease,
	metadata = json_remove(metadata, '$.assisted'), updated = :real
WHERE rowid = :row`

// restoreProspect makes a prospect what it was before the word that is taken back, by its primary key; the step that was
// planned on it goes.
const restoreProspect = `
UPDATE prospects SET status = :status, ignored_reason = CASE WHEN :status = 'ignored' THEN ignored_reason ELSE '' END, stage = 'done',
	step = :step, due_at = '', lease_until = '', updated = :real
WHERE id = :id AND status IN ('found', 'contacted', 'ignored')`

// laterMessages says whether a step after this one was written. Relies on messages_prospect.
const laterMessages = `
SELECT 1 FROM messages WHERE prospect = :prospect AND direction = 'outbound' AND step > :step AND status != 'cancelled' LIMIT 1`

// UndoSent takes back what a member said of an assisted message, within 10 s of real time; later, and when more has
// happened since, it is a conflict.
func (s *Store) UndoSent(ctx context.Context, ws, message, member string) error {
	return s.write(ctx, func(t *tx) error {
		m, found, err := t.sentMessage(messageByID, args{"id": message, "workspace": ws})
		if err != nil {
			return err
		}
		if !found || m.account != "" {
			return errNotAssisted(message)
		}
		before, err := t.reported(ws, message)
		if err != nil {
			return err
		}
		at := parseStamp(before.RealAt)
		switch {
		case before.Outcome == "" || before.Member != member:
			return errNotAssisted(message)
		case t.real.Sub(at) > undoTime:
			return campaign.Conflict(campaign.ReasonTooLate, "a mark can be taken back for %d s: correct the prospect instead", int(undoTime/time.Second))
		case m.status != campaign.MessageSent && m.status != campaign.MessageCancelled && m.status != campaign.MessageFailed:
			return campaign.Conflict(campaign.ReasonMovedOn, "the message is %s already", m.status)
		}
		return t.undoSent(m, before)
	})
}

func (t *tx) undoSent(m *sentMessage, before reported) error {
	moved, err := false, error(nil)
	if m.step >= 0 {
		moved, err = t.has(laterMessages, args{"prospect": m.prospect, "step": m.step})
	}
	if err != nil {
		return err
	}
	if moved {
		return campaign.Conflict(campaign.ReasonMovedOn, "the next message is written already")
	}
	changed, err := t.exec(undoMessage, args{"row": m.row, "once": onceKeyOf(m.contactKey, m.campaign, m.id, m.step), "member": before.Member,
		"lease": stored(t.real.Add(assistedLease)), "real": t.real})
	if err != nil {
		return err
	}
	if changed == 0 {
		return campaign.Conflict(campaign.ReasonAlreadySent, "another message of this step goes to this person")
	}
	var by campaign.Counters
	switch before.Outcome {
	case AssistedSent:
		by.Sent = -1
		reached, err := t.has(otherAccepted, args{"prospect": m.prospect, "row": m.row})
		if err != nil {
			return err
		}
		if !reached {
			by.Contacted = -1
		}
	case AssistedNoSuchNumber:
		by.Failed = -1
	}
	if by != (campaign.Counters{}) {
		if err := t.count(m.workspace, m.campaign, by); err != nil {
			return err
		}
	}
	t.journal(m.sendEntry(campaign.JournalUnsent, handClaim(m.id), m.sentAt))
	t.touch(m.workspace, m.campaign)
	t.workspaceRingStale(m.workspace, m.campaign)
	if err := t.untold(m.prospect); err != nil {
		return err
	}
	if m.step < 0 {
		return nil
	}
	return t.update(restoreProspect, args{"id": m.prospect, "status": before.Before, "step": m.step, "real": t.real})
}
