package website

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/internal/fetch"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// town answers for every website of a test, over pipes, so that a crawl's pace passes in fake time. It is used inside
// synctest.Test.
type town struct {
	conns chan net.Conn
	gone  chan struct{}
	once  sync.Once
	pages map[string]answer
	hosts map[string]http.HandlerFunc // hosts that answer for themselves

	mu    sync.Mutex
	asked []string
}

// answer is one answer: status 200 and HTML unless told otherwise.
type answer struct {
	body, kind, location string
	status               int
}

// newTown serves pages by host and path; what is not there is 404.
func newTown(t *testing.T, pages map[string]answer) *town {
	t.Helper()
	w := &town{conns: make(chan net.Conn), gone: make(chan struct{}), pages: pages}
	server := &http.Server{Handler: w, ReadHeaderTimeout: time.Hour}
	go func() { _ = server.Serve(w) }()
	t.Cleanup(func() { _ = server.Close() })
	return w
}

func (w *town) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.asked = append(w.asked, r.Host+r.URL.RequestURI())
	w.mu.Unlock()
	if own := w.hosts[r.Host]; own != nil {
		own(rw, r)
		return
	}
	p, ok := w.pages[r.Host+r.URL.RequestURI()]
	if !ok {
		http.NotFound(rw, r)
		return
	}
	if p.location != "" {
		rw.Header().Set("Location", p.location)
	}
	if p.kind == "" {
		p.kind = "text/html; charset=utf-8"
	}
	rw.Header().Set("Content-Type", p.kind)
	if p.status > 0 {
		rw.WriteHeader(p.status)
	}
	_, _ = rw.Write([]byte(p.body))
}

// Accept, Close and Addr make the town a net.Listener.
func (w *town) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.gone:
		return nil, net.ErrClosed
	}
}

func (w *town) Close() error {
	w.once.Do(func() { close(w.gone) })
	return nil
}

func (w *town) Addr() net.Addr { return &net.TCPAddr{} }

// LookupNetIP knows every name but those under "nowhere.example".
func (w *town) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	switch host {
	case "nowhere.example":
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case "nameserver-down.example":
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	case "inside.example":
		return []netip.Addr{netip.MustParseAddr("10.0.0.1")}, nil
	}
	return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
}

// dial connects to the town at port 80 alone: no site of it speaks TLS.
func (w *town) dial(ctx context.Context, d *net.Dialer, network, address string) (net.Conn, error) {
	if err := d.ControlContext(ctx, network, address, nil); err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	if _, port, _ := net.SplitHostPort(address); port != "80" {
		return nil, &net.OpError{Op: "dial", Net: network, Err: net.ErrClosed}
	}
	near, far := net.Pipe()
	select {
	case w.conns <- far:
		return near, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (w *town) site(t *testing.T) *Site {
	t.Helper()
	c := clock.NewManual(noon)
	client, err := fetch.New(fetch.Options{Resolver: w, Dial: w.dial, Clock: c})
	if err != nil {
		t.Fatal(err)
	}
	return New(Options{Fetch: client, Clock: c})
}

func (w *town) requests() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}
