package hooks

import (
	"net/http"
	"strings"
	"testing"
)

func TestReply_isForWhoMayWriteInTheirOwnWorkspace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	for _, route := range []string{"/reply", "/inbound"} {
		path := "/api/v1/prospects/" + own["prospects"] + route
		s.do("guest", "POST", path, map[string]any{"content": "Oi"}).want(t, http.StatusUnauthorized)
		s.do("viewer", "POST", path, map[string]any{"content": "Oi"}).want(t, http.StatusForbidden)
		s.do("user", "POST", "/api/v1/prospects/"+other["prospects"]+route, map[string]any{"content": "Oi"}).want(t, http.StatusNotFound)
		s.do("user", "POST", path, map[string]any{"content": ""}).want(t, http.StatusBadRequest)
		s.do("user", "POST", path, map[string]any{"content": "Oi", "channel": "fax"}).want(t, http.StatusBadRequest)
	}
}

func TestReply_byHandAnswersWithItsLinkOnceAKey(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	path := "/api/v1/prospects/" + own["prospects"] + "/reply"
	body := map[string]any{"content": "Oi, tudo bem?", "next_step": map[string]any{"kind": "later", "days": 2}}
	key := map[string]string{"Idempotency-Key": "abc"}
	first := s.send("user", "POST", path, body, key).want(t, http.StatusOK)
	if link, _ := first.body["link"].(string); !strings.HasPrefix(link, "https://wa.me/5547900001234?text=Oi") || first.body["by_hand"] != true || first.body["status"] != "pending" {
		t.Errorf("answers %s", first.raw)
	}
	if again := s.send("user", "POST", path, body, key).want(t, http.StatusOK); again.id() != first.id() {
		t.Errorf("written twice: %s, %s", first.id(), again.id())
	}
	snoozed := s.do("viewer", "GET", "/api/v1/conversations?tab=snoozed", nil).want(t, http.StatusOK)
	if len(snoozed.items()) != 1 {
		t.Errorf("the conversation was not put off: %s", snoozed.raw)
	}
	s.do("user", "POST", "/api/v1/messages/"+first.id()+"/sent", map[string]any{"outcome": "sent"}).want(t, http.StatusNoContent)
}

func TestInbound_pastedWordsThatAskToStopDo(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	got := s.do("user", "POST", "/api/v1/prospects/"+own["prospects"]+"/inbound", map[string]any{"content": "parar", "at": "2026-11-24T11:00:00Z"}).want(t, http.StatusOK)
	if m := s.find("messages", got.id()); m.GetString("direction") != "inbound" || m.GetString("delivered_at") != "2026-11-24 11:00:00.000Z" {
		t.Errorf("stored %v", m.PublicExport())
	}
	refused := s.do("user", "POST", "/api/v1/prospects/"+own["prospects"]+"/reply", map[string]any{"content": "Desculpe", "by_hand": true}).want(t, http.StatusConflict)
	if !strings.Contains(refused.raw, `"code":"suppressed"`) {
		t.Errorf("answers %s", refused.raw)
	}
	if got := s.find("messages", own["messages"]).GetString("status"); got != "cancelled" {
		t.Errorf("the draft is %s", got)
	}
}
