package hooks

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // the old header that must not count
	"encoding/hex"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/outreach/whatsapp"
)

const metaHeader = "X-Hub-Signature-256"

// shared opens a file of the folder beside the project of shared test data, or skips the test where there is none.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	folder, err := os.Getwd()
	must(t, err)
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		folder = filepath.Dir(folder)
	}
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(folder), "shared", name))
	if err != nil {
		t.Skipf("NOT TESTED: %s is not beside the project: %v", name, err)
	}
	return raw
}

// withMeta is the server with Meta's own signatures and bodies.
func withMeta(t *testing.T) *server {
	t.Helper()
	channel := whatsapp.New(whatsapp.Options{GraphURL: "http://graph.example", Clock: clock.System{}})
	return serve(t, func(d *Dependencies) { d.Webhooks = map[string]outreach.Webhook{"whatsapp": channel} })
}

// meta makes an account of a member's workspace.
func (s *server) meta(who, number, secret, before string) string {
	s.t.Helper()
	account := newAccount(s)
	credentials := map[string]any{"access_token": "tok", "app_secret": secret, "verify_token": "ver"}
	if before != "" {
		credentials["previous_app_secret"] = before
	}
	account["credentials"], account["settings"] = credentials, map[string]any{"phone_number_id": number, "waba_id": "WABA" + number}
	return s.do(who, "POST", at("integrated_accounts"), account).want(s.t, http.StatusOK).id()
}

// deliver posts a body with headers as they are.
func (s *server) deliver(body []byte, header http.Header) int {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.url+hookPath, bytes.NewReader(body))
	must(s.t, err)
	request.Header = header
	response, err := http.DefaultClient.Do(request)
	must(s.t, err)
	must(s.t, response.Body.Close())
	return response.StatusCode
}

func signedBy(secret string, body []byte) string { return "sha256=" + sign(secret, body) }

// signatureCases makes a request of every case that the shared list names.
func signatureCases(body, again []byte) map[string]struct {
	body   []byte
	header http.Header
	taken  bool
} {
	type request = struct {
		body   []byte
		header http.Header
		taken  bool
	}
	one := func(value string) http.Header { return http.Header{metaHeader: {value}} }
	right := signedBy("sec-now", body)
	old := sha1.Sum(body) //nolint:gosec // the old header that must not count
	return map[string]request{
		"valid":                                {body, one(right), true},
		"missing":                              {body, http.Header{}, false},
		"empty":                                {body, one(""), false},
		"wrong secret":                         {body, one(signedBy("guess", body)), false},
		"right secret over re-serialised JSON": {body, one(signedBy("sec-now", again)), false},
		"sha1 header only":                     {body, http.Header{"X-Hub-Signature": {"sha1=" + hex.EncodeToString(old[:])}}, false},
		"two headers, one right":               {body, http.Header{metaHeader: {signedBy("guess", body), right}}, false},
		"upper-case hex":                       {body, one("sha256=" + strings.ToUpper(strings.TrimPrefix(right, "sha256="))), true},
		"truncated hex":                        {body, one(right[:len(right)-2]), false},
		"with trailing newline in the body":    {append(bytes.Clone(body), '\n'), one(right), false},
		"secret of another workspace":          {body, one(signedBy("sec-other", body)), true}, // verified, but it reaches nobody here
		"old secret during rotation window":    {body, one(signedBy("sec-before", body)), true},
		"old secret after the window":          {body, one(signedBy("sec-long-gone", body)), false},
	}
}

