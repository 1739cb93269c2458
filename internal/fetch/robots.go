package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// maxRobots is how much of a robots.txt is obeyed (RFC 9309 asks for at least 500 KiB).
const maxRobots = 500 << 10

// robotsLaterAfter is the least wait after a robots.txt that could not be read.
const robotsLaterAfter = maxTime * 30

// askRobots admits u if the robots.txt of its host does. No such file allows everything; a file that cannot be read
// now forbids everything for now (RFC 9309, section 2.3.1).
func (c *Client) askRobots(ctx context.Context, u *url.URL) error {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	page, err := c.robotsOf(ctx, at)
	var failed *Error
	switch {
	case errors.As(err, &failed) && failed.Kind == Redirects:
		return nil
	case err != nil:
		return err
	case troubled(page.Status):
		return &Error{
			Kind: RobotsLater, URL: u.String(), Retry: true, After: max(page.RetryAfter, robotsLaterAfter),
			Err: fmt.Errorf("robots.txt answered %d", page.Status),
		}
	case page.Status >= 400:
		return nil
	case !robotsAllow(string(page.Body), productName(c.agent), u.String()):
		return &Error{Kind: Robots, URL: u.String(), Err: errors.New("robots.txt does not allow it")}
	}
	return nil
}

// robotsOf returns a robots.txt, kept or fresh. One that redirects is kept under its last address too.
func (c *Client) robotsOf(ctx context.Context, at *url.URL) (*Page, error) {
	key := at.String()
	if page := c.robots.get(key, c.clock.Now()); page != nil {
		return page, nil
	}
	if page := c.cache.get(key); page != nil {
		c.robots.put(page)
		return page, nil
	}
	l := c.limits
	l.wire, l.decoded = min(l.wire, maxRobots), min(l.decoded, maxRobots)
	page, err := c.read(ctx, at, l, func(context.Context, *url.URL) error { return nil })
	if err != nil {
		return nil, err
	}
	page.URL = key
	c.keep(page)
	c.robots.put(page)
	if page.FinalURL != key && strings.HasSuffix(page.FinalURL, "/robots.txt") {
		last := *page
		last.URL = page.FinalURL
		c.keep(&last)
		c.robots.put(&last)
	}
	return page, nil
}

// maxRules is how many bytes of robots.txt files are held in memory.
const maxRules = 16 << 20

// rules holds the robots.txt files in use, so that a crawl asks for each once even where nothing is kept on disk.
type rules struct {
	maxAge time.Duration

	mu    sync.Mutex
	pages map[string]*Page
	size  int
}

func (r *rules) get(key string, now time.Time) *Page {
	r.mu.Lock()
	defer r.mu.Unlock()
	page := r.pages[key]
	if page == nil || now.Before(page.At) || now.Sub(page.At) > r.maxAge {
		return nil
	}
	return page
}

// put holds a file that settles something; when the room is full, all start anew.
func (r *rules) put(page *Page) {
	if troubled(page.Status) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pages == nil || r.size > maxRules {
		r.pages, r.size = map[string]*Page{}, 0
	}
	r.pages[page.URL] = page
	r.size += len(page.Body) + len(page.URL) + 1024
}

// troubled tells whether an answer says that its host cannot answer now.
func troubled(status int) bool {
	return status >= http.StatusInternalServerError || status == http.StatusTooManyRequests
}

// robotsAllow tells whether a robots.txt lets agent read address, an escaped one, by the rules of Google's parser.
func robotsAllow(robots, agent, address string) bool {
	matcher := grobotstxt.NewRobotsMatcher()
	matcher.AgentAllowed("", agent, address) // nothing but this names agent and path to the matcher
	grobotstxt.Parse(robots, strict{matcher})
	return !matcher.Disallowed()
}

// strict reads names in robots.txt as RFC 9309 and Google do: letters, "_" and "-". The matcher alone would take digits,
// dots and more into a name, and let "Xenu's" be somebody else than "Xenu".
type strict struct{ *grobotstxt.RobotsMatcher }

// HandleUserAgent is called for every "user-agent" line.
func (s strict) HandleUserAgent(line int, agent string) {
	if !strings.HasPrefix(agent, "*") {
		agent = productName(agent)
	}
	s.RobotsMatcher.HandleUserAgent(line, agent)
}

// productName is the part of a user agent that robots.txt goes by.
func productName(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return r != '_' && r != '-' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if end < 0 {
		return agent
	}
	return agent[:end]
}
