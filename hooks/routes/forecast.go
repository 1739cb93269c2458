package routes

import (
	"context"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// Rehearse runs a campaign on a copy of the data against simulated people, and says who would get what when. A second one at
// the same time is a *campaign.Error.
type Rehearse func(ctx context.Context, workspace, campaignID string, seed uint64) (campaign.Rehearsal, error)

// ForecastBody says when a campaign's messages would go out.
type ForecastBody struct {
	Body store.Forecast
}

// RehearseCall asks for a rehearsal.
type RehearseCall struct {
	CampaignID
	Seed uint64 `query:"seed" doc:"Draws the gaps: the same seed, the same times. 0 = any."`
}

// RehearsalBody says who got what when, and who got nothing and why.
type RehearsalBody struct {
	Body campaign.Rehearsal
}

// forecasts look ahead: by arithmetic, and by a run on a copy.
func (a *api) forecasts() {
	const tag = "Campaigns"
	huma.Register(a.huma, operation("forecast", http.MethodGet, "/campaigns/{id}/forecast", tag, "Forecast a campaign",
		"How many messages go out, until when and at what cost, by the arithmetic that decides sending, as if the campaign were started now and nobody "+
			"answered. `limited_by` names what holds messages up, the longest first.", usualErrors),
		func(ctx context.Context, in *CampaignID) (*ForecastBody, error) {
			c, err := a.allowOn(ctx, viewer, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			forecast, err := a.Store.Forecast(ctx, c.workspace, in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ForecastBody{Body: forecast}, nil
		})
	huma.Register(a.huma, operation("rehearse", http.MethodPost, "/campaigns/{id}/rehearse", tag, "Rehearse a campaign",
		"Runs the campaign on a copy of the data against simulated people, with the clock sped up, and answers who gets what when, and who gets nothing "+
			"and why. Nobody is written to. It takes up to two minutes; one at a time.", append(slices.Clone(actErrors), http.StatusServiceUnavailable)),
		func(ctx context.Context, in *RehearseCall) (*RehearsalBody, error) {
			c, err := a.allowOn(ctx, user, "campaigns", in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			if a.Rehearse == nil {
				return nil, a.problem(ctx, campaign.Conflict(campaign.ReasonNoRehearsal, "this program cannot rehearse: use aceno demo --rehearse"))
			}
			rehearsal, err := a.Rehearse(ctx, c.workspace, in.ID, in.Seed)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &RehearsalBody{Body: rehearsal}, nil
		})
}
