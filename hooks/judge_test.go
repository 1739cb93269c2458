package hooks

import (
	"net/http"
	"strings"
	"testing"
)

func TestJudge_isForWhoMayWriteInTheirOwnWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	const path = "/api/v1/prospects/judge"
	body := func(approve any) map[string]any {
		return map[string]any{"campaign": own["campaigns"], "approve": approve}
	}
	s.do("guest", "POST", path, body("rest")).want(t, http.StatusUnauthorized)
	s.do("viewer", "POST", path, body("rest")).want(t, http.StatusForbidden)
	s.do("user", "POST", path, map[string]any{"campaign": other["campaigns"], "approve": "rest"}).want(t, http.StatusNotFound)
	for _, bad := range []any{"all", 7, map[string]any{"min_score": 101}, map[string]any{"nope": 1}} {
		s.do("user", "POST", path, body(bad)).want(t, http.StatusBadRequest)
	}
	foreign := map[string]any{"campaign": own["campaigns"], "refuse": []any{map[string]any{"id": other["prospects"], "reason": "x"}}}
	if got := s.do("user", "POST", path, foreign).want(t, http.StatusOK); got.body["refused"] != 0.0 || !strings.Contains(got.raw, "not_found") {
		t.Errorf("a foreign prospect: %s", got.raw)
	}
	if s.find("prospects", other["prospects"]).GetString("status") == "ignored" {
		t.Error("another workspace's prospect was refused")
	}
	for _, approve := range []any{[]string{own["prospects"]}, map[string]any{"min_score": 0}, "rest"} {
		s.do("user", "POST", path, body(approve)).want(t, http.StatusOK)
	}
	if s.find("prospects", own["prospects"]).GetString("judged_at") == "" {
		t.Error("nobody was judged")
	}
	refuse := map[string]any{"campaign": own["campaigns"], "refuse": []any{map[string]any{"id": own["prospects"], "reason": "already_client"}}}
	s.do("user", "POST", path, refuse).want(t, http.StatusOK)
	if got := s.find("prospects", own["prospects"]); got.GetString("status") != "ignored" || got.GetString("ignored_reason") != "already_client" {
		t.Errorf("the refused one is %v", got.PublicExport())
	}
	restored := s.do("user", "POST", path, map[string]any{"campaign": own["campaigns"], "restore": []string{own["prospects"]}}).want(t, http.StatusOK)
	if restored.body["restored"] != 1.0 {
		t.Errorf("undo answers %s", restored.raw)
	}
}

func TestSearch_findsInOnesOwnWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	for _, query := range []string{"padaria", "47900001234", "Campanha"} {
		got := s.do("viewer", "GET", "/api/v1/search?q="+urlEscape(query), nil).want(t, http.StatusOK)
		if len(got.items()) != 1 || strings.Contains(got.raw, other["prospects"]) || strings.Contains(got.raw, other["campaigns"]) {
			t.Errorf("%q finds %s", query, got.raw)
		}
	}
	s.do("guest", "GET", "/api/v1/search?q=x", nil).want(t, http.StatusUnauthorized)
	s.do("viewer", "GET", "/api/v1/search", nil).want(t, http.StatusBadRequest)
	list := s.do("viewer", "GET", "/api/v1/prospects?has_website=false&judged=false&min_score=0&q=padaria", nil).want(t, http.StatusOK)
	if len(list.items()) != 1 || !strings.Contains(list.raw, own["prospects"]) {
		t.Errorf("the list shows %s", list.raw)
	}
	s.do("viewer", "GET", "/api/v1/prospects/export?min_score=x", nil).want(t, http.StatusBadRequest)
	s.do("viewer", "GET", "/api/v1/prospects/export?has_website=maybe", nil).want(t, http.StatusBadRequest)
}
