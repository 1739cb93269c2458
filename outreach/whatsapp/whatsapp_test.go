package whatsapp

import (
	"crypto/x509"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/outreach/outreachtest"
)

// noon is where the business clock of these tests stands.
var noon = time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)

func open(url string, roots *x509.CertPool) *Channel {
	return New(Options{GraphURL: url, RootCAs: roots, Clock: clock.NewManual(noon)})
}

func account() outreach.Account {
	return outreach.Account{
		ID: "account1", Workspace: "workspace1", Platform: Platform,
		Credentials: map[string]outreach.Secret{
			"access_token": "EAAG-token-of-a-test", "app_secret": "app-secret-of-a-test",
			"previous_app_secret": "previous-secret-of-a-test", "verify_token": "verify-token-of-a-test",
		},
		Settings: map[string]string{"phone_number_id": "106540352242922", "waba_id": "102290129340398"},
	}
}

func outgoing() campaign.Outgoing {
	return campaign.Outgoing{
		ClaimID: "claim1", MessageID: "message1", Channel: campaign.ChannelWhatsApp, Recipient: "+5547900001234",
		Content: "Olá! Vi o site de vocês.", ClaimedAt: time.Now(),
	}
}

// refusal is an answer with the provider's error object.
func refusal(status, code int, words string) outreachtest.Answer {
	body, _ := json.Marshal(map[string]any{"error": map[string]any{
		"message": fmt.Sprintf("(#%d) %s", code, words), "type": "OAuthException", "code": code,
		"error_data": map[string]string{"messaging_product": "whatsapp", "details": words}, "fbtrace_id": "Aabc",
	}})
	return outreachtest.Answer{Status: status, Body: string(body)}
}

// subject is the channel as the suite takes it.
func subject() outreachtest.Subject {
	return outreachtest.Subject{
		Open:    func(url string, roots *x509.CertPool) outreach.Channel { return open(url, roots) },
		Account: account(), Message: outgoing(),
		Accepted:   outreachtest.Answer{Status: 200, Body: `{"messaging_product":"whatsapp","contacts":[{"input":"5547900001234","wa_id":"554700001234"}],"messages":[{"id":"wamid.HBgM1"}]}`},
		ProviderID: "wamid.HBgM1",
		Refused:    func(words string) outreachtest.Answer { return refusal(400, 131009, words) },
		Documented: documented(),
	}
}

// shared returns a file of the shared material beside the repository, and skips the test where there is none.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: %s is not there", path)
	}
	return path
}
