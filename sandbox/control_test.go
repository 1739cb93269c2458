package sandbox_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/sandbox"
	"aceno/sandbox/sandboxtest"
)

func TestWebhook_isDeliveredUntilItIsTaken(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 3, Size: 40})
	h := w.listen()
	h.mu.Lock()
	h.refuse = 3
	h.mu.Unlock()
	p := w.reachable("")[0]
	if status, out := w.call(http.MethodPost, "/sandbox/people/say", map[string]any{"who": "+" + p.Number, "text": "Olá, é daí que sai a promoção? Ação já! 😀"}); status != http.StatusOK {
		t.Fatalf("say: %d %v", status, out)
	}
	sandboxtest.Until(t, "the message to be taken", func() bool { return w.box.Totals().Untold == 0 && len(h.values("messages")) > 0 })
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.refuse != 0 {
		t.Errorf("it was taken before it was refused often enough: %d left", h.refuse)
	}
	for _, body := range h.bodies {
		if bytes.ContainsFunc(body, func(c rune) bool { return c > 0x7e }) || !bytes.Contains(body, []byte(`\u00e9`)) {
			t.Errorf("the body is not escaped as the provider does:\n%s", body)
		}
	}
}

func TestWebhook_forgedAndRepeatedOnRequest(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 3, Size: 40})
	h := w.listen()
	for _, kind := range []string{"forged", "twice"} {
		if status, out := w.call(http.MethodPost, "/sandbox/faults", map[string]any{"on": "webhook", "kind": kind}); status != http.StatusOK {
			t.Fatalf("fault %s: %d %v", kind, status, out)
		}
		w.call(http.MethodPost, "/sandbox/people/say", map[string]any{"who": w.reachable("")[0].Number, "text": kind})
		sandboxtest.Until(t, "the message to be told", func() bool { return w.box.Totals().Answers > 0 && w.box.Totals().Untold == 0 })
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.forged != 1 || len(h.bodies) < 3 {
		t.Errorf("%d forged and %d good bodies came, want 1, and one of the two messages twice", h.forged, len(h.bodies))
	}
}

func TestWebhook_subscribesOnlyWhoProvesItself(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 20})
	h := w.listen()
	for name, body := range map[string]map[string]any{
		"wrong token":   {"callback_url": h.server.URL, "verify_token": "other"},
		"nobody there":  {"callback_url": "http://127.0.0.1:1/", "verify_token": "x"},
		"no URL":        {"callback_url": "webhooks", "verify_token": "x"},
		"another page":  {"callback_url": w.server.URL + "/sandbox/health", "verify_token": h.token},
		"unknown field": {"callback": h.server.URL},
	} {
		if status, out := w.call(http.MethodPost, "/sandbox/whatsapp/webhook", body); status != http.StatusBadRequest || out["message"] == "" {
			t.Errorf("%s: got %d %v, want 400 that says why", name, status, out)
		}
	}
	_, out := w.call(http.MethodGet, "/sandbox/whatsapp", nil)
	if url, _ := out["webhook"].(string); !strings.HasPrefix(url, h.server.URL) {
		t.Errorf("the subscription is %q after refused ones, want the first", url)
	}
	if out["access_token"] != w.box.Account().AccessToken || out["app_secret"] == "" || out["verify_token"] == "" || out["waba_id"] == "" {
		t.Errorf("the account is %v", out)
	}
}

func TestClock_isMovedByItsFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "clock")
	w := begin(t, sandbox.Options{Seed: 1, Size: 20, ClockFile: file})
	status, out := w.call(http.MethodPost, "/sandbox/clock", map[string]any{"sim": "2026-11-24T12:00:00Z", "speed": 1000})
	if status != http.StatusOK || out["speed"] != 1000.0 {
		t.Fatalf("set: %d %v", status, out)
	}
	sandboxtest.Until(t, "ten minutes to pass", func() bool {
		now := w.box.Clock().Now()
		return now.After(start.Add(10*time.Minute)) && now.Before(start.Add(24*time.Hour))
	})
	if status, _ := w.call(http.MethodPost, "/sandbox/clock", map[string]any{"speed": 0, "sim": start, "advance": "36h"}); status != http.StatusOK {
		t.Fatal("stop")
	}
	sandboxtest.Until(t, "the clock to stand at the next evening", func() bool { return w.box.Clock().Now().Equal(start.Add(36 * time.Hour)) })
	raw, err := os.ReadFile(file)
	if err != nil || len(strings.Fields(string(raw))) != 3 {
		t.Errorf("the clock file holds %q (%v), want one line of three", raw, err)
	}
	for _, body := range []map[string]any{{"speed": 1001}, {"speed": -1}, {"advance": "soon"}, {"pace": 1}, {"sim": "today"}} {
		if status, _ := w.call(http.MethodPost, "/sandbox/clock", body); status != http.StatusBadRequest {
			t.Errorf("%v: got %d, want 400", body, status)
		}
	}
}

