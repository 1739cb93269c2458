package hooks

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"golang.org/x/sync/errgroup"
)

// ownWays are collections whose rights are not those of a workspace's records, and the test that holds them.
var ownWays = map[string]string{
	"users":      "TestRights_usersSeeColleaguesOnly",
	"workspaces": "TestMatrix_aWorkspaceIsItsAdminsToChange",
	"views":      "TestViews_areSeenByTheirOwnerAlone",
	"sessions":   "TestMatrix_whatBelongsToNoWorkspaceIsShutToAll",
}

// TestMatrix_namesEveryCollection holds that nobody adds a collection without saying who may do what with it.
func TestMatrix_namesEveryCollection(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	all, err := s.app.FindAllCollections()
	must(t, err)
	for _, c := range all {
		i := slices.IndexFunc(rights(), func(r right) bool { return r.collection == c.Name })
		switch {
		case c.System, ownWays[c.Name] != "":
		case i < 0:
			t.Errorf("%s is not in the rights matrix: say who may do what, with a line in rights() of hooks/rights_test.go such as\n\t{collection: %q, read: members},\nand give world() a record of it", c.Name, c.Name)
		case len(rights()[i].read) > 0 && own[c.Name] == "" && c.Name != "memberships":
			t.Errorf("world() of hooks/rights_test.go has no record of %s: its rights are not tried on one", c.Name)
		}
	}
}

// TestMatrix_filtersSortsAndExpandsTellNothing goes through every field of every collection. PocketBase makes whoever finds
// nothing wait, so that many ask at once.
func TestMatrix_filtersSortsAndExpandsTellNothing(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	s.world(s.a, "alfa")
	s.world(s.b, "beta")
	all, err := s.app.FindAllCollections()
	must(t, err)
	var asking errgroup.Group
	asking.SetLimit(64)
	for _, c := range all {
		for _, who := range []string{"guest", "removed", "viewer", "user", "admin", "both", "stranger"} {
			for _, query := range append(questions(c), "expand="+strings.Join(expands(c, all), ",")) {
				asking.Go(func() error {
					s.checkSilent(t, who, c.Name+"?"+query, s.do(who, "GET", at(c.Name)+"?perPage=200&"+query, nil))
					return nil
				})
			}
			for _, field := range c.Fields {
				if field.GetHidden() && (who == "viewer" || who == "admin") {
					asking.Go(func() error {
						s.checkHidden(t, who, c, field.GetName())
						return nil
					})
				}
			}
		}
	}
	must(t, asking.Wait())
}

// questions filter and sort by all that is shown of a collection, and by what leads out of the workspace.
func questions(c *core.Collection) []string {
	var filters, sorts []string
	for _, field := range c.Fields {
		if name := field.GetName(); !field.GetHidden() {
			filters, sorts = append(filters, name+" != 'x' || "+name+" = ''"), append(sorts, "-"+name)
		}
	}
	var list []string
	for part := range slices.Chunk(filters, 20) {
		list = append(list, "filter="+urlEscape(strings.Join(part, " || ")))
	}
	for part := range slices.Chunk(sorts, 8) {
		list = append(list, "sort="+urlEscape(strings.Join(part, ",")))
	}
	for _, filter := range []string{
		"workspace.name = 'Beta'", "@collection.prospects.name ~ 'beta'", "@collection.users.email ~ '@'", "@request.auth.tokenKey != ''", "id != '' || workspace != ''",
		"name ~ '%' // ", "') || (id != '", "memberships_via_workspace.user.email ~ '@'", "campaign.workspace.name ~ 'Beta'",
	} {
		list = append(list, "filter="+urlEscape(filter))
	}
	return list
}

// checkHidden holds that a hidden field is neither searched nor sorted by, which would tell what it holds.
func (s *server) checkHidden(t *testing.T, who string, c *core.Collection, name string) {
	t.Helper()
	for _, query := range []string{"filter=" + urlEscape(name+" != 'x'"), "sort=" + name} {
		got := s.do(who, "GET", at(c.Name)+"?"+query, nil)
		if got.status == http.StatusOK && len(got.items()) > 0 {
			t.Errorf("%s asks %s by the hidden field %s: %s", who, c.Name, name, got.raw)
		}
	}
}

// expands are the relations of a collection, there and back, two deep.
func expands(c *core.Collection, all []*core.Collection) []string {
	var ways []string
	for _, field := range c.Fields {
		if relation, ok := field.(*core.RelationField); ok {
			ways = append(ways, relation.Name, relation.Name+".workspace", relation.Name+".memberships_via_workspace.user")
		}
	}
	for _, from := range all {
		for _, field := range from.Fields {
			if relation, ok := field.(*core.RelationField); ok && relation.CollectionId == c.Id {
				ways = append(ways, from.Name+"_via_"+relation.Name)
			}
		}
	}
	return ways
}

