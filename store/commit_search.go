package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
)

// heldSearch says whether a search is still the one that was leased.
const heldSearch = `SELECT 1 FROM searches WHERE id = :id AND status = 'running' AND lease_until = :lease`

// goOnSearch keeps a search going: its page is stored, and it may be claimed again from lease on. One whose source could not
// answer is shown as failed until then.
const goOnSearch = `
UPDATE searches SET status = :status, cursor = :cursor, found = found + :found, error = :error, lease_until = :lease, attempts = :attempts,
	updated = :real
WHERE id = :id`

// finishSearch ends a search.
const finishSearch = `
UPDATE searches SET status = :status, found = found + :found, error = :error, lease_until = '', finished_at = :now, updated = :real
WHERE id = :id`

// CommitSearches stores pages of searches, or why there is none; each in a job of its own, since a page is the most that
// one job may write. What was found stays, whatever becomes of the search.
func (s *Store) CommitSearches(ctx context.Context, done []campaign.SearchDone) error {
	var errs []error
	for _, d := range done {
		page, err := s.newPage(d.Task.Workspace, d.Task.Campaign, d.Candidates)
		if err == nil {
			err = s.write(ctx, func(t *tx) error { return t.commitSearch(d, page) })
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("commit search %s: %w", d.Task.ID, err))
		}
	}
	return errors.Join(errs...)
}

func (t *tx) commitSearch(d campaign.SearchDone, page *page) error {
	held, err := t.has(heldSearch, args{"id": d.Task.ID, "lease": d.Task.Lease})
	if err != nil || !held {
		return err // the lease was lost: somebody else has the search now
	}
	t.touch(d.Task.Workspace, d.Task.Campaign)
	found, full, err := t.addCandidates(page)
	if err != nil {
		return err
	}
	values := args{"id": d.Task.ID, "cursor": d.Cursor, "found": found, "error": "", "lease": "", "attempts": 0, "real": t.real, "now": t.now, "status": "done"}
	switch {
	case full != nil:
		values["status"], values["error"] = "failed", full.Message
	case d.Failed != nil && d.RetryAfter > 0:
		values["status"], values["cursor"], values["error"] = "failed", d.Task.Cursor, d.Failed.Message
		values["lease"], values["attempts"] = stored(t.real.Add(d.RetryAfter)), d.Task.Attempts
		return t.update(goOnSearch, values)
	case d.Failed != nil:
		values["status"], values["error"] = "failed", d.Failed.Message
	case d.Cursor != "":
		values["status"] = "running"
		t.wake(stageSearch)
		return t.update(goOnSearch, values)
	}
	return t.update(finishSearch, values)
}

// endSearch ends a search that brought nothing new.
func (t *tx) endSearch(task campaign.SearchTask, status, why string) error {
	t.touch(task.Workspace, task.Campaign)
	return t.update(finishSearch, args{"id": task.ID, "status": status, "found": 0, "error": why, "now": t.now, "real": t.real})
}

// update runs a statement that changes one row, if the row is still there.
func (t *tx) update(statement string, a args) error {
	_, err := t.exec(statement, a)
	return err
}

// foundTotal counts the prospects of a workspace by its campaigns' counters. Relies on campaigns_workspace.
const foundTotal = `SELECT COALESCE(SUM(found_count), 0) FROM campaigns WHERE workspace = :workspace`

// addCandidates stores a page of candidates and says how many were new, and whether the workspace's tier is full.
func (t *tx) addCandidates(page *page) (added int, full *campaign.Reason, err error) {
	if len(page.prospects) == 0 {
		return 0, nil, nil
	}
	w, before, err := t.room(page.workspace)
	if err != nil {
		return 0, nil, err
	}
	if err := t.look(page); err != nil {
		return 0, nil, err
	}
	for i := range page.prospects {
		if before+added >= w.tier.Prospects {
			reason := campaign.CeilingReached(campaign.CeilingProspects, w.Tier, before+added, len(page.prospects)-i)
			full = &reason
			break
		}
		got, err := t.add(page, i)
		if err != nil {
			return added, nil, fmt.Errorf("store %q: %w", page.prospects[i].Name, err)
		}
		if got.isNew {
			added++
		}
	}
	if added > 0 {
		t.wake(stageEnrich)
		err = t.count(page.workspace, page.campaign, campaign.Counters{Found: int64(added)})
	}
	return added, full, err
}

// room returns a workspace with how many prospects it has: its tier allows so many.
func (t *tx) room(ws string) (w *workspace, has int, err error) {
	if w, err = t.store.workspace(t.session, ws); err != nil {
		return nil, 0, err
	}
	_, err = t.one(foundTotal, args{"workspace": ws}, &has)
	return w, has, err
}

// The stages' names, as Wake gets them.
const (
	stageSearch  = "search"
	stageEnrich  = "enrich"
	stageWrite   = "write"
	stageSend    = "send"
	stageReceive = "receive"
)

// realNow is real time, for leases and autodates.
func (s *Store) realNow() time.Time { return time.Now().UTC() }
