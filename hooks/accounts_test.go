package hooks

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func newAccount(s *server) map[string]any {
	return map[string]any{"platform": "whatsapp", "account_identifier": "principal",
		"credentials": map[string]any{"access_token": "tok-123", "app_secret": "sec-456", "verify_token": "ver-789"},
		"settings":    map[string]any{"phone_number_id": "111", "waba_id": "222"}, "limits": map[string]any{"per_hour": 10}}
}

func (s *server) opened(id string) map[string]string {
	record := s.find("integrated_accounts", id)
	plain, err := s.vault.Unseal(record.GetString("workspace"), "integrated_accounts", id, "credentials", record.GetString("credentials"))
	must(s.t, err)
	var open map[string]string
	must(s.t, json.Unmarshal(plain, &open))
	return open
}

func TestAccounts_credentialsAreSealedAndNeverShown(t *testing.T) {
	t.Parallel()
	s := serve(t)
	created := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK)
	id := created.id()
	if created.body["status"] != "active" {
		t.Errorf("a new account is %v", created.body["status"])
	}
	if got := s.opened(id)["access_token"]; got != "tok-123" {
		t.Fatalf("sealed access_token opens as %q", got)
	}
	changed := s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": map[string]any{"access_token": "tok-new", "previous_app_secret": "old"}}).want(t, http.StatusOK)
	if open := s.opened(id); open["access_token"] != "tok-new" || open["app_secret"] != "sec-456" || open["previous_app_secret"] != "old" {
		t.Errorf("after changing one credential: %v", open)
	}
	s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"account_identifier": "outro"}).want(t, http.StatusOK)
	if s.opened(id)["access_token"] != "tok-new" {
		t.Error("an edit without credentials lost them")
	}
	s.do("superuser", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": "", "account_identifier": "outro"}).want(t, http.StatusOK)
	if s.opened(id)["access_token"] != "tok-new" {
		t.Error("the admin panel's empty field lost the credentials")
	}
	blob := s.find("integrated_accounts", id).GetString("credentials")
	shown := []string{created.raw, changed.raw}
	for _, who := range []string{"viewer", "user", "admin", "superuser"} {
		shown = append(shown, s.do(who, "GET", at("integrated_accounts", id), nil).raw, s.do(who, "GET", at("integrated_accounts"), nil).raw,
			s.do(who, "GET", at("audit_log"), nil).raw)
	}
	for _, raw := range shown {
		for _, secret := range []string{"tok-", "sec-456", "ver-789", blob} {
			if strings.Contains(raw, secret) {
				t.Fatalf("an answer shows %s: %s", secret, raw)
			}
		}
	}
	if s.do("admin", "GET", at("integrated_accounts")+"?filter="+urlEscape("credentials ~ 'v1'"), nil).status == http.StatusOK {
		t.Error("credentials can be filtered for")
	}
}

func TestAccounts_refuseWhatThePlatformCannotUse(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	cases := []struct {
		name  string
		patch map[string]any
		field string
	}{
		{"unknown credential", map[string]any{"credentials": map[string]any{"password": "x"}}, "credentials.password"},
		{"credential taken away", map[string]any{"credentials": map[string]any{"app_secret": nil}}, "credentials.app_secret"},
		{"credential of a wrong type", map[string]any{"credentials": map[string]any{"app_secret": map[string]any{}}}, "credentials.app_secret"},
		{"credentials that are no object", map[string]any{"credentials": "x"}, "credentials"},
		{"missing setting", map[string]any{"settings": map[string]any{"waba_id": "2"}}, "settings.phone_number_id"},
		{"unknown setting", map[string]any{"settings": map[string]any{"waba_id": "2", "phone_number_id": "1", "colour": "red"}}, "settings.colour"},
		{"number for a text", map[string]any{"settings": map[string]any{"waba_id": 2, "phone_number_id": "1"}}, "settings.waba_id"},
		{"unknown limit", map[string]any{"limits": map[string]any{"per_week": 1}}, "limits.per_week"},
		{"negative limit", map[string]any{"limits": map[string]any{"per_hour": -1}}, "limits.per_hour"},
		{"gaps the wrong way round", map[string]any{"limits": map[string]any{"min_gap_s": 9, "max_gap_s": 3}}, "limits.max_gap_s"},
		{"limit that is a text", map[string]any{"limits": map[string]any{"per_hour": "ten"}}, "limits.per_hour"},
		{"platform", map[string]any{"platform": "email"}, "platform"},
		{"status", map[string]any{"status": "blocked"}, "status"},
		{"state", map[string]any{"state": map[string]any{"breaker": "closed"}}, "state"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := s.do("admin", "PATCH", at("integrated_accounts", id), c.patch).want(t, http.StatusBadRequest)
			if got.field(c.field) == "" {
				t.Errorf("the refusal does not name %s: %s", c.field, got.raw)
			}
		})
	}
}

