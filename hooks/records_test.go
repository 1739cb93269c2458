package hooks

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"
)

func urlEscape(text string) string { return url.QueryEscape(text) }

func TestUsers_nobodyPromotesThemselves(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for field, value := range map[string]any{"role": "admin", "workspace": s.b, "verified": true, "tokenKey": strings.Repeat("x", 40), "role+": "admin"} {
		got := s.do("viewer", "PATCH", at("users", s.users["viewer"]), map[string]any{field: value}).want(t, http.StatusBadRequest)
		if got.field(strings.Trim(field, "+")) == "" {
			t.Errorf("the refusal of %s does not name it: %s", field, got.raw)
		}
	}
	form := "--b\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nadmin\r\n--b--\r\n"
	s.send("viewer", "PATCH", at("users", s.users["viewer"]), form, map[string]string{"Content-Type": "multipart/form-data; boundary=b"}).want(t, http.StatusBadRequest)
	payload := "--b\r\nContent-Disposition: form-data; name=\"@jsonPayload\"\r\n\r\n{\"role\":\"admin\"}\r\n--b--\r\n"
	s.send("viewer", "PATCH", at("users", s.users["viewer"]), payload, map[string]string{"Content-Type": "multipart/form-data; boundary=b"}).want(t, http.StatusBadRequest)
	s.do("viewer", "PATCH", at("users", s.users["viewer"]), map[string]any{"full_name": "Vera", "role": "viewer"}).want(t, http.StatusOK)
	if user := s.find("users", s.users["viewer"]); user.GetString("role") != "viewer" || user.GetString("workspace") != s.a || user.Verified() {
		t.Errorf("the viewer became %s of %s", user.GetString("role"), user.GetString("workspace"))
	}
}

func TestUsers_signUpCannotBringARole(t *testing.T) {
	t.Parallel()
	s := serve(t)
	users := s.collection("users")
	open := ""
	users.CreateRule = &open // an operator may open sign-up
	must(t, s.app.Save(users))
	body := map[string]any{"email": "novo@aceno.example", "password": "12345678", "passwordConfirm": "12345678", "role": "admin", "workspace": s.a}
	got := s.do("guest", "POST", at("users"), body).want(t, http.StatusBadRequest)
	if got.field("role") == "" || got.field("workspace") != "" && got.field("role") == "" {
		t.Errorf("the refusal names %s", got.raw)
	}
	delete(body, "role")
	s.do("guest", "POST", at("users"), body).want(t, http.StatusBadRequest)
	delete(body, "workspace")
	s.do("guest", "POST", at("users"), body).want(t, http.StatusOK)
}

func TestUsers_otherSignInCannotBringARole(t *testing.T) {
	t.Parallel()
	s := serve(t)
	event := &core.RecordAuthWithOAuth2RequestEvent{RequestEvent: &core.RequestEvent{App: s.app}, CreateData: map[string]any{"workspace": s.a}}
	event.Collection = s.collection("users")
	reached := false
	err := s.app.OnRecordAuthWithOAuth2Request().Trigger(event, func(*core.RecordAuthWithOAuth2RequestEvent) error {
		reached = true
		return nil
	})
	if err == nil || reached {
		t.Errorf("createData with a workspace went through: %v", err)
	}
}

