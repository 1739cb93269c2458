package middleware

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"aceno/hooks/session"
)

// clients finds out from where a request comes. Headers are believed only of the proxies that these networks hold.
type clients []netip.Prefix

// ParseProxies reads addresses and networks of trusted proxies: 10.0.0.5, 10.0.0.0/8, fd00::/8.
func ParseProxies(list []string) ([]netip.Prefix, error) {
	var proxies []netip.Prefix
	for _, text := range list {
		text = strings.TrimSpace(text)
		if prefix, err := netip.ParsePrefix(text); err == nil {
			proxies = append(proxies, prefix.Masked())
			continue
		}
		address, err := netip.ParseAddr(text)
		if err != nil {
			return nil, fmt.Errorf("trusted proxy %q: want an address or a network such as 10.0.0.0/8", text)
		}
		address = address.Unmap()
		proxies = append(proxies, netip.PrefixFrom(address, address.BitLen()))
	}
	return proxies, nil
}

// find puts the client's address in the place of the proxy's, so that whoever asks for it (PocketBase, the audit log, the
// limiter) learns the same. The scheme by which the client came goes with it.
func (c clients) find(e *core.RequestEvent) error {
	peer, err := netip.ParseAddrPort(e.Request.RemoteAddr)
	if err != nil || !c.trusted(peer.Addr()) {
		return e.Next()
	}
	if client, ok := c.client(e.Request.Header.Values("X-Forwarded-For"), e.Request.Header.Get("X-Real-Ip")); ok {
		e.Request.RemoteAddr = net.JoinHostPort(client.String(), "0")
	}
	if scheme := lastOf(e.Request.Header.Values("X-Forwarded-Proto")); scheme == "https" || scheme == "http" {
		e.Request = session.WithScheme(e.Request, scheme)
	}
	return e.Next()
}

// client reads the list of addresses from its end, where our own proxies wrote, to the first that is none of them. What
// stands before that the client may have made up.
func (c clients) client(lists []string, single string) (netip.Addr, bool) {
	hops := strings.Split(strings.Join(lists, ","), ",")
	for _, hop := range slices.Backward(hops) {
		address, err := hopAddress(hop)
		if err != nil {
			break
		}
		if !c.trusted(address) {
			return address, true
		}
	}
	if len(lists) > 0 {
		return netip.Addr{}, false
	}
	address, err := hopAddress(single)
	return address, err == nil
}

// hopAddress reads one entry; some proxies write the port too.
func hopAddress(text string) (netip.Addr, error) {
	text = strings.TrimSpace(text)
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr().Unmap().WithZone(""), nil
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err
}

func (c clients) trusted(address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	return slices.ContainsFunc(c, func(p netip.Prefix) bool { return p.Contains(address) })
}

// lastOf is the last word of a list in headers.
func lastOf(values []string) string {
	if len(values) == 0 {
		return ""
	}
	words := strings.Split(values[len(values)-1], ",")
	return strings.ToLower(strings.TrimSpace(words[len(words)-1]))
}