func TestWebhooks_takeWhatMetaSignedAndNothingElse(t *testing.T) {
	t.Parallel()
	var list struct {
		Seeds map[string]json.RawMessage `json:"seeds"`
		Cases []string                   `json:"signature_cases"`
	}
	must(t, json.Unmarshal(shared(t, "attacks/webhook_mutations.json"), &list))
	body := list.Seeds["whatsapp_message"]
	var parsed any
	must(t, json.Unmarshal(body, &parsed))
	again, err := json.Marshal(parsed)
	must(t, err)
	cases := signatureCases(body, again)
	for _, name := range list.Cases {
		c, known := cases[name]
		if !known {
			t.Errorf("the shared list has the case %q, which is not tested", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := withMeta(t)
			own := s.meta("admin", "PN1", "sec-now", "sec-before")
			s.meta("stranger", "PN2", "sec-other", "")
			status := s.deliver(c.body, c.header)
			if !c.taken {
				if status != http.StatusUnauthorized || s.events() != 0 {
					t.Errorf("answers %d and stores %d events", status, s.events())
				}
				return
			}
			if status != http.StatusOK || s.events() != 1 {
				t.Fatalf("answers %d and stores %d events", status, s.events())
			}
			rows, err := s.app.FindAllRecords("webhook_events")
			must(t, err)
			account, workspace := rows[0].GetString("account"), rows[0].GetString("workspace")
			if name == "secret of another workspace" {
				if account != "" || workspace != "" || rows[0].GetString("error") == "" {
					t.Errorf("a body signed by a stranger reached account %q of workspace %q", account, workspace)
				}
				return
			}
			if account != own || workspace != s.a {
				t.Errorf("it reached account %q of workspace %q", account, workspace)
			}
		})
	}
}

func TestWebhooks_aWordThatIsRepeatedOrComesUnderAnotherSecretActsOnce(t *testing.T) {
	t.Parallel()
	s := withMeta(t)
	s.meta("admin", "PN1", "sec-now", "sec-before")
	body := []byte(`{"object":"whatsapp_business_account","entry":[{"id":"WABAPN1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",
		"metadata":{"display_phone_number":"554790000000","phone_number_id":"PN1"},
		"messages":[{"from":"5547900001234","id":"wamid.IN1","timestamp":"1795521600","type":"text","text":{"body":"Oi"}}]}}]}]}`)
	own := s.world(s.a, "alfa") // its prospect has the number that wrote
	for _, secret := range []string{"sec-now", "sec-now", "sec-before"} {
		if status := s.deliver(body, http.Header{metaHeader: {signedBy(secret, body)}}); status != http.StatusOK {
			t.Fatalf("answers %d", status)
		}
	}
	inbound, err := s.app.FindRecordsByFilter("messages", "direction = 'inbound'", "", 0, 0)
	must(t, err)
	if len(inbound) != 1 || inbound[0].GetString("content") != "Oi" {
		t.Errorf("%d inbound messages", len(inbound))
	}
	if got := s.find("prospects", own["prospects"]).GetString("status"); got != "replied" {
		t.Errorf("the prospect is %s", got)
	}
	if got := s.find("messages", own["messages"]).GetString("status"); got != "cancelled" {
		t.Errorf("what waited for them is %s", got)
	}
	if got := s.find("campaigns", own["campaigns"]).GetInt("replied_count"); got != 1 {
		t.Errorf("replied_count is %d", got)
	}
}

func TestWebhooks_whatIsSignedAndBrokenIsNeverAServerError(t *testing.T) {
	t.Parallel()
	s := withMeta(t)
	s.meta("admin", "PN1", "sec-now", "")
	whole := shared(t, "attacks/webhook_mutations.json")
	deep := strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000)
	for name, body := range map[string][]byte{
		"empty": {}, "html": []byte("<html><body>502</body></html>"), "invalid utf-8": []byte("{\"object\":\"\xff\xfe\"}"), "bom": append([]byte("\xef\xbb\xbf"), '{', '}'),
		"huge number": []byte(`{"entry":[{"changes":[{"value":{"statuses":[{"timestamp":1e400}]}}]}]}`), "deep": []byte(deep), "null": []byte("null"),
		"list": []byte("[]"), "cut": whole[:len(whole)/3], "two documents": []byte(`{"object":"x"}{"object":"y"}`), "wrong types": []byte(`{"entry":{"changes":"x"}}`),
	} {
		if status := s.deliver(body, http.Header{metaHeader: {signedBy("sec-now", body)}}); status != http.StatusOK {
			t.Errorf("%s: answers %d", name, status)
		}
	}
	rows, err := s.app.FindAllRecords("webhook_events")
	must(t, err)
	for _, row := range rows {
		if row.GetString("error") == "" && row.GetString("processed_at") == "" {
			t.Errorf("%s is kept without a reason", row.GetString("payload"))
		}
	}
}
