package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
)

// Approval is a member's word on one draft: the hash of the text that they read.
type Approval struct {
	ID   string
	Hash string // messages.content_hash; empty = the text as it is now
}

// Approved says what became of one Approval.
type Approved struct {
	ID     string           `json:"id"`
	OK     bool             `json:"ok"`
	Reason *campaign.Reason `json:"reason"` // with ok false
}

// reviewedMessage is a message as a person judges it.
type reviewedMessage struct {
	row                        int64
	id, ws, campaign, account  string
	prospect, contactKey, once string
	step                       int
	status                     campaign.MessageStatus
	content, hash              string
	scheduledAt                time.Time
	data                       messageData

	// What is known of its call.
	claim, code, words string
	reason             *campaign.Reason
	attempts           int
	sentAt             time.Time
}

// getReviewed reads an outbound message of a workspace, by its primary key.
const getReviewed = `
SELECT rowid, id, workspace, campaign, account, prospect, contact_key, once_key, step, status, content, content_hash, scheduled_at, metadata,
	claim_id, error_code, error, status_reason, attempts, sent_at
FROM messages WHERE id = :id AND workspace = :workspace AND direction = 'outbound'`

func (t *tx) reviewed(ws, id string) (*reviewedMessage, error) {
	m := &reviewedMessage{}
	found, err := t.one(getReviewed, args{"id": id, "workspace": ws}, &m.row, &m.id, &m.ws, &m.campaign, &m.account, &m.prospect, &m.contactKey,
		&m.once, &m.step, &m.status, &m.content, &m.hash, &m.scheduledAt, asJSON{&m.data},
		&m.claim, &m.code, &m.words, asJSON{&m.reason}, &m.attempts, &m.sentAt)
	if err != nil {
		return nil, fmt.Errorf("read message %s: %w", id, err)
	}
	if !found {
		return nil, fmt.Errorf("message %q: %w", id, ErrNotFound)
	}
	return m, nil
}

