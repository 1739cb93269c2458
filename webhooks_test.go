package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the old header that must not count
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const metaHeader = "X-Hub-Signature-256"

// signed is the header of a body that a secret signs.
func signed(secret string, raw []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(raw)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// hook posts a body to the server as a provider does, and returns the status and how long the answer took.
func (w *world) hook(raw []byte, header http.Header) (status int, took time.Duration, err error) {
	request, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.super.base+"/api/v1/webhooks/whatsapp", bytes.NewReader(raw))
	if err != nil {
		return 0, 0, err
	}
	request.Header = header
	began := time.Now()
	response, err := webClient.Do(request)
	if err != nil {
		return 0, 0, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, time.Since(began), errors.Join(err, response.Body.Close())
}

// hookSigned posts a body with the signature of the accounts' secret; anything but 200 is an error.
func (w *world) hookSigned(raw []byte) (took time.Duration, err error) {
	status, took, err := w.hook(raw, http.Header{metaHeader: {signed(w.account.AppSecret, raw)}, "Content-Type": {"application/json"}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("a signed webhook was answered with %d: %.200s", status, raw)
	}
	return took, err
}

// messagesBody is the body of a webhook of the i-th number with one change of the field messages.
func (w *world) messagesBody(i int, list string, items ...map[string]any) []byte {
	w.Helper()
	raw, err := json.Marshal(map[string]any{"object": "whatsapp_business_account", "entry": []any{map[string]any{"id": w.account.WABA, "changes": []any{map[string]any{
		"field": "messages", "value": map[string]any{"messaging_product": "whatsapp", "metadata": map[string]any{"phone_number_id": numberOf(w.account.PhoneNumberID, i)}, list: items},
	}}}}})
	w.must(err)
	return raw
}

// stampOf is a time as the provider writes it.
func stampOf(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// took prints how long answers took.
func took(t *testing.T, what string, all []time.Duration) (median, p99 time.Duration) {
	t.Helper()
	slices.Sort(all)
	median, p99 = all[len(all)/2], all[len(all)*99/100]
	t.Logf("%d %s: p50 %s, p99 %s, longest %s", len(all), what, median.Round(time.Millisecond/10), p99.Round(time.Millisecond/10), all[len(all)-1].Round(time.Millisecond/10))
	return median, p99
}

// TestWebhooks_mutatedBodiesAreTakenOnceAndNeverAServerError posts 300 bodies of the shared list, and all again: each is answered
// 200 and stored once, and the server goes on.
func TestWebhooks_mutatedBodiesAreTakenOnceAndNeverAServerError(t *testing.T) {
	t.Parallel()
	bodies := mutants(t, readAttacks(t), numberOf("1", 0), sized(7, 60))
	w := newWorld(t, 60)
	w.serve()
	db := database(t, w.dataFolder())
	var times []time.Duration
	stored := 0
	for round := range 2 {
		for _, one := range bodies {
			header := http.Header{metaHeader: {signed(w.account.AppSecret, one.raw)}, "Content-Type": {"application/json"}}
			for name, value := range one.header {
				header.Set(name, value)
			}
			status, answered, err := w.hook(one.raw, header)
			w.must(err)
			times = append(times, answered)
			if status != http.StatusOK {
				t.Errorf("%s: a signed body is answered with %d: %.200q", one.operator, status, one.raw)
			}
		}
		now := w.number(db, "SELECT COUNT(*) FROM webhook_events")
		if round == 1 && now != stored {
			t.Errorf("%d events were stored when the same bodies came again", now-stored)
		}
		stored = now
	}
	took(t, "mutated bodies", times)
	if len(bodies) < 300 || stored < 100 {
		t.Errorf("%d bodies left %d events: that is no test", len(bodies), stored)
	}
	if unexplained := w.number(db, "SELECT COUNT(*) FROM webhook_events WHERE processed_at = '' AND error = ''"); unexplained > 0 {
		t.Errorf("%d events are neither processed nor have a reason", unexplained)
	}
	if strings.Contains(w.server.text(), "panic") {
		t.Errorf("something panicked:\n%s", w.server.text())
	}
}

// TestWebhooks_whatIsNotSignedAsItMustBeIsRefusedAndLeavesNothing tries every signature of the shared list on three bodies.
func TestWebhooks_whatIsNotSignedAsItMustBeIsRefusedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	list := readAttacks(t)
	w := newWorld(t, 60)
	w.serve()
	w.secondWorkspace()
	own := w.connectNumber(w.admin, "777000000000001", map[string]string{"app_secret": "segredo-agora", "previous_app_secret": "segredo-antes"})
	db := database(t, w.dataFolder())
	for i, raw := range [][]byte{
		[]byte(fmt.Sprintf(`{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": %q}, "statuses": [{"id": "wamid.S", "status": "read", "timestamp": "1803988000", "recipient_id": "5547900000101"}]}}]}]}`, own)),
		[]byte(fmt.Sprintf(`{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {"metadata": {"phone_number_id": %q}, "messages": [{"from": "5547900000101", "id": "wamid.I", "timestamp": "1803988000", "type": "text", "text": {"body": "Olá, çom acento"}}]}}]}]}`, own)),
		[]byte(fmt.Sprintf(`{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "of_tomorrow", "value": {"metadata": {"phone_number_id": %q}}}]}]}`, own)),
	} {
		cases := signatures(t, raw)
		for _, name := range list.Signatures {
			c, known := cases[name]
			if !known {
				t.Errorf("the shared list has the case %q, which is not tested", name)
				continue
			}
			before, here := w.number(db, "SELECT COUNT(*) FROM webhook_events"), w.number(db, "SELECT COUNT(*) FROM webhook_events WHERE workspace = ?", w.workspace)
			body := bytes.ReplaceAll(c.raw, []byte("wamid."), []byte(fmt.Sprintf("wamid.%d", len(name)))) // each case another event
			if !bytes.Equal(body, c.raw) {
				c = signatures(t, bytes.ReplaceAll(raw, []byte("wamid."), []byte(fmt.Sprintf("wamid.%d", len(name)))))[name]
			}
			status, _, err := w.hook(c.raw, c.header)
			w.must(err)
			after, hereAfter := w.number(db, "SELECT COUNT(*) FROM webhook_events"), w.number(db, "SELECT COUNT(*) FROM webhook_events WHERE workspace = ?", w.workspace)
			switch {
			case !c.taken && (status != http.StatusUnauthorized || after != before):
				t.Errorf("body %d, %s: answered %d, %d events stored", i+1, name, status, after-before)
			case c.taken && status != http.StatusOK:
				t.Errorf("body %d, %s: answered %d", i+1, name, status)
			case name == "secret of another workspace" && hereAfter != here:
				t.Errorf("body %d: what another workspace signed reached this one", i+1)
			}
		}
	}
	w.must(w.admin.do(t.Context(), "PATCH", "/api/collections/integrated_accounts/records/"+w.lastAccount(db), map[string]any{
		"credentials": map[string]any{"previous_app_secret": nil}}, nil))
	raw := []byte(`{"object":"whatsapp_business_account","entry":[]}`)
	if status, _, err := w.hook(raw, http.Header{metaHeader: {signed("segredo-antes", raw)}}); err != nil || status != http.StatusUnauthorized {
		t.Errorf("after the rotation the old secret is answered with %d, %v", status, err)
	}
}

// signature is a request of a body with a signature.
type signature struct {
	raw    []byte
	header http.Header
	taken  bool
}

// signatures are the requests that the shared list names.
func signatures(t *testing.T, raw []byte) map[string]signature {
	t.Helper()
	var parsed any
	if err := json.Unmarshal(raw, &parsed); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(parsed)
	if err != nil {
		t.Fatal(err)
	}
	one := func(value string) http.Header { return http.Header{metaHeader: {value}} }
	right, old := signed("segredo-agora", raw), sha1.Sum(raw) //nolint:gosec // the old header that must not count
	return map[string]signature{
		"valid":                                {raw, one(right), true},
		"missing":                              {raw, http.Header{}, false},
		"empty":                                {raw, one(""), false},
		"wrong secret":                         {raw, one(signed("palpite", raw)), false},
		"right secret over re-serialised JSON": {raw, one(signed("segredo-agora", again)), false},
		"sha1 header only":                     {raw, http.Header{"X-Hub-Signature": {"sha1=" + hex.EncodeToString(old[:])}}, false},
		"two headers, one right":               {raw, http.Header{metaHeader: {signed("palpite", raw), right}}, false},
		"upper-case hex":                       {raw, one("sha256=" + strings.ToUpper(strings.TrimPrefix(right, "sha256="))), true},
		"truncated hex":                        {raw, one(right[:len(right)-2]), false},
		"with trailing newline in the body":    {append(bytes.Clone(raw), '\n'), one(right), false},
		"secret of another workspace":          {raw, one(signed("segredo-vizinho", raw)), true}, // verified, and reaches nobody here
		"old secret during rotation window":    {raw, one(signed("segredo-antes", raw)), true},
		"old secret after the window":          {raw, one(signed("segredo-de-outrora", raw)), false},
	}
}

// secondWorkspace adds another agency with a number and a secret of its own.
func (w *world) secondWorkspace() {
	w.Helper()
	const member = "vizinha@aceno.example"
	if said, err := w.command("setup", "--workspace", "Agência Vizinha", "--member", member+":admin:"+password, "--data-dir", w.dataFolder(), "--state-dir", w.stateFolder()); err != nil {
		w.Fatalf("%v\n%s", err, said)
	}
	other := client{base: w.super.base}
	w.must(other.signIn(w.Context(), "users", member, password))
	w.connectNumber(other, "888000000000001", map[string]string{"app_secret": "segredo-vizinho"})
}

// connectNumber adds an account that only hears.
func (w *world) connectNumber(as client, number string, secrets map[string]string) string {
	w.Helper()
	secrets["access_token"], secrets["verify_token"] = "t", "v"
	w.must(as.do(w.Context(), "POST", "/api/collections/integrated_accounts/records", map[string]any{"platform": "whatsapp", "account_identifier": number, "status": "active",
		"credentials": secrets, "settings": map[string]string{"phone_number_id": number, "waba_id": "1" + number, "api_version": "v23.0"}}, nil))
	return number
}

// lastAccount is the account that was made last in the tests' own workspace.
func (w *world) lastAccount(db *sql.DB) (id string) {
	w.Helper()
	w.must(db.QueryRowContext(w.Context(), "SELECT id FROM integrated_accounts WHERE workspace = ? ORDER BY created DESC LIMIT 1", w.workspace).Scan(&id))
	return id
}
