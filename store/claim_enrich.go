package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// dueEnrich finds prospects whose website is to be read. Relies on prospects_due_enrich (lease_until) WHERE stage = 'enrich'.
const dueEnrich = `
SELECT p.id, p.campaign, p.attempts
FROM prospects p CROSS JOIN campaigns c ON c.id = p.campaign
WHERE p.stage = 'enrich' AND p.lease_until <= :real AND c.status IN ('draft', 'active')
ORDER BY p.lease_until LIMIT :n`

// leaseProspect takes a prospect for one try, by its primary key.
const leaseProspect = `UPDATE prospects SET lease_until = :lease, attempts = attempts + 1 WHERE id = :id`

// claimedProspect is a record that a claim found due.
type claimedProspect struct {
	id, campaign string
	attempts     int
}

// ClaimEnrich leases at most n prospects until lease has passed. One that was claimed maxCrashes times without a result
// goes on as it is: its website ends the program, or never answers.
func (s *Store) ClaimEnrich(ctx context.Context, n int, lease time.Duration) ([]campaign.EnrichTask, error) {
	var tasks []campaign.EnrichTask
	err := s.write(ctx, func(t *tx) error {
		tasks = nil
		until := stored(t.real.Add(lease))
		due, err := t.dueProspects(dueEnrich, args{"real": t.real, "n": n})
		if err != nil {
			return err
		}
		for _, d := range due {
			task, err := t.enrichTask(d, until)
			if err != nil {
				return err
			}
			if d.attempts >= maxCrashes {
				if err := t.enriched(task.Prospect, nil); err != nil {
					return err
				}
				continue
			}
			if err := t.update(leaseProspect, args{"id": d.id, "lease": until}); err != nil {
				return err
			}
			tasks = append(tasks, task)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("claim prospects to enrich: %w", err)
	}
	return tasks, nil
}

func (t *tx) dueProspects(statement string, a args) ([]claimedProspect, error) {
	var due []claimedProspect
	err := t.query(statement, a, func(r row) error {
		var d claimedProspect
		err := r.scan(&d.id, &d.campaign, &d.attempts)
		due = append(due, d)
		return err
	})
	return due, err
}

func (t *tx) enrichTask(d claimedProspect, until time.Time) (campaign.EnrichTask, error) {
	task := campaign.EnrichTask{Attempts: d.attempts + 1, Lease: until}
	var err error
	if task.Prospect, _, err = prospect(t.session, d.id); err != nil {
		return task, err
	}
	c, err := t.store.campaign(t.session, d.campaign)
	if err != nil {
		return task, err
	}
	w, err := t.store.workspace(t.session, c.Workspace)
	if err != nil {
		return task, err
	}
	task.Qualification, task.Country, task.Locale = c.Qualification, w.Country, w.Locale
	return task, nil
}

// nextEnrich finds when the next prospect may be claimed. Same conditions as dueEnrich.
const nextEnrich = `
SELECT p.lease_until FROM prospects p CROSS JOIN campaigns c ON c.id = p.campaign
WHERE p.stage = 'enrich' AND p.lease_until >= '' AND c.status IN ('draft', 'active')
ORDER BY p.lease_until LIMIT 1`

// NextEnrich returns the real time at which a prospect may be claimed; the zero time when only a commit can bring one.
func (s *Store) NextEnrich(ctx context.Context) (time.Time, error) {
	return s.nextLease(ctx, nextEnrich)
}
