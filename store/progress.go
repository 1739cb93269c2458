package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// progressOf reads status and counters of a campaign, by its primary key.
const progressOf = `SELECT workspace, status, ` + counterColumns + ` FROM campaigns WHERE id = :campaign`

// The stages' counts stop at mostCounted, so that a long queue costs no more than a short one. Rely on searches_campaign,
// prospects_due_enrich, prospects_due_write, messages_status, messages_todo and messages_sent_campaign.
const (
	countSearches = `
SELECT SUM(status = 'queued' OR status = 'failed' AND lease_until != ''), SUM(status = 'running'), MAX(finished_at) FROM searches WHERE campaign = :campaign`
	countEnrich = `
SELECT SUM(lease <= :real), SUM(lease > :real), '' FROM (SELECT lease_until AS lease FROM prospects INDEXED BY prospects_due_enrich
	WHERE stage = 'enrich' AND lease_until >= '' AND campaign = :campaign LIMIT 5000)`
	countWrite = `
SELECT SUM(lease <= :real), SUM(lease > :real), '' FROM (SELECT lease_until AS lease FROM prospects INDEXED BY prospects_due_write
	WHERE stage = 'write' AND due_at >= '' AND campaign = :campaign LIMIT 5000)`
	countSend = `
SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE campaign = :campaign AND status = 'pending' LIMIT 5000)),
	(SELECT COUNT(*) FROM messages WHERE campaign = :campaign AND status = 'sending'),
	(SELECT sent_at FROM messages WHERE campaign = :campaign AND sent_at != '' ORDER BY sent_at DESC LIMIT 1)`
	countReceive = `
SELECT SUM(lease <= :real), SUM(lease > :real), '' FROM (SELECT lease_until AS lease FROM messages INDEXED BY messages_todo
	WHERE todo = 1 AND lease_until >= '' AND campaign = :campaign LIMIT 5000)`
)

// Progress reads how far a campaign is: counters, what lies at each stage, and why nothing goes out. It does not ask whose
// the campaign is; Progress.Workspace says so.
func (s *Store) Progress(ctx context.Context, campaignID string) (Progress, error) {
	var p Progress
	err := s.read(ctx, func(ses *session) error {
		found, err := ses.one(progressOf, args{"campaign": campaignID}, append([]any{&p.Workspace, &p.Status}, counterPointers(&p.Counters)...)...)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("campaign %q: %w", campaignID, ErrNotFound)
		}
		if p.Status == "" {
			p.Status = campaign.StatusDraft
		}
		for _, stage := range []struct{ name, statement string }{
			{stageSearch, countSearches}, {stageEnrich, countEnrich}, {stageWrite, countWrite}, {stageSend, countSend}, {stageReceive, countReceive},
		} {
			one := StageState{Name: stage.name}
			if _, err := ses.one(stage.statement, args{"campaign": campaignID, "real": s.realNow()}, &one.Waiting, &one.Doing, &one.LastAt); err != nil {
				return err
			}
			p.Stages = append(p.Stages, one)
		}
		return nil
	})
	if err != nil {
		return Progress{}, fmt.Errorf("read the progress: %w", err)
	}
	if p.Why, err = s.Why(ctx, p.Workspace, campaignID, "", ""); err != nil {
		return Progress{}, err
	}
	return p, nil
}
