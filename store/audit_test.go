package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/store"
)

// logged is a row of the audit log.
type logged struct {
	ID         string `db:"id"`
	Workspace  string `db:"workspace"`
	Actor      string `db:"actor"`
	Action     string `db:"action"`
	Collection string `db:"collection"`
	Record     string `db:"record"`
	Changes    string `db:"changes"`
	IP         string `db:"ip"`
	RequestID  string `db:"request_id"`
	Chain      string `db:"chain"`
	Created    string `db:"created"`
}

// log reads a workspace's audit log in the order of its chain.
func (h *house) log(ws string) []logged {
	h.Helper()
	var list []logged
	const rows = `SELECT id, workspace, actor, action, collection, record, COALESCE(changes, '') AS changes, ip, request_id, chain, created
		FROM audit_log WHERE workspace = {:ws} ORDER BY created, id`
	h.ok(h.app.NonconcurrentDB().NewQuery(rows).Bind(dbx.Params{"ws": ws}).All(&list), "read the log")
	return list
}

// broken returns the place of the first row whose link does not follow from the row before, or -1.
func broken(h *house, list []logged) int {
	before := ""
	for i, l := range list {
		var changes map[string]any
		if l.Changes != "" {
			h.ok(json.Unmarshal([]byte(l.Changes), &changes), "read the changes of "+l.ID)
		}
		link, err := store.ChainLink(before, store.AuditEntry{Workspace: l.Workspace, Actor: l.Actor, Action: l.Action, Collection: l.Collection,
			Record: l.Record, Changes: changes, IP: l.IP, RequestID: l.RequestID}, l.Created)
		h.ok(err, "link")
		if link != l.Chain {
			return i
		}
		before = l.Chain
	}
	return -1
}

func (h *house) auditIn(e store.AuditEntry) error {
	return h.app.RunInTransaction(func(tx core.App) error { return h.store.AuditIn(tx.DB(), e) })
}

func TestAudit_rowsOfBothWaysFormOneChain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other := h.workspace("Boreal", nil)
	var writers sync.WaitGroup
	for i := range 8 {
		writers.Go(func() {
			for j := range 5 {
				e := store.AuditEntry{Workspace: h.ws, Actor: fmt.Sprint("member ", i), Action: "agents.update", Collection: "agents", Record: fmt.Sprint("r", j),
					Changes: map[string]any{"name": []any{"Lia", "It's {:name} and [[x]]"}}, IP: "203.0.113.7", RequestID: fmt.Sprint(i, "-", j)}
				write := h.auditIn
				if i%2 == 0 {
					write = func(e store.AuditEntry) error { return h.store.Audit(h.ctx(), e) }
				}
				if err := write(e); err != nil {
					t.Errorf("writer %d: %v", i, err)
				}
			}
		})
	}
	writers.Wait()
	h.ok(h.auditIn(store.AuditEntry{Workspace: other, Action: "workspaces.update"}), "audit in another workspace")
	list := h.log(h.ws)
	if len(list) != 40 {
		t.Errorf("%d rows of 40", len(list))
	}
	if at := broken(h, list); at >= 0 {
		t.Errorf("the chain breaks at row %d: %+v", at, list[at])
	}
	if rows := h.log(other); len(rows) != 1 || broken(h, rows) >= 0 {
		t.Errorf("the other workspace's chain: %+v", rows)
	}
	ids := map[string]bool{}
	for _, l := range list {
		if len(l.ID) != 15 || ids[l.ID] {
			t.Errorf("a row has the id %q", l.ID)
		}
		ids[l.ID] = true
	}
}

func TestAudit_aRowThatIsMissingOrOtherShows(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range 4 {
		h.ok(h.auditIn(store.AuditEntry{Workspace: h.ws, Actor: "ana", Action: fmt.Sprint("act ", i)}), "audit")
	}
	list := h.log(h.ws)
	changed := append([]logged(nil), list...)
	changed[1].Actor = "bia"
	if at := broken(h, changed); at != 1 {
		t.Errorf("a changed row shows at %d", at)
	}
	if at := broken(h, append(append([]logged(nil), list[:2]...), list[3:]...)); at != 2 {
		t.Errorf("a missing row shows at %d", at)
	}
	for _, statement := range []string{"UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log"} {
		if _, err := h.app.NonconcurrentDB().NewQuery(statement).Execute(); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v", statement, err)
		}
	}
}

func TestAuditIn_goesBackWithItsTransaction(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.ok(h.auditIn(store.AuditEntry{Workspace: h.ws, Action: "first"}), "audit")
	failed := errors.New("the write failed after its row")
	err := h.app.RunInTransaction(func(tx core.App) error {
		h.ok(h.store.AuditIn(tx.DB(), store.AuditEntry{Workspace: h.ws, Action: "taken back"}), "audit")
		return failed
	})
	if !errors.Is(err, failed) {
		t.Errorf("the transaction ended with %v", err)
	}
	h.ok(h.store.Audit(h.ctx(), store.AuditEntry{Workspace: h.ws, Action: "second"}), "audit")
	list := h.log(h.ws)
	if len(list) != 2 || list[1].Action != "second" || broken(h, list) >= 0 {
		t.Errorf("the log holds %+v", list)
	}
}

func TestAudit_keepsItsOrderWhenTheMachinesClockGoesBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.ok(h.store.Audit(h.ctx(), store.AuditEntry{Workspace: h.ws, Action: "before"}), "audit")
	first := h.log(h.ws)[0]
	link, err := store.ChainLink(first.Chain, store.AuditEntry{Workspace: h.ws, Action: "of tomorrow"}, "2050-01-01 00:00:00.000Z")
	h.ok(err, "link")
	h.sql("INSERT INTO audit_log (id, workspace, action, chain, created) VALUES ('0000000000000zz', '" + h.ws + "', 'of tomorrow', '" + link + "', '2050-01-01 00:00:00.000Z')")
	h.ok(h.store.Audit(h.ctx(), store.AuditEntry{Workspace: h.ws, Action: "after"}), "audit")
	list := h.log(h.ws)
	if last := list[len(list)-1]; last.Action != "after" || last.Created < "2050" || broken(h, list) >= 0 {
		t.Errorf("the row written after one of 2050 is of %s, and the last of the chain is %q", list[1].Created, last.Action)
	}
}

func TestAuditIn_refusesWhatIsNoJSON(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	e := store.AuditEntry{Workspace: h.ws, Action: "x", Changes: map[string]any{"f": func() {}}}
	if err := h.auditIn(e); err == nil {
		t.Error("AuditIn took a function")
	}
	if err := h.store.Audit(h.ctx(), e); err == nil {
		t.Error("Audit took a function")
	}
	h.want("0", "SELECT COUNT(*) FROM audit_log")
}
