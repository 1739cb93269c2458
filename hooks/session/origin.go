package session

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Origins are the pages that may act with a person's cookies, and what is known of the address under which we are
// reached.
type Origins struct {
	public  string // of the public address; "" = none is configured
	foreign []string
}

// NewOrigins reads the public address and the origins of a custom front end. "*" among them opens what needs no cookie to
// all, and nothing that does.
func NewOrigins(publicURL string, cors []string) Origins {
	o := Origins{public: originOf(publicURL)}
	for _, origin := range cors {
		if one := originOf(origin); one != "" {
			o.foreign = append(o.foreign, one)
		}
	}
	return o
}

// originOf is the scheme and host of an address, as browsers write them.
func originOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	if (u.Scheme == "https" && u.Port() == "443") || (u.Scheme == "http" && u.Port() == "80") {
		host = strings.ToLower(u.Hostname())
	}
	return u.Scheme + "://" + host
}

type schemeKey struct{}

// WithScheme notes the scheme by which the person came, as a trusted proxy tells it.
func WithScheme(r *http.Request, scheme string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), schemeKey{}, scheme))
}

// HTTPS says that the person came by https: to us, to a trusted proxy, or under the public address that is known to be
// one.
func (o Origins) HTTPS(r *http.Request) bool {
	scheme, _ := r.Context().Value(schemeKey{}).(string)
	return r.TLS != nil || scheme == "https" || scheme == "" && o.public != "" && o.public == "https://"+strings.ToLower(r.Host)
}

// Secure says whether cookies must be. They are, but on plain http between two programs of one machine, of which neither
// is a proxy.
func (o Origins) Secure(r *http.Request) bool {
	return o.HTTPS(r) || !loopbackHost(r.Host) || !loopbackAddress(r.RemoteAddr) || forwarded(r)
}

// forwarded says that a proxy stands between: what looks local need not be.
func forwarded(r *http.Request) bool {
	return slices.ContainsFunc([]string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip"}, func(name string) bool {
		return r.Header.Get(name) != ""
	})
}

func loopbackHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback()
}

func loopbackAddress(remote string) bool {
	address, err := netip.ParseAddrPort(remote)
	return err == nil && address.Addr().Unmap().IsLoopback()
}

// Mine says whether a page of this origin may act with cookies: our own, under the public address or the one that the
// request went to, or a configured front end's.
func (o Origins) Mine(r *http.Request, origin string) bool {
	origin = originOf(origin)
	switch {
	case origin == "":
		return false
	case origin == o.public, slices.Contains(o.foreign, origin):
		return true
	case o.HTTPS(r):
		return origin == originOf("https://"+r.Host)
	}
	return origin == originOf("http://"+r.Host) || origin == originOf("https://"+r.Host)
}

// Foreign says whether an origin is a configured front end's, or the public address: a browser may give it our answers.
func (o Origins) Foreign(origin string) bool {
	origin = originOf(origin)
	return origin != "" && (origin == o.public || slices.Contains(o.foreign, origin))
}
