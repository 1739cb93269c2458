package whatsapp

import (
	"context"
	"net/http"
	"os"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/outreach"
	"aceno/outreach/outreachtest"

	"github.com/google/go-cmp/cmp"
)

func ok(body string) outreachtest.Answer { return outreachtest.Answer{Status: 200, Body: body} }

func TestCheck_readsStatusTierAndQuality(t *testing.T) {
	t.Parallel()
	const active, blocked = campaign.AccountStatusActive, campaign.AccountStatusBlocked
	for body, want := range map[string]outreach.Health{
		`{"display_phone_number":"+55 47 3000-0000","verified_name":"Agência","status":"CONNECTED","quality_rating":"GREEN","whatsapp_business_manager_messaging_limit":"TIER_250"}`: {Status: active, Detail: "Agência +55 47 3000-0000", Tier: 250, Quality: "GREEN", Number: "+554730000000"},
		`{"quality_rating":"YELLOW","whatsapp_business_manager_messaging_limit":"TIER_2K"}`:                                                                                          {Status: active, Tier: 2000, Quality: "YELLOW"},
		`{"quality_rating":"RED","whatsapp_business_manager_messaging_limit":100000}`:                                                                                                {Status: active, Tier: 100_000, Quality: "RED"},
		`{"quality_rating":"NA","messaging_limit_tier":"TIER_UNLIMITED"}`:                                                                                                            {Status: active, Tier: campaign.UnlimitedTier, Quality: "UNKNOWN"},
		`{"status":"FLAGGED","whatsapp_business_manager_messaging_limit":{"current":1}}`:                                                                                             {Status: active, Quality: "UNKNOWN"},
		`{"status":"BANNED"}`:  {Status: blocked, Detail: dead["BANNED"], Quality: "UNKNOWN"},
		`{"status":"PENDING"}`: {Status: blocked, Detail: dead["PENDING"], Quality: "UNKNOWN"},
	} {
		server := serve(t, ok(body))
		got, err := open(server.URL, nil).Check(context.Background(), account())
		if err != nil {
			t.Errorf("%s: %v", body, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
		if r := <-server.Got; r.Method != http.MethodGet || r.Path != "/v23.0/106540352242922" {
			t.Errorf("request %s %s", r.Method, r.Path)
		}
	}
}

func TestCheck_readsARefusalAsAState(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]campaign.AccountStatus{
		"err.meta.401.expired_token.json":            campaign.AccountStatusExpired,
		"err.meta.403.insufficient_permissions.json": campaign.AccountStatusBlocked,
		"err.meta.400.invalid_fields.json":           campaign.AccountStatusBlocked,
		"err.meta.429.rate_limit_exceeded.json":      "",
		"err.meta.500.service_unavailable.json":      "",
	} {
		body, err := os.ReadFile(shared(t, "payloads", "meta-whatsapp", file))
		if err != nil {
			t.Fatal(err)
		}
		server := serve(t, outreachtest.Answer{Status: 400, Body: string(body)})
		got, err := open(server.URL, nil).Check(context.Background(), account())
		if got.Status != want || (want == "") != (err != nil) {
			t.Errorf("%s: %+v, %v", file, got, err)
		}
	}
}

func TestCheck_namesEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	got, err := open("http://127.0.0.1:1", nil).Check(context.Background(), outreach.Account{Platform: Platform})
	if err != nil || got.Status != campaign.AccountStatusBlocked {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, name := range []string{"access_token", "app_secret", "verify_token", "phone_number_id", "waba_id"} {
		if !strings.Contains(got.Detail, name) {
			t.Errorf("%q does not name %s", got.Detail, name)
		}
	}
	if strings.Contains(got.Detail, "previous_app_secret") || strings.Contains(got.Detail, "api_version") {
		t.Errorf("%q asks for what is optional", got.Detail)
	}
}

func TestCheck_isAnErrorWhenNobodyAnswers(t *testing.T) {
	t.Parallel()
	if _, err := open("http://127.0.0.1:1", nil).Check(context.Background(), account()); err == nil {
		t.Error("no error")
	}
}

func TestList_readsAllPages(t *testing.T) {
	t.Parallel()
	server := serve(t,
		ok(`{"data":[{"name":"a","language":"pt_BR","category":"MARKETING","status":"APPROVED","components":[{"type":"BODY","text":"Olá {{1}}"}]}],"paging":{"cursors":{"after":"c1"},"next":"http://127.0.0.1:1/never"}}`),
		ok(`{"data":[{"name":"b","language":"en","category":"UTILITY","status":"PAUSED"},{"status":"APPROVED"}],"paging":{"cursors":{"after":"c2"}}}`))
	got, err := open(server.URL, nil).List(context.Background(), account())
	if err != nil {
		t.Fatal(err)
	}
	want := []campaign.WhatsAppTemplate{
		{Account: "account1", Name: "a", Language: "pt_BR", Category: "MARKETING", Status: "APPROVED", Components: []byte(`[{"type":"BODY","text":"Olá {{1}}"}]`)},
		{Account: "account1", Name: "b", Language: "en", Category: "UTILITY", Status: "PAUSED"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := len(server.Requests()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

func TestList_readsTheProvidersOwnExample(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile(shared(t, "payloads", "meta-whatsapp", "resp.meta.template_list.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := open(serve(t, ok(string(body))).URL, nil).List(context.Background(), account())
	if err != nil || len(got) != 2 || got[1].Name != "2023_april_promo" || got[1].Status != "APPROVED" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestList_saysWhatIsWrong(t *testing.T) {
	t.Parallel()
	refused := serve(t, refusal(401, 190, "token EAAG-token-of-a-test expired"))
	_, err := open(refused.URL, nil).List(context.Background(), account())
	if err == nil || !strings.Contains(err.Error(), "enter a new one") || strings.Contains(err.Error(), "EAAG") {
		t.Errorf("error %v", err)
	}
	a := account()
	delete(a.Settings, "waba_id")
	if _, err := open(refused.URL, nil).List(context.Background(), a); err == nil || !strings.Contains(err.Error(), "waba_id") {
		t.Errorf("error %v", err)
	}
}
