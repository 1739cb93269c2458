package hooks

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/hooks/middleware"
	"aceno/internal/shelf"
	"aceno/scrapers"
)

// routed lists METHOD /path of everything on a router.
func routed(group reflect.Value, prefix string) []string {
	prefix += group.FieldByName("Prefix").String()
	var list []string
	children := group.FieldByName("children")
	for i := range children.Len() {
		child := children.Index(i).Elem().Elem()
		if method := child.FieldByName("Method"); method.IsValid() {
			list = append(list, strings.TrimSpace(method.String()+" "+prefix+child.FieldByName("Path").String()))
			continue
		}
		list = append(list, routed(child, prefix)...)
	}
	slices.Sort(list)
	return list
}

// key is a rule's route without its query.
func (r rule) key() string {
	key, _, _ := strings.Cut(r.route, "?")
	return key
}

// matrixServer is a server on which nobody is counted, with one more person: a member of both workspaces who is in the
// first now.
func matrixServer(t *testing.T) *server {
	t.Helper()
	off := middleware.Limit{Off: true}
	folder := t.TempDir()
	s := serve(t, func(d *Dependencies) {
		kept, err := shelf.New(shelf.Options{Folder: folder, Keep: time.Hour, Clock: d.Clock})
		must(t, err)
		d.Front.PerIP, d.Front.PerUser, d.Tables, d.Reports, d.Writer = off, off, plainTables{}, kept, echoing{}
	})
	s.users["both"] = s.user("both")
	for _, workspace := range []string{s.a, s.b} {
		s.save("memberships", map[string]any{"workspace": workspace, "user": s.users["both"], "role": "user"})
	}
	return s
}

// TestMatrix_namesEveryRoute holds that nobody adds a route without saying who may use it.
func TestMatrix_namesEveryRoute(t *testing.T) {
	t.Parallel()
	s := serve(t)
	var document struct {
		Paths map[string]map[string]any
	}
	must(t, json.Unmarshal([]byte(s.do("guest", "GET", "/api/v1/openapi.json", nil).want(t, http.StatusOK).raw), &document))
	var ours []string
	for path, methods := range document.Paths {
		for method := range methods {
			if route := strings.ToUpper(method) + " " + path; !slices.Contains(s.routes, route) { // those are at the root
				ours = append(ours, route)
			}
		}
	}
	var theirs []string
	for _, route := range s.routes {
		method, path, _ := strings.Cut(route, " ")
		below, custom := strings.CutPrefix(path, "/api/v1")
		switch {
		case path == "" || strings.HasSuffix(path, "/{path...}"): // the page, and what passes on to the document's routes
		case custom:
			ours = append(ours, method+" "+below)
		default:
			theirs = append(theirs, route)
		}
	}
	checkNamed(t, "ourRules", ours, ourRules)
	checkNamed(t, "theirRules", theirs, theirRules)
}

func checkNamed(t *testing.T, table string, routes []string, rules []rule) {
	t.Helper()
	for _, route := range routes {
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.key() == route }) {
			t.Errorf("%s is not in the rights matrix: say who may use it, with a line in %s of hooks/matrix_routes_test.go such as\n\t{route: %q, least: \"user\"},", route, table, route)
		}
	}
	for _, r := range rules {
		if !slices.Contains(routes, r.key()) {
			t.Errorf("%s of %s is no route any more: take its line out", r.key(), table)
		}
	}
}

// ranked are the roles of the first workspace, in order.
var ranked = []string{"viewer", "user", "admin"}