func TestMemberships_decideWorkspaceAndRole(t *testing.T) {
	t.Parallel()
	s := serve(t)
	person := s.user("nova")
	state := func() string {
		u := s.find("users", person)
		return u.GetString("workspace") + "/" + u.GetString("role")
	}
	first := s.do("admin", "POST", at("memberships"), map[string]any{"user": person, "role": "viewer"}).want(t, http.StatusOK).id()
	if state() != s.a+"/viewer" {
		t.Fatalf("after the first membership: %s", state())
	}
	second := s.do("stranger", "POST", at("memberships"), map[string]any{"user": person, "role": "admin"}).want(t, http.StatusOK).id()
	if state() != s.a+"/viewer" {
		t.Fatalf("a second membership moved the user: %s", state())
	}
	s.do("admin", "PATCH", at("memberships", first), map[string]any{"role": "user"}).want(t, http.StatusOK)
	if state() != s.a+"/user" {
		t.Fatalf("after a change of role: %s", state())
	}
	s.do("nova", "POST", "/api/v1/workspaces/"+s.b+"/activate", nil).want(t, http.StatusOK)
	if state() != s.b+"/admin" {
		t.Fatalf("after switching: %s", state())
	}
	s.do("viewer", "POST", "/api/v1/workspaces/"+s.b+"/activate", nil).want(t, http.StatusNotFound)
	s.do("stranger", "DELETE", at("memberships", second), nil).want(t, http.StatusNoContent)
	if state() != s.a+"/user" {
		t.Fatalf("after the removal: %s", state())
	}
	s.do("admin", "DELETE", at("memberships", first), nil).want(t, http.StatusNoContent)
	if state() != "/" {
		t.Fatalf("after the last removal: %s", state())
	}
	if list := s.do("nova", "GET", at("campaigns"), nil).want(t, http.StatusOK); len(list.items()) > 0 {
		t.Errorf("whoever was removed sees %s", list.raw)
	}
}

func TestMemberships_refusals(t *testing.T) {
	t.Parallel()
	s := serve(t)
	of := func(who string) string {
		m, err := s.app.FindFirstRecordByFilter("memberships", "user = '"+s.users[who]+"'")
		must(t, err)
		return m.Id
	}
	s.do("viewer", "PATCH", at("memberships", of("viewer")), map[string]any{"role": "admin"}).want(t, http.StatusNotFound)
	got := s.do("admin", "PATCH", at("memberships", of("admin")), map[string]any{"role": "viewer"}).want(t, http.StatusBadRequest)
	if !strings.Contains(got.field("role"), "only admin") {
		t.Errorf("the last admin left: %s", got.raw)
	}
	s.do("admin", "DELETE", at("memberships", of("admin")), nil).want(t, http.StatusBadRequest)
	got = s.do("admin", "PATCH", at("memberships", of("user")), map[string]any{"user": s.users["stranger"]}).want(t, http.StatusBadRequest)
	if got.field("user") == "" {
		t.Errorf("a membership changed its user: %s", got.raw)
	}
	workspace := s.find("workspaces", s.a)
	workspace.Set("plan_tier", "free")
	must(t, s.app.Save(workspace))
	got = s.do("admin", "POST", at("memberships"), map[string]any{"user": s.users["stranger"], "role": "user"}).want(t, http.StatusBadRequest)
	if !strings.Contains(got.field("user"), "free allows 2") {
		t.Errorf("the tier let another member in: %s", got.raw)
	}
}

func TestRelations_stayInTheWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	cases := []struct {
		name, method, path string
		body               map[string]any
		field              string
	}{
		{"agent of a new campaign", "POST", at("campaigns"), map[string]any{"name": "x", "channel": "whatsapp", "agent": other["agents"]}, "agent"},
		{"plan of a campaign", "PATCH", at("campaigns", own["campaigns"]), map[string]any{"plans": []string{own["service_plans"], other["service_plans"]}}, "plans"},
		{"plan added by modifier", "PATCH", at("campaigns", own["campaigns"]), map[string]any{"plans+": other["service_plans"]}, "plans"},
		{"account of a campaign", "PATCH", at("campaigns", own["campaigns"]), map[string]any{"accounts": []string{other["integrated_accounts"]}}, "accounts"},
		{"campaign of a prospect", "POST", at("prospects"), map[string]any{"name": "x", "campaign": other["campaigns"]}, "campaign"},
		{"account of an agent", "PATCH", at("agents", own["agents"]), map[string]any{"account": other["integrated_accounts"]}, "account"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := s.do("admin", c.method, c.path, c.body).want(t, http.StatusBadRequest)
			if got.field(c.field) == "" {
				t.Fatalf("the refusal does not name %s: %s", c.field, got.raw)
			}
			missing := map[string]any{}
			for key, value := range c.body {
				missing[key] = value
				if strings.Trim(key, "+") == c.field {
					missing[key] = "zzzzzzzzzzzzzzz"
				}
			}
			if none := s.do("admin", c.method, c.path, missing).want(t, http.StatusBadRequest); none.field(c.field) != got.field(c.field) {
				t.Errorf("a foreign record answers %q, a missing one %q", got.field(c.field), none.field(c.field))
			}
		})
	}
}

