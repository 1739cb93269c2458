package hooks

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
)

// hears lets the prospect of a world answer.
func (s *server) hears(own world, text string) {
	s.t.Helper()
	workspace := s.find("prospects", own["prospects"]).GetString("workspace")
	key := text + time.Now().String()
	must(s.t, s.store.Receive(s.t.Context(), "whatsapp", workspace, own["integrated_accounts"], []campaign.Event{{Key: key, Kind: campaign.EventInbound,
		At: s.clock.Now(), Inbound: &campaign.InboundEvent{ProviderID: key, From: "5547900001234", Type: "text", Text: text}}}))
}

func TestConversations_listIsTheWorkspacesOwn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	s.hears(own, "Quanto custa?")
	s.hears(other, "Segredo")
	for _, who := range members {
		got := s.do(who, "GET", "/api/v1/conversations?tab=all", nil).want(t, http.StatusOK)
		if len(got.items()) != 1 || !strings.Contains(got.raw, "Quanto custa?") || strings.Contains(got.raw, "Segredo") || got.body["unread"] != 1.0 {
			t.Errorf("%s sees %s", who, got.raw)
		}
		if item, _ := got.items()[0].(map[string]any); len(item) != 12 {
			t.Errorf("an item has %d fields: %v", len(item), item)
		}
	}
	s.do("guest", "GET", "/api/v1/conversations", nil).want(t, http.StatusUnauthorized)
	s.do("removed", "GET", "/api/v1/conversations", nil).want(t, http.StatusForbidden)
	s.do("user", "GET", "/api/v1/conversations?tab=spam", nil).want(t, http.StatusBadRequest)
	s.do("user", "GET", "/api/v1/conversations?cursor=x", nil).want(t, http.StatusBadRequest)
}

func TestConversations_clientsWriteOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	id := own["conversations"]
	s.do("user", "PATCH", at("conversations", id), map[string]any{"assignee": s.users["admin"], "snoozed_until": "2026-12-01 12:00:00.000Z", "state": "closed",
		"unread_count": 0}).want(t, http.StatusOK)
	for field, value := range map[string]any{"window_until": "2030-01-01 00:00:00.000Z", "last_direction": "inbound", "last_message": "x", "prospect": "x",
		"suggestion": map[string]any{"text": "x"}, "last_message_at": "2030-01-01 00:00:00.000Z"} {
		got := s.do("admin", "PATCH", at("conversations", id), map[string]any{field: value}).want(t, http.StatusBadRequest)
		if got.field(field) == "" {
			t.Errorf("%s is not refused by name: %s", field, got.raw)
		}
	}
	for field, value := range map[string]any{"assignee": s.users["stranger"], "state": "gone", "unread_count": -1} {
		s.do("user", "PATCH", at("conversations", id), map[string]any{field: value}).want(t, http.StatusBadRequest)
	}
	s.do("user", "DELETE", at("conversations", id), nil).want(t, http.StatusForbidden)
}

func TestNotes_areTheirAuthors(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	note := s.do("user", "POST", at("notes"), map[string]any{"prospect": own["prospects"], "text": "Volta em maio"}).want(t, http.StatusOK)
	if note.body["author"] != s.users["user"] {
		t.Errorf("the author is %v", note.body["author"])
	}
	s.do("viewer", "GET", at("notes", note.id()), nil).want(t, http.StatusOK)
	s.do("user", "PATCH", at("notes", note.id()), map[string]any{"text": "Volta em junho"}).want(t, http.StatusOK)
	s.do("admin", "PATCH", at("notes", note.id()), map[string]any{"text": "x"}).want(t, http.StatusNotFound)
	s.do("user", "POST", at("notes"), map[string]any{"prospect": own["prospects"], "text": "x", "author": s.users["admin"]}).want(t, http.StatusBadRequest)
	s.do("user", "POST", at("notes"), map[string]any{"prospect": other["prospects"], "text": "x"}).want(t, http.StatusBadRequest)
	s.do("user", "POST", at("notes"), map[string]any{"prospect": own["prospects"], "text": ""}).want(t, http.StatusBadRequest)
	s.do("user", "DELETE", at("notes", note.id()), nil).want(t, http.StatusNoContent)
}

func TestViews_areSeenByTheirOwnerAlone(t *testing.T) {
	t.Parallel()
	s := serve(t)
	body := map[string]any{"screen": "prospects", "name": "Sem site", "query": map[string]any{"has_website": "false"}}
	view := s.do("user", "POST", at("views"), body).want(t, http.StatusOK)
	if view.body["owner"] != s.users["user"] {
		t.Errorf("the owner is %v", view.body["owner"])
	}
	s.do("user", "POST", at("views"), body).want(t, http.StatusBadRequest) // of this name there is one
	s.do("admin", "POST", at("views"), body).want(t, http.StatusOK)
	s.do("viewer", "POST", at("views"), body).want(t, http.StatusBadRequest)
	for _, who := range []string{"admin", "viewer", "stranger"} {
		s.do(who, "GET", at("views", view.id()), nil).want(t, http.StatusNotFound)
		s.do(who, "PATCH", at("views", view.id()), map[string]any{"name": "x"}).want(t, http.StatusNotFound)
		s.do(who, "DELETE", at("views", view.id()), nil).want(t, http.StatusNotFound)
	}
	s.do("user", "PATCH", at("views", view.id()), map[string]any{"name": "Sem nada"}).want(t, http.StatusOK)
	s.do("user", "DELETE", at("views", view.id()), nil).want(t, http.StatusNoContent)
}

func TestConversations_anAnswerReachesMembersWhoListenAndNobodyElse(t *testing.T) {
	t.Parallel()
	s := serve(t)
	own := s.world(s.a, "alfa")
	member, stranger := s.listen(), s.listen()
	s.subscribe("viewer", member, "conversations/*").want(t, http.StatusNoContent)
	s.subscribe("stranger", stranger, "conversations/*").want(t, http.StatusNoContent)
	s.hears(own, "Oi")
	data := member.heard(t)
	if !strings.Contains(data, `"action":"update"`) || !strings.Contains(data, own["conversations"]) || !strings.Contains(data, `"unread_count":3`) {
		t.Errorf("the event is %s", data)
	}
	if len(stranger.events) > 0 {
		t.Errorf("a stranger hears %s", <-stranger.events)
	}
}
