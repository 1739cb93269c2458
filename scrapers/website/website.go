// Package website reads one business's own website and tells what stands there: phones, mail addresses, WhatsApp
// links, profiles, address and hours, each with the page it was found on. It is also the source `websites`. It never
// guesses a contact that no page shows, never runs a page's scripts, and reads at most five pages of a site; of an agency's
// own, which it reads into a card, at most eight.
package website

import (
	"context"
	"net/url"
	"strings"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/internal/fetch"
	"aceno/scrapers"
)

// source is the name of this source in facts.
const source = "website"

// Options are what a Site needs.
type Options struct {
	Fetch *fetch.Client
	Clock clock.Clock
}

// Site reads websites. It is safe for many goroutines.
type Site struct {
	fetch *fetch.Client
	clock clock.Clock
}

var _ scrapers.Site = (*Site)(nil)

// New returns a Site.
func New(o Options) *Site {
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	return &Site{fetch: o.Fetch, clock: o.Clock}
}

// Read fetches the home page and at most four further pages and returns what stands there. A site that cannot be read is
// no error: its state says so, as a fact too. Errors are *scrapers.Failure and mean that trying again makes sense.
func (s *Site) Read(ctx context.Context, v scrapers.Visit) (scrapers.Report, error) {
	report, _, err := s.read(ctx, v)
	return report, err
}

// read also returns the name that the site gives itself.
func (s *Site) read(ctx context.Context, v scrapers.Visit) (scrapers.Report, string, error) {
	address := withScheme(v.URL)
	if facts := s.profileOnly(address, v); len(facts) > 0 {
		report := s.closed(address, scrapers.SiteDisallowed, "the address is a profile on a network, not a website")
		report.Facts = append(report.Facts, facts...)
		return report, "", nil
	}
	crawl := &crawl{site: s, visit: v, home: home{region: regionOf(v, address), areaCode: v.AreaCode}}
	state, detail, err := crawl.run(ctx, address)
	if err != nil {
		return scrapers.Report{}, "", err
	}
	if len(crawl.pages) == 0 {
		return s.closed(address, state, detail), "", nil
	}
	return crawl.report(state, detail), crawl.name(), nil
}

// closed is the report of a site that was not read.
func (s *Site) closed(address string, state scrapers.SiteState, detail string) scrapers.Report {
	fact := campaign.Fact{Kind: campaign.FactSiteState, Value: string(state), Text: detail, URL: address, At: s.clock.Now()}
	return scrapers.Report{State: state, Detail: detail, FinalURL: address, Facts: []campaign.Fact{identified(fact)}}
}

// profileOnly reads what an address itself says when it is a profile or a chat: such pages are not asked for.
func (s *Site) profileOnly(address string, v scrapers.Visit) []campaign.Fact {
	set := &facts{}
	at := s.clock.Now()
	if p, ok := readProfile(address); ok {
		set.add(campaign.Fact{Kind: p.kind, Value: p.handle, Text: address, URL: address, At: at})
	}
	if raw := chatNumber(address); raw != "" {
		if p, ok := readChatNumber(raw, home{region: regionOf(v, address), areaCode: v.AreaCode}); ok {
			set.add(campaign.Fact{Kind: campaign.FactWhatsApp, Value: p.number, Text: address, URL: address, At: at})
			set.add(campaign.Fact{Kind: campaign.FactPhone, Value: p.number, Text: address, URL: address, At: at})
		}
	}
	return set.list
}

// withScheme completes an address that was written without one.
func withScheme(address string) string {
	address = strings.TrimSpace(address)
	if strings.HasPrefix(address, "//") {
		return "https:" + address
	}
	if head, _, ok := strings.Cut(address, ":"); ok && !strings.ContainsAny(head, "./") {
		return address
	}
	return "https://" + address
}

// regionOf is the country by whose habits numbers are read: the visit's, else that of the top-level domain.
func regionOf(v scrapers.Visit, address string) string {
	if v.Country != "" {
		return strings.ToUpper(v.Country)
	}
	u, err := url.Parse(address)
	if err != nil {
		return "BR"
	}
	host := u.Hostname()
	switch tld := host[strings.LastIndexByte(host, '.')+1:]; {
	case tld == "uk":
		return "GB"
	case len(tld) == 2 && tld != "eu" && tld != "io" && tld != "co" && tld != "tv" && tld != "me":
		return strings.ToUpper(tld)
	}
	return "BR"
}
