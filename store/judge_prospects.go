package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// Judgement is a member's word on the prospects of one campaign: who is to be written to, who is not, and who is to be judged anew.
type Judgement struct {
	Workspace string
	Campaign  string
	Member    string
	Approve   []string        // prospects
	Matching  *ProspectFilter // all that match and wait to be judged; the empty filter is "the rest"
	Refuse    []Refusal
	Restore   []string // refusals that are taken back
}

// Refusal says why a prospect is not to be written to; a code or the member's words.
type Refusal struct {
	ID     string
	Reason string
}

// Judged says what a Judgement did.
type Judged struct {
	Approved int       `json:"approved"`
	Refused  int       `json:"refused"`
	Restored int       `json:"restored"`
	Skipped  []Skipped `json:"skipped"` // of those named, whom it could not be done to
}

// Skipped is one whom an act left out, and why.
type Skipped struct {
	ID     string          `json:"id"`
	Reason campaign.Reason `json:"reason"`
}

// judgedAtOnce is how many prospects one write job approves: the sender waits for nobody longer than that takes.
const judgedAtOnce = 2000

// approveProspects lets prospects be written to that wait to be judged, by their primary key.
const approveProspects = `
UPDATE prospects SET judged_at = :now, updated = :real
WHERE id IN (SELECT value FROM json_each(:ids)) AND campaign = :campaign AND status = 'found' AND judged_at = '' AND deleted = 0`

