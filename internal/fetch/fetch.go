// Package fetch is the HTTP client for hostile sites: it reads pages whose address a stranger wrote. It connects to
// public addresses only, asks robots.txt, keeps a pace a host, bounds time and size of every answer, and keeps answers
// for a day on disk. It never sends a cookie or a credential and never uses a proxy.
package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"aceno/internal/clock"
)

// Options are what a client is made of.
type Options struct {
	AllowPrivate bool          // loopback and private ranges may be dialled too: tests and the sandbox
	Resolve      string        // "*.example=127.0.0.1:9000,…": hosts answered by one loopback address; needs AllowPrivate
	AllowHosts   []string      // hosts whose private addresses Transport may dial ("host" or "host:port")
	CacheDir     string        // where answers are kept; empty = nowhere
	Clock        clock.Clock   // business time, for the age of what is kept; the system's when nil
	UserAgent    string        // "AcenoBot/1.0 (+https://…)"; the word before the slash is its name in robots.txt
	MaxAge       time.Duration // age up to which a kept answer is used; 24 h when 0
	Resolver     Resolver      // pure Go when nil
	Dial         Dial          // the network when nil
}

// Page is one answer, of whatever status.
type Page struct {
	URL         string        `json:"url"`          // as asked for, in its plain form
	FinalURL    string        `json:"final_url"`    // after redirects
	Status      int           `json:"status"`       // of the last answer
	ContentType string        `json:"content_type"` // as declared
	Charset     string        `json:"charset"`      // as declared in the content type
	Truncated   bool          `json:"truncated"`    // the answer went beyond the limits; Body is its beginning
	RetryAfter  time.Duration `json:"retry_after"`  // as the answer asked, at most an hour
	At          time.Time     `json:"at"`           // when it was read, business time
	Cached      bool          `json:"-"`
	Body        []byte        `json:"-"` // decoded from its transfer form, in its own charset
}

// Client fetches pages. It is safe for many goroutines.
type Client struct {
	agent     string
	clock     clock.Clock
	limits    limits
	mapping   mapping
	pace      *pace
	cache     *cache
	robots    *rules
	transport *http.Transport
	settings  *http.Transport
}

// New checks the options and returns a client.
func New(o Options) (*Client, error) {
	mapping, err := parseMapping(o.Resolve)
	if err != nil {
		return nil, err
	}
	if len(mapping) > 0 && !o.AllowPrivate {
		return nil, errors.New("resolve: hosts may be mapped to this machine only where private networks are allowed")
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.MaxAge == 0 {
		o.MaxAge = 24 * time.Hour
	}
	if o.UserAgent == "" {
		o.UserAgent = "AcenoBot/1.0"
	}
	cache, err := openCache(o.CacheDir, o.Clock, o.MaxAge, maxCache)
	if err != nil {
		return nil, err
	}
	guard := NewGuard(nil)
	guard.allowPrivate, guard.mapping = o.AllowPrivate, mapping
	settings := NewGuard(o.AllowHosts)
	for _, g := range []*Guard{guard, settings} {
		if o.Resolver != nil {
			g.resolver = o.Resolver
		}
		if o.Dial != nil {
			g.dial = o.Dial
		}
	}
	transport := guard.Transport()
	transport.DisableKeepAlives, transport.DisableCompression = true, true
	transport.ForceAttemptHTTP2 = false
	return &Client{
		agent: o.UserAgent, clock: o.Clock, limits: limits{maxTime, maxWire, maxDecoded}, mapping: mapping,
		pace: newPace(paceEvery), cache: cache, robots: &rules{maxAge: o.MaxAge}, transport: transport, settings: settings.Transport(),
	}, nil
}

// Get reads one page: from the cache when it is young enough, else from its host, if robots.txt allows it, at most one
// request a second and two readers a host, within 20 s, 3 MiB as sent and 5 MiB decoded. An answer of any status is a
// page; errors are *Error.
func (c *Client) Get(ctx context.Context, rawURL string) (*Page, error) {
	u, err := c.parse(rawURL)
	if err != nil {
		return nil, err
	}
	key := u.String()
	if page := c.cache.get(key); page != nil {
		return page, nil
	}
	visit := &visit{client: c}
	defer visit.leave()
	if err := visit.enter(ctx, u); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.limits.time)
	defer cancel()
	page, err := c.read(ctx, u, c.limits, func(ctx context.Context, u *url.URL) error {
		if err := visit.enter(ctx, u); err != nil {
			return err
		}
		return c.askRobots(ctx, u)
	})
	if err != nil {
		return nil, err
	}
	page.URL = key
	c.keep(page)
	return page, nil
}

// Transport returns the guarded transport for hosts that are named in settings: public ones, and of the private ones
// those of Options.AllowHosts.
func (c *Client) Transport() http.RoundTripper { return c.settings }

// keep puts an answer into the cache unless it says that its host was in trouble.
func (c *Client) keep(page *Page) {
	if !troubled(page.Status) {
		c.cache.put(page)
	}
}

// visit holds the one place that a fetch has at the host it is with.
type visit struct {
	client *Client
	host   string
	out    func()
}

func (v *visit) enter(ctx context.Context, u *url.URL) error {
	if v.out != nil && v.host == u.Hostname() {
		return nil
	}
	v.leave()
	out, err := v.client.pace.enter(ctx, u.Hostname())
	if err != nil {
		return &Error{Kind: Busy, URL: u.String(), Retry: true, Err: err}
	}
	v.host, v.out = u.Hostname(), out
	return nil
}

func (v *visit) leave() {
	if v.out != nil {
		v.out()
		v.out = nil
	}
}
