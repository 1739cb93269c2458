package hooks

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"aceno/hooks/middleware"
)

func TestLogout_actsAtOnceOnRequestsAndStreams(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	other := s.browser() // the same person elsewhere stays
	other.login("ana").want(t, http.StatusOK)
	open, elsewhere := s.stream(), s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	other.send("POST", "/api/realtime", elsewhere.following()).want(t, http.StatusNoContent)
	before := b.copied()
	s.tokens["thief"] = b.cookies["aceno_access"].Value
	b.send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	open.ends(t, "the logout")
	if len(b.cookies) > 0 {
		t.Errorf("the cookies stay: %v", b.cookies)
	}
	before.send("GET", campaigns, nil).want(t, http.StatusUnauthorized)
	before.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	s.do("thief", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
	s.world(s.a, "alfa")
	elsewhere.hears(t)
	other.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
}

func TestLogout_ofABearerEndsItsTokensAndStreams(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	s.sdk("ana", "ana")
	s.do("ana", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	renewed := s.do("ana", "POST", "/api/collections/users/auth-refresh", nil).want(t, http.StatusOK)
	s.tokens["renewed"], _ = renewed.body["token"].(string)
	if own, err := s.app.CountRecords("sessions"); err != nil || own != 1 {
		t.Errorf("a renewal makes %d sessions of one: %v", own, err)
	}
	open := s.stream()
	s.do("ana", "POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	s.do("renewed", "POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	open.ends(t, "the logout")
	for _, token := range []string{"ana", "renewed"} {
		s.do(token, "GET", campaigns, nil).want(t, http.StatusUnauthorized)
		s.do(token, "GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
		s.do(token, "POST", "/api/collections/users/auth-refresh", nil).want(t, http.StatusUnauthorized)
		s.do(token, "POST", "/api/realtime", s.stream().following()).want(t, http.StatusUnauthorized)
		s.do(token, "GET", "/api/health", nil).want(t, http.StatusOK) // a guest may do this
		// Where PocketBase alone asks for a session, it must not find the token good again.
		s.do(token, "POST", "/api/files/token", nil).want(t, http.StatusUnauthorized)
		s.do(token, "POST", "/api/collections/users/request-email-change", map[string]any{"newEmail": "nova@aceno.example"}).want(t, http.StatusUnauthorized)
	}
	s.tokens["ana"] = "Bearer " + s.tokens["ana"]
	s.do("ana", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
	s.do("ana", "POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	s.sdk("ana", "ana") // a stale token is no hindrance to sign in
}

func TestLogout_withoutAnAccessTokenStillEndsTheSession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	before := b.copied()
	delete(b.cookies, "aceno_access") // it has run out
	b.send("GET", campaigns, nil).want(t, http.StatusUnauthorized)
	b.send("GET", "/api/health", nil).want(t, http.StatusOK)
	foreign := b.copied()
	foreign.csrf = ""
	foreign.send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusForbidden)
	b.send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent)
	before.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	s.browser().send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusNoContent) // nothing to end
}

func TestPassword_aNewOneEndsEverySession(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	s.sdk("ana", "ana")
	open, bearer := s.stream(), s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	s.do("ana", "POST", "/api/realtime", bearer.following()).want(t, http.StatusNoContent)
	b.send("PATCH", at("users", s.users["ana"]), map[string]any{"oldPassword": password, "password": "outra-senha-longa", "passwordConfirm": "outra-senha-longa"}).want(t, http.StatusOK)
	open.ends(t, "the change of password")
	bearer.ends(t, "the change of password")
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	s.do("ana", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
}

func TestRemoval_actsAtOnceOnRequestsAndStreams(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	own := s.world(s.a, "alfa")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	b.send("GET", at("campaigns", own["campaigns"]), nil).want(t, http.StatusOK)
	open, stays := s.stream(), s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	s.do("viewer", "POST", "/api/realtime", stays.following()).want(t, http.StatusNoContent)
	membership, err := s.app.FindFirstRecordByFilter("memberships", "user = '"+s.users["ana"]+"'")
	must(t, err)
	s.do("admin", "DELETE", at("memberships", membership.Id), nil).want(t, http.StatusNoContent)
	b.send("GET", at("campaigns", own["campaigns"]), nil).want(t, http.StatusNotFound)
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusForbidden)
	s.save("campaigns", map[string]any{"workspace": s.a, "name": "Depois", "channel": "whatsapp"})
	stays.hears(t)
	if len(open.events) > 0 {
		t.Errorf("whoever was removed still hears: %s", <-open.events)
	}
	must(t, s.app.Delete(s.find("users", s.users["ana"])))
	open.ends(t, "the deletion of the person")
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
}

func TestStreams_aSessionThatEndsWhileASubscriptionIsUnderWayHearsNothing(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	s.app.OnRealtimeSubscribeRequest().BindFunc(func(e *core.RealtimeSubscribeRequestEvent) error {
		if _, err := e.App.DB().NewQuery("UPDATE sessions SET revoked_at = expires_at").Execute(); err != nil { // nobody is told of it
			return err
		}
		return e.Next()
	})
	open := s.stream()
	b.send("POST", "/api/realtime", open.following())
	open.ends(t, "its session ended")
}

func TestStreams_ofASessionThatHasExpiredAreClosed(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	open := s.stream()
	b.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	_, err := s.app.DB().NewQuery("UPDATE sessions SET expires_at = '2020-01-01 00:00:00.000Z'").Execute()
	must(t, err)
	front, err := middleware.New(middleware.Dependencies{App: s.app, Store: s.store, Hasher: s.vault})
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- front.Sessions.Run(ctx) }()
	open.ends(t, "the sweep")
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusUnauthorized)
	if left, err := s.app.CountRecords("sessions"); err != nil || left != 0 {
		t.Errorf("%d sessions are left: %v", left, err)
	}
}

