package hooks

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/scrapers"
)

// oneSite reads one site, and fails on another.
type oneSite struct{}

func (oneSite) Card(_ context.Context, v scrapers.Visit) (scrapers.Card, error) {
	switch v.URL {
	case "agencia.example":
		return scrapers.Card{State: scrapers.SiteOK, URL: "https://agencia.example/", Offer: &scrapers.Quoted{Value: "Sites", URL: "https://agencia.example/", Quote: "Sites em " + v.Country}}, nil
	case "10.0.0.1":
		return scrapers.Card{State: scrapers.SiteForbidden}, nil
	case "lenta.example":
		return scrapers.Card{}, &scrapers.Failure{Reason: campaign.Reason{Code: "site_busy", Message: "the website asks to come back later"}, Retry: true}
	}
	return scrapers.Card{}, errors.New("not here")
}

func TestReadSite_answersACardAndKeepsNothing(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) { d.Sites = oneSite{} })
	path := "/api/v1/workspaces/" + s.a + "/read-site"
	before := s.find("workspaces", s.a).GetString("profile")
	card := s.do("admin", "POST", path, map[string]any{"url": "agencia.example"}).want(t, http.StatusOK)
	if !strings.Contains(card.raw, `"offer":{"value":"Sites","url":"https://agencia.example/","quote":"Sites em BR"}`) || !strings.Contains(card.raw, `"tone":null`) {
		t.Errorf("the card is %s", card.raw)
	}
	if s.find("workspaces", s.a).GetString("profile") != before {
		t.Error("reading changed the workspace")
	}
	if got := s.do("admin", "POST", path, map[string]any{"url": "10.0.0.1"}).want(t, http.StatusBadRequest); got.field("url") == "" {
		t.Errorf("a private address: %s", got.raw)
	}
	s.do("admin", "POST", path, map[string]any{"url": "lenta.example"}).want(t, http.StatusBadGateway)
	for who, want := range map[string]int{"guest": 401, "viewer": 403, "user": 403, "stranger": 404, "removed": 403} {
		s.do(who, "POST", path, map[string]any{"url": "agencia.example"}).want(t, want)
	}
}

func TestSettings_anAdminChangesTheWorkspaceAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for field, value := range map[string]any{
		"name": "Girassol", "timezone": "America/Manaus", "locale": "en", "currency": "USD", "country": "PT", "paused": true, "llm_budget_micros": 5_000_000, "send_budget_micros": 60_000_000,
		"sender":  map[string]any{"legal_name": "Girassol Digital Ltda", "privacy_contact": "privacidade@girassol.example", "address": "Rua 1"},
		"limits":  map[string]any{"cooldown_hours": 24, "assisted_per_day": 30},
		"profile": map[string]any{"offer": map[string]any{"value": "Sites", "url": "https://girassol.example/", "quote": "Sites"}}, "retention_days": 90,
	} {
		s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{field: value}).want(t, http.StatusOK)
		for _, who := range []string{"viewer", "user", "stranger", "guest"} {
			s.do(who, "PATCH", at("workspaces", s.a), map[string]any{field: value}).want(t, http.StatusNotFound)
		}
	}
	s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{"plan_tier": "free"}).want(t, http.StatusBadRequest)
	for field, value := range map[string]any{"timezone": "Mars/Olympus", "currency": "reais", "limits": map[string]any{"cooldown_hours": -1}, "sender": map[string]any{"colour": "red"}, "locale": "xx"} {
		s.do("admin", "PATCH", at("workspaces", s.a), map[string]any{field: value}).want(t, http.StatusBadRequest)
	}
	me := s.do("viewer", "PATCH", at("users", s.users["viewer"]), map[string]any{"prefs": map[string]any{"theme": "dark", "keys": false}, "locale": "en", "full_name": "Vi"}).want(t, http.StatusOK)
	if !strings.Contains(me.raw, `"theme":"dark"`) {
		t.Errorf("the prefs are %s", me.raw)
	}
	s.do("viewer", "PATCH", at("users", s.users["user"]), map[string]any{"prefs": map[string]any{}}).want(t, http.StatusNotFound)
}
