package hooks

import (
	"net/http"
	"strings"
	"testing"

	"aceno/campaign"
)

// TestRoutes_refuseByRoleAndWorkspace asks every route as everybody who may not.
func TestRoutes_refuseByRoleAndWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	account := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	own["integrated_accounts"] = account
	gate := map[string]any{"gate": "recorded_basis", "statement": "signed"}
	cases := []struct {
		method, path, collection string
		body                     any
		forbidden                []string
	}{
		{"POST", "/campaigns/ID/find", "campaigns", nil, []string{"viewer"}},
		{"POST", "/campaigns/ID/start", "campaigns", nil, []string{"viewer"}},
		{"POST", "/campaigns/ID/pause", "campaigns", nil, []string{"viewer"}},
		{"POST", "/campaigns/ID/resume", "campaigns", nil, []string{"viewer"}},
		{"POST", "/campaigns/ID/complete", "campaigns", nil, []string{"viewer"}},
		{"POST", "/campaigns/ID/gate", "campaigns", gate, []string{"viewer", "user"}},
		{"POST", "/messages/ID/sent", "messages", map[string]any{"outcome": "sent"}, []string{"viewer"}},
		{"DELETE", "/messages/ID/sent", "messages", nil, []string{"viewer"}},
		{"POST", "/accounts/ID/test", "integrated_accounts", nil, []string{"viewer", "user"}},
		{"POST", "/accounts/ID/templates", "integrated_accounts", nil, []string{"viewer"}},
		{"GET", "/accounts/ID/templates", "integrated_accounts", nil, nil},
		{"GET", "/prospects/ID", "prospects", nil, nil},
		{"GET", "/assisted/next?campaign=ID", "campaigns", nil, []string{"viewer"}},
		{"GET", "/prospects?campaign=ID", "campaigns", nil, nil},
		{"GET", "/messages?campaign=ID", "campaigns", nil, nil},
		{"GET", "/dashboard?campaign=ID", "campaigns", nil, nil},
		{"GET", "/why?campaign=ID", "campaigns", nil, nil},
		{"GET", "/why?account=ID", "integrated_accounts", nil, nil},
	}
	for _, c := range cases {
		t.Run(c.method+c.path, func(t *testing.T) {
			t.Parallel()
			at := func(id string) string { return "/api/v1" + strings.Replace(c.path, "ID", id, 1) }
			s.do("guest", c.method, at(own[c.collection]), c.body).want(t, http.StatusUnauthorized)
			s.do("removed", c.method, at(own[c.collection]), c.body).want(t, http.StatusForbidden)
			for _, who := range []string{"viewer", "user", "admin"} {
				foreign := s.do(who, c.method, at(other[c.collection]), c.body).want(t, http.StatusNotFound)
				missing := s.do(who, c.method, at("zzzzzzzzzzzzzzz"), c.body).want(t, http.StatusNotFound)
				if foreign.raw != missing.raw {
					t.Errorf("foreign: %s, missing: %s", foreign.raw, missing.raw)
				}
			}
			for _, who := range c.forbidden {
				s.do(who, c.method, at(own[c.collection]), c.body).want(t, http.StatusForbidden)
			}
		})
	}
	s.do("viewer", "POST", "/api/v1/suppressions", map[string]any{"kind": "phone", "value": "+5547900001234"}).want(t, http.StatusForbidden)
	s.do("guest", "POST", "/api/v1/suppressions", map[string]any{"kind": "phone", "value": "+5547900001234"}).want(t, http.StatusUnauthorized)
	s.do("superuser", "GET", "/api/v1/dashboard", nil).want(t, http.StatusForbidden)
}

