package hooks

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// TestLists_areServedByAnIndexOfTheWorkspace asks a long list as a member and looks at how SQLite answers it. Without
// the middleware in front the rule is a join that visits every row of every workspace.
func TestLists_areServedByAnIndexOfTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.world(s.a, "alfa")
	db := s.app.ConcurrentDB().(*dbx.DB)
	var mu sync.Mutex
	asked := ""
	db.QueryLogFunc = func(_ context.Context, _ time.Duration, statement string, _ *sql.Rows, _ error) {
		mu.Lock()
		defer mu.Unlock()
		if strings.HasPrefix(statement, "EXPLAIN") {
			return
		}
		if strings.Contains(statement, "FROM `prospects`") || strings.Contains(statement, "FROM `messages`") || strings.Contains(statement, "FROM `campaigns`") {
			asked = statement
		}
	}
	for collection, index := range map[string]string{"prospects": "prospects_list", "messages": "messages_list", "campaigns": "campaigns_workspace"} {
		for _, filter := range []string{"", "created < '2027-01-01'"} {
			s.do("viewer", "GET", at(collection)+"?skipTotal=1&perPage=50&sort=-created,-id&filter="+urlEscape(filter), nil).want(t, http.StatusOK)
			mu.Lock()
			statement := asked
			mu.Unlock()
			if plan := explain(t, db, statement); !strings.Contains(plan, index) || strings.Contains(plan, "SCAN "+collection) {
				t.Errorf("list of %s is answered by\n%s\nfor\n%s", collection, plan, statement)
			}
		}
	}
}

func explain(t *testing.T, db *dbx.DB, statement string) string {
	t.Helper()
	plan := []struct{ Detail string }{}
	if err := db.NewQuery("EXPLAIN QUERY PLAN " + statement).All(&plan); err != nil {
		t.Fatalf("explain %s: %v", statement, err)
	}
	lines := make([]string, len(plan))
	for i, step := range plan {
		lines[i] = step.Detail
	}
	return strings.Join(lines, "\n")
}

// TestLists_anEmptyOneIsNotSlowedDown: PocketBase delays whoever filters again and again for what is not there, and must
// not take the workspace in front for the client's own filter.
func TestLists_anEmptyOneIsNotSlowedDown(t *testing.T) {
	t.Parallel()
	s := serve(t)
	filters := make(chan string, 1)
	s.app.OnRecordsListRequest("prospects").BindFunc(func(e *core.RecordsListRequestEvent) error {
		info, err := e.RequestInfo()
		if err != nil {
			return err
		}
		filters <- info.Query["filter"]
		return e.Next()
	})
	for _, own := range []string{"", "name = 'x'"} {
		s.do("viewer", "GET", at("prospects")+"?filter="+urlEscape(own), nil).want(t, http.StatusOK)
		if seen := <-filters; seen != own {
			t.Errorf("the client's filter %q counts as %q", own, seen)
		}
	}
}

func TestRequests_carryAnIdAndHaveALimit(t *testing.T) {
	t.Parallel()
	s := serve(t)
	seen := map[string]bool{}
	for _, path := range []string{at("prospects"), "/api/v1/dashboard", "/api/v1/nowhere", "/nowhere", at("nothing")} {
		got := s.send("guest", "GET", path, nil, map[string]string{"X-Request-Id": "mine"})
		id := got.header.Get("X-Request-Id")
		if len(id) != 24 || seen[id] {
			t.Errorf("%s answers with the id %q", path, id)
		}
		seen[id] = true
	}
	large := `{"name":"` + strings.Repeat("x", 1<<20) + `"}`
	for _, path := range []string{at("agents"), "/api/v1/suppressions"} {
		s.do("admin", "POST", path, large).want(t, http.StatusRequestEntityTooLarge)
	}
	if got := s.do("stranger", "GET", "/api/v1/campaigns/x/nothing", nil).want(t, http.StatusNotFound); got.body["message"] == nil {
		t.Errorf("an unknown route answers %s", got.raw)
	}
}
