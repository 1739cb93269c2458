package session

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// local is a request of a browser on this machine.
func local(tb testing.TB) *http.Request {
	tb.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8090/", nil)
	r.RemoteAddr = "127.0.0.1:50000"
	return r
}

type hasher struct{}

func (hasher) Hash(workspace, kind, value string) string {
	sum := sha256.Sum256([]byte(workspace + "|" + kind + "|" + value))
	return hex.EncodeToString(sum[:])
}

func TestCookies_areSecureEverywhereButBetweenTwoProgramsOfOneMachine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, host, peer string
		header           map[string]string
		public           string
		secure           bool
	}{
		{name: "loopback by number", host: "127.0.0.1:8090", peer: "127.0.0.1:5"},
		{name: "loopback by name", host: "localhost:8090", peer: "[::1]:5"},
		{name: "loopback of IPv6", host: "[::1]:8090", peer: "[::1]:5"},
		{name: "loopback written as IPv6", host: "127.0.0.1", peer: "[::ffff:127.0.0.1]:5"},
		{name: "from another machine", host: "127.0.0.1:8090", peer: "192.0.2.4:5", secure: true},
		{name: "a name that is not local", host: "aceno.example", peer: "127.0.0.1:5", secure: true},
		{name: "a name that begins like a local one", host: "localhost.evil.example", peer: "127.0.0.1:5", secure: true},
		{name: "a proxy on this machine", host: "127.0.0.1:8090", peer: "127.0.0.1:5", header: map[string]string{"X-Forwarded-For": "192.0.2.4"}, secure: true},
		{name: "a proxy that says https", host: "127.0.0.1:8090", peer: "127.0.0.1:5", header: map[string]string{"X-Forwarded-Proto": "https"}, secure: true},
		{name: "the public address", host: "Aceno.example", peer: "127.0.0.1:5", public: "https://aceno.example", secure: true},
		{name: "this machine, beside a public address", host: "127.0.0.1:8090", peer: "127.0.0.1:5", public: "https://aceno.example"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := local(t)
			r.Host, r.RemoteAddr = c.host, c.peer
			for name, value := range c.header {
				r.Header.Set(name, value)
			}
			o := NewOrigins(c.public, nil)
			w := httptest.NewRecorder()
			o.setCookie(w, r, accessCookie, "x", AccessLife)
			got := w.Result().Cookies()[0]
			if got.Secure != c.secure || strings.HasPrefix(got.Name, "__Host-") != c.secure || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Path != "/" || got.MaxAge != 900 {
				t.Errorf("the cookie is %s", got.Raw)
			}
		})
	}
}

func TestCookies_theOneOfAnotherConnectionAndTwoOfOneNameAreNone(t *testing.T) {
	t.Parallel()
	o := NewOrigins("", nil)
	for header, want := range map[string]string{
		"aceno_access=a":                  "a",
		"other=1; aceno_access=a":         "a",
		"aceno_access=a; aceno_access=b":  "",
		"__Host-aceno_access=a":           "",
		"aceno_accesss=a":                 "",
		"":                                "",
		"aceno_access=\"a b\"; x=\x00; =": "a b",
	} {
		r := local(t)
		r.Header.Set("Cookie", header)
		if got := o.cookie(r, accessCookie); got != want {
			t.Errorf("of %q the cookie is %q, want %q", header, got, want)
		}
	}
	w := httptest.NewRecorder()
	o.clearCookies(w, local(t))
	for _, c := range w.Result().Cookies() {
		if c.MaxAge >= 0 || c.Value != "" {
			t.Errorf("a cookie that is taken away is %s", c.Raw)
		}
	}
}

func TestOrigins_knowWhoseThePageIs(t *testing.T) {
	t.Parallel()
	o := NewOrigins("https://Aceno.example:443/app", []string{"https://app.example/", "*", "nonsense", "https://caps.EXAMPLE"})
	for _, c := range []struct {
		host, origin, scheme string
		mine                 bool
	}{
		{"127.0.0.1:8090", "http://127.0.0.1:8090", "", true},
		{"127.0.0.1:8090", "http://127.0.0.1:8091", "", false},
		{"127.0.0.1:8090", "https://aceno.example", "", true},
		{"127.0.0.1:8090", "http://aceno.example", "", false},
		{"127.0.0.1:8090", "https://app.example", "", true},
		{"127.0.0.1:8090", "https://caps.example", "", true},
		{"127.0.0.1:8090", "https://sub.app.example", "", false},
		{"127.0.0.1:8090", "null", "", false},
		{"127.0.0.1:8090", "", "", false},
		{"127.0.0.1:8090", "file://127.0.0.1:8090", "", false},
		{"other.example", "https://other.example", "https", true},
		{"other.example", "http://other.example", "https", false},
		{"other.example", "http://other.example", "", true},
	} {
		r := local(t)
		r.Host = c.host
		if c.scheme != "" {
			r = WithScheme(r, c.scheme)
		}
		if got := o.Mine(r, c.origin); got != c.mine {
			t.Errorf("at %s (%s) a page of %q is ours: %v", c.host, c.scheme, c.origin, got)
		}
	}
	if o.Foreign("*") || o.Foreign("") || !o.Foreign("https://app.example") || o.Foreign("https://app.example.evil.example") {
		t.Error("other origins than the configured ones may read answers")
	}
}

