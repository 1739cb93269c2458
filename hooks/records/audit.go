package records

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"aceno/store"
)

// audited are the collections whose writes by a person go into the audit log.
var audited = [...]string{
	"workspaces", "memberships", "integrated_accounts", "agents", "service_plans", "campaigns", "suppressions", "messages", "invitations",
	"privacy_requests", "report_shares",
}

// auditPriority is behind every other hook of a request: what they change is part of what was done.
const auditPriority = 1000

// Auditor appends to the audit log in a transaction of somebody else's.
type Auditor interface {
	// AuditIn appends one act, chained to the row before it.
	AuditIn(tx dbx.Builder, e store.AuditEntry) error
}

func (d Dependencies) auditing(act string) *hook.Handler[*core.RecordRequestEvent] {
	return &hook.Handler[*core.RecordRequestEvent]{Priority: auditPriority, Func: func(e *core.RecordRequestEvent) error { return d.audit(e, act) }}
}

// audit appends the row of one write in the write's own transaction: a write without its row does not happen.
func (d Dependencies) audit(e *core.RecordRequestEvent, act string) error {
	altered := changes(e.Record, act)
	if err := e.Next(); err != nil {
		return err
	}
	entry := store.AuditEntry{
		Workspace: e.Record.GetString("workspace"), Actor: actorOf(e.Auth), Action: e.Collection.Name + "." + act, Collection: e.Collection.Name,
		Record: e.Record.Id, Changes: altered, IP: e.RealIP(), RequestID: e.Response.Header().Get("X-Request-Id"),
	}
	if e.Collection.Name == "workspaces" {
		entry.Workspace = e.Record.Id
	}
	err := d.append(e.App, entry)
	if err != nil {
		return fmt.Errorf("write the audit row of %s: %w", entry.Action, err)
	}
	return nil
}

// append writes the row. The store chains it to the row before; without a store that can, it stands alone.
func (d Dependencies) append(tx core.App, entry store.AuditEntry) error {
	if auditor, ok := d.Store.(Auditor); ok {
		return auditor.AuditIn(tx.DB(), entry)
	}
	log, err := tx.FindCachedCollectionByNameOrId("audit_log")
	if err != nil {
		return fmt.Errorf("find audit_log: %w", err)
	}
	row := core.NewRecord(log)
	row.Load(map[string]any{
		"workspace": entry.Workspace, "actor": entry.Actor, "action": entry.Action, "collection": entry.Collection, "record": entry.Record,
		"changes": entry.Changes, "ip": entry.IP, "request_id": entry.RequestID,
	})
	return tx.SaveNoValidate(row)
}

// actorOf names who acts, as the audit log writes it.
func actorOf(auth *core.Record) string {
	switch {
	case auth == nil:
		return ""
	case auth.IsSuperuser():
		return "superuser:" + auth.Id
	default:
		return auth.Id
	}
}

// changes lists what a write alters, each field with its value before and after. Hidden fields hold secrets: that they
// changed is said, not to what.
func changes(r *core.Record, act string) map[string]any {
	list := map[string]any{}
	for _, field := range r.Collection().Fields {
		name := field.GetName()
		switch {
		case name == "created" || name == "updated" || name == "id":
		case act == "delete":
			if !field.GetHidden() {
				list[name] = []any{r.Get(name), nil}
			}
		case same(r, name):
		case field.GetHidden():
			list[name] = "[hidden]"
		default:
			list[name] = []any{r.Original().Get(name), r.Get(name)}
		}
	}
	return list
}
