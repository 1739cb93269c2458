package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/internal/clock"
)

// publicStandIn is the address that test names have; nothing is ever dialled there.
var publicStandIn = netip.MustParseAddr("93.184.216.34")

// stub is the other side of the wire: it answers every connection that the guard lets through, and records where it
// would have gone. It works over pipes, so that tests run in fake time and leave no goroutine behind.
type stub struct {
	conns chan net.Conn
	gone  chan struct{}
	once  sync.Once

	mu      sync.Mutex
	dialled []string
	asked   []string
	at      []time.Time
}

func newStub(t *testing.T, handler http.HandlerFunc) *stub {
	t.Helper()
	s := &stub{conns: make(chan net.Conn), gone: make(chan struct{})}
	server := &http.Server{ReadHeaderTimeout: time.Hour, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Host+r.URL.RequestURI())
		s.at = append(s.at, time.Now())
		s.mu.Unlock()
		handler(w, r)
	})}
	go func() { _ = server.Serve(s) }()
	t.Cleanup(func() { _ = server.Close() })
	return s
}

// Accept, Close and Addr make the stub a net.Listener.
func (s *stub) Accept() (net.Conn, error) {
	select {
	case c := <-s.conns:
		return c, nil
	case <-s.gone:
		return nil, net.ErrClosed
	}
}

func (s *stub) Close() error {
	s.once.Do(func() { close(s.gone) })
	return nil
}

func (s *stub) Addr() net.Addr { return &net.TCPAddr{} }

// dial asks the dialer's own control, as the net package does before it connects, then connects to the stub.
func (s *stub) dial(ctx context.Context, d *net.Dialer, network, address string) (net.Conn, error) {
	if err := d.ControlContext(ctx, network, address, nil); err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	s.mu.Lock()
	s.dialled = append(s.dialled, address)
	s.mu.Unlock()
	near, far := net.Pipe()
	select {
	case s.conns <- far:
		return near, nil
	case <-s.gone:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *stub) seen() (dialled, asked []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.dialled), slices.Clone(s.asked)
}

// client returns a client that reads from the stub.
func (s *stub) client(t *testing.T, o Options) *Client {
	t.Helper()
	o.Dial = s.dial
	if o.Resolver == nil {
		o.Resolver = everywhere{}
	}
	if o.Clock == nil {
		o.Clock = clock.NewManual(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC))
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// everywhere gives every name the public stand-in.
type everywhere struct{}

func (everywhere) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{publicStandIn}, nil
}

// noRobots answers 404 to robots.txt and leaves the rest to next.
func noRobots(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		next(w, r)
	}
}

func hello(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte("<p>hello"))
}

// sharedFolder finds the folder of test data that lies beside the repository, and skips the test where there is none.
func sharedFolder(t *testing.T, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the shared test data are not here: %v", err)
	}
	return path
}

// zone is a resolver whose n-th lookup of a name gets the n-th answer; the last one repeats.
type zone struct {
	mu    sync.Mutex
	steps map[string][][]string
	taken map[string]int
	aton  bool // reads numbers as the C library does
}

func (z *zone) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if addr, ok := inetAton(host); ok && z.aton {
		return []netip.Addr{addr}, nil
	}
	z.mu.Lock()
	steps := z.steps[host]
	n := min(z.taken[host], len(steps)-1)
	z.taken[host]++
	z.mu.Unlock()
	var out []netip.Addr
	if n >= 0 {
		for _, record := range steps[n] {
			fields := strings.Fields(record)
			if fields[0] == "CNAME" {
				return z.LookupNetIP(ctx, network, fields[1])
			}
			out = append(out, netip.MustParseAddr(fields[1]))
		}
	}
	if len(out) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return out, nil
}