func TestRefreshTokens_areReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	first, again := newRefreshToken("abcdefghij12345"), newRefreshToken("abcdefghij12345")
	if got, ok := parseRefresh(first.String()); !ok || got != first {
		t.Errorf("%v was read as %v, %v", first, got, ok)
	}
	if first.secret == again.secret || first.family == again.family {
		t.Error("two tokens are alike")
	}
	next := first.next(hasher{})
	if next.session != first.session || next.family != first.family || next.secret == first.secret || next != first.next(hasher{}) || next == next.next(hasher{}) {
		t.Errorf("after %v comes %v", first, next)
	}
	if _, ok := parseRefresh(next.String()); !ok {
		t.Errorf("the next token %v cannot be read", next)
	}
}

func FuzzCookies_nothingBreaksAndOnlyWhatWeWroteIsRead(f *testing.F) {
	token := newRefreshToken("abcdefghij12345").String()
	for _, seed := range []string{"", "aceno_refresh=" + token, "aceno_refresh=" + token + "; aceno_refresh=x", "__Host-aceno_refresh=" + token, "aceno_refresh=" + token[:40],
		"aceno_refresh=" + strings.ToUpper(token), "=;=;,", "aceno_access=a.b.c; aceno_refresh=..", "aceno_refresh=\"" + token + "\""} {
		f.Add(seed)
	}
	o := NewOrigins("", nil)
	f.Fuzz(func(t *testing.T, header string) {
		r := local(t)
		r.Header["Cookie"] = []string{header}
		shown := o.credentials(r)
		if shown.token != "" && (!shown.cookie || !strings.Contains(header, accessCookie)) {
			t.Errorf("of %q a token %q was read", header, shown.token)
		}
		read(shown.token)
		got, ok := parseRefresh(o.cookie(r, refreshCookie))
		if !ok {
			return
		}
		if text := got.String(); !strings.Contains(header, refreshCookie) || !strings.Contains(header, text) || len(text) != idSize+familySize+secretSize+2 {
			t.Errorf("of %q the refresh token %q was read", header, text)
		}
	})
}

func TestCache_remembersASecondAndNothingFromBeforeAChange(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	c := newCache(func() time.Time { return now })
	token := fingerprint{1}
	_, turn, _ := c.get(token)
	c.put(token, turn, known{session: "s", expires: now.Add(time.Hour)})
	if got, _, ok := c.get(token); !ok || got.session != "s" {
		t.Fatal("what was put is not remembered")
	}
	now = now.Add(remember)
	if _, _, ok := c.get(token); ok {
		t.Error("it is remembered for more than a second")
	}
	_, turn, _ = c.get(token)
	c.clear() // a logout while the database was read
	c.put(token, turn, known{session: "s", expires: now.Add(time.Hour)})
	if _, _, ok := c.get(token); ok {
		t.Error("what was read before the change is remembered after it")
	}
	_, turn, _ = c.get(token)
	c.put(token, turn, known{session: "s", expires: now.Add(remember / 2)})
	now = now.Add(remember / 2)
	if _, _, ok := c.get(token); ok {
		t.Error("it is remembered beyond its own end")
	}
	for i := range cacheSize + 10 {
		c.put(fingerprint{byte(i), byte(i >> 8), byte(i >> 16)}, turn, known{})
	}
	if len(c.byID) > cacheSize {
		t.Errorf("%d tokens are remembered", len(c.byID))
	}
}

func TestGuard_knowsWhereASessionMatters(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"GET /api/collections/campaigns/records": true, "GET /api/collections/campaigns/records/abc": true, "POST /api/collections/users/auth-refresh": true,
		"POST /api/collections/users/auth-with-password": false, "POST /api/collections/users/request-otp": false, "GET /api/collections/users/auth-methods": false,
		"GET /api/realtime": false, "POST /api/realtime": true, "GET /api/health": false, "GET /": false, "GET /campaigns": false,
		"GET /api/v1/why": true, "GET /api/v1/auth/sessions": true, "POST /api/v1/auth/login": false, "POST /api/v1/auth/refresh": false,
		"POST /api/v1/auth/logout": false, "GET /api/v1/docs": false, "POST /api/v1/webhooks/whatsapp": false, "POST /api/v1/privacy/erase": true,
	} {
		method, address, _ := strings.Cut(path, " ")
		if got := sessionMatters(httptest.NewRequest(method, address, nil)); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}
