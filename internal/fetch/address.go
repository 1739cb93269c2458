package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// webPorts are the ports at which websites are asked for.
var webPorts = []string{"80", "443", "8080", "8443"}

// maxURL is the longest address that is followed, in bytes.
const maxURL = 8 << 10

// hostNames reads names as browsers do (UTS 46), and refuses empty and endless labels.
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// parse reads an address as a browser would, and refuses what parsers disagree about: credentials, backslashes, control
// characters, numbers that only some read as IPv4. The host comes back in ASCII and lower case, without a final dot;
// the fragment is dropped.
func (c *Client) parse(raw string) (*url.URL, error) {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxURL {
		return nil, refuse(raw[:80]+"…", "the address is longer than %d bytes", maxURL)
	}
	address, _, _ := strings.Cut(raw, "#")
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' }) {
		return nil, refuse(raw, "the address has a space, a backslash or a control character")
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, refuse(raw, "not a web address: %w", err)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, refuse(raw, "scheme %q: only http and https are read", u.Scheme)
	case u.Opaque != "" || u.Hostname() == "":
		return nil, refuse(raw, "the address names no host")
	case u.User != nil:
		return nil, refuse(raw, "the address carries credentials")
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return nil, refuse(raw, "host %q: %w", u.Hostname(), err)
	}
	port := u.Port()
	if _, mapped := c.mapping.find(host); !mapped && port != "" && !slices.Contains(webPorts, port) {
		return nil, refuse(raw, "port %s: only %s are read", port, strings.Join(webPorts, ", "))
	}
	u.Host = joinHost(host, port, u.Scheme)
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// asciiHost returns the host in its ASCII form. A host whose last label is a number must be a whole IP address: the C
// library reads 127.1, 0x7f.1 and 2130706433 as addresses, others as names.
func asciiHost(host string) (string, error) {
	if addr, err := netip.ParseAddr(host); err == nil {
		if addr.Zone() != "" {
			return "", &net.AddrError{Err: "a zone is no website", Addr: host}
		}
		return addr.String(), nil
	}
	host, err := hostNames.ToASCII(strings.TrimSuffix(strings.ToLower(host), "."))
	if err != nil {
		return "", err
	}
	host = strings.TrimSuffix(host, ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host, nil
	}
	if last := host[strings.LastIndexByte(host, '.')+1:]; numeric(last) {
		return "", &net.AddrError{Err: "a number that is no whole IP address", Addr: host}
	}
	return host, nil
}

func numeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return label == "" || strings.Trim(label, "0123456789") == ""
}

func joinHost(host, port, scheme string) string {
	if port == "" || (scheme == "http" && port == "80") || (scheme == "https" && port == "443") {
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	}
	return net.JoinHostPort(host, port)
}
