package routes

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/scrapers"
)

// readSiteTimeout bounds the reading of a site: pages are asked for at the pace that the site is due.
const readSiteTimeout = 75 * time.Second

// SiteInput is the address of the agency's own site.
type SiteInput struct {
	WorkspaceID
	Body struct {
		URL string `json:"url" minLength:"4" maxLength:"2000" example:"agencia.example" doc:"The site's address, with or without https."`
	}
}

// SiteCardBody is what a site says of whoever it belongs to.
type SiteCardBody struct {
	Body scrapers.Card
}

// readSites reads an agency's own site for its profile.
func (a *api) readSites() {
	huma.Register(a.huma, operation("read-site", http.MethodPost, "/workspaces/{id}/read-site", "Workspaces", "Read the agency's own site",
		"By plain rules, into a card: offer, for whom, proof, tone, what is never said, legal name and contacts, each with its page and words. What no page says is null. "+
			"Nothing is kept: profile and sender of the workspace are saved by whoever accepts the card.", append(slices.Clone(usualErrors), http.StatusBadGateway)),
		func(ctx context.Context, in *SiteInput) (*SiteCardBody, error) {
			c, err := a.member(ctx)
			if err == nil && c.workspace != in.ID {
				err = campaign.ErrNotFound
			}
			if err == nil {
				c, err = a.allow(ctx, admin)
			}
			if err == nil && a.Sites == nil {
				err = campaign.Conflict(campaign.ReasonInternal, "this server cannot read websites")
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			card, err := a.readCard(ctx, c, in.Body.URL)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &SiteCardBody{Body: card}, nil
		})
}

func (a *api) readCard(ctx context.Context, c caller, address string) (scrapers.Card, error) {
	country, err := a.Store.Country(ctx, c.workspace)
	if err != nil {
		return scrapers.Card{}, err
	}
	ask, cancel := context.WithTimeout(ctx, readSiteTimeout)
	defer cancel()
	card, err := a.Sites.Card(ask, scrapers.Visit{URL: address, Country: country})
	var failed *scrapers.Failure
	if errors.As(err, &failed) {
		return card, &APIError{Status: http.StatusBadGateway, Message: sentence(failed.Reason.Message), Data: map[string]any{}}
	}
	if err == nil && card.State == scrapers.SiteForbidden {
		return card, campaign.Invalid("url", "%q cannot be read: write the address of a public website, such as agencia.example", address)
	}
	return card, err
}