func TestSessions_areListedAndEndedOneByOneOrAll(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	s.signer("bia", "user")
	b, phone, bia := s.browser(), s.browser(), s.browser()
	phone.header["User-Agent"] = "Telefone " + strings.Repeat("ã", 400)
	for browser, name := range map[*browser]string{b: "ana", phone: "ana", bia: "bia"} {
		browser.login(name).want(t, http.StatusOK)
	}
	s.sdk("ana", "program")
	items := b.send("GET", "/api/v1/auth/sessions", nil).want(t, http.StatusOK).items()
	ids := map[string]string{}
	for _, item := range items {
		one, _ := item.(map[string]any)
		device, _ := one["device"].(string)
		ids[device], _ = one["id"].(string)
		if one["ip"] != "127.0.0.1" || one["current"] != (device == "Navegador de prova") || one["last_seen"] == nil || len([]rune(device)) > 300 {
			t.Errorf("a session is %v", one)
		}
	}
	if len(items) != 3 {
		t.Fatalf("%d sessions, want 3: %v", len(items), items)
	}
	open := s.stream()
	phone.send("POST", "/api/realtime", open.following()).want(t, http.StatusNoContent)
	for device, id := range ids {
		if strings.HasPrefix(device, "Telefone") {
			bia.send("DELETE", "/api/v1/auth/sessions?id="+id, nil).want(t, http.StatusNotFound) // somebody else's
			b.send("DELETE", "/api/v1/auth/sessions?id="+id, nil).want(t, http.StatusNoContent)
			b.send("DELETE", "/api/v1/auth/sessions?id="+id, nil).want(t, http.StatusNotFound)
		}
	}
	open.ends(t, "its session was ended")
	phone.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	b.send("DELETE", "/api/v1/auth/sessions", nil).want(t, http.StatusNoContent)
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusUnauthorized)
	s.do("program", "GET", campaigns, nil).want(t, http.StatusUnauthorized)
	bia.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	s.do("guest", "GET", "/api/v1/auth/sessions", nil).want(t, http.StatusUnauthorized)
	s.do("superuser", "GET", "/api/v1/auth/sessions", nil).want(t, http.StatusForbidden)
	s.do("superuser", "GET", "/api/collections/sessions/records", nil).want(t, http.StatusOK)
	s.do("admin", "GET", "/api/collections/sessions/records", nil).want(t, http.StatusForbidden)
}

func TestRole_aChangeActsAtOnceOnRequestsAndStreams(t *testing.T) {
	t.Parallel()
	s := serve(t)
	s.signer("ana", "user")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	open := s.stream()
	b.send("POST", "/api/realtime", map[string]any{"clientId": open.id, "subscriptions": []string{"suppressions/*"}}).want(t, http.StatusNoContent)
	membership, err := s.app.FindFirstRecordByFilter("memberships", "user = '"+s.users["ana"]+"'")
	must(t, err)
	become := func(role string) {
		s.do("admin", "PATCH", at("memberships", membership.Id), map[string]any{"role": role}).want(t, http.StatusOK)
	}
	b.send("POST", campaigns, map[string]any{"name": "Nova", "channel": "whatsapp"}).want(t, http.StatusOK)
	become("viewer")
	b.send("POST", campaigns, map[string]any{"name": "Outra", "channel": "whatsapp"}).want(t, http.StatusBadRequest)
	b.send("POST", "/api/v1/suppressions", map[string]any{"kind": "email", "value": "x@parou.example"}).want(t, http.StatusForbidden)
	become("admin")
	b.send("GET", at("audit_log"), nil).want(t, http.StatusOK)
	s.save("suppressions", map[string]any{"workspace": s.a, "kind": "phone", "hash": "h", "reason": "manual"})
	open.hears(t) // which only an admin may
}
