package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// mayWrite says which campaigns write: a draft too, so that a person can judge; where a person selects, only to those judged.
const mayWrite = `c.status IN ('draft', 'active') AND (c.selection != 'manual' OR p.judged_at != '')
	AND (p.step > 0 OR json_array_length(c.sequence) > 0)`

// dueWrite finds prospects that a message is due to. Relies on prospects_due_write (due_at, lease_until) WHERE stage = 'write'.
const dueWrite = `
SELECT p.id, p.campaign, p.attempts, p.lease_until
FROM prospects p CROSS JOIN campaigns c ON c.id = p.campaign
WHERE p.stage = 'write' AND p.due_at <= :now AND p.lease_until <= :real AND ` + mayWrite + `
ORDER BY p.due_at LIMIT :n`

// leaseDue takes a prospect that nobody took since it was seen, by its primary key.
const leaseDue = `
UPDATE prospects SET lease_until = :lease, attempts = attempts + 1 WHERE id = :id AND stage = 'write' AND lease_until = :before`

// ClaimWrite leases at most n prospects to whom a message is due. Whoever must not or cannot be written to is settled here:
// nothing is written for them. What is due is read beside the writer, since it may lie behind many that may not go yet.
func (s *Store) ClaimWrite(ctx context.Context, n int, lease time.Duration) ([]campaign.WriteTask, error) {
	type candidate struct {
		claimedProspect
		lease string
	}
	var due []candidate
	err := s.read(ctx, func(ses *session) error {
		return ses.query(dueWrite, args{"now": s.opt.Clock.Now(), "real": s.realNow(), "n": n}, func(r row) error {
			var d candidate
			err := r.scan(&d.id, &d.campaign, &d.attempts, &d.lease)
			due = append(due, d)
			return err
		})
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	var tasks []campaign.WriteTask
	err = s.write(ctx, func(t *tx) error {
		tasks = nil
		until := stored(t.real.Add(lease))
		for _, d := range due {
			taken, err := t.exec(leaseDue, args{"id": d.id, "lease": until, "before": d.lease})
			if err != nil {
				return err
			}
			if taken == 0 {
				continue
			}
			task, ok, err := t.writeTask(d.claimedProspect, until)
			if err != nil {
				return err
			}
			if ok {
				tasks = append(tasks, task)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("claim prospects to write to: %w", err)
	}
	return tasks, nil
}

// writeTask gathers what writing needs, or settles a prospect to whom nothing is written.
func (t *tx) writeTask(d claimedProspect, until time.Time) (task campaign.WriteTask, ok bool, err error) {
	task = campaign.WriteTask{Attempts: d.attempts + 1, Lease: until}
	var found bool
	if task.Prospect, found, err = prospect(t.session, d.id); err != nil {
		return task, false, err
	}
	if !found {
		return task, false, t.update(endWriting, args{"id": d.id, "real": t.real})
	}
	c, err := t.store.campaign(t.session, d.campaign)
	if err != nil {
		return task, false, err
	}
	w, err := t.store.workspace(t.session, c.Workspace)
	if err != nil {
		return task, false, err
	}
	task.Workspace, task.Campaign, task.Step = w.Workspace, c.Campaign, task.Prospect.Step
	stop, err := t.whyNotWrite(&task, d.attempts)
	if err != nil {
		return task, false, err
	}
	if stop != "" {
		return task, false, t.stopWriting(&task.Prospect, stop)
	}
	if t.store.opt.PrivacyLink != nil {
		task.PrivacyLink = t.store.opt.PrivacyLink(task.Prospect.ID)
	}
	return task, true, t.completeWrite(&task)
}

// whyNotWrite says why nothing is written to a prospect, or "".
func (t *tx) whyNotWrite(task *campaign.WriteTask, attempts int) (string, error) {
	p := &task.Prospect
	switch {
	case attempts >= maxCrashes:
		return campaign.ReasonTooManyAttempts, nil
	case task.Step >= len(task.Campaign.Sequence):
		return stopSequenceEnd, nil
	case p.Status == campaign.ProspectReplied:
		return campaign.ReasonReplied, nil
	case p.Status == campaign.ProspectConverted:
		return campaign.ReasonConverted, nil
	case p.Status == campaign.ProspectIgnored:
		return campaign.ReasonIgnored, nil
	case byHand(p):
		return campaign.ReasonWrittenByHand, nil
	}
	if _, ok := recipientOf(p, task.Campaign.Channel); !ok {
		return campaign.ReasonNoRecipient, nil
	}
	if reason, err := t.suppressed(p.Workspace, p.Identity()); err != nil || reason != "" {
		return campaign.ReasonSuppressed, err
	}
	if stopped, err := t.stopIfRead(p.ID, task.Step, task.Campaign.Sequence); err != nil || stopped {
		return campaign.ReasonStopRead, err
	}
	return "", nil
}

// stopSequenceEnd says that the sequence has no further step; nobody is told.
const stopSequenceEnd = "sequence_end"

// readBefore finds an earlier step that was read. Relies on messages_prospect.
const readBefore = `
SELECT 1 FROM messages WHERE prospect = :prospect AND direction = 'outbound' AND step < :step AND status = 'read' LIMIT 1`

// stopIfRead says whether a step stops because the message before it was read.
func (t *tx) stopIfRead(prospectID string, step int, sequence campaign.Sequence) (bool, error) {
	if step <= 0 || step >= len(sequence) || !contains(sequence[step].StopIf, "read") {
		return false, nil
	}
	return t.has(readBefore, args{"prospect": prospectID, "step": step})
}

// ignoreProspect sets a prospect aside that was never contacted, by its primary key.
const ignoreProspect = `
UPDATE prospects SET status = 'ignored', ignored_reason = :reason, updated = :real WHERE id = :id AND status = 'found'`

// stopWriting ends a prospect's sequence and says why, where it has not been contacted.
func (t *tx) stopWriting(p *campaign.Prospect, reason string) error {
	t.touch(p.Workspace, p.Campaign)
	if reason != stopSequenceEnd {
		if err := t.update(ignoreProspect, args{"id": p.ID, "reason": reason, "real": t.real}); err != nil {
			return err
		}
	}
	return t.update(endWriting, args{"id": p.ID, "real": t.real})
}

// nextDueWrite finds when the next prospect comes due in business time; nextLeasedWrite, when a lease of one that is due ends.
const (
	nextDueWrite = `
SELECT p.due_at FROM prospects p CROSS JOIN campaigns c ON c.id = p.campaign
WHERE p.stage = 'write' AND p.due_at > :now AND ` + mayWrite + `
ORDER BY p.due_at LIMIT 1`
	nextLeasedWrite = `
SELECT MIN(p.lease_until) FROM prospects p CROSS JOIN campaigns c ON c.id = p.campaign
WHERE p.stage = 'write' AND p.due_at <= :now AND ` + mayWrite + `
HAVING COUNT(*) > 0`
)

// NextWrite returns the real time at which a message may be written; the zero time when only a commit can bring one. A due
// time is business time: where the clock's pace may change, the answer is earlier than the truth, and is asked for again.
func (s *Store) NextWrite(ctx context.Context) (time.Time, error) {
	var next time.Time
	err := s.read(ctx, func(ses *session) error {
		now, wall := s.opt.Clock.Now(), s.realNow()
		found, err := ses.one(nextLeasedWrite, args{"now": now}, &next)
		if err != nil {
			return err
		}
		if found && next.Before(wall) {
			next = wall
		}
		var due time.Time
		if found, err = ses.one(nextDueWrite, args{"now": now}, &due); err != nil || !found {
			return err
		}
		if at := wall.Add(s.opt.Clock.Until(due)); next.IsZero() || at.Before(next) {
			next = at
		}
		return nil
	})
	return next, err
}
