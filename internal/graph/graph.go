// Package graph speaks to Meta's Graph API, for sources and channels alike. A call is made once: nothing here repeats
// it, follows a redirect or sends a key that would let net/http repeat it. The error of a call says whether the request
// can have left this machine, and a token stands in no error.
package graph

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// DefaultURL is where the Graph API lives.
const DefaultURL = "https://graph.facebook.com"

// Timeout bounds a call in all, from the first look-up to the last byte of the answer. It is real time.
const Timeout = 30 * time.Second

// MaxAnswer is the longest answer that is read, in bytes.
const MaxAnswer = 1 << 20

const (
	dialTimeout  = 10 * time.Second // connection and handshake
	idleTimeout  = 45 * time.Second // shorter than a server's patience: a call over a dying connection is in doubt
	idlePerHost  = 1024             // as many as calls at once may be asked for: whoever redials waits
	maxHeader    = 64 << 10
	maxIdleConns = 1024
)

// Options are what a client is made of.
type Options struct {
	BaseURL string         // DefaultURL when empty
	RootCAs *x509.CertPool // the system's when nil
	Dial    DialFunc       // a net.Dialer's when nil
}

// DialFunc opens a connection.
type DialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Client calls the Graph API. It is safe for many goroutines and keeps its connections to itself.
type Client struct {
	base      string
	bad       error // why the base URL cannot be used
	transport *http.Transport
}

// New returns a client. A base URL that cannot be used is said by every call.
func New(o Options) *Client {
	base, err := checkURL(o.BaseURL)
	dial := o.Dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	d := dialer{dial: dial, roots: o.RootCAs}
	return &Client{base: base, bad: err, transport: &http.Transport{
		DialContext:            d.plain,
		DialTLSContext:         d.tls,
		DisableCompression:     true, // a compressed answer could unfold beyond MaxAnswer
		MaxIdleConns:           maxIdleConns,
		MaxIdleConnsPerHost:    idlePerHost,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: maxHeader,
	}}
}

// CloseIdle closes the connections that no call uses.
func (c *Client) CloseIdle() { c.transport.CloseIdleConnections() }

func checkURL(base string) (string, error) {
	if base == "" {
		base = DefaultURL
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", errors.New("the Graph API's base URL cannot be read: write one such as " + DefaultURL)
	}
	if (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("the Graph API's base URL %q cannot be used: write scheme and host, such as %s", u.Redacted(), DefaultURL)
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// dialer opens connections whose writes pass a gate. It speaks TLS itself, so that the gate sees the request's own
// bytes and not the handshake's; HTTP/2, which may repeat a request, is not offered.
type dialer struct {
	dial  DialFunc
	roots *x509.CertPool
}

func (d dialer) plain(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout) // net/http goes on dialling when its caller has gone
	defer cancel()
	raw, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: raw}, nil
}

func (d dialer) tls(ctx context.Context, network, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", address, err)
	}
	raw, err := d.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	secure := tls.Client(raw, &tls.Config{
		ServerName: host, RootCAs: d.roots, NextProtos: []string{"http/1.1"}, MinVersion: tls.VersionTLS12,
	})
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = raw.Close()
		return nil, fmt.Errorf("TLS handshake with %s: %w", host, err)
	}
	return &conn{Conn: secure}, nil
}
