package hooks

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"aceno/hooks/middleware"
)

// trusting makes a server believe a proxy.
func trusting(proxies ...string) func(*Dependencies) {
	return func(d *Dependencies) {
		list, err := middleware.ParseProxies(proxies)
		if err != nil {
			panic(err)
		}
		d.Front.Proxies = list
	}
}

// withPage serves a page as the program does.
func withPage(d *Dependencies) {
	pages := fstest.MapFS{
		"index.html": {Data: []byte(`<!doctype html><script type="module" nonce="{{nonce}}" src="app.js"></script><style nonce="{{nonce}}"></style>`), ModTime: time.Unix(1, 0)},
		"app.js":     {Data: []byte(`"{{nonce}}"`)},
	}
	d.App.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.Router.Any("/{path...}", apis.Static(pages, true))
		return e.Next()
	})
}

func TestCSRF_whatACookieWritesComesFromOurPage(t *testing.T) {
	t.Parallel()
	s := serve(t, func(d *Dependencies) {
		d.PublicURL, d.Front.CORSOrigins = "https://aceno.example", []string{"https://app.aceno.example"}
	})
	s.signer("ana", "user")
	s.sdk("ana", "ana")
	b := s.browser()
	b.login("ana").want(t, http.StatusOK)
	csrf := b.csrf
	other := s.browser()
	other.login("ana").want(t, http.StatusOK)
	for _, c := range []struct {
		name, method, origin, csrf string
		status                     int
	}{
		{"our own page", "POST", s.url, csrf, http.StatusOK},
		{"the public address", "POST", "https://aceno.example", csrf, http.StatusOK},
		{"a configured front end", "POST", "https://app.aceno.example", csrf, http.StatusOK},
		{"no word", "POST", s.url, "", http.StatusForbidden},
		{"another session's word", "POST", s.url, other.csrf, http.StatusForbidden},
		{"a foreign page", "POST", "https://evil.example", csrf, http.StatusForbidden},
		{"a page whose name begins like ours", "POST", s.url + ".evil.example", csrf, http.StatusForbidden},
		{"a sandboxed frame", "POST", "null", csrf, http.StatusForbidden},
		{"no origin", "POST", "", csrf, http.StatusForbidden},
		{"reading", "GET", "https://evil.example", "", http.StatusOK},
	} {
		b.origin, b.csrf = c.origin, c.csrf
		var body any
		if c.method == "POST" {
			body = map[string]any{"name": "Nova", "channel": "whatsapp"}
		}
		if got := b.send(c.method, campaigns, body); got.status != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, got.status, c.status, got.raw)
		}
		b.csrf = c.csrf
		if got := b.send(c.method, "/api/v1/auth/sessions?id=zzzzzzzzzzzzzzz", nil); c.status == http.StatusForbidden && got.status == http.StatusNotFound {
			t.Errorf("%s: our routes let it through", c.name)
		}
	}
	s.do("ana", "POST", campaigns, map[string]any{"name": "Do SDK", "channel": "whatsapp"}).want(t, http.StatusOK) // a bearer proves itself
	b.origin, b.csrf = s.url, ""
	b.send("POST", "/api/realtime", s.stream().following()).want(t, http.StatusForbidden)
	b.send("POST", "/api/v1/auth/logout", nil).want(t, http.StatusForbidden)
	b.send("GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	b.origin = "https://evil.example"
	b.send("POST", "/api/v1/auth/refresh", nil).want(t, http.StatusForbidden)
	evil := s.browser()
	evil.origin = "https://evil.example"
	if evil.login("ana").want(t, http.StatusForbidden); len(evil.cookies) > 0 {
		t.Error("a foreign page signs somebody in")
	}
}

