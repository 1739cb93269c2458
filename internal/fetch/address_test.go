package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestParse_writesAddressesInOnePlainForm(t *testing.T) {
	t.Parallel()
	c, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for raw, want := range map[string]string{
		" http://Padaria.Example ":              "http://padaria.example/",
		"https://padaria.example.:443/a?b=1#c":  "https://padaria.example/a?b=1",
		"http://padaria.example:8080/":          "http://padaria.example:8080/",
		"https://café.example/açaí":             "https://xn--caf-dma.example/a%C3%A7a%C3%AD",
		"http://[2001:4860:4860:0::8888]/x":     "http://[2001:4860:4860::8888]/x",
		"http://93.184.216.34/":                 "http://93.184.216.34/",
		"https://loja.example/a%20b?q=x%20y":    "https://loja.example/a%20b?q=x%20y",
		"http://example.com#@127.0.0.1/":        "http://example.com/",
		"http://padaria.example/?u=user:a@b.c/": "http://padaria.example/?u=user:a@b.c/",
	} {
		u, err := c.parse(raw)
		if err != nil || u.String() != want {
			t.Errorf("%q: %v, %v; want %s", raw, u, err, want)
		}
	}
	for _, raw := range []string{
		"", "padaria.example", "ftp://padaria.example/", "http://", "http://a:b@padaria.example/", "http://padaria.example:81/",
		"http://padaria.example:0/", "http://pada ria.example/", "http://padaria.example\\@evil.test/", "http://127.1/", "http://1.2.3/",
		"http://0x7f000001/", "http://[fe80::1%25eth0]/", "http://a..b/", "http://-/" + strings.Repeat("x", maxURL),
	} {
		if u, err := c.parse(raw); err == nil {
			t.Errorf("%q was read as %s", raw, u)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"http://127.0.0.1%09/", "https://xn--caf-dma.test/", "http://１２７.０.０.１/", "http://[::1]:80:80/", "//x/"} {
		f.Add(seed)
	}
	c, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		u, err := c.parse(raw)
		if err != nil {
			return
		}
		again, err := url.Parse(u.String())
		if err != nil || again.Host != u.Host || again.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
			t.Fatalf("%q became %q, which reads as %v, %v", raw, u, again, err)
		}
		if port := u.Port(); port != "" && !slices.Contains(webPorts, port) {
			t.Fatalf("%q has port %s", raw, port)
		}
		if addr, ok := inetAton(u.Hostname()); ok {
			if plain, err := netip.ParseAddr(u.Hostname()); err != nil || plain != addr {
				t.Fatalf("%q is a name to us and %s to the C library", raw, addr)
			}
		}
	})
}