func TestWorkspaces_refuseWhatTheyCannotUse(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for field, patch := range map[string]map[string]any{
		"timezone":              {"timezone": "Brazil/Blumenau"},
		"limits.assisted_gap_s": {"limits": map[string]any{"assisted_gap_s": -1}},
		"limits.cooldown":       {"limits": map[string]any{"cooldown": 1}},
		"sender.phone":          {"sender": map[string]any{"phone": "1"}},
		"retention_days":        {"retention_days": -3},
		"plan_tier":             {"plan_tier": "free"},
	} {
		if got := s.do("admin", "PATCH", at("workspaces", s.a), patch).want(t, http.StatusBadRequest); got.field(field) == "" {
			t.Errorf("the refusal does not name %s: %s", field, got.raw)
		}
	}
	s.do("user", "PATCH", at("workspaces", s.a), map[string]any{"name": "x"}).want(t, http.StatusNotFound)
	s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{"paused": true, "sender": map[string]any{"legal_name": "Alfa Ltda"}}).want(t, http.StatusOK)
	if list := s.do("viewer", "GET", at("workspaces"), nil).want(t, http.StatusOK); len(list.items()) != 1 {
		t.Errorf("a viewer sees %d workspaces", len(list.items()))
	}
}

func TestAudit_remembersWhoDidWhat(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": map[string]any{"access_token": "tok-new"}}).want(t, http.StatusOK)
	deleted := s.do("admin", "DELETE", at("integrated_accounts", id), nil).want(t, http.StatusNoContent)
	s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{"timezone": "nowhere"}).want(t, http.StatusBadRequest)

	log := s.do("admin", "GET", at("audit_log")+"?sort=created,@rowid", nil).want(t, http.StatusOK)
	var acts []string
	for _, item := range log.items() {
		row := item.(map[string]any)
		acts = append(acts, row["action"].(string))
		if row["actor"] != s.users["admin"] || row["record"] != id || row["request_id"] == "" || row["ip"] == "" {
			t.Errorf("a row is %v", row)
		}
	}
	if got := strings.Join(acts, " "); got != "integrated_accounts.create integrated_accounts.update integrated_accounts.delete" {
		t.Errorf("the log holds %s", got)
	}
	if !strings.Contains(log.raw, `"credentials":"[hidden]"`) || !strings.Contains(log.raw, deleted.header.Get("X-Request-Id")) {
		t.Errorf("the log holds %s", log.raw)
	}
}

func TestAccounts_aLostKeyIsRepairedBySendingAllAnew(t *testing.T) {
	t.Parallel()
	s := serve(t)
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	record := s.find("integrated_accounts", id)
	record.Set("credentials", "v1:sealed under another key")
	must(t, s.app.Save(record))
	got := s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": map[string]any{"access_token": "a"}}).want(t, http.StatusBadRequest)
	if got.field("credentials.app_secret") == "" {
		t.Errorf("the refusal does not name what is missing: %s", got.raw)
	}
	s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"credentials": newAccount(s)["credentials"]}).want(t, http.StatusOK)
	if s.opened(id)["app_secret"] != "sec-456" {
		t.Error("the account is not repaired")
	}
}

func TestAccounts_aNumberIsOneAccountOfItsWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	first := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK)
	got := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusBadRequest)
	if !strings.Contains(got.field("settings.phone_number_id"), `the account "principal" has this number already`) &&
		!strings.Contains(got.field("settings.phone_number_id"), `The account "principal" has this number already`) {
		t.Errorf("the same number again answers %s", got.raw)
	}
	s.do("admin", "PATCH", at("integrated_accounts", first.id()), map[string]any{"account_identifier": "outro"}).want(t, http.StatusOK)
	other := newAccount(s)
	other["settings"] = map[string]any{"phone_number_id": "112", "waba_id": "222"}
	s.do("admin", "POST", at("integrated_accounts"), other).want(t, http.StatusOK)
}
