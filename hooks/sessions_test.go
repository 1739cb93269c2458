package hooks

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/pocketbase/dbx"
)

const campaigns = "/api/collections/campaigns/records"

func TestLogin_setsCookiesThatNoScriptReads(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	got := b.login("ana").want(t, http.StatusOK)
	record, _ := got.body["record"].(map[string]any)
	list, _ := got.body["memberships"].([]any)
	if record["email"] != "ana@aceno.example" || record["workspace"] != s.a || len(list) != 1 || got.body["csrf"] == "" {
		t.Errorf("the answer is %s", got.raw)
	}
	if got.body["token"] != nil || strings.Contains(got.raw, b.cookies["aceno_access"].Value) || strings.Contains(got.raw, "tokenKey") {
		t.Errorf("the answer holds a token: %s", got.raw)
	}
	if first, _ := list[0].(map[string]any); first["workspace"] != s.a || first["name"] != "Alfa" || first["role"] != "user" || first["active"] != true {
		t.Errorf("the membership is %v", list[0])
	}
	for name, life := range map[string]int{"aceno_access": 15 * 60, "aceno_refresh": 7 * 24 * 60 * 60} {
		c := b.cookies[name]
		if c == nil || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.MaxAge != life {
			t.Errorf("on loopback %s is %+v", name, c)
		}
	}
	if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Strict-Transport-Security") != "" {
		t.Errorf("headers are %v", got.header)
	}
	s.world(s.a, "alfa")
	if list := b.send("GET", campaigns, nil).want(t, http.StatusOK); len(list.items()) != 1 {
		t.Errorf("the collections API does not know the cookie: %s", list.raw)
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	b.send("POST", campaigns, map[string]any{"name": "Nova", "channel": "whatsapp"}).want(t, http.StatusOK)
}

func TestLogin_bearsThePrefixAndSecureWhereTheBrowserCameByHTTPS(t *testing.T) {
	t.Parallel()
	s := serve(t, trusting("127.0.0.1"))
	s.signer("ana", "user")
	b := s.browser()
	b.header["X-Forwarded-Proto"], b.header["X-Forwarded-For"] = "https", "203.0.113.9"
	b.origin = strings.Replace(s.url, "http://", "https://", 1)
	got := b.login("ana").want(t, http.StatusOK)
	for _, name := range []string{"__Host-aceno_access", "__Host-aceno_refresh"} {
		c := b.cookies[name]
		if c == nil || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("on https %s is %+v", name, c)
		}
	}
	if got.header.Get("Strict-Transport-Security") == "" || len(b.cookies) != 2 {
		t.Errorf("headers are %v, cookies %v", got.header, b.cookies)
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	plain := s.browser()
	plain.cookies["aceno_access"] = b.cookies["__Host-aceno_access"]
	plain.header = b.header
	plain.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized) // a cookie without the prefix may be anybody's
}

func TestLogin_refusesAWrongPasswordAsPocketBaseDoes(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	wrong := b.send("POST", "/api/v1/auth/login", map[string]any{"email": "ana@aceno.example", "password": "outra"}).want(t, http.StatusBadRequest)
	nobody := b.send("POST", "/api/v1/auth/login", map[string]any{"email": "ninguem@aceno.example", "password": "outra"}).want(t, http.StatusBadRequest)
	if wrong.raw != nobody.raw || len(b.cookies) > 0 {
		t.Errorf("a wrong password answers %s, an unknown address %s, cookies %v", wrong.raw, nobody.raw, b.cookies)
	}
	if got := b.send("POST", "/api/v1/auth/login", map[string]any{"email": "ana@aceno.example"}).want(t, http.StatusBadRequest); got.field("password") == "" {
		t.Errorf("the answer does not name the field: %s", got.raw)
	}
	if left, err := s.app.CountRecords("sessions"); err != nil || left != 0 {
		t.Errorf("%d sessions were begun: %v", left, err)
	}
}

func TestRefresh_rotatesAndIsGoodOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	first := b.copied()
	got := b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
	if b.cookies["aceno_refresh"].Value == first.cookies["aceno_refresh"].Value || b.csrf != first.csrf || got.body["record"] == nil || got.body["token"] != nil {
		t.Errorf("the refresh token is the same, or the answer is not whole: %s", got.raw)
	}
	var kept string
	must(t, s.app.DB().NewQuery("SELECT refresh || refresh_before || family FROM sessions").Row(&kept))
	for _, part := range strings.Split(b.cookies["aceno_refresh"].Value, ".")[1:] {
		if strings.Contains(kept, part) {
			t.Error("the database holds a refresh token in the open")
		}
	}
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	s.browser().send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
}

func TestRefresh_twoTabsThatRaceBothGoOn(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	tabs := make([]*browser, 12)
	var racing sync.WaitGroup
	for i := range tabs {
		tabs[i] = b.copied()
		racing.Go(func() { tabs[i].send("POST", "/api/v1/auth/refresh", nil) })
	}
	racing.Wait()
	for i, tab := range tabs {
		if tab.cookies["aceno_refresh"] == nil || tab.cookies["aceno_refresh"].Value != tabs[0].cookies["aceno_refresh"].Value ||
			tab.cookies["aceno_refresh"].Value == b.cookies["aceno_refresh"].Value {
			t.Fatalf("tab %d has another refresh token than the first, or the old one", i)
		}
		tab.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	}
	late := b.copied() // a third tab that was slow, after one that has gone on with the new token at once
	tabs[0].send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
	late.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
}

func TestRefresh_aStolenTokenEndsTheSessionForBoth(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	thief := b.copied()
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
	open := s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	s.graceOver()
	thief.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	if len(thief.cookies) > 0 {
		t.Errorf("the thief keeps %v", thief.cookies)
	}
	open.ends(t, "the reuse")
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
}

func TestRefresh_aMadeUpTokenEndsNobodysSession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	s.graceOver()
	guess := b.copied()
	id, _, _ := strings.Cut(b.cookies["aceno_refresh"].Value, ".")
	guess.cookies["aceno_refresh"] = &http.Cookie{Value: id + "." + strings.Repeat("0", 32) + "." + strings.Repeat("0", 64)}
	guess.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusOK)
}

// graceOver makes every rotation an old one.
func (s *server) graceOver() {
	s.t.Helper()
	_, err := s.app.DB().NewQuery("UPDATE sessions SET rotated_at = {:then} WHERE rotated_at != ''").Bind(dbx.Params{"then": "2020-01-01 00:00:00.000Z"}).Execute()
	must(s.t, err)
}