func TestRoutes_nameWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	cases := []struct {
		name, method, path string
		body               any
		field              string
	}{
		{"kind", "POST", "/suppressions", map[string]any{"kind": "fax", "value": "1"}, "kind"},
		{"missing value", "POST", "/suppressions", map[string]any{"kind": "phone"}, "value"},
		{"unknown field", "POST", "/suppressions", map[string]any{"kind": "phone", "value": "1", "colour": "red"}, "colour"},
		{"gate", "POST", "/campaigns/" + own["campaigns"] + "/gate", map[string]any{"gate": "open"}, "gate"},
		{"outcome", "POST", "/messages/" + own["messages"] + "/sent", map[string]any{"outcome": "maybe"}, "outcome"},
		{"limit", "GET", "/prospects?limit=501", nil, "limit"},
		{"limit that is no number", "GET", "/messages?limit=many", nil, "limit"},
		{"status", "GET", "/messages?status=lost", nil, "status"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := s.do("admin", c.method, "/api/v1"+c.path, c.body).want(t, http.StatusBadRequest)
			if got.field(c.field) == "" || got.body["status"] != 400.0 || got.body["message"] == "" {
				t.Errorf("the refusal does not name %s: %s", c.field, got.raw)
			}
		})
	}
	s.do("admin", "POST", "/api/v1/suppressions", `{"kind":`).want(t, http.StatusBadRequest)
}

func TestRoutes_actsOnACampaign(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	path := "/api/v1/campaigns/" + own["campaigns"]
	got := s.do("user", "POST", path+"/resume", nil).want(t, http.StatusConflict)
	data, _ := got.body["data"].(map[string]any)
	if reasons, _ := data["reasons"].([]any); len(reasons) == 0 {
		t.Errorf("resuming a draft answers %s", got.raw)
	}
	got = s.do("user", "POST", path+"/start", nil).want(t, http.StatusConflict)
	if !strings.Contains(got.raw, `"code":"no_sequence"`) {
		t.Errorf("starting a campaign that has nothing to say answers %s", got.raw)
	}
	s.do("user", "PATCH", at("campaigns", own["campaigns"]), map[string]any{
		"search_config": map[string]any{"sources": []any{map[string]any{"type": "openstreetmap", "query": "dentist"}}},
		"sequence":      []any{map[string]any{"wait_hours": 0, "variants": []any{map[string]any{"template": "Oi {{ prospect.name }}"}}}},
	}).want(t, http.StatusOK)
	found := s.do("user", "POST", path+"/find", nil).want(t, http.StatusOK)
	if list, _ := found.body["searches"].([]any); len(list) != 1 {
		t.Errorf("find answers %s", found.raw)
	}
	for _, step := range []struct {
		act, status string
		code        int
	}{{"start", "active", 200}, {"start", "", 409}, {"pause", "paused", 200}, {"start", "", 409}, {"resume", "active", 200}, {"complete", "completed", 200}, {"resume", "", 409}} {
		if got := s.do("user", "POST", path+"/"+step.act, nil).want(t, step.code); step.status != "" && got.body["status"] != step.status {
			t.Errorf("%s answers %s", step.act, got.raw)
		}
	}
	if got := s.do("admin", "POST", path+"/gate", map[string]any{"gate": "recorded_basis"}).want(t, http.StatusBadRequest); got.field("statement") == "" {
		t.Errorf("the refusal does not name statement: %s", got.raw)
	}
	statement := "I know that WhatsApp asks for an opt-in and that Meta may close the account."
	if got := s.do("admin", "POST", path+"/gate", map[string]any{"gate": "recorded_basis", "statement": statement}).want(t, http.StatusOK); got.body["gate"] != "recorded_basis" {
		t.Errorf("gate answers %s", got.raw)
	}
	if log := s.do("admin", "GET", at("audit_log"), nil); !strings.Contains(log.raw, statement) {
		t.Errorf("the signed statement is not in the audit log: %s", log.raw)
	}
}

func TestRoutes_accountsAreAskedAndKept(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	if got := s.do("admin", "POST", "/api/v1/accounts/"+id+"/test", nil).want(t, http.StatusOK); got.body["status"] != "active" || got.body["detail"] != "ready" {
		t.Errorf("test answers %s", got.raw)
	}
	s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": map[string]any{"access_token": "stale"}}).want(t, http.StatusOK)
	s.do("admin", "POST", "/api/v1/accounts/"+id+"/test", nil).want(t, http.StatusOK)
	if got := s.do("viewer", "GET", at("integrated_accounts", id), nil); got.body["status"] != "expired" {
		t.Errorf("the account is %s", got.raw)
	}
	got := s.do("user", "POST", "/api/v1/accounts/"+id+"/templates", nil).want(t, http.StatusOK)
	if !strings.Contains(got.raw, `"APPROVED"`) || len(got.items()) != 1 {
		t.Errorf("sync answers %s", got.raw)
	}
	if got := s.do("viewer", "GET", at("whatsapp_templates"), nil).want(t, http.StatusOK); len(got.items()) != 1 {
		t.Errorf("the collection shows %s", got.raw)
	}
}

func TestRoutes_longListsAreOfTheOwnWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	for _, path := range []string{"/api/v1/prospects", "/api/v1/messages", "/api/v1/prospects?campaign=" + own["campaigns"], "/api/v1/messages?prospect=" + other["prospects"]} {
		got := s.do("viewer", "GET", path, nil).want(t, http.StatusOK)
		if strings.Contains(got.raw, "beta") {
			t.Errorf("%s shows the other workspace: %s", path, got.raw)
		}
		if len(got.items()) == 0 && !strings.Contains(path, other["prospects"]) {
			t.Errorf("%s shows nothing: %s", path, got.raw)
		}
	}
	s.do("viewer", "GET", "/api/v1/prospects/"+own["prospects"], nil).want(t, http.StatusOK)
	s.do("viewer", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	s.do("viewer", "GET", "/api/v1/why", nil).want(t, http.StatusOK)
}

func TestRoutes_suppressionsAreAddedByUsersAndListedForAdmins(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for range 2 { // adding it again changes nothing
		s.do("user", "POST", "/api/v1/suppressions", map[string]any{"kind": "phone", "value": "(47) 9 0000-1234"}).want(t, http.StatusNoContent)
	}
	got := s.do("user", "POST", "/api/v1/suppressions", map[string]any{"kind": "phone", "value": "nobody"}).want(t, http.StatusBadRequest)
	if got.field("value") == "" {
		t.Errorf("the refusal does not name value: %s", got.raw)
	}
	list := s.do("admin", "GET", at("suppressions"), nil).want(t, http.StatusOK)
	if len(list.items()) == 0 || strings.Contains(list.raw, "90000") || strings.Contains(list.raw, "900001234") {
		t.Errorf("the list shows %s", list.raw)
	}
}

func TestRoutes_aMemberSendsByHand(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	path := "/api/v1/campaigns/" + own["campaigns"]
	s.do("user", "PATCH", at("campaigns", own["campaigns"]), map[string]any{
		"sequence": []any{map[string]any{"wait_hours": 0, "variants": []any{map[string]any{"template": "Oi {{ prospect.name }}"}}}},
	}).want(t, http.StatusOK)
	s.do("user", "POST", path+"/start", nil).want(t, http.StatusOK)
	message := s.find("messages", own["messages"])
	message.Load(map[string]any{"status": "pending", "recipient": "+5547900001234", "scheduled_at": s.clock.Now(), "content_hash": campaign.ContentHash("Oi alfa", nil)})
	must(t, s.app.Save(message))

	page := s.do("user", "GET", "/api/v1/assisted/next?campaign="+own["campaigns"], nil).want(t, http.StatusOK)
	if len(page.items()) != 1 || !strings.Contains(page.raw, `"link":"https://wa.me/5547900001234?text=Oi+alfa"`) || strings.Contains(page.raw, "Recipient") {
		t.Fatalf("the next message to send by hand is %s", page.raw)
	}
	sent := "/api/v1/messages/" + own["messages"] + "/sent"
	for range 2 { // a phone that was offline says it twice
		s.send("user", "POST", sent, map[string]any{"outcome": "sent"}, map[string]string{"Idempotency-Key": "k1"}).want(t, http.StatusNoContent)
	}
	if got := s.find("messages", own["messages"]).GetString("status"); got != "sent" {
		t.Errorf("the message is %s", got)
	}
	s.do("user", "DELETE", sent, nil).want(t, http.StatusNoContent)
	if got := s.find("messages", own["messages"]).GetString("status"); got != "pending" {
		t.Errorf("after undoing, the message is %s", got)
	}
}
