package middleware

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"path"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"aceno/hooks/session"
)

// headers tells browsers what our answers may do.
type headers struct {
	origins session.Origins
}

// Policies. A page loads from us alone and is framed by nobody; an answer of the API is no page at all.
const (
	pagePolicy = "default-src 'self'; script-src 'self' 'nonce-$'; style-src 'self' 'nonce-$'; img-src 'self' data: blob:; font-src 'self'; " +
		"connect-src 'self'; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; object-src 'none'; frame-src 'none'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	answerPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	features     = "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), " +
		"microphone=(), midi=(), payment=(), usb=()"
	strictTransport = "max-age=31536000"
)

// set writes the headers before anything else can answer.
func (h headers) set(e *core.RequestEvent) error {
	out := e.Response.Header()
	out.Set("X-Content-Type-Options", "nosniff")
	out.Set("X-Frame-Options", "DENY")
	out.Set("Referrer-Policy", "same-origin")
	out.Set("Permissions-Policy", features)
	out.Set("Cross-Origin-Opener-Policy", "same-origin")
	if h.origins.HTTPS(e.Request) {
		out.Set("Strict-Transport-Security", strictTransport)
	}
	switch where := e.Request.URL.Path; {
	case where == "/_" || strings.HasPrefix(where, "/_/"), strings.HasPrefix(where, "/api/files/"):
		// PocketBase gives its panel and stored files policies of their own, where there is none yet.
	case strings.HasPrefix(where, "/api/"):
		out.Set("Content-Security-Policy", answerPolicy)
		if strings.HasPrefix(where, "/api/v1/auth/") {
			out.Set("Cache-Control", "no-store")
		}
	default:
		nonce := newNonce()
		out.Set("Content-Security-Policy", strings.ReplaceAll(pagePolicy, "$", nonce))
		if mayBePage(e.Request) {
			return givePage(e, nonce)
		}
	}
	return e.Next()
}

func newNonce() string {
	raw := make([]byte, 16)
	_, _ = rand.Read(raw) // never fails
	return base64.RawStdEncoding.EncodeToString(raw)
}

// mayBePage says whether a path may be answered with the page: addresses of the page's own have no ending.
func mayBePage(r *http.Request) bool {
	ending := path.Ext(r.URL.Path)
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && (ending == "" || ending == ".html")
}