// fill puts a workspace's records into a rule's path and body; without a world, ids of records that do not exist.
func (r rule) fill(w world) (method, path, body string, names bool) {
	method, path, _ = strings.Cut(r.route, " ")
	body = r.body
	if !strings.HasPrefix(path, "/api/") && !strings.HasPrefix(path, "/_/") {
		path = "/api/v1" + path
	}
	put := func(placeholder, id string) {
		if strings.Contains(path+body, placeholder) {
			names = true
		}
		path, body = strings.ReplaceAll(path, placeholder, id), strings.ReplaceAll(body, placeholder, id)
	}
	const missing = "zzzzzzzzzzzzzzz"
	if r.on != "" {
		id := missing
		if w != nil {
			id = w[r.on]
		}
		put("{id}", id)
	}
	for _, collection := range []string{"campaigns", "prospects", "messages", "integrated_accounts", "agents", "service_plans", "searches"} {
		id := missing
		if w != nil {
			id = w[collection]
		}
		put("{"+collection+"}", id)
	}
	for placeholder, value := range map[string]string{"{platform}": "whatsapp", "{token}": "nonsense", "{collection}": "users", "{id}": missing, "{key}": "x.zip",
		"{recordId}": missing, "{filename}": "x.png"} {
		path = strings.ReplaceAll(path, placeholder, value)
	}
	return method, path, body, names
}

// ask uses a route as somebody, and holds what every answer holds: no error of ours, no secret, nothing of another workspace.
func (s *server) ask(t *testing.T, who string, r rule, w world) answer {
	t.Helper()
	method, path, body, _ := r.fill(w)
	var sent any
	if body != "" {
		sent = body
	}
	got := s.do(who, method, path, sent)
	if got.status >= 500 {
		t.Errorf("%s: %s gets %d %s", r.route, who, got.status, got.raw)
	}
	s.checkSilent(t, who, r.route, got)
	return got
}

// checkSilent fails when an answer holds a secret, or something of a workspace that the caller is not in now.
func (s *server) checkSilent(t *testing.T, who, what string, got answer) {
	t.Helper()
	if who == "superuser" {
		return
	}
	for _, secret := range []string{"v1:sealed", "hash of ", "token_hash", "contact_key", "once_key", "lease_until", "phone_short", "tokenKey", "user_key"} {
		if strings.Contains(got.raw, `"`+secret) {
			t.Errorf("%s tells %s %s: %s", what, who, secret, got.raw)
		}
	}
	foreign := []string{s.b, "Padaria beta", "Campanha beta", "Oi beta", "Lia beta"}
	if who == "stranger" {
		foreign = []string{s.a, "Padaria alfa", "Campanha alfa", "Oi alfa", "Lia alfa"}
	}
	allOfOne := strings.Contains(what, "/activate") || strings.Contains(what, "/auth/") || who == "both" && what == "GET /reports" // all workspaces of a person
	for _, word := range foreign {
		if strings.Contains(got.raw, word) && !allOfOne {
			t.Errorf("%s tells %s of another workspace (%s): %s", what, who, word, got.raw)
		}
	}
}

func TestMatrix_ofOurRoutes(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	foreign, shared := s.world(s.b, "beta"), s.world(s.a, "alfa")
	foreign["workspaces"], shared["workspaces"] = s.b, s.a
	before := s.snapshot(foreign)
	for i, r := range ourRules {
		if r.least == "public" {
			for _, who := range []string{"guest", "removed", "stranger", "superuser"} {
				if !strings.Contains(r.route, "logout") {
					s.ask(t, who, r, nil)
				}
			}
			continue
		}
		s.checkShutOut(t, r, shared)
		s.checkForeign(t, r, shared, foreign)
		for _, who := range append(slices.Clone(ranked), "both") {
			s.checkOwn(t, r, who, shared, fmt.Sprintf("alfa%d%s", i, who))
		}
	}
	if after := s.snapshot(foreign); after != before {
		t.Errorf("somebody changed another workspace:\n%s\n%s", before, after)
	}
}

// checkShutOut holds that nobody without a workspace uses a route.
func (s *server) checkShutOut(t *testing.T, r rule, own world) {
	t.Helper()
	shut := map[string][]int{"guest": {401, 404}, "removed": {403, 404}, "superuser": {403, 404}}
	if r.least == "person" {
		delete(shut, "removed")
	}
	for who, want := range shut {
		if got := s.ask(t, who, r, own); !slices.Contains(want, got.status) && !slices.Contains(r.fine, got.status) {
			t.Errorf("%s: %s gets %d, want one of %v: %s", r.route, who, got.status, want, got.raw)
		}
	}
}