func TestMatrix_aWorkspaceIsItsAdminsToChange(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	for _, who := range []string{"guest", "removed", "viewer", "user", "admin", "both", "stranger"} {
		own, other := s.a, s.b
		if who == "stranger" {
			own, other = s.b, s.a
		}
		read, change := 200, 404
		if who == "guest" || who == "removed" {
			read = 404
		}
		if who == "admin" || who == "stranger" {
			change = 200
		}
		s.do(who, "GET", at("workspaces", own), nil).want(t, read)
		s.do(who, "PATCH", at("workspaces", own), map[string]any{"retention_days": 30}).want(t, change)
		s.do(who, "GET", at("workspaces", other), nil).want(t, 404)
		s.do(who, "PATCH", at("workspaces", other), map[string]any{"name": "x"}).want(t, 404)
		s.do(who, "POST", at("workspaces"), map[string]any{"name": "x"}).want(t, 403)
		s.do(who, "DELETE", at("workspaces", own), nil).want(t, 403)
	}
	s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{"plan_tier": "pro"}).want(t, 400) // not theirs to choose
}

func TestMatrix_whatBelongsToNoWorkspaceIsShutToAll(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	s.signer("ana", "user")
	s.browser().login("ana").want(t, http.StatusOK)
	row, err := s.app.FindFirstRecordByFilter("sessions", "user = '"+s.users["ana"]+"'")
	must(t, err)
	for _, who := range []string{"guest", "removed", "viewer", "user", "admin", "both", "stranger"} {
		for _, collection := range []string{"sessions", "webhook_events", "schedule_slots", core.CollectionNameSuperusers} {
			s.do(who, "GET", at(collection), nil).want(t, http.StatusForbidden)
			s.do(who, "POST", at(collection), map[string]any{}).want(t, http.StatusForbidden)
			s.do(who, "GET", at(collection, row.Id), nil).want(t, http.StatusForbidden)
			s.do(who, "PATCH", at(collection, row.Id), map[string]any{}).want(t, http.StatusForbidden)
			s.do(who, "DELETE", at(collection, row.Id), nil).want(t, http.StatusForbidden)
		}
	}
}

func TestMatrix_onlyASuppressionByHandIsLifted(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	for i, reason := range []string{"opt_out", "erasure", "bounce", "complaint", "unclear", "manual"} {
		id := s.save("suppressions", map[string]any{"workspace": s.a, "kind": "phone", "hash": "h" + string(rune('0'+i)), "reason": reason})
		s.do("admin", "PATCH", at("suppressions", id), map[string]any{"reason": "manual"}).want(t, http.StatusForbidden)
		s.do("user", "DELETE", at("suppressions", id), nil).want(t, http.StatusNotFound)
		want := http.StatusNotFound
		if reason == "manual" {
			want = http.StatusNoContent
		}
		s.do("admin", "DELETE", at("suppressions", id), nil).want(t, want)
	}
}

// TestMatrix_nothingPointsAcross tries every relation of what clients may write with a record of another workspace.
func TestMatrix_nothingPointsAcross(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	own, foreign := s.world(s.a, "alfa"), s.world(s.b, "beta")
	own["users"], foreign["users"] = s.users["user"], s.users["stranger"]
	for _, r := range rights() {
		for _, field := range s.collection(r.collection).Fields {
			relation, ok := field.(*core.RelationField)
			if !ok || own[r.collection] == "" {
				continue
			}
			target, err := s.app.FindCachedCollectionByNameOrId(relation.CollectionId)
			must(t, err)
			theirs := foreign[target.Name]
			if target.Name == "workspaces" {
				theirs = s.b
			}
			var value any = theirs
			if relation.IsMultiple() {
				value = []string{theirs}
			}
			if r.create != nil {
				body := r.create(s, own)
				body[relation.Name] = value
				if got := s.do("admin", "POST", at(r.collection), body); got.status != http.StatusBadRequest {
					t.Errorf("a new record of %s points to another workspace's %s: %d %s", r.collection, relation.Name, got.status, got.raw)
				}
			}
			if got := s.do("admin", "PATCH", at(r.collection, own[r.collection]), map[string]any{relation.Name: value}); got.status < 400 {
				t.Errorf("a record of %s is pointed to another workspace's %s: %d %s", r.collection, relation.Name, got.status, got.raw)
			}
		}
	}
}
