package middleware

import (
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// hands is a clock that a test moves.
type hands struct{ at time.Time }

func (h *hands) now() time.Time { return h.at }

func TestWindow_holdsItsLimitInEveryStretchOfTime(t *testing.T) {
	t.Parallel()
	clock := &hands{at: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)}
	w := newWindow(Limit{Most: 20, Per: time.Minute}, 100, clock.now)
	random := rand.New(rand.NewPCG(1, 2))
	var taken []time.Time
	for range 5000 {
		clock.at = clock.at.Add(time.Duration(random.Int64N(int64(4 * time.Second))))
		wait, ok := w.take("a")
		if ok {
			taken = append(taken, clock.at)
			continue
		}
		if wait <= 0 || wait > time.Minute {
			t.Fatalf("the wait is %v", wait)
		}
		later := newWindow(w.Limit, 100, clock.now)
		for _, at := range taken[len(taken)-20:] {
			later.trail("a").times = append(later.trail("a").times, at)
		}
		before := clock.at
		clock.at = before.Add(wait - time.Nanosecond)
		if _, early := later.take("a"); early {
			t.Fatal("one is let through before the wait is over")
		}
		clock.at = before.Add(wait)
		if _, then := later.take("a"); !then {
			t.Fatal("after the wait nobody is let through")
		}
		clock.at = before
	}
	for i := 20; i < len(taken); i++ {
		if taken[i].Sub(taken[i-20]) < time.Minute {
			t.Fatalf("21 requests lie within %v", taken[i].Sub(taken[i-20]))
		}
	}
	if len(taken) < 1000 {
		t.Errorf("only %d of 5000 were let through", len(taken))
	}
}

func TestWindow_countsEachKeyForItselfAndRemembersSoManyAtMost(t *testing.T) {
	t.Parallel()
	clock := &hands{at: time.Now()}
	w := newWindow(Limit{Most: 1, Per: time.Minute}, 100, clock.now)
	for i := range 10_000 {
		if _, ok := w.take(strconv.Itoa(i)); !ok {
			t.Fatalf("key %d was refused", i)
		}
		if _, ok := w.take(strconv.Itoa(i)); ok {
			t.Fatalf("key %d was let through twice", i)
		}
		if held := len(w.young) + len(w.old); held > 100 {
			t.Fatalf("%d keys are remembered", held)
		}
	}
	w.forget("9999")
	if _, ok := w.take("9999"); !ok {
		t.Error("a key that was forgotten is still held back")
	}
	off := newWindow(Limit{Off: true}, 100, clock.now)
	for range 1000 {
		if _, ok := off.take("a"); !ok {
			t.Fatal("a limit that is off holds somebody back")
		}
	}
}

func TestParse_limitsAndProxies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Limit{"100/1m": {Most: 100, Per: time.Minute}, " 1000/1h ": {Most: 1000, Per: time.Hour}, "off": {Off: true}, "": {}} {
		if got, err := ParseLimit(text); err != nil || got != want {
			t.Errorf("ParseLimit(%q) = %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"100", "0/1m", "-1/1m", "x/1m", "100/x", "100/1ms", "100/-1m", "on"} {
		if got, err := ParseLimit(text); err == nil || !strings.Contains(err.Error(), strconv.Quote(text)) {
			t.Errorf("ParseLimit(%q) = %v, %v", text, got, err)
		}
	}
	list, err := ParseProxies([]string{"10.0.0.5", "fd00::/8", "192.168.7.9/24", "::ffff:192.0.2.1"})
	if err != nil || len(list) != 4 || list[2].String() != "192.168.7.0/24" || list[3].String() != "192.0.2.1/32" {
		t.Errorf("the proxies are %v: %v", list, err)
	}
	if _, err := ParseProxies([]string{"proxy.example"}); err == nil {
		t.Error("a name passes for an address")
	}
}

func TestClient_isReadFromTrustedProxiesAlone(t *testing.T) {
	t.Parallel()
	proxies := clients{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for _, c := range []struct {
		name, peer string
		header     http.Header
		want       string
	}{
		{"no proxy", "203.0.113.9:5", http.Header{"X-Forwarded-For": {"1.1.1.1"}}, "203.0.113.9"},
		{"a proxy that says nothing", "10.0.0.1:5", nil, "10.0.0.1"},
		{"one proxy", "10.0.0.1:5", http.Header{"X-Forwarded-For": {"198.51.100.7"}}, "198.51.100.7"},
		{"two headers", "10.0.0.1:5", http.Header{"X-Forwarded-For": {"1.1.1.1", "198.51.100.7, 10.0.0.9"}}, "198.51.100.7"},
		{"with a port", "[::1]:5", http.Header{"X-Forwarded-For": {"198.51.100.7:4444"}}, "198.51.100.7"},
		{"IPv6 in brackets", "10.0.0.1:5", http.Header{"X-Forwarded-For": {"[2001:db8::7]"}}, "2001:db8::7"},
		{"nonsense at the end", "10.0.0.1:5", http.Header{"X-Forwarded-For": {"198.51.100.7, unknown"}}, "10.0.0.1"},
		{"proxies alone", "10.0.0.1:5", http.Header{"X-Forwarded-For": {"10.0.0.3"}}, "10.0.0.1"},
		{"the other header", "10.0.0.1:5", http.Header{"X-Real-Ip": {"198.51.100.8"}}, "198.51.100.8"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		for name, values := range c.header {
			r.Header[name] = values
		}
		e := &core.RequestEvent{}
		e.Request, e.Response = r, httptest.NewRecorder()
		if err := proxies.find(e); err != nil {
			t.Fatal(err)
		}
		if got := netip.MustParseAddr(e.RemoteIP()); got != netip.MustParseAddr(c.want) {
			t.Errorf("%s: the client is %v, want %s", c.name, got, c.want)
		}
	}
}

func TestPage_tooLargeAOneGoesOutAsItIs(t *testing.T) {
	t.Parallel()
	for _, length := range []bool{true, false} {
		out := httptest.NewRecorder()
		p := &pageWriter{ResponseWriter: out, nonce: "n"}
		p.Header().Set("Content-Type", "text/html; charset=utf-8")
		part := strings.Repeat(NoncePlaceholder, 1000)
		if length {
			p.Header().Set("Content-Length", strconv.Itoa(200*len(part)))
		}
		for range 200 {
			if _, err := p.Write([]byte(part)); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.finish(); err != nil {
			t.Fatal(err)
		}
		if out.Body.Len() != 200*len(part) || out.Code != http.StatusOK || p.Status() != http.StatusOK || !p.Written() {
			t.Errorf("%d of %d bytes came, status %d", out.Body.Len(), 200*len(part), out.Code)
		}
	}
}
