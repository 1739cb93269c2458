package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// assistedData reads what was reported of an assisted message, by its primary key.
const assistedData = `
SELECT rowid, account, json_extract(metadata, '$.assisted'), lease_until FROM messages WHERE id = :id AND workspace = :workspace AND direction = 'outbound'`

// reported is messages.metadata.assisted: a member's word, kept so that the same word acts once and can be taken back.
type reported struct {
	Key     string `json:"key"`
	Outcome string `json:"outcome"`
	Member  string `json:"member"`
	RealAt  string `json:"real_at"`
	Before  string `json:"before"` // the prospect's status
}

// noteReport keeps a member's word, by rowid.
const noteReport = `
UPDATE messages SET metadata = json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.assisted', json(:report)), updated = :real WHERE rowid = :row`

// sentByHand records that a member sent a message, by rowid. Whoever sent it stays in leased_by: gap and ceiling go by it.
const sentByHand = `
UPDATE messages SET status = 'sent', sent_at = :at, leased_by = :member, lease_until = '', status_reason = NULL, updated = :real WHERE rowid = :row`

// skippedByHand records that a member did not send a message, by rowid.
const skippedByHand = `
UPDATE messages SET status = :status, once_key = '', leased_by = :member, lease_until = '', status_reason = :reason, updated = :real WHERE rowid = :row`

// MarkSent records a member's word on an assisted message. The same Key acts once. A word may come late, from a phone that was
// offline: that the message was sent is recorded even after the lease has lapsed or the message was cancelled, since the
// person has it.
func (s *Store) MarkSent(ctx context.Context, mark MarkSent) error {
	switch mark.Outcome {
	case AssistedSent, AssistedNoSuchNumber, AssistedAlreadyClient, AssistedSkipped:
	default:
		return campaign.Invalid("outcome", "%q is no outcome: write sent, no_such_number, already_client or skipped", mark.Outcome)
	}
	return s.write(ctx, func(t *tx) error { return t.markSent(mark) })
}

func (t *tx) markSent(mark MarkSent) error {
	m, found, err := t.sentMessage(messageByID, args{"id": mark.Message, "workspace": mark.Workspace})
	if err != nil {
		return err
	}
	if !found || m.account != "" {
		return errNotAssisted(mark.Message)
	}
	before, err := t.reported(mark.Workspace, mark.Message)
	if err != nil {
		return err
	}
	if mark.Key != "" && before.Key == mark.Key || before.Outcome == mark.Outcome && before.Key == "" && before.Member == mark.Member {
		return nil // said before, by this phone or by the echo of the message itself
	}
	// The person has it, whatever was decided while it was in the member's hands.
	late := mark.Outcome == AssistedSent && (m.status == campaign.MessageCancelled || m.status == campaign.MessageDraft || m.status == campaign.MessageHeld)
	if m.status != campaign.MessagePending && !late {
		return campaign.Conflict(campaign.ReasonAlreadySent, "the message is %s already", m.status)
	}
	if m.status == campaign.MessagePending && m.leasedBy != "" && m.leasedBy != mark.Member {
		return campaign.Conflict(campaign.ReasonLeased, "the message is another member's now")
	}
	p, found, err := t.person(mark.Workspace, m.prospect)
	if err != nil || !found {
		return errNotAssisted(mark.Message)
	}
	t.touch(m.workspace, m.campaign)
	report := reported{Key: mark.Key, Outcome: mark.Outcome, Member: mark.Member, RealAt: stamp(t.real), Before: string(p.status)}
	if err := t.update(noteReport, args{"row": m.row, "report": report, "real": t.real}); err != nil {
		return err
	}
	if mark.Outcome == AssistedSent {
		return t.markedSent(m, mark)
	}
	return t.markedUnsent(m, mark)
}

// reported reads what was said of a message before.
func (t *tx) reported(ws, id string) (reported, error) {
	var row int64
	var account string
	var r reported
	var until time.Time
	_, err := t.one(assistedData, args{"id": id, "workspace": ws}, &row, &account, asJSON{&r}, &until)
	return r, err
}

func (t *tx) markedSent(m *sentMessage, mark MarkSent) error {
	at := mark.At
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	if err := t.update(sentByHand, args{"row": m.row, "at": stored(at), "member": mark.Member, "real": t.real}); err != nil {
		return fmt.Errorf("mark message %s as sent: %w", m.id, err)
	}
	if m.onceKey == "" { // cancelled meanwhile: the key is taken again, since the person has the message
		if err := t.update(retakeOnce, args{"row": m.row, "once": onceKeyOf(m.contactKey, m.campaign, m.id, m.step)}); err != nil {
			return err
		}
	}
	t.journal(m.sendEntry(campaign.JournalSend, handClaim(m.id), at))
	t.workspaceRingStale(m.workspace, m.campaign)
	return t.accept(m, at)
}

// workspaceRingStale counts a message that a person sent for the tier's limit, after the commit.
func (t *tx) workspaceRingStale(workspaceID, campaignID string) {
	t.onCommit(func() {
		d := &t.store.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		d.staleRings(campaignID, workspaceID, "")
	})
}

// ignoreAlways sets a prospect aside whatever it was, by its primary key.
const ignoreAlways = `
UPDATE prospects SET status = 'ignored', ignored_reason = :reason, updated = :real WHERE id = :id AND status IN ('found', 'contacted')`

func (t *tx) markedUnsent(m *sentMessage, mark MarkSent) error {
	status, code := campaign.MessageCancelled, campaign.ReasonSkipped
	switch mark.Outcome {
	case AssistedNoSuchNumber:
		status, code = campaign.MessageFailed, campaign.ReasonNoSuchNumber
		if err := t.count(m.workspace, m.campaign, campaign.Counters{Failed: 1}); err != nil {
			return err
		}
		if err := t.update(noteBadRecipient, args{"id": m.prospect, "recipient": m.recipient, "real": t.real}); err != nil {
			return err
		}
	case AssistedAlreadyClient:
		code = campaign.ReasonAlreadyClient
	}
	if err := t.update(skippedByHand, args{"row": m.row, "status": status, "member": mark.Member, "reason": campaign.NewReason(code, nil), "real": t.real}); err != nil {
		return err
	}
	if code == campaign.ReasonSkipped {
		return nil
	}
	return t.update(ignoreAlways, args{"id": m.prospect, "reason": code, "real": t.real})
}
