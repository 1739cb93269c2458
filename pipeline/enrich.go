package pipeline

import (
	"context"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// enrichStore is what enriching needs of the store.
type enrichStore interface {
	ClaimEnrich(ctx context.Context, n int, lease time.Duration) ([]campaign.EnrichTask, error)
	CommitEnrich(ctx context.Context, done []campaign.EnrichDone) error
	NextEnrich(ctx context.Context) (time.Time, error)
}

// Times and tries of the enrich stage. A site is left at five pages, a second apart, 20 s each at the worst.
const (
	enrichTimeout = 2 * time.Minute
	enrichTries   = 2
)

// NewEnrich returns the stage that reads a prospect's website, scores and qualifies it.
func NewEnrich(store enrichStore, site scrapers.Site, c clock.Clock, s Settings) Runner {
	s.Timeout, s.Next = enrichTimeout, store.NextEnrich
	return NewStage(Enrich, enrich{store: store, site: site, clock: c}, s)
}

type enrich struct {
	store enrichStore
	site  scrapers.Site
	clock clock.Clock
}

// Claim leases prospects at stage enrich.
func (w enrich) Claim(ctx context.Context, n int) ([]campaign.EnrichTask, error) {
	return w.store.ClaimEnrich(ctx, n, enrichTimeout+leaseSlack)
}

// Do reads the website, if there is one, and judges what is then known.
func (w enrich) Do(ctx context.Context, task campaign.EnrichTask) (campaign.Prospect, error) {
	p := task.Prospect
	if p.WebsiteURL != "" {
		report, err := w.site.Read(ctx, scrapers.Visit{
			URL: p.WebsiteURL, Name: p.Name, Country: firstOf(p.Country, task.Country), AreaCode: areaCode(p), City: p.City, Locale: task.Locale,
		})
		if err != nil && task.Attempts < enrichTries {
			return p, err
		}
		if err != nil { // a site that stays out of reach says something too
			report = scrapers.Report{State: scrapers.SiteUnreachable, Detail: err.Error()}
		}
		p.Absorb(append(report.Facts, w.stateFact(p, report)))
		if p.Metadata == nil {
			p.Metadata = map[string]any{}
		}
		p.Metadata["website_state"] = string(report.State)
	}
	now := w.clock.Now()
	p.Score, p.ScoreReasons = campaign.Score(&p, now)
	if reason := task.Qualification.Judge(&p, now); reason != "" {
		p.Status, p.IgnoredReason = campaign.ProspectIgnored, reason
	}
	return p, nil
}

// Commit stores what was learned.
func (w enrich) Commit(ctx context.Context, done []Done[campaign.EnrichTask, campaign.Prospect]) error {
	results := make([]campaign.EnrichDone, len(done))
	for i, d := range done {
		results[i] = campaign.EnrichDone{Task: d.In, Prospect: d.Out}
		if d.Err != nil {
			results[i].Failed, results[i].RetryAfter = failure(d.Err, d.In.Attempts, enrichTries)
		}
	}
	return w.store.CommitEnrich(ctx, results)
}

func (w enrich) stateFact(p campaign.Prospect, report scrapers.Report) campaign.Fact {
	state := string(report.State)
	return campaign.Fact{
		ID: campaign.FactID(campaign.FactSiteState, state, "website", p.WebsiteURL), Kind: campaign.FactSiteState,
		Value: state, Text: report.Detail, Source: "website", URL: p.WebsiteURL, At: w.clock.Now(),
	}
}

// areaCode is the area code that a number without one gets: the city's majority in the search that found the prospect.
func areaCode(p campaign.Prospect) string {
	code, _ := p.Metadata["area_code"].(string)
	return code
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
