package whatsapp

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/outreach"
	"aceno/outreach/outreachtest"
)

func TestReach_listsWhatTheTokenSees(t *testing.T) {
	t.Parallel()
	w := beginWorld(t)
	fresh := w.account
	fresh.Settings = map[string]string{} // token and secret alone
	reach, err := w.channel.Reach(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	a := w.box.Account()
	if reach.Status != campaign.AccountStatusActive || len(reach.Missing) != 0 || reach.Unlisted || reach.ExpiresAt != nil || len(reach.Accounts) != 1 || reach.Accounts[0].ID != a.WABAID {
		t.Fatalf("reach %+v", reach)
	}
	numbers := reach.Accounts[0].Numbers
	if len(numbers) != 1 || numbers[0].ID != a.PhoneNumberID || numbers[0].Tier != 2000 || numbers[0].Quality != "GREEN" || numbers[0].Problem != "" || numbers[0].Name == "" {
		t.Errorf("numbers %+v", numbers)
	}
	w.do("/sandbox/whatsapp", map[string]any{"lacks": []string{"whatsapp_business_management"}, "blocked": 131031})
	fresh.Settings["waba_id"] = a.WABAID
	if reach, err = w.channel.Reach(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if reach.Status != campaign.AccountStatusBlocked || !slices.Equal(reach.Missing, []string{"whatsapp_business_management"}) || !strings.Contains(reach.Detail, "whatsapp_business_management") ||
		len(reach.Accounts) != 1 || reach.Accounts[0].Problem == "" {
		t.Errorf("without a permission %+v", reach)
	}
	w.do("/sandbox/whatsapp", map[string]any{"lacks": []string{}, "expired": true})
	if reach, err = w.channel.Reach(t.Context(), fresh); err != nil || reach.Status != campaign.AccountStatusExpired || reach.Detail == "" {
		t.Errorf("an expired token: %+v, %v", reach, err)
	}
	fresh.Credentials = map[string]outreach.Secret{"access_token": "EAAsomethingelse"}
	if reach, err = w.channel.Reach(t.Context(), fresh); err != nil || reach.Status == campaign.AccountStatusActive || strings.Contains(reach.Detail, "EAAsomethingelse") {
		t.Errorf("another token: %+v, %v", reach, err)
	}
	if reach, err = w.channel.Reach(t.Context(), outreach.Account{}); err != nil || reach.Status != campaign.AccountStatusBlocked || reach.Accounts == nil || reach.Missing == nil {
		t.Errorf("no token: %+v, %v", reach, err)
	}
}

func TestReach_asksForTheAccountWhenTheTokenNamesNone(t *testing.T) {
	t.Parallel()
	server := serve(t, ok(`{"data":{"is_valid":true,"expires_at":1800000000,"scopes":["whatsapp_business_messaging","whatsapp_business_management"],"granular_scopes":[{"scope":"whatsapp_business_management"}]}}`))
	a := account()
	a.Settings = map[string]string{}
	reach, err := open(server.URL, nil).Reach(t.Context(), a)
	if err != nil || !reach.Unlisted || reach.ExpiresAt == nil || reach.ExpiresAt.Unix() != 1800000000 {
		t.Errorf("reach %+v, %v", reach, err)
	}
	if r := <-server.Got; r.Path != "/v23.0/debug_token" {
		t.Errorf("asked %s", r.Path)
	}
	for _, body := range []string{`{"data":{"is_valid":false,"error":{"code":190,"message":"The access token could not be decrypted"}}}`, `{"data":{}}`} {
		server := serve(t, ok(body))
		if reach, err := open(server.URL, nil).Reach(t.Context(), a); err != nil || reach.Status != campaign.AccountStatusExpired {
			t.Errorf("%s: %+v, %v", body, reach, err)
		}
	}
	server = serve(t, outreachtest.Answer{Status: 503, Body: "<html>"})
	if _, err := open(server.URL, nil).Reach(t.Context(), a); err == nil {
		t.Error("a broken provider is an answer")
	}
}

func TestSubscribe_registersAndReadsBack(t *testing.T) {
	t.Parallel()
	w := beginWorld(t)
	mine := httptest.NewServer(http.HandlerFunc(w.hook))
	t.Cleanup(mine.Close)
	done, err := w.channel.Subscribe(t.Context(), w.account, mine.URL)
	if err != nil || !done.Registered || done.URL != mine.URL || done.Detail == "" {
		t.Fatalf("registered %+v, %v", done, err)
	}
	other := w.account
	other.Credentials = map[string]outreach.Secret{"access_token": w.account.Credentials["access_token"], "verify_token": "wrong"}
	if done, err = w.channel.Subscribe(t.Context(), other, mine.URL+"/again"); err != nil || done.Registered || !strings.Contains(done.Detail, "verification failed") {
		t.Errorf("with a wrong verify token %+v, %v", done, err)
	}
	nowhere := w.account
	nowhere.Settings = map[string]string{"phone_number_id": "1"}
	if _, err := w.channel.Subscribe(t.Context(), nowhere, mine.URL); err == nil {
		t.Error("registered without a business account")
	}
}
