package hooks

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"aceno/hooks/middleware"
)

func TestLimiter_theHundredAndFirstRequestOfAMinuteWaits(t *testing.T) {
	t.Parallel()
	s := serve(t, withPage)
	s.sdkOf("viewer")
	for i := range 100 {
		if got := s.do("guest", "GET", "/api/health", nil); got.status != http.StatusOK {
			t.Fatalf("request %d: %d", i+1, got.status)
		}
	}
	got := s.do("guest", "GET", "/api/health", nil).want(t, http.StatusTooManyRequests)
	if wait, err := strconv.Atoi(got.header.Get("Retry-After")); err != nil || wait < 1 || wait > 60 {
		t.Errorf("Retry-After is %q", got.header.Get("Retry-After"))
	}
	s.do("guest", "GET", "/api/v1/openapi.json", nil).want(t, http.StatusTooManyRequests)
	for path, status := range map[string]int{"/": http.StatusOK, "/app.js": http.StatusOK, "/api/v1/webhooks/whatsapp": http.StatusForbidden} {
		s.do("guest", "GET", path, nil).want(t, status) // files and webhooks are outside
	}
	s.stream()
	s.do("viewer", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK) // a person has a limit of their own
}

// sdkOf notes a token's session before the address's limit is used up.
func (s *server) sdkOf(who string) {
	s.do(who, "GET", "/api/v1/dashboard", nil).want(s.t, http.StatusOK)
}

func TestLimiter_countsAPersonWhereverTheyCome(t *testing.T) {
	t.Parallel()
	s := serve(t, trusting("127.0.0.1"), func(d *Dependencies) {
		d.Front.PerUser, d.Front.PerIP = middleware.Limit{Most: 5, Per: time.Hour}, middleware.Limit{Off: true}
	})
	for i := range 5 {
		header := map[string]string{"X-Forwarded-For": "203.0.113." + strconv.Itoa(i)}
		s.send("viewer", "GET", "/api/v1/dashboard", nil, header).want(t, http.StatusOK)
	}
	s.send("viewer", "GET", campaigns, nil, map[string]string{"X-Forwarded-For": "203.0.113.99"}).want(t, http.StatusTooManyRequests)
	s.do("user", "GET", "/api/v1/dashboard", nil).want(t, http.StatusOK)
	for range 10 {
		s.do("superuser", "GET", campaigns, nil).want(t, http.StatusOK)
	}
	for range 120 {
		s.do("guest", "GET", "/api/health", nil).want(t, http.StatusOK)
	}
}

func TestLimiter_knowsTheClientBehindATrustedProxyAlone(t *testing.T) {
	t.Parallel()
	small := func(d *Dependencies) { d.Front.PerIP = middleware.Limit{Most: 2, Per: time.Minute} }
	behind, bare := serve(t, trusting("127.0.0.0/8", "10.0.0.0/8"), small), serve(t, small)
	from := func(s *server, address string) int {
		return s.send("guest", "GET", "/api/health", nil, map[string]string{"X-Forwarded-For": address}).status
	}
	for _, c := range []struct {
		name      string
		addresses []string
		last      int
	}{
		{"one address", []string{"203.0.113.1", "203.0.113.1", "203.0.113.1"}, http.StatusTooManyRequests},
		{"three addresses", []string{"203.0.113.2", "203.0.113.3", "203.0.113.4"}, http.StatusOK},
		{"made-up ones before the true one", []string{"1.1.1.1, 203.0.113.5", "2.2.2.2, 203.0.113.5", "3.3.3.3, 203.0.113.5"}, http.StatusTooManyRequests},
		{"our own proxies behind it", []string{"203.0.113.6, 10.1.1.1", "203.0.113.6, 10.2.2.2", "203.0.113.6"}, http.StatusTooManyRequests},
		{"one IPv6 network of 64 bits", []string{"2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:db8:1:1:abcd:1:2:3"}, http.StatusTooManyRequests},
		{"three IPv6 networks", []string{"2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:1:4::1"}, http.StatusOK},
		{"IPv4 written as IPv6", []string{"::ffff:203.0.113.7", "203.0.113.7", "::ffff:203.0.113.7"}, http.StatusTooManyRequests},
	} {
		status := 0
		for _, address := range c.addresses {
			status = from(behind, address)
		}
		if status != c.last {
			t.Errorf("%s: the third answers %d, want %d", c.name, status, c.last)
		}
	}
	from(bare, "203.0.113.1")
	from(bare, "203.0.113.2")
	if got := from(bare, "203.0.113.3"); got != http.StatusTooManyRequests {
		t.Errorf("without a trusted proxy the header counts: %d", got)
	}
}

func TestAttempts_aPasswordIsTriedTenTimesFromOnePlace(t *testing.T) {
	t.Parallel()
	s := serve(t, trusting("127.0.0.1"))
	s.signer("ana", "user")
	s.signer("bia", "user")
	try := func(address, email, word string) answer {
		body := map[string]any{"identity": email, "email": email, "password": word}
		path := "/api/v1/auth/login"
		if strings.HasPrefix(word, "sdk") {
			path = "/api/collections/users/auth-with-password"
		}
		return s.send("guest", "POST", path, body, map[string]string{"X-Forwarded-For": address})
	}
	for i := range 10 {
		word := []string{"errada", "sdk-errada"}[i%2]
		try("203.0.113.1", "ana@aceno.example", word).want(t, http.StatusBadRequest)
	}
	if got := try("203.0.113.1", "Ana@aceno.example", password).want(t, http.StatusTooManyRequests); got.header.Get("Retry-After") == "" {
		t.Error("nobody is told how long to wait")
	}
	try("203.0.113.2", "ana@aceno.example", password).want(t, http.StatusOK) // from elsewhere
	for range 9 {
		try("203.0.113.1", "bia@aceno.example", "errada").want(t, http.StatusBadRequest)
	}
	try("203.0.113.1", "bia@aceno.example", password).want(t, http.StatusOK)
	try("203.0.113.1", "bia@aceno.example", "errada").want(t, http.StatusBadRequest) // the right one ended the count
}

func TestAttempts_mailsAreAskedForTenTimesFromOnePlace(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for range 10 {
		s.do("guest", "POST", "/api/collections/users/request-password-reset", map[string]any{"email": "ninguem@aceno.example"}).want(t, http.StatusNoContent)
	}
	s.do("guest", "POST", "/api/collections/users/request-password-reset", map[string]any{"email": "viewer@aceno.example"}).want(t, http.StatusTooManyRequests)
}
