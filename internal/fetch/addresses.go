package fetch

import "net/netip"

// reach says who may be dialled.
type reach int

const (
	reachPublic  reach = iota // anybody's website
	reachPrivate              // loopback and private ranges: only where the operator opened them
	reachNever                // link-local, platform, reserved: never
)

// privateRanges are loopback and the private networks (RFC 1918, RFC 4193): what AllowPrivate opens.
var privateRanges = prefixes(
	"127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
	"::1/128", "fc00::/7",
)

// platformRanges are addresses at which a cloud answers its own machines: metadata, credentials, service endpoints.
// Those in 169.254.0.0/16 are link-local and need no entry.
var platformRanges = prefixes(
	"168.63.129.16/32",              // Azure wire server
	"100.100.100.200/32",            // Alibaba Cloud metadata
	"192.0.0.192/32",                // Oracle Cloud Classic metadata
	"161.26.0.0/16", "166.8.0.0/14", // IBM Cloud service endpoints
	"199.36.153.4/30", "199.36.153.8/30", // Google APIs from inside a VPC
	"fd00:ec2::/32",                       // AWS metadata, DNS, time, pod identity
	"fd20:ce::254/128", "fd00:42::42/128", // Google Cloud, Scaleway metadata over IPv6
	"fd00:a9fe:a9fe::/64", "fd00:c1::/32", // DigitalOcean, Oracle Cloud metadata over IPv6
)

// specialRanges are the IANA special-purpose registries of IPv4 and IPv6 (2025-10), the private ranges left out, and
// multicast, reserved and deprecated blocks. Anycast services among them (AS112, AMT, PCP) are nobody's website.
var specialRanges = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
	"192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/4", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2002::/16",
	"2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fe80::/10", "fec0::/10", "ff00::/8",
)

var (
	globalUnicast6 = netip.MustParsePrefix("2000::/3")     // all that IANA has given out so far
	nat64          = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: IPv4 in the last four bytes
)

// reachOf judges one address. An IPv4 address inside an IPv6 one (mapped, NAT64, ISATAP) is judged as itself.
func reachOf(addr netip.Addr) reach {
	if !addr.IsValid() || addr.Zone() != "" {
		return reachNever
	}
	addr = addr.Unmap()
	if inAny(platformRanges, addr) {
		return reachNever
	}
	if inAny(privateRanges, addr) {
		return reachPrivate
	}
	if addr.Is4() {
		if inAny(specialRanges, addr) {
			return reachNever
		}
		return reachPublic
	}
	if inside, ok := embedded(addr); ok {
		if r := reachOf(inside); r != reachPublic {
			return r
		}
		if nat64.Contains(addr) {
			return reachPublic
		}
	}
	if inAny(specialRanges, addr) || !globalUnicast6.Contains(addr) {
		return reachNever
	}
	return reachPublic
}

// embedded returns the IPv4 address that a NAT64 or ISATAP address leads to. 6to4 and Teredo are refused whole.
func embedded(addr netip.Addr) (netip.Addr, bool) {
	b := addr.As16()
	isatap := b[8]&^0x03 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe // RFC 5214: ::0:5efe:a.b.c.d
	if !nat64.Contains(addr) && !isatap {
		return netip.Addr{}, false
	}
	return netip.AddrFrom4([4]byte(b[12:16])), true
}

func inAny(list []netip.Prefix, addr netip.Addr) bool {
	for _, p := range list {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}
