package whatsapp

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1" // the older header, which must not be enough
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"aceno/outreach"
)

func TestChallenge_answersOnlyAVerifyTokenOfOurs(t *testing.T) {
	t.Parallel()
	ch := open("", nil)
	ours := []outreach.Secret{"", "first-token", "second-token"}
	for name, c := range map[string]struct {
		query string
		want  string
	}{
		"first":         {"hub.mode=subscribe&hub.verify_token=first-token&hub.challenge=1158201444", "1158201444"},
		"second":        {"hub.mode=subscribe&hub.verify_token=second-token&hub.challenge=1", "1"},
		"wrong":         {"hub.mode=subscribe&hub.verify_token=third-token&hub.challenge=1", ""},
		"empty":         {"hub.mode=subscribe&hub.verify_token=&hub.challenge=1", ""},
		"no mode":       {"hub.verify_token=first-token&hub.challenge=1", ""},
		"other mode":    {"hub.mode=unsubscribe&hub.verify_token=first-token&hub.challenge=1", ""},
		"no challenge":  {"hub.mode=subscribe&hub.verify_token=first-token", ""},
		"too long":      {"hub.mode=subscribe&hub.verify_token=first-token&hub.challenge=" + strings.Repeat("9", maxChallenge+1), ""},
		"nothing given": {"", ""},
	} {
		q, err := url.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := ch.Challenge(q, ours); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	if _, ok := ch.Challenge(url.Values{"hub.mode": {"subscribe"}, "hub.challenge": {"1"}}, nil); ok {
		t.Error("a handshake passed without any account")
	}
}

func signature(secret string, body []byte, h func() hash.Hash) string {
	mac := hmac.New(h, []byte(secret))
	_, _ = mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// signatureCases are named as in the list of attacks.
func signatureCases() map[string]struct {
	header  http.Header
	body    []byte
	account outreach.Account
	want    bool
} {
	const secret, old = "app-secret-of-a-test", "previous-secret-of-a-test"
	body := []byte(`{"object":"whatsapp_business_account", "entry": [ {"id":"1","text":"Z\u00e9"} ]}`)
	right := "sha256=" + signature(secret, body, sha256.New)
	one := func(values ...string) http.Header { return http.Header{signatureHeader: values} }
	again, _ := json.Marshal(json.RawMessage(body))
	var compact bytes.Buffer
	_ = json.Compact(&compact, again)
	rotated := account()
	delete(rotated.Credentials, "previous_app_secret")
	bare := account()
	bare.Credentials = nil
	type row = struct {
		header  http.Header
		body    []byte
		account outreach.Account
		want    bool
	}
	return map[string]row{
		"valid":                                {one(right), body, account(), true},
		"missing":                              {http.Header{}, body, account(), false},
		"empty":                                {one(""), body, account(), false},
		"wrong secret":                         {one("sha256=" + signature("another", body, sha256.New)), body, account(), false},
		"right secret over re-serialised JSON": {one("sha256=" + signature(secret, compact.Bytes(), sha256.New)), body, account(), false},
		"sha1 header only":                     {http.Header{"X-Hub-Signature": {"sha1=" + signature(secret, body, sha1.New)}}, body, account(), false},
		"two headers, one right":               {one(right, "sha256=00"), body, account(), false},
		"upper-case hex":                       {one("sha256=" + strings.ToUpper(right[len("sha256="):])), body, account(), true},
		"truncated hex":                        {one(right[:len(right)-2]), body, account(), false},
		"with trailing newline in the body":    {one(right), append(slices.Clone(body), '\n'), account(), false},
		"secret of another workspace":          {one("sha256=" + signature("secret-of-another-workspace", body, sha256.New)), body, account(), false},
		"old secret during rotation window":    {one("sha256=" + signature(old, body, sha256.New)), body, account(), true},
		"old secret after the window":          {one("sha256=" + signature(old, body, sha256.New)), body, rotated, false},
		"an account without any secret":        {one("sha256=" + signature("", body, sha256.New)), body, bare, false},
		"an empty body with its signature":     {one("sha256=" + signature(secret, nil, sha256.New)), nil, account(), true},
		"no prefix":                            {one(right[len("sha256="):]), body, account(), false},
	}
}

func TestSigned_believesOnlyTheAccountsOwnSecret(t *testing.T) {
	t.Parallel()
	ch := open("", nil)
	for name, c := range signatureCases() {
		if got := ch.Signed(c.header, c.body, c.account); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestSigned_hasACaseForEveryListedAttack(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "attacks", "webhook_mutations.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Cases []string `json:"signature_cases"`
	}
	if err := json.Unmarshal(raw, &list); err != nil || len(list.Cases) == 0 {
		t.Fatalf("%d cases: %v", len(list.Cases), err)
	}
	known := signatureCases()
	for _, name := range list.Cases {
		if _, ok := known[name]; !ok {
			t.Errorf("no case %q", name)
		}
	}
}
