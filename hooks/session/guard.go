package session

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// CSRFHeader carries the word that a page learns with its session. A foreign page cannot read it.
const CSRFHeader = "X-CSRF-Token"

// Words of refusals.
const (
	saidEnded   = "Your session has ended: sign in again."
	saidForeign = "This page may not act for you: open Aceno under its own address."
	saidNoCSRF  = "The request lacks the " + CSRFHeader + " header of your session: reload the page."
)

// withoutSession are paths under which a session does not matter, so that one that has ended is no reason to refuse.
var withoutSession = [...]string{
	"/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout", "/api/v1/auth/claim", "/api/v1/auth/invitation/",
	"/api/v1/webhooks/", "/api/v1/privacy/opt-out/", "/api/v1/openapi.json", "/api/v1/docs",
}

// Guard is the middleware behind the limiter that refuses what a session does not cover: 401 where one matters and has
// ended, 403 where a cookie would write and the request does not prove that our own page sent it.
func (m *Manager) Guard(e *core.RequestEvent) error {
	if e.Get(endedKey) != nil && sessionMatters(e.Request) {
		return e.UnauthorizedError(saidEnded, nil)
	}
	current, ok := Of(e.Request.Context())
	if ok && current.Cookie && writes(e.Request.Method) && !opensSession(e.Request.URL.Path) {
		return m.checkWrite(e, current.ID)
	}
	return e.Next()
}

// sessionMatters says whether a request is for somebody. Connecting to realtime is not: the subscription after it is.
func sessionMatters(r *http.Request) bool {
	path := r.URL.Path
	for _, open := range withoutSession {
		if strings.HasPrefix(path, open) {
			return false
		}
	}
	switch {
	case strings.HasPrefix(path, "/api/v1/"), path == "/api/realtime" && r.Method == http.MethodPost:
		return true
	}
	rest, ok := strings.CutPrefix(path, "/api/collections/")
	_, act, _ := strings.Cut(rest, "/")
	return ok && (act == "auth-refresh" || act == "records" || strings.HasPrefix(act, "records/"))
}

// opensSession are the two acts by which a page that knows no word yet learns it; they look at the origin themselves.
func opensSession(path string) bool {
	return path == "/api/v1/auth/login" || path == "/api/v1/auth/refresh"
}

func writes(method string) bool {
	return method != http.MethodGet && method != http.MethodHead && method != http.MethodOptions
}

// checkWrite passes a request on that proves to come from our own page.
func (m *Manager) checkWrite(e *core.RequestEvent, session string) error {
	if err := m.prove(e, session); err != nil {
		return err
	}
	return e.Next()
}

// prove refuses a request whose origin is not ours, or that does not know the session's word.
func (m *Manager) prove(e *core.RequestEvent, session string) error {
	if !m.Origins.Mine(e.Request, e.Request.Header.Get("Origin")) {
		return e.ForbiddenError(saidForeign, nil)
	}
	if subtle.ConstantTimeCompare([]byte(e.Request.Header.Get(CSRFHeader)), []byte(m.csrf(session))) != 1 {
		return e.ForbiddenError(saidNoCSRF, nil)
	}
	return nil
}

// CheckOrigin refuses a foreign page that would sign somebody in. What sends no origin is no page that could be made to send it.
func (m *Manager) CheckOrigin(e *core.RequestEvent) error {
	origin := e.Request.Header.Get("Origin")
	if origin != "" && !m.Origins.Mine(e.Request, origin) || origin == "" && e.Request.Header.Get("Sec-Fetch-Site") == "cross-site" {
		return e.ForbiddenError(saidForeign, nil)
	}
	return nil
}

// csrf is the word of a session: who may read our answers knows it, and it need not be kept.
func (m *Manager) csrf(session string) string { return m.Hasher.Hash("", "csrf", session) }

// CSRF is the word of the session that a request came with; without one there is none.
func (m *Manager) CSRF(ctx context.Context) string {
	current, ok := Of(ctx)
	if !ok || !current.Cookie {
		return ""
	}
	return m.csrf(current.ID)
}