func TestCORS_opensAnswersToConfiguredOriginsAlone(t *testing.T) {
	t.Parallel()
	closed, open := serve(t), serve(t, func(d *Dependencies) { d.Front.CORSOrigins = []string{"https://app.aceno.example"} })
	all := serve(t, func(d *Dependencies) { d.Front.CORSOrigins = []string{"*"} })
	for _, c := range []struct {
		name, origin, allowed, credentials string
		server                             *server
	}{
		{"none configured", "https://app.aceno.example", "", "", closed},
		{"the configured one", "https://app.aceno.example", "https://app.aceno.example", "true", open},
		{"another", "https://evil.example", "", "", open},
		{"one that contains it", "https://app.aceno.example.evil.example", "", "", open},
		{"all, without cookies", "https://any.example", "*", "", all},
	} {
		for _, method := range []string{"GET", "OPTIONS"} {
			got := c.server.send("guest", method, "/api/health", nil, map[string]string{"Origin": c.origin, "Access-Control-Request-Method": "POST"})
			if got.header.Get("Access-Control-Allow-Origin") != c.allowed || got.header.Get("Access-Control-Allow-Credentials") != c.credentials {
				t.Errorf("%s, %s: %v", c.name, method, got.header)
			}
		}
	}
}

func TestHeaders_tellBrowsersWhatAnAnswerMayDo(t *testing.T) {
	t.Parallel()
	s := serve(t, withPage)
	want := map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin"}
	for _, path := range []string{"/", "/prospectos/abc", "/app.js", "/api/health", "/api/v1/dashboard", "/api/nothing"} {
		got := s.do("guest", "GET", path, nil)
		for name, value := range want {
			if got.header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got.header.Get(name), value)
			}
		}
		if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if got.header.Get("Permissions-Policy") == "" || got.header.Get("X-Request-Id") == "" || got.header.Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: headers are %v", path, got.header)
		}
	}
	if policy := s.do("guest", "GET", "/api/v1/docs", nil).header.Get("Content-Security-Policy"); !strings.Contains(policy, "style-src 'unsafe-inline'") {
		t.Errorf("the page of the document has lost its own policy: %q", policy)
	}
	public := serve(t, func(d *Dependencies) { d.PublicURL = "https://aceno.example/" })
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, public.url+"/api/health", nil)
	must(t, err)
	request.Host = "aceno.example"
	response, err := http.DefaultClient.Do(request)
	must(t, err)
	defer response.Body.Close()
	if response.Header.Get("Strict-Transport-Security") == "" {
		t.Error("under the public https address browsers are not told to stay with it")
	}
}

var nonced = regexp.MustCompile(`script-src 'self' 'nonce-([^']+)'`)

func TestPage_hasANonceOfItsOwnInEveryAnswer(t *testing.T) {
	t.Parallel()
	s := serve(t, withPage)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/", "/prospectos", "/conta/equipe"} {
		got := s.send("guest", "GET", path, nil, map[string]string{"If-Modified-Since": "Fri, 31 Dec 2060 23:59:59 GMT", "Range": "bytes=0-3"}).want(t, http.StatusOK)
		found := nonced.FindStringSubmatch(got.header.Get("Content-Security-Policy"))
		if found == nil || seen[found[1]] || len(found[1]) < 20 {
			t.Fatalf("%s: the nonce of %q is none, or an old one", path, got.header.Get("Content-Security-Policy"))
		}
		seen[found[1]] = true
		if strings.Count(got.raw, `nonce="`+found[1]+`"`) != 2 || strings.Contains(got.raw, "{{") {
			t.Errorf("%s: the page is %s", path, got.raw)
		}
		if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Last-Modified") != "" || got.header.Get("Content-Length") != strconv.Itoa(len(got.raw)) {
			t.Errorf("%s: headers are %v", path, got.header)
		}
	}
	if file := s.do("guest", "GET", "/app.js", nil).want(t, http.StatusOK); file.raw != `"{{nonce}}"` {
		t.Errorf("a file is %s", file.raw)
	}
	s.do("guest", "HEAD", "/", nil).want(t, http.StatusOK)
}
