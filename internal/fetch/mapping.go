package fetch

import (
	"fmt"
	"net/netip"
	"strings"
)

// mapping says which hosts are answered by one address on this machine, at any port.
type mapping []mapEntry

type mapEntry struct {
	pattern string // "*", "*.example" or a host
	to      netip.AddrPort
}

// parseMapping reads "*.example=127.0.0.1:9000,shop.test=[::1]:9001"; the first pattern that fits wins.
func parseMapping(text string) (mapping, error) {
	var out mapping
	for entry := range strings.SplitSeq(text, ",") {
		entry = strings.TrimSpace(entry)
		if entry == "" {
			continue
		}
		pattern, target, ok := strings.Cut(entry, "=")
		pattern = strings.ToLower(strings.TrimSpace(pattern))
		if !ok || pattern == "" || strings.Contains(strings.TrimPrefix(pattern, "*"), "*") {
			return nil, fmt.Errorf("resolve %q: write PATTERN=ADDRESS:PORT, for example *.example=127.0.0.1:9000", entry)
		}
		to, err := netip.ParseAddrPort(strings.TrimSpace(target))
		if err != nil {
			return nil, fmt.Errorf("resolve %q: %w: write an IP address and a port, for example 127.0.0.1:9000", entry, err)
		}
		if !to.Addr().Unmap().IsLoopback() {
			return nil, fmt.Errorf("resolve %q: %s is not on this machine: only 127.0.0.0/8 and ::1 may be named", entry, to.Addr())
		}
		out = append(out, mapEntry{pattern: pattern, to: to})
	}
	return out, nil
}

// find returns where host is answered, if a pattern fits. A "*.example" fits every name under example.
func (m mapping) find(host string) (netip.AddrPort, bool) {
	for _, e := range m {
		suffix, wild := strings.CutPrefix(e.pattern, "*")
		if (wild && strings.HasSuffix(host, suffix) && host != suffix) || e.pattern == host {
			return e.to, true
		}
	}
	return netip.AddrPort{}, false
}
