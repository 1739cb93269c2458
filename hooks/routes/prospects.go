package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// ProspectID is the prospect of a path.
type ProspectID struct {
	ID string `path:"id" maxLength:"64" doc:"The prospect's id."`
}

// ProspectQuery chooses a page of prospects.
type ProspectQuery struct {
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign."`
	Status   string `query:"status" enum:"found,contacted,replied,converted,ignored" doc:"Only with this status."`
	Query    string `query:"q" maxLength:"200" doc:"Beginnings of words of the name, trade, city or contacts; all must be there."`
	City     string `query:"city" maxLength:"300" doc:"Only of this city."`
	Intent   string `query:"intent" enum:"interested,question,provenance,not_now,not_interested,wrong_person,auto_reply,opt_out,other" doc:"Only whose answer meant this."`
	MinScore int    `query:"min_score" minimum:"0" maximum:"100" doc:"Only with this score at least."`
	Website  string `query:"has_website" enum:"true,false" doc:"Only with, or only without, a website of their own."`
	Judged   string `query:"judged" enum:"true,false" doc:"Only whom a person has judged, or not yet."`
	Sort     string `query:"sort" enum:"-created,-score" default:"-created" doc:"Newest first, or best first within a campaign."`
	Limit    int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Items a page."`
	Cursor   string `query:"cursor" maxLength:"500" doc:"next of the page before."`
}

// ProspectList is a page of prospects, newest or best first.
type ProspectList struct {
	Body store.ProspectPage
}

// ProspectBody is all that is shown of one prospect.
type ProspectBody struct {
	Body store.ProspectDetail
}

// prospects is the long list of prospects, and one of them.
func (a *api) prospects() {
	const tag = "Prospects"
	huma.Register(a.huma, operation("list-prospects", http.MethodGet, "/prospects", tag, "List prospects",
		"Newest first, or best first with sort=-score; by cursor. There are no totals: counters have them.", usualErrors),
		func(ctx context.Context, in *ProspectQuery) (*ProspectList, error) {
			c, err := a.member(ctx)
			if in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			page, err := a.Store.ListProspects(ctx, c.workspace, store.ProspectFilter{Campaign: in.Campaign, Status: in.Status, Query: in.Query,
				City: in.City, Intent: in.Intent, MinScore: in.MinScore, HasWebsite: in.Website, Judged: in.Judged, Sort: in.Sort, Cursor: in.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ProspectList{Body: page}, nil
		})
	huma.Register(a.huma, operation("get-prospect", http.MethodGet, "/prospects/{id}", tag, "Show a prospect",
		"All that is known of one prospect, each fact with where and when it was learned.", usualErrors),
		func(ctx context.Context, in *ProspectID) (*ProspectBody, error) {
			c, err := a.member(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			detail, err := a.Store.GetProspect(ctx, c.workspace, in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ProspectBody{Body: detail}, nil
		})
}