func TestCampaigns_refuseWhatTheyCannotUseByName(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	email := s.save("integrated_accounts", map[string]any{"workspace": s.a, "platform": "email", "account_identifier": "mail"})
	cases := []struct {
		name  string
		body  map[string]any
		field string
	}{
		{"source without a query", map[string]any{"search_config": map[string]any{"sources": []any{map[string]any{"type": "openstreetmap"}}}}, "search_config.sources[0].query"},
		{"unknown source", map[string]any{"search_config": map[string]any{"sources": []any{map[string]any{"type": "phonebook"}}}}, "search_config.sources[0].type"},
		{"unknown key of qualification", map[string]any{"qualification": map[string]any{"mood": 1}}, "qualification.mood"},
		{"template", map[string]any{"sequence": []any{map[string]any{"wait_hours": 0, "variants": []any{map[string]any{"template": "{{ unknown }}"}}}}}, "sequence[0].variants[0].template"},
		{"window", map[string]any{"schedule": map[string]any{"windows": []string{"mon-fri 18:00-09:00x"}}}, "schedule.windows[0]"},
		{"account of another channel", map[string]any{"accounts": []string{email}}, "accounts"},
		{"channel", map[string]any{"channel": "fax"}, "channel"},
		{"status", map[string]any{"status": "active"}, "status"},
		{"gate", map[string]any{"gate": "recorded_basis"}, "gate"},
		{"counter", map[string]any{"sent_count": 5}, "sent_count"},
		{"counter by modifier", map[string]any{"sent_count+": 5}, "sent_count"},
		{"workspace", map[string]any{"workspace": s.b}, "workspace"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := s.do("admin", "PATCH", at("campaigns", own["campaigns"]), c.body).want(t, http.StatusBadRequest)
			if got.field(c.field) == "" {
				t.Errorf("the refusal does not name %s: %s", c.field, got.raw)
			}
		})
	}
	got := s.do("user", "POST", at("campaigns"), map[string]any{"name": "x", "channel": "whatsapp", "status": "active"}).want(t, http.StatusBadRequest)
	if got.field("status") == "" {
		t.Errorf("a campaign was born active: %s", got.raw)
	}
}

func TestCampaigns_whatIsSentBackUnchangedPasses(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	whole := s.do("user", "GET", at("campaigns", own["campaigns"]), nil).want(t, http.StatusOK).body
	if whole["status"] != "draft" || whole["gate"] != "provider_rules" || whole["approval"] != "auto" {
		t.Fatalf("a new campaign is %v", whole)
	}
	whole["name"] = "Outro nome"
	s.do("user", "PATCH", at("campaigns", own["campaigns"]), whole).want(t, http.StatusOK)
}

func TestRecords_aSaveLeavesAloneWhatOthersWrote(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	loaded := s.find("campaigns", own["campaigns"])
	_, err := s.app.DB().NewQuery("UPDATE campaigns SET sent_count = 41").Execute()
	must(t, err)
	loaded.Set("name", "Outro nome")
	must(t, s.app.Save(loaded))
	if now := s.find("campaigns", own["campaigns"]); now.GetInt("sent_count") != 41 || now.GetString("name") != "Outro nome" {
		t.Errorf("after a save beside bulk SQL: sent_count %d, name %s", now.GetInt("sent_count"), now.GetString("name"))
	}
}
