package hooks

import (
	"net/http"
	"strings"
	"testing"
)

// dayRoutes are the routes of a campaign's day: who may, and with what body. {x} is the id of a world's record.
func dayRoutes(own world) []struct {
	method, path string
	body         any
	viewer, user int
} {
	campaign, message, search := "/campaigns/"+own["campaigns"], "/messages/"+own["messages"], "/searches/"+own["searches"]
	return []struct {
		method, path string
		body         any
		viewer, user int
	}{
		{"GET", campaign + "/failures", nil, http.StatusOK, http.StatusOK},
		{"GET", campaign + "/upcoming?day=tomorrow", nil, http.StatusOK, http.StatusOK},
		{"POST", campaign + "/duplicate", nil, http.StatusForbidden, http.StatusOK},
		{"POST", campaign + "/preview", map[string]any{"count": 2}, http.StatusForbidden, http.StatusConflict}, // no sequence yet
		{"POST", message + "/rechannel", map[string]any{"channel": "email"}, http.StatusForbidden, http.StatusConflict},
		{"POST", search + "/stop", nil, http.StatusForbidden, http.StatusNoContent},
	}
}

func TestCampaignDay_isForTheWorkspacesOwn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	for _, r := range dayRoutes(own) {
		path := "/api/v1" + r.path
		s.do("guest", r.method, path, r.body).want(t, http.StatusUnauthorized)
		s.do("stranger", r.method, path, r.body).want(t, http.StatusNotFound)
		s.do("removed", r.method, path, r.body).want(t, http.StatusForbidden)
		s.do("viewer", r.method, path, r.body).want(t, r.viewer)
		s.do("user", r.method, path, r.body).want(t, r.user)
	}
	for _, r := range dayRoutes(other) {
		s.do("admin", r.method, "/api/v1"+r.path, r.body).want(t, http.StatusNotFound)
	}
}

func TestRetryMany_takesIdsOrACampaignsFailures(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	const path = "/api/v1/messages/retry"
	s.do("viewer", "POST", path, map[string]any{"ids": []string{own["messages"]}}).want(t, http.StatusForbidden)
	for _, bad := range []map[string]any{{}, {"campaign": own["campaigns"]}, {"ids": []string{"a"}, "campaign": own["campaigns"], "error_code": "x"}} {
		s.do("user", "POST", path, bad).want(t, http.StatusBadRequest)
	}
	s.do("user", "POST", path, map[string]any{"campaign": other["campaigns"], "error_code": "x"}).want(t, http.StatusNotFound)
	got := s.do("user", "POST", path, map[string]any{"ids": []string{own["messages"], other["messages"]}}).want(t, http.StatusOK)
	if !strings.Contains(got.raw, "illegal_move") || !strings.Contains(got.raw, "not_found") {
		t.Errorf("answers %s", got.raw)
	}
	s.do("user", "POST", path, map[string]any{"campaign": own["campaigns"], "error_code": "131026"}).want(t, http.StatusOK)
}

func TestEstimate_namesWhatIsNoSource(t *testing.T) {
	t.Parallel()
	s := serve(t)
	const path = "/api/v1/searches/estimate"
	good := map[string]any{"sources": []any{map[string]any{"type": "openstreetmap", "query": "dentist", "limit": 9}}}
	s.do("viewer", "POST", path, good).want(t, http.StatusForbidden)
	if got := s.do("user", "POST", path, good).want(t, http.StatusOK); len(got.items()) != 1 || !strings.Contains(got.raw, `"expected":null`) {
		t.Errorf("answers %s", got.raw)
	}
	if got := s.do("user", "POST", path, map[string]any{"sources": []any{map[string]any{"query": "x"}}}).want(t, http.StatusBadRequest); got.field("sources[0].type") == "" {
		t.Errorf("answers %s", got.raw)
	}
}

func TestPreview_showsWhatWouldBeWrittenOrWhyNot(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	record := s.find("campaigns", own["campaigns"])
	record.Set("sequence", []any{map[string]any{"variants": []any{map[string]any{"template": "Oi {{ prospect.name }}"}}}})
	must(t, s.app.Save(record))
	got := s.do("user", "POST", "/api/v1/campaigns/"+own["campaigns"]+"/preview", map[string]any{"count": 3}).want(t, http.StatusOK)
	if len(got.items()) != 1 || !strings.Contains(got.raw, `"to":"+5547900001234"`) || !strings.Contains(got.raw, `"held":{"code":"internal"`) {
		t.Errorf("answers %s", got.raw)
	}
}
