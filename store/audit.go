package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
)

// lastLink reads the newest link of a workspace's chain and its time. Relies on audit_log_list (workspace, created, id).
const lastLink = `SELECT chain, created FROM audit_log WHERE workspace = :workspace ORDER BY created DESC, id DESC LIMIT 1`

// insertAudit appends one act; triggers refuse to change or delete it.
const insertAudit = `
INSERT INTO audit_log (id, workspace, actor, action, collection, record, changes, ip, request_id, chain, created, updated)
VALUES (:id, :workspace, :actor, :action, :collection, :record, :changes, :ip, :request_id, :chain, :real, :real)`

// Audit appends one act to the workspace's log. Each row carries a hash over itself and the row before, so that a row that
// is changed or missing shows.
func (s *Store) Audit(ctx context.Context, e AuditEntry) error {
	return s.write(ctx, func(t *tx) error { return t.audit(e) })
}

// audit appends one act within a job.
func (t *tx) audit(e AuditEntry) error {
	var before, last string
	if _, err := t.one(lastLink, args{"workspace": e.Workspace}, &before, &last); err != nil {
		return fmt.Errorf("read the audit log: %w", err)
	}
	values, err := t.store.auditRow(e, t.real, before, last)
	if err != nil {
		return err
	}
	if _, err := t.exec(insertAudit, values); err != nil {
		return fmt.Errorf("append to the audit log: %w", err)
	}
	return nil
}

// AuditIn appends one act in a transaction of the caller's, which must be on the write connection: as long as it lasts nobody
// else appends, so that the row joins the same chain as those of Audit.
func (s *Store) AuditIn(tx dbx.Builder, e AuditEntry) error {
	var before, last string
	err := tx.NewQuery(placeholders(lastLink)).Bind(dbx.Params{"workspace": e.Workspace}).Row(&before, &last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the audit log: %w", err)
	}
	values, err := s.auditRow(e, s.realNow(), before, last)
	if err != nil {
		return err
	}
	bound := make(dbx.Params, len(values))
	for name, value := range values {
		if bound[name], err = toValue(value); err != nil {
			return fmt.Errorf("append to the audit log: :%s: %w", name, err)
		}
	}
	if _, err := tx.NewQuery(placeholders(insertAudit)).Bind(bound).Execute(); err != nil {
		return fmt.Errorf("append to the audit log: %w", err)
	}
	return nil
}

// auditRow are the values of one row. It is never older than the row before, whatever became of the machine's clock: the
// chain goes by the time.
func (s *Store) auditRow(e AuditEntry, now time.Time, before, last string) (args, error) {
	now = later(now, parseStamp(last))
	link, err := chainLink(before, e, stamp(now))
	if err != nil {
		return nil, err
	}
	return args{"id": s.ids.next(now), "workspace": e.Workspace, "actor": e.Actor, "action": e.Action, "collection": e.Collection,
		"record": e.Record, "changes": e.Changes, "ip": e.IP, "request_id": e.RequestID, "chain": link, "real": now}, nil
}

// chainLink is the hash of a row and of the link before it.
func chainLink(before string, e AuditEntry, at string) (string, error) {
	words, err := json.Marshal([]any{before, at, e.Workspace, e.Actor, e.Action, e.Collection, e.Record, e.Changes, e.IP, e.RequestID})
	if err != nil {
		return "", fmt.Errorf("write the audit entry: %w", err)
	}
	sum := sha256.Sum256(words)
	return hex.EncodeToString(sum[:]), nil
}
