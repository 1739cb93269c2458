package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
)

// fixed gives every name one address.
type fixed string

func (f fixed) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr(string(f))}, nil
}

func TestAllowPrivate_opensPrivateRangesAndNothingElse(t *testing.T) {
	t.Parallel()
	for addr, open := range map[string]bool{
		"127.0.0.1": true, "10.1.2.3": true, "192.168.0.1": true, "fd12::1": true, "::1": true, "93.184.216.34": true,
		"169.254.169.254": false, "fd00:ec2::254": false, "168.63.129.16": false, "100.64.0.1": false, "0.0.0.0": false, "fe80::1": false,
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newStub(t, noRobots(hello))
			_, err := s.client(t, Options{AllowPrivate: true, Resolver: fixed(addr)}).Get(t.Context(), "http://shop.test/")
			if (err == nil) != open {
				t.Errorf("%s: %v", addr, err)
			}
			if dialled, _ := s.seen(); len(dialled) > 0 && !open {
				t.Errorf("dialled %q", dialled)
			}
		})
	}
}

// TestTransport_* dial the real network stack, on this machine only.
func TestTransport_reachesPrivateHostsOnlyWhenListed(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(hello))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		t.Fatal(err)
	}
	for list, want := range map[string]bool{"": false, "other.test": false, "127.0.0.1:1": false, host: true, name: true} {
		c, err := New(Options{AllowPrivate: true, AllowHosts: []string{list}})
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Transport: c.Transport()}).Get(server.URL)
		if err == nil {
			_ = resp.Body.Close()
		}
		if (err == nil) != want || (err != nil && !errors.Is(err, errForbidden)) {
			t.Errorf("listed %q: %v", list, err)
		}
	}
}

func TestGuard_checksTheAddressThatTheNetworkConnectsTo(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(hello))
	defer server.Close()
	g := NewGuard(nil)
	if conn, err := g.DialContext(t.Context(), "tcp", strings.TrimPrefix(server.URL, "http://")); err == nil {
		_ = conn.Close()
		t.Error("connected to a loopback address")
	} else if !errors.Is(err, errForbidden) {
		t.Errorf("want a refusal, got %v", err)
	}
}

func TestClient_usesNoProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	synctest.Test(t, func(t *testing.T) {
		s := newStub(t, noRobots(hello))
		c := s.client(t, Options{})
		if c.transport.Proxy != nil || c.settings.Proxy != nil {
			t.Error("a proxy may be used")
		}
		if _, err := c.Get(t.Context(), "http://shop.test/"); err != nil {
			t.Error(err)
		}
	})
}
