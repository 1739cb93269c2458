package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"aceno/sandbox/whatsapp"
)

// hook listens to webhooks.
type hook struct {
	t      *testing.T
	server *httptest.Server
	any    chan struct{}

	mu      sync.Mutex
	refuse  int    // how many POSTs are still answered with 500
	poison  string // a body with these words is answered with 500
	token   string
	secret  string
	bodies  [][]byte
	forged  int
	changes []map[string]any
}

// listen starts a hook and subscribes it.
func (w *world) listen() *hook {
	w.t.Helper()
	a := w.box.Account()
	h := &hook{t: w.t, token: a.VerifyToken, secret: a.AppSecret, any: make(chan struct{}, 1)}
	h.server = httptest.NewServer(h)
	w.t.Cleanup(h.server.Close)
	w.hook = h
	status, out := w.call(http.MethodPost, "/sandbox/whatsapp/webhook", map[string]any{"callback_url": h.server.URL + "/api/v1/webhooks/whatsapp", "verify_token": a.VerifyToken, "app_secret": a.AppSecret})
	if status != http.StatusOK {
		w.t.Fatalf("subscribe: %d %v", status, out)
	}
	return h
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		if q := r.URL.Query(); q.Get("hub.mode") == "subscribe" && q.Get("hub.verify_token") == h.token {
			_, _ = io.WriteString(w, q.Get("hub.challenge"))
			return
		}
		http.Error(w, "no", http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		h.t.Errorf("read a webhook: %v", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	defer func() {
		select {
		case h.any <- struct{}{}:
		default:
		}
	}()
	if r.Header.Get("X-Hub-Signature-256") != whatsapp.Sign(h.secret, body) {
		h.forged++
		http.Error(w, "signature", http.StatusUnauthorized)
		return
	}
	if poison, _ := json.Marshal(h.poison); h.poison != "" && strings.Contains(unescape(body), string(poison)) {
		http.Error(w, "never", http.StatusInternalServerError)
		return
	}
	if h.refuse > 0 {
		h.refuse--
		http.Error(w, "later", http.StatusInternalServerError)
		return
	}
	h.bodies = append(h.bodies, body)
	var envelope struct {
		Entry []struct {
			Changes []map[string]any `json:"changes"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(body, &envelope); err != nil {
		h.t.Errorf("a webhook is no JSON: %v", err)
	}
	for _, e := range envelope.Entry {
		h.changes = append(h.changes, e.Changes...)
	}
}

// unescape writes a body as Go writes JSON.
func unescape(body []byte) string {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return ""
	}
	raw, _ := json.Marshal(value)
	return string(raw)
}

// texts returns the ids of the messages with some words that were taken, each once.
func (h *hook) texts(words string) map[string]bool {
	out := map[string]bool{}
	for _, m := range h.values("messages") {
		if body, ok := m["text"].(map[string]any); ok && body["body"] == words {
			out[m["id"].(string)] = true
		}
	}
	return out
}

// values returns the objects of one list ("statuses", "messages", …) of all webhooks.
func (h *hook) values(list string) []map[string]any {
	h.mu.Lock()
	defer h.mu.Unlock()
	var out []map[string]any
	for _, c := range h.changes {
		value, _ := c["value"].(map[string]any)
		all, _ := value[list].([]any)
		for _, one := range all {
			out = append(out, one.(map[string]any))
		}
	}
	return out
}