// Approve lets drafts go out, each by the hash of the text that the member read: one that was edited meanwhile stays a draft.
// The others are not held up by it. What is approved waits for its slot like any other message.
func (s *Store) Approve(ctx context.Context, ws, actor string, items []Approval) ([]Approved, error) {
	var answers []Approved
	err := s.write(ctx, func(t *tx) error {
		answers = make([]Approved, len(items))
		for i, item := range items {
			answers[i] = Approved{ID: item.ID, OK: true}
			err := t.approve(ws, actor, item)
			var refused *campaign.Refused
			switch {
			case errors.As(err, &refused):
				answers[i].OK, answers[i].Reason = false, &refused.Reasons[0]
			case err != nil:
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("approve messages: %w", err)
	}
	return answers, nil
}

// approveMessage makes a draft wait for its slot, by rowid.
const approveMessage = `
UPDATE messages SET status = 'pending', status_reason = NULL, scheduled_at = :at, metadata = ` + setApproved + `, updated = :real
WHERE rowid = :row AND status = 'draft'`

// setApproved notes who let a message go, and when, beside what its metadata holds.
const setApproved = `json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.approved_at', :approved, '$.approved_by', :actor)`

func (t *tx) approve(ws, actor string, item Approval) error {
	m, err := t.reviewed(ws, item.ID)
	if isNotFound(err) {
		return refuse(campaign.ReasonNotFound, nil)
	}
	if err != nil {
		return err
	}
	hash := campaign.ContentHash(m.content, m.data.Template)
	switch {
	case m.status != campaign.MessageDraft:
		return illegal(m.status, campaign.MessagePending)
	case m.content == "" && m.data.Template == nil:
		return refuse(campaign.ReasonTextEmpty, nil)
	case item.Hash != "" && item.Hash != hash || m.hash != hash:
		return refuse(campaign.ReasonStaleHash, nil)
	}
	at, err := t.slotAfter(m.campaign, later(t.now, m.scheduledAt))
	if err != nil {
		return err
	}
	t.waits(m, at)
	return t.act(m, "message.approve", actor, approveMessage, args{"at": at, "approved": stamp(t.now), "actor": actor})
}

// waits tells the sender of a message that became pending.
func (t *tx) waits(m *reviewedMessage, at time.Time) {
	t.touch(m.ws, m.campaign)
	if m.account != "" {
		t.wakeLane(laneOf(m.campaign, m.account, m.step), at)
	}
}

// What a person's act makes of a message, by rowid. A draft keeps its once_key; what is cancelled gives it free.
const (
	cancelReviewed = `
UPDATE messages SET status = 'cancelled', status_reason = :reason, once_key = '', leased_by = '', lease_until = '', updated = :real
WHERE rowid = :row AND status IN ('draft', 'held', 'pending')`
	releaseReviewed = `
UPDATE messages SET status = 'draft', status_reason = NULL, leased_by = '', lease_until = '',
	metadata = json_remove(metadata, '$.approved_at', '$.approved_by'), updated = :real
WHERE rowid = :row AND status IN ('held', 'pending')`
)

// CancelMessage skips a message that has not gone out: this person gets no such step.
func (s *Store) CancelMessage(ctx context.Context, ws, id, actor string) error {
	return s.review(ctx, ws, id, func(t *tx, m *reviewedMessage) error {
		if m.status != campaign.MessageDraft && m.status != campaign.MessageHeld && m.status != campaign.MessagePending {
			return illegal(m.status, campaign.MessageCancelled)
		}
		reason := campaign.NewReason(campaign.ReasonCancelledByHand, nil)
		return t.act(m, "message.cancel", actor, cancelReviewed, args{"reason": reason})
	})
}

// ReleaseMessage makes a held message a draft again, or takes an approval back before its call: somebody approves it anew, and
// the claim checks everything anew. A message without a text has nothing to approve.
func (s *Store) ReleaseMessage(ctx context.Context, ws, id, actor string) error {
	return s.review(ctx, ws, id, func(t *tx, m *reviewedMessage) error {
		switch {
		case m.status != campaign.MessageHeld && m.status != campaign.MessagePending:
			return illegal(m.status, campaign.MessageDraft)
		case m.content == "" && m.data.Template == nil:
			return refuse(campaign.ReasonTextEmpty, nil)
		case m.reason != nil && m.reason.Code == campaign.ReasonUnclearReply:
			if still, err := t.stillUnclear(m); err != nil || still {
				return errors.Join(err, refuse(campaign.ReasonHoldStands, map[string]any{"reason": *m.reason}))
			}
		}
		return t.act(m, "message.release", actor, releaseReviewed, nil)
	})
}

// stillUnclear says whether nobody has decided yet what the person's answer meant: the hold lies among the suppressions.
func (t *tx) stillUnclear(m *reviewedMessage) (bool, error) {
	p, found, err := prospect(t.session, m.prospect)
	if err != nil || !found {
		return false, err
	}
	reason, err := t.suppressed(m.ws, p.Identity())
	return reason != "", err
}

// review runs a person's act on one message.
func (s *Store) review(ctx context.Context, ws, id string, act func(*tx, *reviewedMessage) error) error {
	return s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		m, err := t.reviewed(ws, id)
		if err != nil {
			return err
		}
		return act(t, m)
	})
}

// act does one thing to a message and writes down who did it.
func (t *tx) act(m *reviewedMessage, action, actor, statement string, values args) error {
	all := args{"row": m.row, "real": t.real}
	for name, value := range values {
		all[name] = value
	}
	changed, err := t.exec(statement, all)
	if err != nil {
		return fmt.Errorf("%s %s: %w", action, m.id, err)
	}
	if changed != 1 {
		return campaign.Conflict(campaign.ReasonMovedOn, "the message was changed meanwhile: look again")
	}
	t.touch(m.ws, m.campaign)
	return t.audit(AuditEntry{Workspace: m.ws, Actor: actor, Action: action, Collection: "messages", Record: m.id,
		Changes: map[string]any{"status": string(m.status)}})
}

func refuse(code string, params map[string]any) error {
	return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(code, params)}}
}

func illegal(from, to campaign.MessageStatus) error {
	return refuse(campaign.ReasonIllegalMove, map[string]any{"what": "message", "from": string(from), "to": string(to)})
}
