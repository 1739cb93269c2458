package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Resolver looks up the addresses of a name. *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Dial makes one connection to address, an IP and a port, by d. Whoever replaces it must ask d.ControlContext first,
// as the net package does before it connects.
type Dial func(ctx context.Context, d *net.Dialer, network, address string) (net.Conn, error)

// connectTimeout bounds one attempt at one address, and maxAddresses how many of a name are tried.
const (
	connectTimeout = 6 * time.Second
	maxAddresses   = 6
)

// errForbidden is inside every refusal of an address.
var errForbidden = errors.New("not a public address")

// Guard dials public addresses only. The check sees the very address that is connected to, after the name was looked
// up, at every attempt: a name that changes its answer gains nothing.
type Guard struct {
	allowPrivate bool
	allowHosts   []string
	mapping      mapping
	resolver     Resolver
	dial         Dial
}

// NewGuard returns a guard for hosts that people name in settings. Private addresses are dialled only for the hosts in
// allowHosts ("host" or "host:port"), link-local and platform addresses never.
func NewGuard(allowHosts []string) *Guard {
	return &Guard{allowHosts: lower(allowHosts), resolver: pureGo{}, dial: dialNet}
}

// Transport returns a transport that dials through the guard, without proxy, and bounds what a stranger may send.
func (g *Guard) Transport() *http.Transport {
	return &http.Transport{
		DialContext:            g.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           100,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        60 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: maxHeaders,
	}
}

// DialContext connects to the first address of host that answers and may be dialled.
func (g *Guard) DialContext(ctx context.Context, network, hostport string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostport)
	if err != nil {
		return nil, err
	}
	if to, ok := g.mapping.find(strings.ToLower(host)); ok {
		return g.dial(ctx, g.dialer(true), "tcp", to.String())
	}
	addrs, err := g.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	dialer := g.dialer(g.mayBePrivate(host, port))
	var failed error
	for _, addr := range addrs[:min(len(addrs), maxAddresses)] {
		conn, err := g.dial(ctx, dialer, "tcp", net.JoinHostPort(addr.String(), port))
		if err == nil {
			return conn, nil
		}
		if failed == nil || errors.Is(err, errForbidden) {
			failed = err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return nil, failed
}

func (g *Guard) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	addrs, err := g.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	if len(addrs) == 0 {
		return nil, &net.DNSError{Err: "no address", Name: host, IsNotFound: true}
	}
	return addrs, nil
}

func (g *Guard) mayBePrivate(host, port string) bool {
	host = strings.ToLower(host)
	return g.allowPrivate || slices.Contains(g.allowHosts, host) ||
		slices.Contains(g.allowHosts, net.JoinHostPort(host, port))
}

func (g *Guard) dialer(private bool) *net.Dialer {
	return &net.Dialer{
		Timeout: connectTimeout,
		ControlContext: func(_ context.Context, network, address string, _ syscall.RawConn) error {
			return checkDial(network, address, private)
		},
	}
}

// checkDial is the check: the last thing that happens before a connection is made.
func checkDial(network, address string, private bool) error {
	if !strings.HasPrefix(network, "tcp") {
		return fmt.Errorf("dial %s %s: %w", network, address, errForbidden)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("dial %s: %w: %w", address, errForbidden, err)
	}
	r := reachOf(to.Addr())
	if r == reachPublic || (r == reachPrivate && private) {
		return nil
	}
	return fmt.Errorf("dial %s: %w", address, errForbidden)
}

func dialNet(ctx context.Context, d *net.Dialer, network, address string) (net.Conn, error) {
	return d.DialContext(ctx, network, address)
}

// pureGo resolves without the C library, which reads 0x7f.1 and 2130706433 as addresses, and without search domains.
type pureGo struct{}

// LookupNetIP looks host up as a full name.
func (pureGo) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	r := net.Resolver{PreferGo: true}
	return r.LookupNetIP(ctx, network, strings.TrimSuffix(host, ".")+".")
}

func lower(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToLower(strings.TrimSpace(s))
	}
	return out
}
