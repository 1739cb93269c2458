package website

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/internal/fetch"
	"aceno/scrapers"
)

// followFor is how long after its start a crawl begins another page. With the time of one page it bounds what a slow
// site costs: what was read until then is the report.
const followFor = 25 * time.Second

// busyAfter is the least wait before a site is asked again that said it has too much to do.
const busyAfter = 5 * time.Minute

// crawl is one reading of one site.
type crawl struct {
	site  *Site
	visit scrapers.Visit
	home  home
	pages []*page
}

// page is one page that was read.
type page struct {
	*document
	address string // as it was read
	at      time.Time

	numbers []phone // as read for area
	area    string
	counted bool
	mails   []email
	mailed  bool
}

// run reads the home page and what it recommends, and says what the site is. Without a page, the state says why.
func (c *crawl) run(ctx context.Context, address string) (scrapers.SiteState, string, error) {
	got, err := c.fetchHome(ctx, address)
	if err != nil {
		return closedBy(ctx, err)
	}
	if got.Status == http.StatusTooManyRequests || got.Status == http.StatusServiceUnavailable {
		return "", "", later("site_busy", "the website asks to come back later", max(got.RetryAfter, busyAfter), nil)
	}
	if got.Status >= 400 {
		return scrapers.SiteUnreachable, fmt.Sprintf("the home page answers %d", got.Status), nil
	}
	if !readable(got.ContentType) {
		return scrapers.SiteUnreachable, fmt.Sprintf("the home page is no web page but %q", got.ContentType), nil
	}
	first := c.keep(got)
	state, detail := first.state(c.anyContact())
	if state == scrapers.SiteParked {
		return state, detail, nil
	}
	c.follow(ctx, first)
	c.learnArea()
	if ctx.Err() != nil {
		return "", "", later("site_interrupted", "reading the website was interrupted", 0, ctx.Err())
	}
	state, detail = first.state(c.anyContact())
	return state, detail, nil
}

// fetchHome reads the home page; one whose https side does not answer is tried without.
func (c *crawl) fetchHome(ctx context.Context, address string) (*fetch.Page, error) {
	got, err := c.site.fetch.Get(ctx, address)
	var failed *fetch.Error
	if rest, ok := strings.CutPrefix(address, "https://"); ok && errors.As(err, &failed) &&
		failed.Kind == fetch.Unreachable && !failed.Retry {
		if plain, plainErr := c.site.fetch.Get(ctx, "http://"+rest); plainErr == nil {
			return plain, nil
		}
	}
	return got, err
}

// follow reads further pages of the site, best first. One that cannot be read is passed over; one that is only about the
// business is left when a number and an address are known: no site is asked for more than is needed.
func (c *crawl) follow(ctx context.Context, first *page) {
	start := time.Now()
	queue, seen := first.candidates(), map[string]bool{pageKey(first.page.String()): true}
	for asked := 1; len(queue) > 0 && asked < maxPages && ctx.Err() == nil && time.Since(start) < followFor; {
		next := queue[0].to
		enough := queue[0].score < contactScore && c.reachable()
		queue = queue[1:]
		if seen[pageKey(next)] || enough {
			continue
		}
		seen[pageKey(next)] = true
		asked++
		got, err := c.site.fetch.Get(ctx, next)
		if err != nil || got.Status >= 400 || !readable(got.ContentType) {
			continue
		}
		u, err := url.Parse(got.FinalURL)
		if err != nil || !sameSite(u, first.page) || (seen[pageKey(got.FinalURL)] && pageKey(got.FinalURL) != pageKey(next)) {
			continue
		}
		seen[pageKey(got.FinalURL)] = true
		queue = append(queue, c.keep(got).candidates()...)
	}
}

func (c *crawl) keep(got *fetch.Page) *page {
	at, err := url.Parse(got.FinalURL)
	if err != nil {
		at = &url.URL{}
	}
	p := &page{document: parse(decode(got.Body, got.ContentType), at), address: got.FinalURL, at: got.At}
	c.pages = append(c.pages, p)
	return p
}

// learnArea takes the area code of most numbers on the site for those without one, where the visit knows none.
func (c *crawl) learnArea() {
	if c.home.areaCode != "" {
		return
	}
	count := map[string]int{}
	best := ""
	for _, p := range c.pages {
		for _, number := range c.phones(p) {
			area := contact.AreaCode(number.number)
			if count[area]++; area != "" && (best == "" || count[area] > count[best]) {
				best = area
			}
		}
	}
	c.home.areaCode = best
}

func (c *crawl) anyContact() bool {
	for _, p := range c.pages {
		if len(c.phones(p)) > 0 || len(p.addresses()) > 0 || len(p.profiles()) > 0 {
			return true
		}
	}
	return false
}

// reachable tells whether a number and a mail address are known.
func (c *crawl) reachable() bool {
	number, mail := false, false
	for _, p := range c.pages {
		number = number || len(c.phones(p)) > 0
		mail = mail || len(p.addresses()) > 0
	}
	return number && mail
}

// addresses returns the mail addresses of a page, read once.
func (p *page) addresses() []email {
	if !p.mailed {
		p.mails, p.mailed = p.allEmails(), true
	}
	return p.mails
}

// phones returns the numbers of a page, read once for each area code.
func (c *crawl) phones(p *page) []phone {
	if !p.counted || p.area != c.home.areaCode {
		p.numbers, p.area, p.counted = p.allPhones(c.home), c.home.areaCode, true
	}
	return p.numbers
}

// closedBy says what a site is whose home page could not be had, or that trying again makes sense.
func closedBy(ctx context.Context, err error) (scrapers.SiteState, string, error) {
	var failed *fetch.Error
	if !errors.As(err, &failed) {
		return "", "", later("site_unread", "the website could not be read", busyAfter, err)
	}
	switch {
	case ctx.Err() != nil:
		return "", "", later("site_interrupted", "reading the website was interrupted", 0, ctx.Err())
	case failed.Kind == fetch.RobotsLater:
		return "", "", later("site_robots_later", "the website's robots.txt cannot be read now", failed.After, err)
	case failed.Retry:
		return "", "", later("site_unread", "the website could not be read: "+failed.Err.Error(), max(failed.After, busyAfter), err)
	case failed.Kind == fetch.Forbidden:
		return scrapers.SiteForbidden, "the address must not be read: " + failed.Err.Error(), nil
	case failed.Kind == fetch.Robots:
		return scrapers.SiteDisallowed, "robots.txt does not allow to read the home page", nil
	case failed.Kind == fetch.Timeout:
		return scrapers.SiteUnreachable, "the website gave no whole answer in time", nil
	case failed.Kind == fetch.Redirects:
		return scrapers.SiteUnreachable, "the website redirects without end", nil
	}
	return scrapers.SiteUnreachable, "the website does not answer: " + failed.Err.Error(), nil
}

func later(code, message string, after time.Duration, err error) *scrapers.Failure {
	return &scrapers.Failure{Reason: campaign.Reason{Code: code, Message: message}, Retry: true, After: after, Err: err}
}

func readable(contentType string) bool {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	kind = strings.TrimSpace(kind)
	return kind == "" || kind == "application/xhtml+xml" || kind == "application/octet-stream" || strings.HasPrefix(kind, "text/")
}
