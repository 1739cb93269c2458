package routes

import (
	"crypto/rand"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/hooks/session"
)

//go:embed pages/*.html
var pageFiles embed.FS

// publicPages are the pages that somebody without a sign-in is given: whole HTML, no script, nothing from elsewhere.
var publicPages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// publicPolicy lets a page have its own style and its forms, and nothing else.
const publicPolicy = "default-src 'none'; style-src 'nonce-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxForm bounds the form of a public page.
const maxForm = 64 << 10

// public puts a page on the router that knows no session: whoever has the link may act, and a signed-in member has no more
// rights there than others. The limiter counts it by address.
func (a *api) public(r *router.Router[*core.RequestEvent], op huma.Operation, prefix string, handler func(e *core.RequestEvent) error) {
	op.Security = []map[string][]string{}
	if prefix == "" {
		op.Servers = []*huma.Server{{URL: "/"}}
	}
	a.huma.OpenAPI().AddOperation(&op)
	r.Route(op.Method, prefix+op.Path, handler).Unbind(apis.DefaultLoadAuthTokenMiddlewareId, session.MiddlewareID, apis.DefaultCorsMiddlewareId).Bind(apis.BodyLimit(maxForm))
}

// publicView is what every public page is made of.
type publicView struct {
	Nonce string
	Lang  string // pt-BR or en
	Words any
	Data  any
}

// showPublic answers with a public page.
func (a *api) showPublic(e *core.RequestEvent, status int, name, lang string, words, data any) error {
	var page strings.Builder
	view := publicView{Nonce: rand.Text(), Lang: lang, Words: words, Data: data}
	if err := publicPages.ExecuteTemplate(&page, name, view); err != nil {
		a.Logger.ErrorContext(e.Request.Context(), "public page not made", "page", name, "error", err)
		return e.InternalServerError("", nil)
	}
	header := e.Response.Header()
	header.Set("Content-Security-Policy", fmt.Sprintf(publicPolicy, view.Nonce))
	header.Set("Cache-Control", "no-store")
	header.Set("X-Robots-Tag", "noindex, nofollow")
	header.Set("Referrer-Policy", "no-referrer")
	header.Add("Vary", "Accept-Language")
	return e.HTML(status, page.String())
}

// languageOf chooses Portuguese or English by what a browser prefers; what prefers neither gets the fallback.
func languageOf(r *http.Request, fallback string) string {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), ";")
		switch {
		case tag == "pt" || strings.HasPrefix(tag, "pt-"):
			return "pt-BR"
		case tag == "en" || strings.HasPrefix(tag, "en-"):
			return "en"
		}
	}
	if fallback == "en" {
		return "en"
	}
	return "pt-BR"
}

// dayIn writes a day as people do: 24/11/2026, or 24 Nov 2026.
func dayIn(t time.Time, lang, zone string) string {
	if t.IsZero() {
		return ""
	}
	place, err := time.LoadLocation(zone)
	if err != nil {
		place = time.UTC
	}
	if lang == "en" {
		return t.In(place).Format("2 Jan 2006")
	}
	return t.In(place).Format("02/01/2006")
}
