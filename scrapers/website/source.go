package website

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"aceno/campaign"
	"aceno/scrapers"
)

// Limits of the source: addresses of one entry, addresses a page, sites read at once.
const (
	maxURLs     = 5_000
	sitesAPage  = 20
	sitesBeside = 8
)

// Source is the source `websites`: a list of addresses, one candidate each, read at once.
type Source struct{ site *Site }

var _ scrapers.Source = (*Source)(nil)

// NewSource returns the source that reads with site.
func NewSource(site *Site) *Source { return &Source{site: site} }

// entry is an entry of search_config.sources.
type entry struct {
	Type string   `json:"type"`
	URLs []string `json:"urls"`
}

// Describe says what search_config may ask of it.
func (s *Source) Describe() scrapers.Description {
	return scrapers.Description{
		Type:  "websites",
		Title: map[string]string{"pt-BR": "Lista de sites", "en": "List of websites"},
		Keys: []scrapers.Key{{
			Name: "urls", Required: true, Kind: "list",
			Help: map[string]string{
				"pt-BR": "Endereços dos sites, um por empresa: https://padaria.example",
				"en":    "Addresses of the websites, one a business: https://padaria.example",
			},
		}},
	}
}

// Check refuses an entry that Search could not use. It does no I/O.
func (s *Source) Check(raw json.RawMessage) error {
	_, err := read(raw)
	return err
}

func read(raw json.RawMessage) (entry, error) {
	var e entry
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil {
		return e, campaign.Errors{campaign.Invalid("", "the entry is no JSON object: write {\"type\":\"websites\",\"urls\":[…]}")}
	}
	var errs campaign.Errors
	for key := range keys {
		if key != "type" && key != "urls" {
			errs = append(errs, campaign.Invalid(key, "unknown key %q: websites knows only \"urls\"", key))
		}
	}
	if err := json.Unmarshal(keys["urls"], &e.URLs); err != nil || len(e.URLs) == 0 {
		return e, append(errs, campaign.Invalid("urls", "want a list of at least one address, for example [\"https://padaria.example\"]"))
	}
	if len(e.URLs) > maxURLs {
		errs = append(errs, campaign.Invalid("urls", "%d addresses: at most %d go into one entry, use several", len(e.URLs), maxURLs))
	}
	for i, address := range e.URLs {
		if why := unusable(address); why != "" && len(errs) < 20 {
			errs = append(errs, campaign.Invalid(fmt.Sprintf("urls[%d]", i), "%q %s", address, why))
		}
	}
	return e, errs.OrNil()
}

func unusable(address string) string {
	u, err := url.Parse(withScheme(address))
	switch {
	case strings.TrimSpace(address) == "":
		return "is empty: write an address or take it out"
	case err != nil || u.Hostname() == "":
		return "is no web address: write for example https://padaria.example"
	case u.Scheme != "http" && u.Scheme != "https":
		return "has the scheme " + u.Scheme + ": only http and https are read"
	case u.User != nil:
		return "carries credentials: take them out"
	}
	return ""
}

// Search reads the next sites of the list. The cursor is the place in the list.
func (s *Source) Search(ctx context.Context, q scrapers.Query) (scrapers.Page, error) {
	e, err := read(q.Entry)
	if err != nil {
		return scrapers.Page{}, &scrapers.Failure{Reason: campaign.Reason{Code: "bad_entry", Message: err.Error()}, Err: err}
	}
	from := 0
	if q.Cursor != "" {
		if from, err = strconv.Atoi(q.Cursor); err != nil || from < 0 {
			return scrapers.Page{}, &scrapers.Failure{
				Reason: campaign.Reason{Code: "bad_cursor", Message: fmt.Sprintf("the cursor %q is not of this source", q.Cursor)},
			}
		}
	}
	from = min(from, len(e.URLs))
	to := min(from+sitesAPage, len(e.URLs))
	found := make([]campaign.Candidate, to-from)
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(sitesBeside)
	for i, address := range e.URLs[from:to] {
		group.Go(func() error {
			found[i] = s.candidate(groupCtx, address, q.Country)
			return groupCtx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return scrapers.Page{}, later("site_interrupted", "reading the websites was interrupted", 0, err)
	}
	page := scrapers.Page{Candidates: found}
	if to < len(e.URLs) {
		page.Cursor = strconv.Itoa(to)
	}
	return page, nil
}

// candidate reads one site. One that cannot be read now is a candidate with its address alone: enriching tries again.
func (s *Source) candidate(ctx context.Context, address, country string) campaign.Candidate {
	full := withScheme(address)
	report, name, err := s.site.read(ctx, scrapers.Visit{URL: full, Country: country})
	if err != nil {
		report = scrapers.Report{FinalURL: full}
	}
	u, err := url.Parse(full)
	if err != nil {
		u = &url.URL{}
	}
	host := hostPrefix.ReplaceAllString(strings.ToLower(u.Hostname()), "")
	web := identified(campaign.Fact{Kind: campaign.FactWebsite, Value: full, URL: full, At: s.site.clock.Now()})
	found := campaign.Candidate{
		Platform: campaign.PlatformWebsite, ExternalID: pageKey(full), Name: firstOf(name, host), WebsiteURL: full, Country: country,
		Facts: append([]campaign.Fact{web}, report.Facts...),
	}
	for _, fact := range report.Facts {
		switch fact.Kind {
		case campaign.FactCity:
			found.City = firstOf(found.City, fact.Value)
		case campaign.FactAddress:
			found.Address = firstOf(found.Address, fact.Value)
		case campaign.FactCategory:
			found.Category = firstOf(found.Category, fact.Value)
		}
	}
	return found
}
