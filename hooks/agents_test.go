package hooks

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"aceno/campaign"
)

// echoing writes what it was given.
type echoing struct{ plainWriter }

func (echoing) Write(_ context.Context, t campaign.WriteTask) (campaign.Draft, error) {
	return campaign.Draft{Content: t.Agent.Name + " para " + t.Prospect.Name + ": " + t.Campaign.Sequence[0].Variants[0].Template}, nil
}

func TestAgentTest_writesForATryAndKeepsNothing(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) { d.Writer = echoing{} })
	own, other := s.world(s.a, "alfa"), s.world(s.b, "beta")
	path := "/api/v1/agents/" + own["agents"] + "/test"
	got := s.do("user", "POST", path, map[string]any{"prospect": own["prospects"], "template": "Oi, {{ prospect.name }}"}).want(t, http.StatusOK)
	if got.body["content"] != "Lia alfa para Padaria alfa: Oi, {{ prospect.name }}" || got.body["offline"] != true || got.body["latency_ms"] == nil {
		t.Errorf("the try is %s", got.raw)
	}
	if plain := s.do("user", "POST", path, map[string]any{}).want(t, http.StatusOK); !strings.Contains(plain.raw, "Dente-de-Leão") {
		t.Errorf("a try for nobody is %s", plain.raw)
	}
	s.do("user", "POST", path, map[string]any{"prospect": other["prospects"]}).want(t, http.StatusNotFound)
	s.do("user", "POST", "/api/v1/agents/"+other["agents"]+"/test", map[string]any{}).want(t, http.StatusNotFound)
	s.do("viewer", "POST", path, map[string]any{}).want(t, http.StatusForbidden)
	s.do("guest", "POST", path, map[string]any{}).want(t, http.StatusUnauthorized)
	s.do("user", "POST", path, map[string]any{"template": "{{ unknown }}"}).want(t, http.StatusBadRequest)
	model := s.save("integrated_accounts", map[string]any{"workspace": s.a, "platform": "openai", "account_identifier": "modelo", "status": "active"})
	asked := s.save("agents", map[string]any{"workspace": s.a, "name": "Modelo", "language": "pt-BR", "account": model})
	if refused := s.do("user", "POST", "/api/v1/agents/"+asked+"/test", map[string]any{}).want(t, http.StatusConflict); !strings.Contains(refused.raw, "no_model") {
		t.Errorf("with a model: %s", refused.raw)
	}
	if s.count("messages", "direction = 'outbound'") != 2 {
		t.Error("a try was kept")
	}
}
