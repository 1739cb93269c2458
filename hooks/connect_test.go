package hooks

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/outreach"
)

// choosing is a channel whose number is chosen after the account was made.
type choosing struct{ plainChannel }

func (choosing) Describe() outreach.Description {
	d := plainChannel{}.Describe()
	d.Credentials[3].Made = true
	d.Settings[0].Chosen, d.Settings[1].Chosen = true, true
	return d
}

func (choosing) Reach(_ context.Context, a outreach.Account) (outreach.Reach, error) {
	return outreach.Reach{Status: campaign.AccountStatusActive, Missing: []string{}, Accounts: []outreach.ReachAccount{{ID: "222" + a.Settings["waba_id"],
		Numbers: []outreach.ReachNumber{{ID: "111", Number: "+55 47 3000-0000", Quality: "GREEN", Tier: 250}}}}}, nil
}

func (choosing) Subscribe(_ context.Context, a outreach.Account, address string) (outreach.Subscription, error) {
	return outreach.Subscription{Registered: a.Credentials["verify_token"] != "", URL: address}, nil
}

func (choosing) Send(_ context.Context, _ outreach.Account, m campaign.Outgoing) campaign.Outcome {
	return campaign.Outcome{MessageID: m.MessageID, Result: campaign.ResultSent, ProviderID: "wamid.1"}
}

func withChoice(d *Dependencies) {
	d.Channels = map[string]outreach.Channel{"whatsapp": choosing{}}
	d.PublicURL = "https://aceno.example"
}

func TestConnect_anAccountIsMadeWithTokenAndSecretAndSendsOnceANumberIsChosen(t *testing.T) {
	t.Parallel()
	s := serve(t, withChoice)
	made := s.do("admin", "POST", at("integrated_accounts"), map[string]any{"platform": "whatsapp", "account_identifier": "novo",
		"credentials": map[string]any{"access_token": "tok-123", "app_secret": "sec-456"}}).want(t, http.StatusOK)
	id := made.id()
	if made.body["status"] != "blocked" || !strings.Contains(made.raw, "account_incomplete") {
		t.Errorf("half an account is %s", made.raw)
	}
	word := s.opened(id)["verify_token"]
	if len(word) < 20 {
		t.Errorf("the verify token is %q", word)
	}
	numbers := s.do("admin", "GET", "/api/v1/accounts/"+id+"/numbers", nil).want(t, http.StatusOK)
	if !strings.Contains(numbers.raw, `"id":"111"`) || !strings.Contains(numbers.raw, `"missing_permissions":[]`) {
		t.Errorf("the numbers are %s", numbers.raw)
	}
	if named := s.do("admin", "GET", "/api/v1/accounts/"+id+"/numbers?waba_id=9", nil).want(t, http.StatusOK); !strings.Contains(named.raw, `"id":"2229"`) {
		t.Errorf("a named account: %s", named.raw)
	}
	s.do("admin", "POST", "/api/v1/accounts/"+id+"/webhook", nil).want(t, http.StatusConflict)
	chosen := s.do("admin", "PATCH", at("integrated_accounts", id), map[string]any{"settings": map[string]any{"phone_number_id": "111", "waba_id": "222"}}).want(t, http.StatusOK)
	if chosen.body["status"] != "active" || strings.Contains(chosen.raw, "account_incomplete") || s.opened(id)["verify_token"] != word {
		t.Errorf("a whole account is %s", chosen.raw)
	}
	hook := s.do("admin", "POST", "/api/v1/accounts/"+id+"/webhook", nil).want(t, http.StatusOK)
	if hook.body["registered"] != true || hook.body["url"] != "https://aceno.example/api/v1/webhooks/whatsapp" {
		t.Errorf("the webhook is %s", hook.raw)
	}
	echo := s.do("admin", "POST", "/api/v1/accounts/"+id+"/echo", map[string]any{"to": "47 9 0000-0099"}).want(t, http.StatusOK)
	if echo.body["state"] != "sent" || echo.body["green"] != false {
		t.Errorf("the test message is %s", echo.raw)
	}
	if seen := s.do("viewer", "GET", "/api/v1/accounts/"+id+"/echo", nil).want(t, http.StatusOK); seen.body["id"] != echo.body["id"] {
		t.Errorf("a viewer sees %s", seen.raw)
	}
	s.do("admin", "POST", "/api/v1/accounts/"+id+"/echo", map[string]any{"to": "47 9 0000-0099"}).want(t, http.StatusConflict)
}

func TestConnect_isTheAdminsInTheirWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t, withChoice)
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	for who, want := range map[string]int{"guest": 401, "viewer": 403, "user": 403, "stranger": 404, "removed": 403} {
		s.do(who, "GET", "/api/v1/accounts/"+id+"/numbers", nil).want(t, want)
		s.do(who, "POST", "/api/v1/accounts/"+id+"/webhook", nil).want(t, want)
		s.do(who, "POST", "/api/v1/accounts/"+id+"/echo", map[string]any{"to": "+5547900000099"}).want(t, want)
	}
	s.do("stranger", "GET", "/api/v1/accounts/"+id+"/echo", nil).want(t, http.StatusNotFound)
}

func TestConnect_saysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := serve(t, withChoice, func(d *Dependencies) { d.PublicURL = "" })
	id := s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(t, http.StatusOK).id()
	if got := s.do("admin", "POST", "/api/v1/accounts/"+id+"/webhook", nil).want(t, http.StatusConflict); !strings.Contains(got.raw, "no_public_url") {
		t.Errorf("without an address: %s", got.raw)
	}
	other := s.save("integrated_accounts", map[string]any{"workspace": s.a, "platform": "searxng", "account_identifier": "busca", "status": "active"})
	if got := s.do("admin", "GET", "/api/v1/accounts/"+other+"/numbers", nil).want(t, http.StatusConflict); !strings.Contains(got.raw, "no_numbers") {
		t.Errorf("a platform without numbers: %s", got.raw)
	}
}
