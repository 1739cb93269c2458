package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// What one fetch may cost.
const (
	maxTime      = 20 * time.Second
	maxWire      = 3 << 20
	maxDecoded   = 5 << 20
	maxHeaders   = 256 << 10
	maxRedirects = 5
)

// limits are the bounds of one fetch; tests make them small.
type limits struct {
	time          time.Duration
	wire, decoded int64
}

// admit judges one hop before it is asked for.
type admit func(ctx context.Context, u *url.URL) error

// read asks for u and follows at most five redirects; each hop is parsed, admitted, paced and dialled under the guard.
func (c *Client) read(ctx context.Context, u *url.URL, l limits, ok admit) (*Page, error) {
	for range maxRedirects + 1 {
		if err := ok(ctx, u); err != nil {
			return nil, err
		}
		if err := c.pace.wait(ctx, u.Hostname()); err != nil {
			return nil, &Error{Kind: Timeout, URL: u.String(), Retry: true, Err: err}
		}
		page, next, err := c.hop(ctx, u, l)
		if err != nil {
			return nil, c.explain(u, err)
		}
		if next == "" {
			return page, nil
		}
		ref, err := url.Parse(next)
		if err != nil {
			return nil, refuse(next, "not a web address: %w", err)
		}
		if u, err = c.parse(u.ResolveReference(ref).String()); err != nil {
			return nil, err
		}
	}
	return nil, &Error{Kind: Redirects, URL: u.String(), Err: fmt.Errorf("more than %d redirects", maxRedirects)}
}

// hop makes one request. It returns the page, or where the answer leads.
func (c *Client) hop(ctx context.Context, u *url.URL, l limits) (*Page, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1")
	req.Header.Set("Accept-Language", "pt-BR,pt;q=0.9,en;q=0.8,*;q=0.5")
	req.Header.Set("Accept-Encoding", accepted)
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	if location := resp.Header.Get("Location"); redirects(resp.StatusCode) && location != "" {
		return nil, location, nil
	}
	page := &Page{
		FinalURL: u.String(), Status: resp.StatusCode, At: c.clock.Now(),
		ContentType: resp.Header.Get("Content-Type"), RetryAfter: retryAfter(resp.Header.Get("Retry-After")),
	}
	if _, params, err := mime.ParseMediaType(page.ContentType); err == nil {
		page.Charset = params["charset"]
	}
	page.Body, page.Truncated, err = readBody(resp, l.wire, l.decoded)
	return page, "", err
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect,
		http.StatusPermanentRedirect:
		return true
	}
	return false
}

// retryAfter reads the seconds of a Retry-After header, at most an hour.
func retryAfter(value string) time.Duration {
	seconds, err := strconv.Atoi(value)
	if err != nil || seconds < 0 {
		return 0
	}
	return min(time.Duration(min(seconds, 3600))*time.Second, time.Hour)
}

// explain names the kind of a failed hop.
func (c *Client) explain(u *url.URL, err error) *Error {
	var (
		dns    *net.DNSError
		netErr net.Error
		op     *net.OpError
	)
	e := &Error{Kind: Unreadable, URL: u.String(), Err: err}
	switch {
	case errors.Is(err, errForbidden):
		e.Kind = Forbidden
	case errors.As(err, &dns):
		e.Kind, e.Retry = Unreachable, !dns.IsNotFound
	case errors.Is(err, context.Canceled):
		e.Kind, e.Retry = Timeout, true
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		e.Kind = Timeout
	case errors.As(err, &op), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), certificate(err):
		e.Kind = Unreachable
	}
	return e
}
