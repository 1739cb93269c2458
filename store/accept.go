package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// otherAccepted says whether a prospect was reached before. Relies on messages_prospect.
const otherAccepted = `
SELECT 1 FROM messages WHERE prospect = :prospect AND rowid != :row AND direction = 'outbound'
	AND (provider_id != '' OR status IN ('sent', 'delivered', 'read'))
LIMIT 1`

// contactProspect makes a prospect contacted, by its primary key; where there is nothing further to plan.
const contactProspect = `UPDATE prospects SET status = 'contacted', updated = :real WHERE id = :id AND status = 'found'`

// accept counts a message that was taken for the first time, and plans the next step.
func (t *tx) accept(m *sentMessage, at time.Time) error {
	if m.accepted() {
		return nil
	}
	by := campaign.Counters{Sent: 1}
	before, err := t.has(otherAccepted, args{"prospect": m.prospect, "row": m.row})
	if err != nil {
		return fmt.Errorf("look whether prospect %s was reached before: %w", m.prospect, err)
	}
	if !before {
		by.Contacted = 1
	}
	if err := t.count(m.workspace, m.campaign, by); err != nil {
		return err
	}
	if err := t.told(m.prospect, m.id, at); err != nil {
		return err
	}
	planned, err := t.advance(m, at, campaign.ProspectContacted)
	if err != nil || planned {
		return err
	}
	return t.update(contactProspect, args{"id": m.prospect, "real": t.real})
}

// advanceProspect plans the next step, by the prospect's primary key: only where nothing else was planned meanwhile and the
// person has not answered.
const advanceProspect = `
UPDATE prospects SET stage = 'write', step = :next, due_at = :due, lease_until = '', attempts = 0, updated = :real,
	status = CASE WHEN status = 'found' THEN :status ELSE status END
WHERE id = :id AND step = :step AND stage = 'done' AND status IN ('found', 'contacted') AND deleted = 0`

// advance plans the step after the one that went out, where the sequence has one, and says whether it did. A prospect that was
// only found becomes what status says.
func (t *tx) advance(m *sentMessage, at time.Time, status campaign.ProspectStatus) (bool, error) {
	c, err := t.store.campaign(t.session, m.campaign)
	if err != nil {
		return false, err
	}
	next := m.step + 1
	if next >= len(c.Sequence) {
		return false, nil
	}
	due := stored(at.Add(time.Duration(c.Sequence[next].WaitHours * float64(time.Hour))))
	changed, err := t.exec(advanceProspect, args{"id": m.prospect, "step": m.step, "next": next, "due": due, "status": status, "real": t.real})
	if err != nil {
		return false, fmt.Errorf("plan step %d of prospect %s: %w", next, m.prospect, err)
	}
	if changed > 0 {
		t.wake(stageWrite)
	}
	return changed > 0, nil
}

// noteBadRecipient keeps on the prospect that a number cannot be reached, by its primary key.
const noteBadRecipient = `
UPDATE prospects SET metadata = json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.bad_recipient', :recipient), updated = :real
WHERE id = :id`

// stopTemplate keeps a template from being used until it is read again. Relies on whatsapp_templates_once.
const stopTemplate = `
UPDATE whatsapp_templates SET status = :status, updated = :real WHERE account = :account AND name = :name AND language = :language AND status = 'APPROVED'`

// afterFailure does what a failure means beyond its message: whoever cannot be reached gets no further step, whoever stopped
// messages is suppressed, a template that is not taken waits.
func (t *tx) afterFailure(m *sentMessage, o *campaign.Outcome) error {
	reason := campaign.NewReason(campaign.ReasonProviderRefused, map[string]any{"detail": o.Error})
	if o.BadRecipient {
		reason = campaign.NewReason(campaign.ReasonBadRecipient, nil)
		if err := t.update(noteBadRecipient, args{"id": m.prospect, "recipient": m.recipient, "real": t.real}); err != nil {
			return err
		}
	}
	if tpl := m.data.Template; tpl != nil && o.StopTemplate {
		if err := t.update(stopTemplate, args{"account": m.account, "name": tpl.Name, "language": tpl.Language, "status": "PAUSED", "real": t.real}); err != nil {
			return err
		}
	}
	if o.OptOut {
		p, found, err := t.person(m.workspace, m.prospect)
		if err != nil {
			return err
		}
		if found {
			return t.optOut(p, nil, byPreference)
		}
	}
	return t.cancelPending(m.workspace, m.prospect, reason)
}
