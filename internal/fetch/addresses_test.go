package fetch

import (
	"net/netip"
	"testing"
)

func TestReachOf_knowsTheSpecialRanges(t *testing.T) {
	t.Parallel()
	for want, list := range map[reach][]string{
		reachPublic: {
			"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.128.0.1", "198.20.0.1", "223.255.255.255",
			"2001:4860:4860::8888", "2606:4700::1111", "64:ff9b::1.1.1.1", "::ffff:8.8.8.8", "2a00:1450::5efe:8.8.8.8",
		},
		reachPrivate: {
			"127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.255.1", "::1", "fc00::1",
			"fdff::1", "::ffff:127.0.0.1", "::ffff:192.168.0.1", "64:ff9b::7f00:1", "2a00:1450::5efe:10.0.0.1",
		},
		reachNever: {
			"0.0.0.0", "0.1.2.3", "100.64.0.1", "100.100.100.200", "169.254.0.1", "169.254.169.254", "192.0.0.8", "192.0.0.192",
			"192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1",
			"239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "161.26.0.7", "199.36.153.5",
			"::", "::2", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:1ff::1", "2001:db8::1",
			"2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "fe80::1", "fec0::1", "ff02::1", "fd00:ec2::254",
			"fd20:ce::254", "4000::1", "fe80::1%eth0", "::ffff:169.254.169.254", "2a00:1450::5efe:169.254.169.254",
		},
	} {
		for _, s := range list {
			if got := reachOf(netip.MustParseAddr(s)); got != want {
				t.Errorf("%s: %d, want %d", s, got, want)
			}
		}
	}
	if reachOf(netip.Addr{}) != reachNever {
		t.Error("no address at all is dialled")
	}
}

func FuzzReachOf(f *testing.F) {
	f.Add([]byte{127, 0, 0, 1})
	f.Add(netip.MustParseAddr("2001:db8::1").AsSlice())
	f.Fuzz(func(t *testing.T, raw []byte) {
		addr, ok := netip.AddrFromSlice(raw)
		if !ok {
			return
		}
		plain := addr.Unmap()
		if reachOf(addr) == reachPublic && (!plain.IsGlobalUnicast() || plain.IsPrivate() || plain.IsLinkLocalUnicast()) {
			t.Errorf("%s is public", addr)
		}
	})
}
