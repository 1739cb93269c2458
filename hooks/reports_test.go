package hooks

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestReports_areReadByMembersAndSharedByWriters(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) { d.PublicURL = "https://aceno.example/" })
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	s.save("campaign_metrics", map[string]any{"workspace": s.a, "campaign": own["campaigns"], "date": "2026-11-25", "prospects_found": 1234, "messages_sent": 5, "cost_micros": 2_500_000})
	for who, want := range map[string]int{"guest": 401, "removed": 403, "superuser": 403, "viewer": 200, "user": 200, "admin": 200} {
		list := s.do(who, "GET", "/api/v1/reports", nil).want(t, want)
		s.do(who, "GET", "/api/v1/reports/week?week=2026-W48&campaign="+own["campaigns"], nil).want(t, want)
		if want == 200 && (!strings.Contains(list.raw, "Alfa") || strings.Contains(list.raw, "Beta") || len(list.items()) == 0) {
			t.Errorf("%s lists %s", who, list.raw)
		}
		if want == 200 && who == "viewer" {
			want = http.StatusForbidden
		}
		s.do(who, "POST", "/api/v1/reports/week/share", map[string]any{"campaign": own["campaigns"], "week": "2026-W48", "days": 7}).want(t, want)
	}
	s.do("admin", "GET", "/api/v1/reports/week?campaign="+other["campaigns"], nil).want(t, http.StatusNotFound)
	s.do("admin", "POST", "/api/v1/reports/week/share", map[string]any{"campaign": other["campaigns"], "week": "2026-W48", "days": 7}).want(t, http.StatusNotFound)
	for field, body := range map[string]map[string]any{"days": {"week": "2026-W48", "days": 8}, "week": {"week": "2026-W99", "days": 7}} {
		if got := s.do("user", "POST", "/api/v1/reports/week/share", body).want(t, http.StatusBadRequest); got.field(field) == "" {
			t.Errorf("%s: %s", field, got.raw)
		}
	}
}

func TestSharedReport_isAPageThatPrints(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) { d.PublicURL = "https://aceno.example/" })
	own := s.world(s.a, "alfa")
	s.save("campaign_metrics", map[string]any{"workspace": s.a, "campaign": own["campaigns"], "date": "2026-11-25", "prospects_found": 1234, "messages_sent": 5, "cost_micros": 2_500_000})
	made := s.do("user", "POST", "/api/v1/reports/week/share", map[string]any{"campaign": own["campaigns"], "week": "2026-W48", "days": 30}).want(t, http.StatusOK)
	address, _ := made.body["url"].(string)
	path, ok := strings.CutPrefix(address, "https://aceno.example")
	if !ok || !strings.HasPrefix(path, "/r/") || made.body["expires_at"] != "2026-12-24T12:00:00Z" {
		t.Fatalf("the link is %s", made.raw)
	}
	page := s.do("guest", "GET", path, nil).want(t, http.StatusOK)
	for _, want := range []string{"Alfa", "Campanha alfa", "de 23/11/2026 a 29/11/2026", "1.234", "2,50", "@media print", "ainda não acabou"} {
		if !strings.Contains(page.raw, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page.raw, "<script") || !strings.HasPrefix(page.header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'nonce-") {
		t.Errorf("the page is not strict: %v", page.header)
	}
	english := s.send("guest", "GET", path, nil, map[string]string{"Accept-Language": "en"}).want(t, http.StatusOK)
	if !strings.Contains(english.raw, "1,234") || !strings.Contains(english.raw, "2.50") {
		t.Error("the English page has other marks")
	}
	s.do("guest", "GET", path+"x", nil).want(t, http.StatusNotFound)
	s.do("viewer", "DELETE", at("report_shares", made.body["id"].(string)), nil).want(t, http.StatusNotFound)
	s.do("user", "DELETE", at("report_shares", made.body["id"].(string)), nil).want(t, http.StatusNoContent)
	s.do("guest", "GET", path, nil).want(t, http.StatusNotFound)
	again := s.do("user", "POST", "/api/v1/reports/week/share", map[string]any{"week": "2026-W48", "days": 7}).want(t, http.StatusOK)
	path = strings.TrimPrefix(again.body["url"].(string), "https://aceno.example")
	s.clock.Advance(8 * 24 * time.Hour)
	s.do("guest", "GET", path, nil).want(t, http.StatusNotFound)
}
