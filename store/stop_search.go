package store

import (
	"context"
	"fmt"
)

// stopSearch ends a search that is not over, by its primary key: what came is kept, and a page under way has lost its lease.
const stopSearch = `
UPDATE searches SET status = 'done', cursor = '', lease_until = '', finished_at = :now, updated = :real
WHERE id = :id AND (status IN ('queued', 'running') OR status = 'failed' AND lease_until != '')`

// searchPlace reads which campaign a search is for, by its primary key.
const searchPlace = `SELECT campaign FROM searches WHERE id = :id AND workspace = :workspace`

// StopSearch ends a search of the workspace; one that is over stays as it is.
func (s *Store) StopSearch(ctx context.Context, ws, id, actor string) error {
	return s.write(ctx, func(t *tx) error {
		var campaignID string
		found, err := t.one(searchPlace, args{"id": id, "workspace": ws}, &campaignID)
		if err != nil || !found {
			return errJoinNotFound(err, "search", id)
		}
		changed, err := t.exec(stopSearch, args{"id": id, "now": t.now, "real": t.real})
		if err != nil {
			return fmt.Errorf("stop search %s: %w", id, err)
		}
		if changed == 0 {
			return nil
		}
		t.touch(ws, campaignID)
		return t.audit(AuditEntry{Workspace: ws, Actor: actor, Action: "search.stop", Collection: "searches", Record: id})
	})
}
