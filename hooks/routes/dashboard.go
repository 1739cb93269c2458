package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// DashboardQuery chooses days and a campaign.
type DashboardQuery struct {
	From     string `query:"from" format:"date" doc:"First day, in the workspace's time zone."`
	To       string `query:"to" format:"date" doc:"Last day, included."`
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign."`
}

// DashboardBody is the dashboard.
type DashboardBody struct {
	Body store.Dashboard
}

// dashboard reads counters that the causing commits wrote: nothing is counted here.
func (a *api) dashboard() {
	huma.Register(a.huma, operation("dashboard", http.MethodGet, "/dashboard", "Figures", "Funnel, days, rates and cost",
		"The funnel, a series of days, rates of those contacted, and cost.", usualErrors),
		func(ctx context.Context, in *DashboardQuery) (*DashboardBody, error) {
			c, err := a.member(ctx)
			if in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			figures, err := a.Store.Dashboard(ctx, c.workspace, store.DashboardQuery{From: in.From, To: in.To, Campaign: in.Campaign})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &DashboardBody{Body: figures}, nil
		})
}
