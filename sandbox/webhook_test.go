package sandbox_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/sandbox"
	"aceno/sandbox/people"
	"aceno/sandbox/sandboxtest"
)

// say lets a person write.
func (w *world) say(who, words string, optOut bool) {
	w.t.Helper()
	if status, out := w.call(http.MethodPost, "/sandbox/people/say", map[string]any{"who": who, "text": words, "opt_out": optOut}); status != http.StatusOK {
		w.t.Fatalf("say: %d %v", status, out)
	}
}

func TestWebhook_whatNobodyTakesHoldsUpNothingElse(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 4, Size: 40})
	h := w.listen()
	h.mu.Lock()
	h.poison = "veneno"
	h.mu.Unlock()
	list := w.reachable("")
	for range 6 { // more than there are deliverers
		w.say(list[0].Number, "veneno", false)
	}
	for _, p := range list[:10] {
		w.say(p.Number, "bom dia", false)
	}
	sandboxtest.Until(t, "the good messages to be taken", func() bool { return len(h.texts("bom dia")) == 10 })
	sandboxtest.Until(t, "the six that nobody takes to be all that waits", func() bool { return w.box.Totals().Untold == 6 })
	h.mu.Lock()
	h.poison = ""
	h.mu.Unlock()
	sandboxtest.Until(t, "the others to be taken at last", func() bool { return w.box.Totals().Untold == 0 })
}

func TestWebhook_goesOnByItselfAfterARestart(t *testing.T) {
	t.Parallel()
	o := sandbox.Options{Seed: 4, Size: 40, Ledger: filepath.Join(t.TempDir(), "ledger.jsonl")}
	first := begin(t, o)
	h := first.listen()
	h.mu.Lock()
	h.poison = "olá" // nothing is taken while the first one runs
	h.mu.Unlock()
	first.say(first.reachable("")[0].Number, "olá", false)
	sandboxtest.Until(t, "the message to be written", func() bool { return first.box.Totals().Answers == 1 })
	first.stop()
	h.mu.Lock()
	h.poison = ""
	h.mu.Unlock()
	second := begin(t, o)
	sandboxtest.Until(t, "the message to be told by the second one", func() bool { return second.box.Totals().Untold == 0 && len(h.texts("olá")) > 0 })
}

func TestWebhook_aWindowOpensWithAPersonsMessage(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1})
	h := w.listen()
	p := w.reachable(people.Silent)[0]
	free := func(words string) {
		body := map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": p.Number, "type": "text", "text": map[string]any{"body": words}}
		if status, out := w.send(body); status != http.StatusOK {
			t.Fatalf("free text: %d %v", status, out)
		}
	}
	free("fora da janela")
	totals := w.settle()
	if totals.Failed != 1 || totals.Delivered != 0 {
		t.Errorf("outside the window: %+v, want one failure", totals)
	}
	w.say(p.Number, "oi", false)
	sandboxtest.Until(t, "the message to be told", func() bool { return len(h.texts("oi")) > 0 })
	free("dentro da janela")
	totals = w.settle()
	if totals.Failed != 1 || totals.Delivered != 1 {
		t.Errorf("inside the window: %+v, want one more, delivered", totals)
	}
	failures := 0
	for _, s := range h.values("statuses") {
		if s["status"] == "failed" {
			failures++
			one := s["errors"].([]any)[0].(map[string]any)
			if one["code"] != 131047.0 || one["title"] != "Re-engagement message" {
				t.Errorf("the failure is %v", one)
			}
		}
	}
	if failures == 0 {
		t.Error("nobody was told of the failure")
	}
}

func TestLedger_tellsWhoWroteAfterAnOptOut(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1})
	w.greet()
	h := w.listen()
	p := w.reachable(people.Silent)[0]
	w.send(greeting(p.Number, "Ana", "c1"))
	w.say(p.WaID, "SAIR", true)
	sandboxtest.Until(t, "the opt-out to be told", func() bool {
		return len(h.texts("SAIR")) > 0 && w.box.Totals().OptedOut == 1 && w.report().People[0].OptOutTold != nil
	})
	told := *w.report().People[0].OptOutTold
	sandboxtest.Until(t, "a second of grace to pass", func() bool { return time.Since(told) > 1100*time.Millisecond })
	w.send(greeting(p.WaID, "Ana", "c2")) // under the other form of the number
	totals := w.box.Totals()
	if totals.AfterOptOut != 1 || totals.Doubles != 1 || totals.People != 1 {
		t.Errorf("%+v, want one message after the opt-out, which is a double too, to one person", totals)
	}
	one := w.report().People[0]
	if len(one.AfterOptOut) != 1 || !strings.HasPrefix(one.AfterOptOut[0], "wamid.") || one.Messages[1].Claim != "c2" {
		t.Errorf("the report does not name the message: %+v", one)
	}
}

func TestSandbox_livesAThousandTimesFaster(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 60, ClockFile: filepath.Join(t.TempDir(), "clock")})
	w.greet()
	h := w.listen()
	start := time.Now().Add(time.Hour).Truncate(time.Second).UTC() // time never runs back: what is done already was done now
	if status, out := w.call(http.MethodPost, "/sandbox/clock", map[string]any{"sim": start, "speed": 1000}); status != http.StatusOK {
		t.Fatalf("set the clock: %d %v", status, out)
	}
	sandboxtest.Until(t, "the clock to run", func() bool {
		return w.box.Clock().Now().Before(start.Add(24*time.Hour)) && w.box.Clock().Now().After(start)
	})
	for _, p := range w.reachable("")[:20] {
		if status, out := w.send(greeting(p.Number, "Ana", "c")); status != http.StatusOK {
			t.Fatalf("send: %d %v", status, out)
		}
	}
	sandboxtest.Until(t, "most to be delivered within seconds", func() bool { return w.box.Totals().Delivered >= 10 && len(h.values("statuses")) >= 20 })
}
