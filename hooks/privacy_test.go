package hooks

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/dbx"

	"aceno/privacy"
)

// person makes a prospect with a fact, and returns its id.
func (s *server) person(workspace string) string {
	campaign := s.save("campaigns", map[string]any{"workspace": workspace, "name": "Dentistas", "channel": "whatsapp", "legal_basis": "legitimate_interest"})
	return s.save("prospects", map[string]any{"workspace": workspace, "campaign": campaign, "name": "Clínica <b>Sorriso</b>", "phone": "+5547900001234", "status": "found", "stage": "write",
		"facts": []map[string]any{{"id": "f1", "kind": "phone", "value": "+5547900001234", "source": "openstreetmap", "url": "https://osm.example/1", "at": "2026-11-20T12:00:00Z"},
			{"id": "f2", "kind": "website", "value": "https://sorriso.example", "source": "openstreetmap", "url": "javascript:alert(1)", "at": "2026-11-20T12:00:00Z"}}})
}

// form posts a form without a session.
func (s *server) form(path string, fields url.Values) answer {
	s.t.Helper()
	return s.send("guest", "POST", path, fields.Encode(), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
}

// count counts the records that a condition holds for.
func (s *server) count(collection, where string) int {
	s.t.Helper()
	query := s.app.NonconcurrentDB().Select("COUNT(*)").From(collection)
	if where != "" {
		query.Where(dbx.NewExp(where))
	}
	n := 0
	must(s.t, query.Row(&n))
	return n
}

func (s *server) links() *privacy.Links { return privacy.NewLinks(s.vault, "https://aceno.example") }

func TestPersonPage_saysWhatIsHeldFromWhereAndWhy(t *testing.T) {
	t.Parallel()
	s := serve(t)
	path := "/p/" + s.links().PageToken(s.person(s.a))
	got := s.send("guest", "GET", path, nil, map[string]string{"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.1"}).want(t, http.StatusOK)
	for _, want := range []string{"O que temos sobre você", "&#43;5547900001234", "OpenStreetMap", `href="https://osm.example/1"`, "20/11/2026", "legítimo interesse", "Clínica &lt;b&gt;Sorriso", `lang="pt-BR"`} {
		if !strings.Contains(got.raw, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"<script", "javascript:", "<b>Sorriso", "src=", s.a} {
		if strings.Contains(got.raw, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	policy := got.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'nonce-") || strings.Contains(policy, "script") || got.header.Get("Cache-Control") != "no-store" ||
		got.header.Get("Referrer-Policy") != "no-referrer" || got.header.Get("X-Robots-Tag") == "" {
		t.Errorf("the headers are %v", got.header)
	}
	nonce, _, _ := strings.Cut(strings.SplitN(policy, "'nonce-", 2)[1], "'")
	if !strings.Contains(got.raw, `<style nonce="`+nonce+`">`) {
		t.Error("the style has not the nonce of the header")
	}
	english := s.send("guest", "GET", path, nil, map[string]string{"Accept-Language": "en-GB"}).want(t, http.StatusOK)
	if !strings.Contains(english.raw, "What we hold about you") || !strings.Contains(english.raw, "20 Nov 2026") {
		t.Error("an English browser gets no English page")
	}
}

func TestPersonPage_takesNoLinkThatWasNotMadeForIt(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.person(s.a)
	page, optOut := s.links().PageToken(id), s.links().OptOutToken(id)
	for _, token := range []string{id, id + "-", optOut, page + "0", page[:len(page)-1] + "!", strings.ToUpper(page), "-" + page, "x-00000000000000000000000000000000"} {
		s.do("guest", "GET", "/p/"+token, nil).want(t, http.StatusNotFound)
		s.form("/p/"+token, url.Values{"act": {"erase"}, "confirm": {"yes"}}).want(t, http.StatusNotFound)
	}
	s.do("guest", "GET", "/api/v1/privacy/opt-out/"+page, nil).want(t, http.StatusNotFound)
	s.form("/api/v1/privacy/opt-out/"+page, nil).want(t, http.StatusNotFound)
	if s.find("prospects", id).GetBool("deleted") || s.count("suppressions", "") != 0 {
		t.Error("a link that was not made did something")
	}
}

func TestPersonPage_stopsCorrectsAndErases(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.person(s.a)
	path := "/p/" + s.links().PageToken(id)
	s.form(path, url.Values{"act": {"dance"}}).want(t, http.StatusBadRequest)
	s.form(path, url.Values{"act": {"correct"}, "details": {"  "}}).want(t, http.StatusBadRequest)
	if got := s.form(path, url.Values{"act": {"correct"}, "details": {"O telefone é <i>outro</i>"}}).want(t, http.StatusOK); !strings.Contains(got.raw, "pedido de correção") {
		t.Errorf("after asking for a correction the page says %s", got.raw)
	}
	s.form(path, url.Values{"act": {"copy"}}).want(t, http.StatusOK)
	list := s.do("viewer", "GET", at("privacy_requests")+"?sort=created", nil).want(t, http.StatusOK)
	if len(list.items()) != 2 || !strings.Contains(list.raw, "+55 47 9****-**34") || !strings.Contains(list.raw, "correction") {
		t.Errorf("the requests are %s", list.raw)
	}
	if due := s.find("privacy_requests", list.items()[0].(map[string]any)["id"].(string)).GetDateTime("due_at").Time(); !due.Equal(s.clock.Now().Add(15 * 24 * time.Hour)) {
		t.Errorf("due at %v", due)
	}
	s.form(path, url.Values{"act": {"stop"}}).want(t, http.StatusOK)
	if s.count("suppressions", "reason = 'opt_out'") == 0 || s.find("prospects", id).GetString("intent") != "opt_out" {
		t.Error("stop did not stop")
	}
	s.form(path, url.Values{"act": {"erase"}}).want(t, http.StatusBadRequest)
	s.form(path, url.Values{"act": {"erase"}, "confirm": {"yes"}}).want(t, http.StatusOK)
	s.do("guest", "GET", path, nil).want(t, http.StatusNotFound)
	s.do("viewer", "GET", at("prospects", id), nil).want(t, http.StatusNotFound)
	if s.count("suppressions", "reason = 'erasure'") == 0 || s.count("privacy_requests", "status = 'open'") != 0 || s.count("privacy_requests", "details != ''") != 0 {
		t.Error("the erasure left something, or no suppression")
	}
	if s.count("audit_log", "actor = 'person'") != 4 {
		t.Errorf("%d acts are in the log", s.count("audit_log", "actor = 'person'"))
	}
}

func TestPersonPage_takesNoMoreThanSomeRequests(t *testing.T) {
	t.Parallel()
	s := serve(t)
	path := "/p/" + s.links().PageToken(s.person(s.a))
	for range 5 {
		s.form(path, url.Values{"act": {"copy"}}).want(t, http.StatusOK)
	}
	if got := s.form(path, url.Values{"act": {"copy"}}).want(t, http.StatusBadRequest); !strings.Contains(got.raw, "esta pessoa já tem 5 pedidos") {
		t.Errorf("the sixth request says %s", got.raw)
	}
}

func TestOptOut_byOneClickAndNotByLooking(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.person(s.a)
	path := "/api/v1/privacy/opt-out/" + s.links().OptOutToken(id)
	if got := s.do("guest", "GET", path, nil).want(t, http.StatusOK); !strings.Contains(got.raw, "<form") || !strings.Contains(got.header.Get("Content-Security-Policy"), "form-action 'self'") {
		t.Errorf("the page is %s %v", got.raw, got.header)
	}
	if s.count("suppressions", "") != 0 {
		t.Fatal("looking stopped the messages")
	}
	for range 2 {
		s.form(path, url.Values{"List-Unsubscribe": {"One-Click"}}).want(t, http.StatusOK)
	}
	if s.count("suppressions", "reason = 'opt_out'") == 0 {
		t.Error("one click stopped nothing")
	}
	s.do("admin", "POST", "/api/v1/privacy/erase", map[string]any{"prospect": id}).want(t, http.StatusOK)
	s.form(path, url.Values{"List-Unsubscribe": {"One-Click"}}).want(t, http.StatusOK)
}

func TestPrivacy_exportAndEraseAreTheAdminsAndStayInTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, foreign := s.person(s.a), s.person(s.b)
	for who, want := range map[string]int{"guest": 401, "viewer": 403, "user": 403, "removed": 403, "superuser": 403} {
		s.do(who, "GET", "/api/v1/privacy/export?prospect="+own, nil).want(t, want)
		s.do(who, "POST", "/api/v1/privacy/erase", map[string]any{"prospect": own}).want(t, want)
	}
	s.do("admin", "GET", "/api/v1/privacy/export?prospect="+foreign, nil).want(t, http.StatusNotFound)
	s.do("admin", "POST", "/api/v1/privacy/erase", map[string]any{"prospect": foreign}).want(t, http.StatusNotFound)
	held := s.do("admin", "GET", "/api/v1/privacy/export?phone="+url.QueryEscape("47 9 0000-1234"), nil).want(t, http.StatusOK)
	if prospects, _ := held.body["prospects"].([]any); len(prospects) != 1 || !strings.Contains(held.raw, own) || strings.Contains(held.raw, foreign) {
		t.Errorf("the export is %s", held.raw)
	}
	for _, list := range []string{"prospects", "messages", "consents", "events", "suppressions"} {
		if _, ok := held.body[list].([]any); !ok {
			t.Errorf("the export lacks %s: %s", list, held.raw)
		}
	}
	if got := s.do("admin", "GET", "/api/v1/privacy/export", nil).want(t, http.StatusBadRequest); got.field("phone") == "" {
		t.Errorf("nobody named: %s", got.raw)
	}
	if got := s.do("admin", "POST", "/api/v1/privacy/erase", map[string]any{"prospect": own, "phone": "1"}).want(t, http.StatusBadRequest); got.field("phone") == "" {
		t.Errorf("two named: %s", got.raw)
	}
	if got := s.do("admin", "GET", "/api/v1/privacy/export?phone=abc", nil).want(t, http.StatusBadRequest); got.field("phone") == "" {
		t.Errorf("no number: %s", got.raw)
	}
	s.do("admin", "POST", "/api/v1/privacy/erase", map[string]any{"phone": "+5547900001234"}).want(t, http.StatusOK)
	if !s.find("prospects", own).GetBool("deleted") || s.find("prospects", foreign).GetBool("deleted") {
		t.Error("erased the wrong one")
	}
}

func TestPrivacyRequests_runAClockAndCloseOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.person(s.a)
	made := s.do("user", "POST", at("privacy_requests"), map[string]any{"prospect": id, "kind": "access", "details": "por telefone"}).want(t, http.StatusOK)
	if made.body["status"] != "open" || made.body["hint"] != "+55 47 9****-**34" || made.body["due_at"] != "2026-12-09 12:00:00.000Z" {
		t.Errorf("the request is %s", made.raw)
	}
	s.do("user", "POST", at("privacy_requests"), map[string]any{"kind": "access"}).want(t, http.StatusBadRequest)
	s.do("user", "POST", at("privacy_requests"), map[string]any{"prospect": id, "kind": "access", "due_at": "2030-01-01 00:00:00.000Z"}).want(t, http.StatusBadRequest)
	done := s.do("admin", "PATCH", at("privacy_requests", made.id()), map[string]any{"status": "done"}).want(t, http.StatusOK)
	if done.body["closed_by"] != s.users["admin"] || done.body["closed_at"] == "" {
		t.Errorf("closed as %s", done.raw)
	}
	s.do("admin", "PATCH", at("privacy_requests", made.id()), map[string]any{"status": "open"}).want(t, http.StatusBadRequest)
}
