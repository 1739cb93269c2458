package hooks

import (
	"net/http"
	"strings"
	"testing"

	"aceno/campaign"
)

func TestProspects_whatAPersonTypesTakesItsOneForm(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	got := s.do("user", "POST", at("prospects"), map[string]any{"campaign": own["campaigns"], "name": "Oficina", "whatsapp": "(47) 9 0000-4321",
		"email": "Contato@Oficina.example", "website_url": "www.oficina.example/loja"}).want(t, http.StatusOK)
	record := s.find("prospects", got.id())
	for field, want := range map[string]string{"whatsapp": "+5547900004321", "whatsapp_short": "+554700004321", "email": "contato@oficina.example",
		"domain": "oficina.example", "stage": "enrich", "status": "found"} {
		if record.GetString(field) != want {
			t.Errorf("%s is %q, want %q", field, record.GetString(field), want)
		}
	}
	if !record.GetBool("has_website") || !strings.Contains(record.GetString("facts"), `"source":"member"`) {
		t.Errorf("facts are %s", record.GetString("facts"))
	}
	if found := s.find("campaigns", own["campaigns"]).GetInt("found_count"); found != 1 {
		t.Errorf("found_count is %d after one prospect was added", found)
	}
	bad := s.do("user", "PATCH", at("prospects", got.id()), map[string]any{"phone": "12", "email": "nobody", "website_url": "ftp://x"}).want(t, http.StatusBadRequest)
	for _, field := range []string{"phone", "email", "website_url"} {
		if bad.field(field) == "" {
			t.Errorf("the refusal does not name %s: %s", field, bad.raw)
		}
	}
}

func TestProspects_systemFieldsAreRefusedByName(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	for field, value := range map[string]any{"stage": "done", "step": 3, "due_at": "2026-01-01 00:00:00.000Z", "score": 99, "facts": []any{map[string]any{"id": "x"}},
		"intent": "interested", "lease_until": "2026-01-01 00:00:00.000Z", "attempts": 1, "last_inbound_at": "2026-01-01 00:00:00.000Z", "deleted": true,
		"whatsapp_user_id": "BR.1", "campaign": "zzzzzzzzzzzzzzz"} {
		if got := s.do("admin", "PATCH", at("prospects", own["prospects"]), map[string]any{field: value}).want(t, http.StatusBadRequest); got.field(field) == "" {
			t.Errorf("the refusal does not name %s: %s", field, got.raw)
		}
	}
}

func TestProspects_aPersonMayOnlyConvertOrIgnore(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	path := at("prospects", own["prospects"])
	for _, status := range []string{"contacted", "replied"} {
		if got := s.do("user", "PATCH", path, map[string]any{"status": status}).want(t, http.StatusBadRequest); got.field("status") == "" {
			t.Errorf("the refusal does not name status: %s", got.raw)
		}
	}
	s.do("user", "PATCH", path, map[string]any{"ignored_reason": "x"}).want(t, http.StatusBadRequest)
	s.do("user", "PATCH", path, map[string]any{"status": "converted"}).want(t, http.StatusOK)
	if message := s.find("messages", own["messages"]); message.GetString("status") != "cancelled" || !strings.Contains(message.GetString("status_reason"), campaign.ReasonConverted) {
		t.Errorf("the waiting message is %s %s", message.GetString("status"), message.GetString("status_reason"))
	}
	if got := s.find("campaigns", own["campaigns"]).GetInt("converted_count"); got != 1 {
		t.Errorf("converted_count is %d", got)
	}
	if got := s.find("campaign_metrics", own["campaign_metrics"]).GetInt("conversions"); got != 1 {
		t.Errorf("conversions of the day are %d", got)
	}
	got := s.do("user", "PATCH", path, map[string]any{"status": "ignored", "ignored_reason": "rival"}).want(t, http.StatusBadRequest)
	if !strings.Contains(got.field("status"), "converted cannot become ignored") {
		t.Errorf("an illegal move answers %s", got.raw)
	}
}

func TestProspects_twiceInACampaignIsRefused(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	before := s.find("campaigns", own["campaigns"]).GetInt("found_count")
	got := s.do("user", "POST", at("prospects"), map[string]any{"campaign": own["campaigns"], "name": "Padaria", "phone": "+55 47 9 0000 1234"}).want(t, http.StatusBadRequest)
	if got.field("phone") == "" {
		t.Errorf("the refusal does not name phone: %s", got.raw)
	}
	if now := s.find("campaigns", own["campaigns"]).GetInt("found_count"); now != before {
		t.Errorf("found_count went from %d to %d for a refused prospect", before, now)
	}
}

func TestMessages_onlyDraftsAndHeldOnesCanBeEdited(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	path := at("messages", own["messages"])
	s.do("user", "PATCH", path, map[string]any{"content": "Olá, tudo bem?"}).want(t, http.StatusOK)
	if got := s.find("messages", own["messages"]).GetString("content_hash"); got != campaign.ContentHash("Olá, tudo bem?", nil) {
		t.Errorf("the hash of the edited text is %q", got)
	}
	for field, value := range map[string]any{"status": "pending", "recipient": "+5547900009999", "once_key": "", "contact_key": "x", "content_hash": "x", "sent_at": "2026-01-01 00:00:00.000Z"} {
		if got := s.do("admin", "PATCH", path, map[string]any{field: value}); got.status != http.StatusBadRequest || got.field(field) == "" {
			t.Errorf("%s: %d %s", field, got.status, got.raw)
		}
	}
	s.do("user", "PATCH", path, map[string]any{"content": ""}).want(t, http.StatusBadRequest)
	s.do("user", "PATCH", path, map[string]any{"content": strings.Repeat("á", 4097)}).want(t, http.StatusBadRequest)
	for _, status := range []string{"pending", "sending", "sent", "failed", "in_doubt", "cancelled"} {
		message := s.find("messages", own["messages"])
		message.Set("status", status)
		must(t, s.app.Save(message))
		got := s.do("user", "PATCH", path, map[string]any{"content": "outra"}).want(t, http.StatusBadRequest)
		if !strings.Contains(got.field("content"), status) {
			t.Errorf("editing a %s message answers %s", status, got.raw)
		}
	}
	message := s.find("messages", own["messages"])
	message.Load(map[string]any{"status": "draft", "metadata": map[string]any{"template": campaign.TemplateUse{Name: "ola", Language: "pt_BR"}}})
	must(t, s.app.Save(message))
	if got := s.do("user", "PATCH", path, map[string]any{"content": "outra"}).want(t, http.StatusBadRequest); !strings.Contains(got.field("content"), "ola") {
		t.Errorf("editing a template's text answers %s", got.raw)
	}
	s.do("admin", "POST", at("messages"), map[string]any{"content": "x"}).want(t, http.StatusForbidden)
	s.do("admin", "DELETE", path, nil).want(t, http.StatusForbidden)
}
