package sandbox_test

import (
	"net/http"
	"testing"

	"aceno/sandbox"
	"aceno/sandbox/people"
	"aceno/sandbox/sandboxtest"
)

// fields returns how many changes of a field were taken.
func (h *hook) fields(field string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, c := range h.changes {
		if c["field"] == field {
			n++
		}
	}
	return n
}

func TestControl_everythingTheProviderDoesIsToldByASignedWebhook(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 40})
	w.greet()
	h := w.listen()
	who := w.reachable(people.Silent)[0]
	for _, c := range []struct {
		path  string
		body  map[string]any
		field string
		code  float64 // of a send after it; 0 = it is taken
	}{
		{"/sandbox/whatsapp/echo", map[string]any{"to": "+" + who.Number, "text": "Posso ligar?"}, "smb_message_echoes", 0},
		{"/sandbox/whatsapp/echo", map[string]any{"to": who.UserID, "text": "Ou amanhã?"}, "smb_message_echoes", 0},
		{"/sandbox/people/prefer", map[string]any{"who": "+" + who.Number, "stop": true}, "user_preferences", 0},
		{"/sandbox/people/prefer", map[string]any{"who": who.WaID, "stop": false}, "user_preferences", 0},
		{"/sandbox/whatsapp/number", map[string]any{"tier": "TIER_10K"}, "business_capability_update", 0},
		{"/sandbox/whatsapp/number", map[string]any{"quality": "RED"}, "phone_number_quality_update", 0},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": "PAUSED"}, "message_template_status_update", 132015},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": "DISABLED"}, "message_template_status_update", 132016},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": "REJECTED", "reason": "SCAM"}, "message_template_status_update", 132001},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": "APPROVED"}, "message_template_status_update", 0},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "category": "UTILITY"}, "template_category_update", 0},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "quality": "YELLOW"}, "message_template_quality_update", 0},
		{"/sandbox/whatsapp/enforcement", map[string]any{"act": "ban"}, "account_update", 131031},
		{"/sandbox/whatsapp/enforcement", map[string]any{"act": "reinstate"}, "account_update", 0},
		{"/sandbox/whatsapp/enforcement", map[string]any{"act": "restrict", "kind": "RESTRICTED_CUSTOMER_INITIATED_MESSAGING"}, "account_update", 368},
		{"/sandbox/whatsapp/enforcement", map[string]any{"act": "reinstate"}, "account_update", 0},
	} {
		before := h.fields(c.field)
		if status, out := w.call(http.MethodPost, c.path, c.body); status != http.StatusOK {
			t.Fatalf("POST %s %v: %d %v", c.path, c.body, status, out)
		}
		sandboxtest.Until(t, c.field+" to be taken", func() bool { return h.fields(c.field) > before })
		_, out := w.send(greeting(who.Number, "Ana", "c"))
		fault, _ := out["error"].(map[string]any)
		if code, _ := fault["code"].(float64); code != c.code {
			t.Errorf("after %s %v: %v, want code %g", c.path, c.body, out, c.code)
		}
	}
	if got := w.box.Totals().HandSent; got != 2 {
		t.Errorf("%d messages by hand, want the two echoes", got)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.forged != 0 {
		t.Errorf("%d bodies were not signed", h.forged)
	}
}

func TestControl_refusesWhatTheProviderCannotDo(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 20})
	w.greet()
	for _, c := range []struct {
		path   string
		body   map[string]any
		status int
	}{
		{"/sandbox/whatsapp/echo", map[string]any{"to": "5547900000101"}, 400},
		{"/sandbox/whatsapp/echo", map[string]any{"to": "ana", "text": "oi"}, 400},
		{"/sandbox/whatsapp/number", map[string]any{}, 400},
		{"/sandbox/whatsapp/number", map[string]any{"tier": "TIER_9"}, 400},
		{"/sandbox/whatsapp/number", map[string]any{"colour": "RED"}, 400},
		{"/sandbox/whatsapp", map[string]any{"quality": "PINK"}, 400},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR"}, 400},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "saudacao", "language": "pt_BR", "status": "LOST"}, 400},
		{"/sandbox/whatsapp/templates/state", map[string]any{"name": "nenhuma", "language": "pt_BR", "status": "PAUSED"}, 404},
		{"/sandbox/whatsapp/enforcement", map[string]any{"act": "forgive"}, 400},
		{"/sandbox/people/prefer", map[string]any{"who": "5547900000101"}, 400},
		{"/sandbox/people/prefer", map[string]any{"stop": true}, 400},
		{"/sandbox/people/say", map[string]any{"who": "5547900000101", "text": "oi", "ad": true, "opt_out": true}, 400},
	} {
		if status, out := w.call(http.MethodPost, c.path, c.body); status != c.status || out["message"] == nil || out["message"] == "" {
			t.Errorf("POST %s %v: got %d %v, want %d that says why", c.path, c.body, status, out, c.status)
		}
	}
	if got := w.box.Totals(); got.Waiting+got.Untold != 0 {
		t.Errorf("%+v: what was refused is told all the same", got)
	}
}

func TestControl_whoComesByAnAdvertisementIsFreeForThreeDays(t *testing.T) {
	t.Parallel()
	w := begin(t, sandbox.Options{Seed: 1, Size: 40})
	w.greet()
	h := w.listen()
	who := w.reachable(people.Silent)[0]
	if status, out := w.call(http.MethodPost, "/sandbox/people/say", map[string]any{"who": who.Number, "text": "Vi o anúncio", "ad": true}); status != http.StatusOK {
		t.Fatalf("say: %d %v", status, out)
	}
	sandboxtest.Until(t, "the message to be told", func() bool { return len(h.texts("Vi o anúncio")) > 0 })
	w.send(greeting(who.Number, "Ana", "c"))
	w.settle()
	for _, s := range h.values("statuses") {
		if pricing, ok := s["pricing"].(map[string]any); ok && pricing["type"] == "free_entry_point" && pricing["billable"] == false {
			return
		}
	}
	t.Errorf("no status is free: %v", h.values("statuses"))
}
