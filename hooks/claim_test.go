package hooks

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"aceno/hooks/routes"
)

// claimed is a server without users, and the token of its link.
func claimed(tb testing.TB, email string) (*server, string) {
	tb.Helper()
	claim, token := routes.NewClaim(email)
	return serveNobody(tb, func(d *Dependencies) { d.Claim = claim }), token
}

func TestClaim_makesTheFirstAdminAndSignsThemIn(t *testing.T) {
	t.Parallel()
	s, token := claimed(t, "")
	b := s.browser()
	if got := b.send("GET", "/api/v1/auth/claim/"+token, nil).want(t, http.StatusOK); got.body["email"] != "" {
		t.Errorf("without an address the link says %s", got.raw)
	}
	got := b.send("POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password, "email": "Ana@agencia.example", "full_name": "Ana Souza", "locale": "en",
		"timezone": "Europe/Lisbon"}).want(t, http.StatusOK)
	record, _ := got.body["record"].(map[string]any)
	list, _ := got.body["memberships"].([]any)
	if record["email"] != "ana@agencia.example" || record["role"] != "admin" || record["full_name"] != "Ana Souza" || record["locale"] != "en" || len(list) != 1 || len(b.cookies) != 2 {
		t.Errorf("the claim answers %s and sets %v", got.raw, b.cookies)
	}
	workspace, _ := record["workspace"].(string)
	if row := s.find("workspaces", workspace); row.GetString("name") != "My agency" || row.GetString("timezone") != "Europe/Lisbon" || row.GetString("plan_tier") != "enterprise" {
		t.Errorf("the workspace is %v", row.PublicExport())
	}
	b.send("PATCH", at("workspaces", workspace), map[string]any{"name": "Souza"}).want(t, http.StatusOK)
	if log := b.send("GET", at("audit_log")+"?filter="+urlEscape("action='auth.claim'"), nil).want(t, http.StatusOK); len(log.items()) != 1 {
		t.Errorf("the audit log says %s", log.raw)
	}
	again := s.browser().send("POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password, "email": "bia@agencia.example"}).want(t, http.StatusConflict)
	if !strings.Contains(again.raw, `"claimed"`) || !strings.Contains(again.raw, "taken this server over") {
		t.Errorf("a second claim is refused with %s", again.raw)
	}
	s.browser().send("GET", "/api/v1/auth/claim/"+token, nil).want(t, http.StatusConflict)
	login := s.browser()
	login.send("POST", "/api/v1/auth/login", map[string]any{"email": " Ana@Agencia.example ", "password": password}).want(t, http.StatusOK)
}

func TestClaim_refusesWithoutUsingTheLinkUp(t *testing.T) {
	t.Parallel()
	s, token := claimed(t, "ana@agencia.example")
	if got := s.do("guest", "GET", "/api/v1/auth/claim/"+token, nil).want(t, http.StatusOK); got.body["email"] != "ana@agencia.example" {
		t.Errorf("the link says %s", got.raw)
	}
	for name, c := range map[string]struct {
		body   map[string]any
		status int
		field  string
	}{
		"another token":    {map[string]any{"token": strings.Repeat("0", 64), "password": password}, http.StatusNotFound, ""},
		"no token":         {map[string]any{"password": password}, http.StatusNotFound, ""},
		"a short password": {map[string]any{"token": token, "password": "1234567"}, http.StatusBadRequest, "password"},
		"a long password":  {map[string]any{"token": token, "password": strings.Repeat("ã", 36)}, http.StatusBadRequest, "password"},
		"another address":  {map[string]any{"token": token, "password": password, "email": "bia@agencia.example"}, http.StatusBadRequest, "email"},
		"no such zone":     {map[string]any{"token": token, "password": password, "timezone": "Mars/Base"}, http.StatusBadRequest, "timezone"},
		"no such language": {map[string]any{"token": token, "password": password, "locale": "fr"}, http.StatusBadRequest, "locale"},
		"a long name":      {map[string]any{"token": token, "password": password, "full_name": strings.Repeat("a", 301)}, http.StatusBadRequest, "full_name"},
	} {
		got := s.do("guest", "POST", "/api/v1/auth/claim", c.body).want(t, c.status)
		if c.field != "" && got.field(c.field) == "" {
			t.Errorf("%s: the answer does not name %s: %s", name, c.field, got.raw)
		}
	}
	foreign := s.browser()
	foreign.origin = "https://evil.example"
	foreign.send("POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password}).want(t, http.StatusForbidden)
	for _, collection := range []string{"users", "workspaces", "memberships"} {
		if n, err := s.app.CountRecords(collection); err != nil || n != 0 {
			t.Errorf("%d records of %s were left: %v", n, collection, err)
		}
	}
	s.do("guest", "POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password}).want(t, http.StatusOK)
}

func TestClaim_ofTwoAtOnceOneIsTheFirst(t *testing.T) {
	t.Parallel()
	s, token := claimed(t, "")
	answers := make([]answer, 4)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = s.do("guest", "POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password, "email": "p" + string(rune('a'+i)) + "@agencia.example"})
		})
	}
	all.Wait()
	won := 0
	for _, a := range answers {
		if a.status == http.StatusOK {
			won++
		} else if a.status != http.StatusConflict {
			t.Errorf("a loser is answered %d %s", a.status, a.raw)
		}
	}
	if n, err := s.app.CountRecords("users"); won != 1 || n != 1 || err != nil {
		t.Errorf("%d won and %d users are there: %v", won, n, err)
	}
}

func TestClaim_isWorthNothingWhereThereArePeople(t *testing.T) {
	t.Parallel()
	claim, token := routes.NewClaim("")
	for name, s := range map[string]*server{"without a link": serve(t), "with one": serve(t, func(d *Dependencies) { d.Claim = claim })} {
		got := s.do("guest", "POST", "/api/v1/auth/claim", map[string]any{"token": token, "password": password, "email": "ana@agencia.example"})
		if got.status != http.StatusConflict || !strings.Contains(got.raw, `"claimed"`) {
			t.Errorf("%s: a claim is answered %d %s", name, got.status, got.raw)
		}
	}
}
