package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// pendingFirst is the earliest message of a lane: when it may go, and why not before.
type pendingFirst struct {
	at     time.Time
	reason *campaign.Reason
}

// whyFirst answers where every gate is open and a message waits: it goes out, or its own time has not come.
func (t *tx) whyFirst(c *cachedCampaign, why Why, first pendingFirst) Why {
	switch {
	case c.Assisted():
		return why.because(campaign.ReasonAssistedWaiting, nil)
	case !first.at.After(t.now):
		why.Sending = true
		return why
	}
	why.NextAt = &first.at
	if first.reason != nil {
		why.Code, why.Params, why.Message = first.reason.Code, first.reason.Params, first.reason.Message
		return why
	}
	return why.because(campaign.ReasonNothingDue, map[string]any{"next_at": first.at.Format(time.RFC3339)})
}

// What stands before sending: messages that wait for a person, and people who are not written to yet. The counts stop at a
// thousand. Rely on messages_status, prospects_due_enrich, prospects_write and searches_campaign.
const (
	countDrafts = `SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE campaign = :campaign AND status = 'draft' LIMIT 1000)`
	heldReasons = `
SELECT COUNT(*), reason FROM (SELECT status_reason AS reason, json_extract(status_reason, '$.code') AS code FROM messages
	WHERE campaign = :campaign AND status = 'held' AND direction = 'outbound' LIMIT 1000)
GROUP BY code ORDER BY COUNT(*) DESC, code LIMIT 1`
	countUnjudged = `
SELECT COUNT(*) FROM (SELECT 1 FROM prospects INDEXED BY prospects_write
	WHERE stage = 'write' AND campaign = :campaign AND judged_at = '' LIMIT 1000)`
	nextFollowUp = `
SELECT due_at, id, name FROM prospects INDEXED BY prospects_write
WHERE stage = 'write' AND campaign = :campaign AND (judged_at != '' OR :manual = 0) ORDER BY due_at LIMIT 1`
	stillFinding = `
SELECT EXISTS (SELECT 1 FROM searches WHERE campaign = :campaign AND status IN ('queued', 'running'))
	OR EXISTS (SELECT 1 FROM prospects INDEXED BY prospects_due_enrich WHERE stage = 'enrich' AND lease_until >= '' AND campaign = :campaign)`
)

// whyNothing answers where every gate is open and no message waits for its slot: what is missing comes from a person, or is
// still on its way.
func (t *tx) whyNothing(c *cachedCampaign, why Why) (Why, error) {
	var drafts, held, unjudged int
	var hold *campaign.Reason
	if _, err := t.one(countDrafts, args{"campaign": c.ID}, &drafts); err != nil {
		return Why{}, fmt.Errorf("count the drafts: %w", err)
	}
	if drafts > 0 {
		return why.because(campaign.ReasonAwaitingApproval, map[string]any{"n": drafts}), nil
	}
	if c.Selection == "manual" {
		if _, err := t.one(countUnjudged, args{"campaign": c.ID}, &unjudged); err != nil {
			return Why{}, fmt.Errorf("count who is to be judged: %w", err)
		}
	}
	if unjudged > 0 {
		return why.because(campaign.ReasonAwaitingSelection, map[string]any{"n": unjudged}), nil
	}
	if _, err := t.one(heldReasons, args{"campaign": c.ID}, &held, asJSON{&hold}); err != nil {
		return Why{}, fmt.Errorf("look what is held: %w", err)
	}
	if held > 0 && hold != nil {
		return why.because(campaign.ReasonMessagesHeld, map[string]any{"n": held, "reason": *hold}), nil
	}
	return t.whyNobody(c, why)
}

// whyNobody answers where no message exists that could go out: the next step is due later, or people are still looked for.
func (t *tx) whyNobody(c *cachedCampaign, why Why) (Why, error) {
	var due time.Time
	var next NextUp
	found, err := t.one(nextFollowUp, args{"campaign": c.ID, "manual": c.Selection == "manual"}, &due, &next.Prospect.ID, &next.Prospect.Name)
	if err != nil {
		return Why{}, fmt.Errorf("look who is due next: %w", err)
	}
	if found && due.After(t.now) {
		why.NextAt, why.Next = &due, &next
		return why.because(campaign.ReasonNothingDue, map[string]any{"next_at": due.Format(time.RFC3339)}), nil
	}
	finding := found
	if !found {
		if _, err := t.one(stillFinding, args{"campaign": c.ID}, &finding); err != nil {
			return Why{}, fmt.Errorf("look whether people are still found: %w", err)
		}
	}
	if finding {
		return why.because(campaign.ReasonPreparing, nil), nil
	}
	return why.because(campaign.ReasonNothingPending, nil), nil
}
