package hooks

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
)

const hookPath = "/api/v1/webhooks/whatsapp"

// hear makes an account in each workspace, each with its own secret, and returns their ids.
func (s *server) hear() (a, b string) {
	a = s.do("admin", "POST", at("integrated_accounts"), newAccount(s)).want(s.t, http.StatusOK).id()
	other := newAccount(s)
	other["credentials"] = map[string]any{"access_token": "tok-b", "app_secret": "sec-b", "verify_token": "ver-b"}
	other["settings"] = map[string]any{"phone_number_id": "333", "waba_id": "444"}
	b = s.do("stranger", "POST", at("integrated_accounts"), other).want(s.t, http.StatusOK).id()
	return a, b
}

func (s *server) post(secret, body string) answer {
	return s.send("guest", "POST", hookPath, body, map[string]string{"X-Sign": sign(secret, []byte(body))})
}

// event is the stored row of a key, nil when there is none.
func (s *server) event(key string) *stored {
	rows := []stored{}
	err := s.app.DB().Select("workspace", "account", "error").From("webhook_events").Where(dbx.HashExp{"event_id": key}).All(&rows)
	must(s.t, err)
	if len(rows) > 1 {
		s.t.Fatalf("%d rows of %s", len(rows), key)
	}
	if len(rows) == 0 {
		return nil
	}
	return &rows[0]
}

type stored struct{ Workspace, Account, Error string }

func (s *server) events() int {
	n, err := s.app.CountRecords("webhook_events")
	must(s.t, err)
	return int(n)
}

func TestWebhooks_answerTheHandshakeOfAnyAccount(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.hear()
	for _, token := range []string{"ver-789", "ver-b"} {
		got := s.do("guest", "GET", hookPath+"?challenge=4242&token="+token, nil).want(t, http.StatusOK)
		if got.raw != "4242" || !strings.HasPrefix(got.header.Get("Content-Type"), "text/plain") {
			t.Errorf("the handshake answers %q as %s", got.raw, got.header.Get("Content-Type"))
		}
	}
	s.do("guest", "GET", hookPath+"?challenge=4242&token=wrong", nil).want(t, http.StatusForbidden)
	s.do("guest", "GET", "/api/v1/webhooks/carrier-pigeon?token=ver-b", nil).want(t, http.StatusNotFound)
}

func TestWebhooks_storeNothingThatIsNotSigned(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.hear()
	body := `{"events":[{"key":"e1","id":"111"}]}`
	s.send("guest", "POST", hookPath, body, nil).want(t, http.StatusUnauthorized)
	s.send("admin", "POST", hookPath, body, map[string]string{"X-Sign": sign("sec-456", []byte(body+" "))}).want(t, http.StatusUnauthorized)
	s.post("wrong", body).want(t, http.StatusUnauthorized)
	s.post("sec-456", strings.Repeat("x", 4<<20+1)).want(t, http.StatusRequestEntityTooLarge)
	if n := s.events(); n != 0 {
		t.Errorf("%d events were stored", n)
	}
}

func TestWebhooks_goToTheAccountThatTheBodyNames(t *testing.T) {
	t.Parallel()
	s := serve(t)
	a, b := s.hear()
	s.post("sec-456", `{"events":[{"key":"own","id":"111"},{"key":"business","id":"222"}]}`).want(t, http.StatusOK)
	s.post("sec-b", `{"events":[{"key":"other","id":"333"}]}`).want(t, http.StatusOK)
	for key, want := range map[string]stored{"own": {s.a, a, ""}, "business": {s.a, a, ""}, "other": {s.b, b, ""}} {
		if got := s.event(key); got == nil || *got != want {
			t.Errorf("%s is stored as %+v, want %+v", key, got, want)
		}
	}
	// Signed by one, naming the other's id: it reaches nobody.
	s.post("sec-456", `{"events":[{"key":"forged","id":"333"}]}`).want(t, http.StatusOK)
	if got := s.event("forged"); got == nil || got.Workspace != "" || got.Error == "" {
		t.Errorf("a body that names a foreign account is stored as %+v", got)
	}
}

func TestWebhooks_repeatedOnesAreStoredOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.hear()
	body := `{"events":[{"key":"once","id":"111"}]}`
	for range 3 {
		s.post("sec-456", body).want(t, http.StatusOK)
	}
	if n := s.events(); n != 1 {
		t.Errorf("%d events of one", n)
	}
}

func TestWebhooks_whatIsSignedAndUnreadableIsKept(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.hear()
	for _, body := range []string{`{"events":`, `{"events":`, "\x00\xff", `{"events":[{"key":"odd","id":"999","unread":"what is a fax"}]}`} {
		s.post("sec-456", body).want(t, http.StatusOK)
	}
	if n := s.events(); n != 3 {
		t.Errorf("%d events, want three: a body that is no JSON, one that is no text, one that nobody understands", n)
	}
	if got := s.event("odd"); got == nil || got.Error != "what is a fax" {
		t.Errorf("an event that was not understood is stored as %+v", got)
	}
	list, err := s.app.FindAllRecords("webhook_events")
	must(t, err)
	for _, row := range list {
		if row.GetString("error") == "" || !json.Valid([]byte(row.GetString("payload"))) {
			t.Errorf("stored with error %q and payload %q", row.GetString("error"), row.GetString("payload"))
		}
	}
}
