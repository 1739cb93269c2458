package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/sandbox"
	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
)

// start is a Tuesday morning in Brasília.
var start = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// world is a sandbox that serves, with somebody who listens to its webhooks.
type world struct {
	t      *testing.T
	box    *sandbox.Sandbox
	clock  *clock.Manual
	server *httptest.Server
	hook   *hook
	stop   func()
}

// begin starts a world; it ends with the test.
func begin(t *testing.T, o sandbox.Options) *world {
	t.Helper()
	w := &world{t: t, clock: clock.NewManual(start)}
	if o.Clock == nil && o.ClockFile == "" {
		o.Clock = w.clock
	}
	var err error
	if w.box, err = sandbox.New(o); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.box.Handler())
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.box.Run(ctx) }()
	var once sync.Once
	w.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("the sandbox ended with %v", err)
			}
			w.server.Close()
			if err := w.box.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
	t.Cleanup(w.stop)
	return w
}

// call sends JSON and returns status and body.
func (w *world) call(method, path string, body any, headers ...string) (int, map[string]any) {
	w.t.Helper()
	var in io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			w.t.Fatal(err)
		}
		in = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, w.server.URL+path, in)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	out := map[string]any{}
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		out["raw"] = string(raw)
	}
	return res.StatusCode, out
}

// send sends a WhatsApp message with the account's token.
func (w *world) send(body map[string]any) (int, map[string]any) {
	w.t.Helper()
	a := w.box.Account()
	return w.call(http.MethodPost, "/v23.0/"+a.PhoneNumberID+"/messages", body, "Authorization", "Bearer "+a.AccessToken)
}

// greeting is a template message of the template that greet puts in.
func greeting(to, name, claim string) map[string]any {
	return map[string]any{
		"messaging_product": "whatsapp", "recipient_type": "individual", "to": to, "type": "template", "biz_opaque_callback_data": claim,
		"template": map[string]any{"name": "saudacao", "language": map[string]any{"code": "pt_BR"}, "components": []any{
			map[string]any{"type": "body", "parameters": []any{map[string]any{"type": "text", "text": name}}},
		}},
	}
}

// greet puts the template of greeting in.
func (w *world) greet() {
	w.t.Helper()
	status, out := w.call(http.MethodPost, "/sandbox/whatsapp/templates", map[string]any{
		"name": "saudacao", "language": "pt_BR", "category": "MARKETING",
		"components": []any{map[string]any{"type": "BODY", "text": "Olá, {{1}}! Podemos mostrar uma ideia para o seu negócio?"}},
	})
	if status != http.StatusOK {
		w.t.Fatalf("put a template in: %d %v", status, out)
	}
}

// reachable returns people with WhatsApp of a mood, or of any.
func (w *world) reachable(mood people.Mood) []people.Person {
	w.t.Helper()
	res, err := http.Get(w.server.URL + "/sandbox/people")
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var all, out []people.Person
	if err := json.NewDecoder(res.Body).Decode(&all); err != nil {
		w.t.Fatal(err)
	}
	for _, p := range all {
		if p.WhatsApp && (mood == "" || p.Mood == mood) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		w.t.Fatalf("the town has nobody who is %q", mood)
	}
	return out
}

// report reads the ledger.
func (w *world) report() ledger.Report {
	w.t.Helper()
	res, err := http.Get(w.server.URL + "/sandbox/ledger")
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	var r ledger.Report
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		w.t.Fatal(err)
	}
	return r
}

// settle lets business time pass until nothing is to come and everything is told.
func (w *world) settle() ledger.Totals {
	w.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		w.clock.Advance(time.Hour)
		t := w.box.Totals()
		if t.Waiting == 0 && t.Untold == 0 {
			return t
		}
		select {
		case <-deadline:
			w.t.Fatalf("waited for everything to happen and be told; still %+v", t)
		case <-w.hook.any:
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func TestSandbox_aCampaignsWholeLife(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1})
	w.greet()
	h := w.listen()
	all := w.reachable("")
	for i, p := range all {
		if i == 100 {
			break
		}
		if status, out := w.send(greeting(p.Number, p.Business, "claim-"+p.Number)); status != http.StatusOK {
			t.Fatalf("send to %s: %d %v", p.Number, status, out)
		}
		w.clock.Advance(10 * time.Second)
	}
	totals := w.settle()
	sent := min(len(all), 100)
	if totals.Accepted != sent || totals.People != sent {
		t.Errorf("accepted %d for %d people, want %d of each", totals.Accepted, totals.People, sent)
	}
	if totals.Delivered < 85*sent/100 || totals.Read >= totals.Delivered || totals.Answered < 10 || totals.OptedOut < 2 {
		t.Errorf("not what people do: %+v", totals)
	}
	if totals.Doubles+totals.AfterOptOut+totals.HandSent+totals.Failed != 0 {
		t.Errorf("violations where nothing was wrong: %+v", totals)
	}
	for _, s := range h.values("statuses") {
		if claim, _ := s["biz_opaque_callback_data"].(string); !strings.HasPrefix(claim, "claim-55") {
			t.Errorf("status %v echoes no claim", s)
		}
	}
	if got := len(h.values("messages")); got < totals.Answers {
		t.Errorf("%d answers were told, want at least %d", got, totals.Answers)
	}
}

func TestSandbox_sameSeedSameOutcome(t *testing.T) {
	t.Parallel()
	outcome := func() string {
		w := begin(t, sandbox.Options{Seed: 5, Size: 60})
		w.greet()
		w.listen()
		for _, p := range w.reachable("") {
			w.send(greeting(p.Number, "Ana", "c"))
			w.clock.Advance(time.Second)
		}
		w.settle()
		r := w.report()
		for i := range r.People {
			r.People[i].OptOutTold = nil
			for j := range r.People[i].Messages {
				r.People[i].Messages[j].Real = time.Time{}
			}
		}
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if a, b := outcome(), outcome(); a != b {
		t.Error("two runs of one seed ended differently")
	}
}

func TestSandbox_goesOnAfterARestart(t *testing.T) {
	t.Parallel()
	o := sandbox.Options{Seed: 2, Size: 80, Ledger: filepath.Join(t.TempDir(), "ledger.jsonl")}
	first := begin(t, o)
	first.greet()
	list := first.reachable("")
	for _, p := range list {
		first.send(greeting(p.Number, "Ana", "c"))
	}
	before := first.box.Totals()
	if before.Waiting == 0 {
		t.Fatal("nothing is to come before the restart")
	}
	first.stop()

	second := begin(t, o)
	if got := second.box.Totals(); got.Accepted != before.Accepted || got.Waiting+got.Untold != before.Waiting+before.Untold {
		t.Errorf("after the restart %+v, want %+v", got, before)
	}
	second.listen()
	after := second.settle()
	if after.Delivered == 0 || after.Answered == 0 {
		t.Errorf("nothing came of what was accepted before the restart: %+v", after)
	}
	if status, _ := second.send(greeting(list[0].Number, "Ana", "c2")); status != http.StatusOK {
		t.Error("the template is gone after the restart")
	}
	if got := second.box.Totals().Doubles; got != 1 {
		t.Errorf("%d doubles after the same template again, want 1", got)
	}
}

func TestNew_refusesALedgerOfAnotherWorld(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	begin(t, sandbox.Options{Seed: 1, Ledger: path}).stop()
	if _, err := sandbox.New(sandbox.Options{Seed: 2, Ledger: path}); err == nil || !strings.Contains(err.Error(), "another world") {
		t.Errorf("got error %v, want one that says that the ledger is of another world", err)
	}
}