func TestClock_withoutAFileStays(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 20})
	if status, out := w.call(http.MethodPost, "/sandbox/clock", map[string]any{"speed": 10}); status != http.StatusConflict {
		t.Errorf("got %d %v, want 409", status, out)
	}
	_, out := w.call(http.MethodGet, "/sandbox/clock", nil)
	if out["speed"] != 1.0 || !strings.HasPrefix(out["sim"].(string), "2026-11-24T12:00:00") || out["real"] == nil {
		t.Errorf("the clock is %v", out)
	}
}

func TestHand_recordsWhatAMemberSent(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 40})
	p := w.reachable("")[0]
	for _, to := range []string{"+" + p.Number, p.WaID, "@padaria_valesereno", "contato@padaria.example"} {
		if status, out := w.call(http.MethodPost, "/sandbox/hand", map[string]any{"to": to, "text": "Oi, tudo bem? " + to}); status != http.StatusOK {
			t.Fatalf("hand to %s: %d %v", to, status, out)
		}
	}
	r := w.report()
	if r.Totals.HandSent != 4 || r.Totals.Accepted != 0 || r.Totals.Doubles != 0 || len(r.People) != 3 {
		t.Errorf("%+v and %d people, want 4 messages by hand to 3 people", r.Totals, len(r.People))
	}
	w.call(http.MethodPost, "/sandbox/hand", map[string]any{"to": p.Number, "text": "Oi, tudo bem? +" + p.Number})
	if got := w.box.Totals().Doubles; got != 1 {
		t.Errorf("%d doubles after the same words again, want 1", got)
	}
	if status, _ := w.call(http.MethodPost, "/sandbox/hand", map[string]any{"to": p.Number}); status != http.StatusBadRequest {
		t.Error("a message without words was recorded")
	}
}

func TestRoutes_eachHostAndPathGoesToItsProvider(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1})
	for name, c := range map[string]struct {
		host, path, agent string
		status            int
		want              string
	}{
		"website":            {"redefarmasereno.example", "/", "test-agent/1.0", 200, "Rede Farma Sereno"},
		"website with www":   {"www.redefarmasereno.example:9000", "/unidade-1", "test-agent/1.0", 200, "0800 000 0100"},
		"website has no API": {"redefarmasereno.example", "/sandbox/ledger", "test-agent/1.0", 404, ""},
		"unknown host":       {"outra.example", "/", "test-agent/1.0", 404, ""},
		"overpass":           {"", "/api/interpreter?data=x", "test-agent/1.0", 400, "parse error"},
		"overpass status":    {"", "/api/status", "test-agent/1.0", 200, "slots available"},
		"nominatim":          {"", "/search?q=Vale+Sereno&format=jsonv2", "test-agent/1.0", 200, "boundingbox"},
		"graph":              {"", "/v23.0/1", "test-agent/1.0", 401, "OAuthException"},
		"health":             {"", "/sandbox/health", "test-agent/1.0", 200, "Vale Sereno, BR"},
		"town":               {"", "/sandbox/town", "test-agent/1.0", 200, `"kinds"`},
		"totals":             {"", "/sandbox/ledger/totals", "test-agent/1.0", 200, `"after_opt_out":0`},
		"faults":             {"", "/sandbox/faults", "test-agent/1.0", 200, "[]"},
		"nothing":            {"", "/elsewhere", "test-agent/1.0", 404, ""},
		"overpass, no agent": {"", "/api/interpreter?data=x", "", 406, "User-Agent"},
	} {
		req, err := http.NewRequest(http.MethodGet, w.server.URL+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = c.host
		req.Header.Set("User-Agent", c.agent)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var body bytes.Buffer
		_, err = body.ReadFrom(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != c.status || !strings.Contains(body.String(), c.want) {
			t.Errorf("%s: got %d %.300s, want %d with %q", name, res.StatusCode, body.String(), c.status, c.want)
		}
	}
}

func TestControl_refusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 20})
	for path, body := range map[string]map[string]any{
		"/sandbox/faults":             {"on": "telegram", "kind": "lost"},
		"/sandbox/whatsapp":           {"tier": "TIER_9"},
		"/sandbox/whatsapp/templates": {"name": "Olá", "language": "pt_BR"},
		"/sandbox/people/say":         {"who": "x"},
	} {
		if status, out := w.call(http.MethodPost, path, body); status != http.StatusBadRequest || out["message"] == "" {
			t.Errorf("POST %s %v: got %d %v, want 400 that says why", path, body, status, out)
		}
	}
	if status, out := w.call(http.MethodPost, "/sandbox/whatsapp", map[string]any{"tier": "TIER_250"}); status != http.StatusOK || out["tier"] != "TIER_250" || out["quality"] != "GREEN" {
		t.Errorf("the tier alone: %d %v", status, out)
	}
}