// checkForeign holds that a record of another workspace is as one that does not exist, for every role.
func (s *server) checkForeign(t *testing.T, r rule, own, foreign world) {
	t.Helper()
	if _, _, _, names := r.fill(own); !names {
		return
	}
	want := http.StatusNotFound
	if r.foreign != 0 {
		want = r.foreign
	}
	for _, who := range []string{"viewer", "user", "admin", "both", "removed", "stranger"} {
		theirs := foreign
		if who == "stranger" {
			theirs = own
		}
		if who == "both" && r.on == "workspaces" {
			continue // the one way into the other workspace
		}
		got, missing := s.ask(t, who, r, theirs), s.ask(t, who, r, nil)
		low := got.status == http.StatusForbidden && (r.foreign != 0 || who == "removed")
		if got.status != want && !low {
			t.Errorf("%s: %s gets %d for another workspace's record, want %d: %s", r.route, who, got.status, want, got.raw)
		}
		if told(got.raw, theirs) != told(missing.raw, nil) || got.status != missing.status {
			t.Errorf("%s tells %s a foreign record from a missing one:\n%s\n%s", r.route, who, got.raw, missing.raw)
		}
	}
}

// told is an answer without the ids that the request itself named.
func told(raw string, w world) string {
	for _, id := range w {
		raw = strings.ReplaceAll(raw, id, "zzzzzzzzzzzzzzz")
	}
	return raw
}

// checkOwn holds that a role may use a route in its own workspace exactly from the least role on.
func (s *server) checkOwn(t *testing.T, r rule, who string, shared world, tag string) {
	t.Helper()
	role := who
	if who == "both" {
		role = "user"
	}
	if may := r.least == "person" || slices.Index(ranked, role) >= slices.Index(ranked, r.least); !may {
		s.ask(t, who, r, shared).want(t, http.StatusForbidden)
		return
	}
	w := shared
	if (r.on != "" || strings.Contains(r.body, "{")) && !strings.HasPrefix(r.route, "GET ") { // what only reads leaves the shared one as it was
		w = s.world(s.a, tag)
		w["workspaces"] = s.a
	}
	got := s.ask(t, who, r, w)
	if (got.status < 200 || got.status > 299) && got.status != http.StatusConflict && !slices.Contains(r.fine, got.status) {
		t.Errorf("%s: %s gets %d for an own record: %s", r.route, who, got.status, got.raw)
	}
}

// snapshot is all that a world holds.
func (s *server) snapshot(w world) string {
	s.t.Helper()
	var all strings.Builder
	for _, collection := range slices.Sorted(maps.Keys(w)) {
		raw, err := json.Marshal(s.find(collection, w[collection]).FieldsData())
		must(s.t, err)
		fmt.Fprintf(&all, "%s %s\n", collection, raw)
	}
	return all.String()
}

func TestMatrix_ofPocketBasesRoutes(t *testing.T) {
	t.Parallel()
	s := matrixServer(t)
	for _, r := range theirRules {
		if r.least != "superuser" && r.least != "off" && r.least != "person" {
			continue // the records' table, and what anybody may ask
		}
		callers := []string{"guest"}
		if r.least != "person" {
			callers = append(callers, "removed", "viewer", "user", "admin", "stranger", "both")
		}
		if r.least == "off" {
			callers = append(callers, "superuser")
		}
		for _, who := range callers {
			if got := s.ask(t, who, r, nil); got.status != http.StatusUnauthorized && got.status != http.StatusForbidden {
				t.Errorf("%s: %s gets %d %s", r.route, who, got.status, got.raw)
			}
		}
	}
	if settings := s.do("superuser", "GET", "/api/settings", nil).want(t, http.StatusOK); settings.body["meta"] == nil {
		t.Errorf("a superuser sees %s", settings.raw)
	}
}

// plainTables write a list as lines of text.
type plainTables struct{}

func (plainTables) CSV(w io.Writer, _ string) (scrapers.TableWriter, error)  { return lines{w}, nil }
func (plainTables) XLSX(w io.Writer, _ string) (scrapers.TableWriter, error) { return lines{w}, nil }

type lines struct{ io.Writer }

func (l lines) Header(cells []string) error { return l.Row(cells) }
func (l lines) Row(cells []string) error {
	_, err := io.WriteString(l, strings.Join(cells, ",")+"\n")
	return err
}
func (lines) Close() error { return nil }
