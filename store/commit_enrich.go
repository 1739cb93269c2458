package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// heldProspect reads where a prospect is now, if it is still the one that was leased.
const heldProspect = `
SELECT status FROM prospects WHERE id = :id AND stage = :stage AND lease_until = :lease AND deleted = 0`

// laterProspect gives a prospect back until a later time.
const laterProspect = `UPDATE prospects SET lease_until = :lease WHERE id = :id`

// releaseProspect ends a prospect's lease.
const releaseProspect = `UPDATE prospects SET lease_until = '', attempts = 0, due_at = :due_at, updated = :real WHERE id = :id`

// CommitEnrich stores what was learned of prospects: whoever qualifies goes on to be written to, whoever does not is ignored
// with the first reason.
func (s *Store) CommitEnrich(ctx context.Context, done []campaign.EnrichDone) error {
	err := s.write(ctx, func(t *tx) error {
		for _, d := range done {
			if err := t.commitEnrich(d); err != nil {
				return fmt.Errorf("prospect %s: %w", d.Task.Prospect.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("commit enriched prospects: %w", err)
	}
	return nil
}

func (t *tx) commitEnrich(d campaign.EnrichDone) error {
	id := d.Task.Prospect.ID
	var status campaign.ProspectStatus
	held, err := t.one(heldProspect, args{"id": id, "stage": campaign.StageEnrich, "lease": d.Task.Lease}, &status)
	if err != nil || !held {
		return err // the lease was lost
	}
	if d.Failed != nil && d.RetryAfter > 0 {
		return t.update(laterProspect, args{"id": id, "lease": stored(t.real.Add(d.RetryAfter))})
	}
	if d.Failed != nil {
		return t.enriched(d.Task.Prospect, d.Failed)
	}
	p := d.Prospect
	p.ID, p.Workspace, p.Campaign = id, d.Task.Prospect.Workspace, d.Task.Prospect.Campaign
	if status != campaign.ProspectFound {
		p.Status = status // a person or an answer came first
	}
	return t.enriched(p, nil)
}

// enriched moves a prospect on from enriching. What the meantime brought, facts of another source, is kept.
func (t *tx) enriched(p campaign.Prospect, failed *campaign.Reason) error {
	now, found, err := prospect(t.session, p.ID)
	if err != nil || !found {
		return err
	}
	known := len(p.Facts)
	p.Absorb(now.Facts)
	if len(p.Facts) > known && p.Lacking() { // what came meanwhile may be what it was ignored for want of
		return t.enrichAgain(&p, &now)
	}
	if p.Metadata == nil {
		p.Metadata = map[string]any{}
	}
	if failed != nil {
		p.Metadata["enrich_failed"] = failed
	}
	if p.Status == campaign.ProspectFound {
		if err := t.judgeDuplicate(&p); err != nil {
			return err
		}
	}
	p.Stage = campaign.StageDone
	if p.Status == campaign.ProspectFound {
		p.Stage = campaign.StageWrite
		p.Metadata["qualified_at"] = stamp(t.now)
		t.wake(stageWrite)
		if err := t.count(p.Workspace, p.Campaign, campaign.Counters{Qualified: 1}); err != nil {
			return err
		}
	}
	t.touch(p.Workspace, p.Campaign)
	if err := t.storeEnriched(&p, &now); err != nil {
		return err
	}
	due := ""
	if p.Stage == campaign.StageWrite {
		due = stamp(t.now)
	}
	return t.update(releaseProspect, args{"id": p.ID, "due_at": due, "real": t.real})
}

// enrichAgain gives a prospect back to be judged with what another source brought while it was enriched.
func (t *tx) enrichAgain(p, now *campaign.Prospect) error {
	p.Status, p.Stage, p.IgnoredReason = campaign.ProspectFound, campaign.StageEnrich, ""
	t.touch(p.Workspace, p.Campaign)
	t.wake(stageEnrich)
	if err := t.storeEnriched(p, now); err != nil {
		return err
	}
	return t.update(releaseProspect, args{"id": p.ID, "due_at": stamp(t.now), "real": t.real})
}

// judgeDuplicate looks whether enriching showed that this is another prospect of the campaign, by its best contacts: then
// that one gets the facts, and this one is ignored. Any other contact of a page may be a stranger's, and a website alone was no
// hindrance when both were found. A branch leaves to the others what is theirs, and is ignored when nothing is left.
func (t *tx) judgeDuplicate(p *campaign.Prospect) error {
	if reason, err := t.suppressed(p.Workspace, p.Identity()); err != nil {
		return err
	} else if reason != "" {
		p.Status, p.IgnoredReason = campaign.ProspectIgnored, campaign.ReasonSuppressed
		return nil
	}
	best := campaign.Prospect{Phone: p.Phone, WhatsApp: p.WhatsApp, Email: p.Email, Username: p.Username}
	nameless := *p
	nameless.ExternalID = "" // which is its own
	twins, err := t.twins(&nameless, best.Identity())
	if err != nil || len(twins) == 0 {
		return err
	}
	for _, id := range twins {
		other, found, err := prospect(t.session, id)
		if err != nil {
			return err
		}
		if found && campaign.SamePlace(&other, p) {
			p.Status, p.IgnoredReason = campaign.ProspectIgnored, campaign.ReasonDuplicate
			return t.merge(id, p)
		}
	}
	held, err := t.held(p, p.Identity())
	if err != nil {
		return err
	}
	if p.Without(held); p.Phone == "" && p.WhatsApp == "" && p.Email == "" && p.Username == "" {
		p.Status, p.IgnoredReason = campaign.ProspectIgnored, campaign.ReasonDuplicate
	}
	return nil
}

// storeEnriched writes the prospect. Where a contact belongs to another prospect of the campaign, this one keeps the contacts
// it had and the new ones as facts.
func (t *tx) storeEnriched(p, before *campaign.Prospect) error {
	err := t.nested(func(t *tx) error { return t.update(updateProspect, prospectArgs(p, t.real)) })
	if !isConflict(err) {
		return err
	}
	kept := *p
	kept.Phone, kept.WhatsApp, kept.Email, kept.Username, kept.Domain = before.Phone, before.WhatsApp, before.Email, before.Username, before.Domain
	return t.update(updateProspect, prospectArgs(&kept, t.real))
}
