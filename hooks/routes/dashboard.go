package routes

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// DashboardQuery chooses days and a campaign.
type DashboardQuery struct {
	From     string `query:"from" format:"date" doc:"First day, in the workspace's time zone."`
	To       string `query:"to" format:"date" doc:"Last day, included."`
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign."`
}

// dashboard reads counters that the causing commits wrote: nothing is counted here, and nothing encoded twice while they stay the same.
func (a *api) dashboard() {
	op := operation("dashboard", http.MethodGet, "/dashboard", "Figures", "Funnel, days, rates and cost",
		"The funnel, a series of days, rates of those contacted, and cost.", usualErrors)
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
		"application/json": {Schema: a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[store.Dashboard](), true, "Dashboard")}}}}
	huma.Register(a.huma, op,
		func(ctx context.Context, in *DashboardQuery) (*huma.StreamResponse, error) {
			c, err := a.member(ctx)
			if in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			text, err := a.Store.DashboardJSON(ctx, c.workspace, store.DashboardQuery{From: in.From, To: in.To, Campaign: in.Campaign})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return encoded(text), nil
		})
}

// encoded is an answer that is JSON already.
func encoded(text []byte) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		ctx.SetHeader("Content-Type", "application/json")
		_, _ = ctx.BodyWriter().Write(text) // whoever asked may have gone
	}}
}
