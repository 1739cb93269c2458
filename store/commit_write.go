package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"aceno/campaign"
)

func itoa(n int) string { return strconv.Itoa(n) }

// CommitWrite stores messages: pending, held, or a draft where a person approves.
func (s *Store) CommitWrite(ctx context.Context, done []campaign.WriteDone) error {
	err := s.write(ctx, func(t *tx) error {
		for _, d := range done {
			if err := t.commitWrite(d); err != nil {
				return fmt.Errorf("message to prospect %s: %w", d.Task.Prospect.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("commit messages: %w", err)
	}
	return nil
}

func (t *tx) commitWrite(d campaign.WriteDone) error {
	p := &d.Task.Prospect
	var status campaign.ProspectStatus
	held, err := t.one(heldProspect, args{"id": p.ID, "stage": campaign.StageWrite, "lease": d.Task.Lease}, &status)
	if err != nil || !held {
		return err // the lease was lost, or an answer came while the message was written
	}
	t.touch(p.Workspace, p.Campaign)
	if d.Failed != nil && d.RetryAfter > 0 {
		return t.update(laterProspect, args{"id": p.ID, "lease": stored(t.real.Add(d.RetryAfter))})
	}
	if d.Failed != nil {
		d.Draft = campaign.Draft{Held: d.Failed}
	}
	if status != campaign.ProspectFound && status != campaign.ProspectContacted {
		return t.stopWriting(p, string(status))
	}
	made, err := t.insertMessage(d)
	if err != nil {
		return err
	}
	if !made { // the same person was met twice in this campaign
		return t.stopWriting(p, campaign.ReasonAlreadySent)
	}
	return t.update(endWriting, args{"id": p.ID, "real": t.real})
}

// insertMessage adds an outbound message and takes its once_key: messages_once UNIQUE (once_key) refuses the second message
// of a step to one person, through whichever prospect.
const insertMessage = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, status_reason, content_hash, step,
	variant, scheduled_at, recipient, contact_key, once_key, facts, metadata, created, updated)
VALUES (:id, :workspace, :prospect, :campaign, :account, :channel, :content, 'outbound', :status, :reason, :hash, :step,
	:variant, :scheduled_at, :recipient, :contact_key, :once_key, :facts, :metadata, :real, :real)
ON CONFLICT DO NOTHING`

// messageData is messages.metadata of an outbound message.
type messageData struct {
	Template   *campaign.TemplateUse `json:"template,omitempty"`
	ApprovedAt string                `json:"approved_at,omitempty"` // business time at which it became pending
	ApprovedBy string                `json:"approved_by,omitempty"` // a member; empty = the campaign approves by itself
}

// insertMessage makes the message of a draft; false when this person has this step already.
func (t *tx) insertMessage(d campaign.WriteDone) (bool, error) {
	p, c := &d.Task.Prospect, &d.Task.Campaign
	form, ok := recipientOf(p, c.Channel)
	if !ok {
		return false, nil
	}
	account, err := t.accountFor(&d.Task)
	if err != nil {
		return false, err
	}
	status, data := campaign.MessagePending, messageData{Template: d.Draft.Template}
	scheduled, err := t.slotAfter(c.ID, later(t.now, p.DueAt))
	if err != nil {
		return false, err
	}
	switch {
	case d.Draft.Held != nil:
		status = campaign.MessageHeld
	case c.Approval == "manual":
		status = campaign.MessageDraft
	default:
		data.ApprovedAt = stamp(t.now)
	}
	key := t.store.contactKey(p.Workspace, form)
	changed, err := t.exec(insertMessage, args{
		"id": t.store.ids.next(t.real), "workspace": p.Workspace, "prospect": p.ID, "campaign": c.ID, "account": account, "channel": c.Channel,
		"content": d.Draft.Content, "status": status, "reason": d.Draft.Held, "hash": campaign.ContentHash(d.Draft.Content, d.Draft.Template),
		"step": d.Task.Step, "variant": d.Draft.Variant, "scheduled_at": scheduled, "recipient": form.Value, "contact_key": key,
		"once_key": onceKey(key, c.ID, d.Task.Step), "facts": d.Draft.Facts, "metadata": data, "real": t.real,
	})
	if err != nil || changed == 0 {
		return false, err
	}
	if status == campaign.MessagePending && account != "" {
		t.wakeLane(laneKey{campaign: c.ID, account: account}, scheduled)
	}
	return true, nil
}

// slotAfter returns the first instant inside the campaign's windows.
func (t *tx) slotAfter(campaignID string, at time.Time) (time.Time, error) {
	c, err := t.store.campaign(t.session, campaignID)
	if err != nil {
		return time.Time{}, err
	}
	if c.plan == nil {
		return at, nil
	}
	next, ok := c.plan.Next(at)
	if !ok {
		return at, nil
	}
	return stored(next), nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
