package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"aceno/campaign"
)

// maxCrashes is how often a record may be claimed without a result before it is set aside: whatever it holds, it ends the
// program.
const maxCrashes = 3

// defaultRefreshHours is the age up to which raw results are used again, where search_config does not say.
const defaultRefreshHours = 24

// dueSearches finds searches that are queued, whose lease has ended, or that failed and are to be tried again, of campaigns
// that find. A search that failed for good has no lease_until. Relies on searches_due (lease_until) WHERE status IN
// ('queued', 'running', 'failed').
const dueSearches = `
SELECT s.id, s.workspace, s.campaign, s.source, s.cursor, s.attempts, s.error
FROM searches s CROSS JOIN campaigns c ON c.id = s.campaign
WHERE s.status IN ('queued', 'running', 'failed') AND (s.status != 'failed' OR s.lease_until != '') AND s.lease_until <= :real AND c.status IN ('draft', 'active')
ORDER BY s.lease_until LIMIT :n`

// leaseSearch takes a search for one try. An error of the last try is cleared, so that an attempt which leaves none crashed.
const leaseSearch = `
UPDATE searches SET status = 'running', lease_until = :lease, attempts = attempts + 1, error = '', updated = :real,
	started_at = CASE WHEN started_at = '' THEN :now ELSE started_at END
WHERE id = :id`

// ClaimSearches leases at most n searches until lease has passed.
func (s *Store) ClaimSearches(ctx context.Context, n int, lease time.Duration) ([]campaign.SearchTask, error) {
	var tasks []campaign.SearchTask
	err := s.write(ctx, func(t *tx) error {
		tasks = nil
		until := stored(t.real.Add(lease))
		var crashed []campaign.SearchTask
		err := t.query(dueSearches, args{"real": t.real, "n": n}, func(r row) error {
			task := campaign.SearchTask{Lease: until}
			var failure string
			if err := r.scan(&task.ID, &task.Workspace, &task.Campaign, &task.Source, &task.Cursor, &task.Attempts, &failure); err != nil {
				return err
			}
			if task.Attempts >= maxCrashes && failure == "" {
				crashed = append(crashed, task)
				return nil
			}
			task.Attempts++
			tasks = append(tasks, task)
			return nil
		})
		if err != nil {
			return err
		}
		for _, task := range crashed {
			reason := campaign.NewReason(campaign.ReasonTooManyAttempts, map[string]any{"attempts": task.Attempts})
			if err := t.endSearch(task, "failed", reason.Message); err != nil {
				return err
			}
		}
		for i := range tasks {
			if _, err := t.exec(leaseSearch, args{"id": tasks[i].ID, "lease": until, "real": t.real, "now": t.now}); err != nil {
				return err
			}
			if err := t.completeSearch(&tasks[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("claim searches: %w", err)
	}
	return tasks, nil
}

// completeSearch adds what the workspace and the campaign say.
func (t *tx) completeSearch(task *campaign.SearchTask) error {
	w, err := t.store.workspace(t.session, task.Workspace)
	if err != nil {
		return err
	}
	c, err := t.store.campaign(t.session, task.Campaign)
	if err != nil {
		return err
	}
	task.Country, task.RefreshHours = w.Country, c.Search.RefreshHours
	if task.RefreshHours == 0 {
		task.RefreshHours = defaultRefreshHours
	}
	task.Source = json.RawMessage(append([]byte(nil), task.Source...))
	return nil
}

// nextSearch finds when the next search may be claimed. Same conditions as dueSearches.
const nextSearch = `
SELECT s.lease_until FROM searches s CROSS JOIN campaigns c ON c.id = s.campaign
WHERE s.status IN ('queued', 'running', 'failed') AND (s.status != 'failed' OR s.lease_until != '') AND s.lease_until >= '' AND c.status IN ('draft', 'active')
ORDER BY s.lease_until LIMIT 1`

// NextSearch returns the real time at which a search may be claimed; the zero time when only a commit can bring one.
func (s *Store) NextSearch(ctx context.Context) (time.Time, error) {
	return s.nextLease(ctx, nextSearch)
}

// nextLease reads the earliest lease_until of a statement: a record without one is due now.
func (s *Store) nextLease(ctx context.Context, statement string) (time.Time, error) {
	var next time.Time
	err := s.read(ctx, func(ses *session) error {
		found, err := ses.one(statement, nil, &next)
		if found && next.IsZero() {
			next = s.realNow()
		}
		return err
	})
	return next, err
}