// Judge does a member's judgement: refusals and restorations first, then approvals, so that "the rest" is whoever is left. An approval of
// very many is done in parts; each part holds.
func (s *Store) Judge(ctx context.Context, j Judgement) (Judged, error) {
	done := Judged{Skipped: []Skipped{}}
	err := s.write(ctx, func(t *tx) error {
		done = Judged{Skipped: []Skipped{}}
		if _, err := s.campaignOf(t.session, j.Workspace, j.Campaign); err != nil {
			return err
		}
		for _, r := range j.Refuse {
			if err := t.refuseProspect(j, r, &done); err != nil {
				return err
			}
		}
		for _, id := range j.Restore {
			if err := t.restoreRefused(j, id, &done); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Judged{}, fmt.Errorf("judge prospects: %w", err)
	}
	ids := j.Approve
	if j.Matching != nil {
		if ids, err = s.waitingFor(ctx, j); err != nil {
			return Judged{}, fmt.Errorf("judge prospects: %w", err)
		}
	}
	for len(ids) > 0 {
		page := ids[:min(len(ids), judgedAtOnce)]
		ids = ids[len(page):]
		if err := s.approveMany(ctx, j, page, &done); err != nil {
			return Judged{}, fmt.Errorf("approve prospects: %w", err)
		}
	}
	return done, s.write(ctx, func(t *tx) error {
		t.touch(j.Workspace, j.Campaign)
		return t.audit(AuditEntry{Workspace: j.Workspace, Actor: j.Member, Action: "prospects.judge", Collection: "campaigns", Record: j.Campaign,
			Changes: map[string]any{"approved": done.Approved, "refused": done.Refused, "restored": done.Restored}})
	})
}

// waitingFor lists whoever matches a filter and waits to be judged.
func (s *Store) waitingFor(ctx context.Context, j Judgement) ([]string, error) {
	f := *j.Matching
	f.Campaign, f.Status, f.Judged, f.Cursor, f.Limit = j.Campaign, string(campaign.ProspectFound), "false", "", maxPage
	ids := []string{}
	for {
		page, err := s.ListProspects(ctx, j.Workspace, f)
		if err != nil {
			return nil, err
		}
		for _, item := range page.Items {
			ids = append(ids, item.ID)
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			return ids, nil
		}
	}
}

func (s *Store) approveMany(ctx context.Context, j Judgement, ids []string, done *Judged) error {
	var changed int64
	err := s.write(ctx, func(t *tx) (err error) {
		changed, err = t.exec(approveProspects, args{"ids": ids, "campaign": j.Campaign, "now": t.now, "real": t.real})
		t.wake(stageWrite)
		return err
	})
	done.Approved += int(changed)
	return err
}

// refused is prospects.metadata.refused: what a refusal ended, so that it can be taken back.
type refused struct {
	Status  campaign.ProspectStatus `json:"status"`
	Stage   campaign.ProspectStage  `json:"stage"`
	DueAt   string                  `json:"due_at,omitempty"`
	Waiting bool                    `json:"waiting,omitempty"` // a message was cancelled: it is written anew
	By      string                  `json:"by"`
}

// openMessage says whether something waits for a prospect. Relies on messages_prospect.
const openMessage = `
SELECT 1 FROM messages WHERE prospect = :prospect AND direction = 'outbound' AND step >= 0 AND status IN ('draft', 'held', 'pending') LIMIT 1`

// refuseByHand sets a prospect aside, by the primary key.
const refuseByHand = `
UPDATE prospects SET status = 'ignored', ignored_reason = :reason, judged_at = :now, stage = 'done', due_at = '', lease_until = '',
	metadata = json_set(COALESCE(NULLIF(metadata, ''), '{}'), '$.refused', json(:before)), updated = :real
WHERE id = :id`

func (t *tx) refuseProspect(j Judgement, r Refusal, done *Judged) error {
	p, found, err := prospect(t.session, r.ID)
	if err != nil {
		return err
	}
	may := p.Status.Move(campaign.ProspectIgnored) == nil
	switch {
	case !found || p.Workspace != j.Workspace || p.Campaign != j.Campaign:
		done.skip(r.ID, campaign.ReasonNotFound, nil)
		return nil
	case p.Status == campaign.ProspectIgnored:
		return nil // refused already
	case !may:
		done.skip(r.ID, campaign.ReasonIllegalMove, map[string]any{"what": "prospect", "from": string(p.Status), "to": "ignored"})
		return nil
	}
	if r.Reason == "" {
		r.Reason = campaign.ReasonRefusedByHand
	}
	before := refused{Status: p.Status, Stage: p.Stage, DueAt: stamp(p.DueAt), By: j.Member}
	if before.Waiting, err = t.has(openMessage, args{"prospect": p.ID}); err != nil {
		return err
	}
	if err := t.cancelPending(p.Workspace, p.ID, campaign.NewReason(campaign.ReasonIgnored, nil)); err != nil {
		return err
	}
	done.Refused++
	return t.update(refuseByHand, args{"id": p.ID, "reason": clip(r.Reason, 300), "before": before, "now": t.now, "real": t.real})
}

func (d *Judged) skip(id, code string, params map[string]any) {
	d.Skipped = append(d.Skipped, Skipped{ID: id, Reason: campaign.NewReason(code, params)})
}

// readRefused reads what a refusal ended, by the primary key. unrefuse takes it back.
const (
	readRefused = `
SELECT status, judged_at, last_inbound_at, json_extract(NULLIF(metadata, ''), '$.refused') FROM prospects
WHERE id = :id AND workspace = :workspace AND campaign = :campaign AND deleted = 0`
	unrefuse = `
UPDATE prospects SET status = :status, ignored_reason = '', judged_at = '', stage = :stage, due_at = :due, lease_until = '', attempts = 0,
	metadata = json_remove(COALESCE(NULLIF(metadata, ''), '{}'), '$.refused'), updated = :real
WHERE id = :id AND status = 'ignored'`
)

// restoreRefused takes a person's refusal back: the prospect goes on where it was.
func (t *tx) restoreRefused(j Judgement, id string, done *Judged) error {
	var status campaign.ProspectStatus
	var judged, inbound string
	var before *refused
	found, err := t.one(readRefused, args{"id": id, "workspace": j.Workspace, "campaign": j.Campaign}, &status, &judged, &inbound, asJSON{&before})
	switch {
	case err != nil:
		return err
	case !found:
		done.skip(id, campaign.ReasonNotFound, nil)
		return nil
	case status != campaign.ProspectIgnored || before == nil: // the qualification's word is not a person's
		done.skip(id, campaign.ReasonIllegalMove, map[string]any{"what": "prospect", "from": string(status), "to": string(campaign.ProspectFound)})
		return nil
	}
	if before.Waiting {
		before.Stage, before.DueAt = campaign.StageWrite, stamp(t.now)
	}
	if inbound != "" { // somebody answered meanwhile: nothing automatic comes back
		before.Status, before.Stage, before.DueAt = campaign.ProspectReplied, campaign.StageDone, ""
	}
	done.Restored++
	t.wake(stageEnrich)
	t.wake(stageWrite)
	return t.update(unrefuse, args{"id": id, "status": before.Status, "stage": before.Stage, "due": before.DueAt, "real": t.real})
}
