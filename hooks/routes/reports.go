package routes

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/store"
)

// WeekQuery chooses a week's report.
type WeekQuery struct {
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign; empty = of all."`
	Week     string `query:"week" maxLength:"10" doc:"Such as 2026-W48; the present one when absent."`
}

// WeekBody is a week's report.
type WeekBody struct {
	Body store.WeekReport
}

// ReportList are the clients whose reports somebody may open, and the weeks of the active one.
type ReportList struct {
	Body struct {
		Clients []Membership     `json:"clients" doc:"The caller's own workspaces; opening another one's reports activates it first."`
		Items   []store.WeekLine `json:"items" doc:"Weeks of the active workspace's campaigns, newest first."`
	}
}

// ShareInput chooses what a link shows and how long.
type ShareInput struct {
	Body struct {
		Campaign string `json:"campaign,omitempty" maxLength:"64" doc:"Only of this campaign; empty = of all."`
		Week     string `json:"week" minLength:"8" maxLength:"8" doc:"Such as 2026-W48."`
		Days     int    `json:"days" enum:"7,30,90" doc:"How long the link holds."`
	}
}

// Shared is a link to a report. It is told once.
type Shared struct {
	Body struct {
		ID        string    `json:"id" doc:"Of the record in report_shares: deleting it revokes the link."`
		URL       string    `json:"url" doc:"The whole address; only its path where the server's public address is not known."`
		ExpiresAt time.Time `json:"expires_at"`
	}
}

// reports are what a week brought, and links to it.
func (a *api) reports(r *router.Router[*core.RequestEvent]) {
	const tag = "Reports"
	huma.Register(a.huma, operation("list-reports", http.MethodGet, "/reports", tag, "List reports",
		"The caller's clients by name, and of the active one each campaign's weeks.", usualErrors), a.listReports)
	huma.Register(a.huma, operation("week-report", http.MethodGet, "/reports/week", tag, "A week's report",
		"Found, judged, contacted, answered, meetings, the cost of each, the best message, objections without names, and what is planned. It names no person.", usualErrors),
		func(ctx context.Context, in *WeekQuery) (*WeekBody, error) {
			c, err := a.member(ctx)
			if in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			q, err := weekQuery(in.Campaign, in.Week)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			report, err := a.Store.WeekReport(ctx, c.workspace, q)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &WeekBody{Body: report}, nil
		})
	huma.Register(a.huma, operation("share-report", http.MethodPost, "/reports/week/share", tag, "Make a link to a week's report",
		"Whoever has the link sees this report, as it stands when they look, until it expires or its record is deleted.", usualErrors), a.shareReport)
	token := []*huma.Param{{Name: "token", In: "path", Required: true, Description: "As share told it.", Schema: &huma.Schema{Type: "string"}}}
	a.public(r, huma.Operation{OperationID: "shared-report", Method: http.MethodGet, Path: "/r/{token}", Tags: []string{"Public pages"}, Parameters: token,
		Summary: "A shared report", Description: "One page to read and print, without scripts.",
		Responses: answers(map[string]string{"200": "The page.", "404": "No such link, or it has expired.", "429": "Too many requests: wait as long as Retry-After says."})}, "",
		a.sharedReport)
}

// weekQuery reads a week; none is the present one.
func weekQuery(campaignID, week string) (store.WeekQuery, error) {
	q := store.WeekQuery{Campaign: campaignID}
	if week == "" {
		return q, nil
	}
	var err error
	q.Week, err = campaign.ParseWeek(week)
	return q, err
}

func (a *api) listReports(ctx context.Context, _ *struct{}) (*ReportList, error) {
	c, err := a.member(ctx)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	out := &ReportList{}
	if out.Body.Clients, err = a.memberships(ctx, c.id); err != nil {
		return nil, a.problem(ctx, err)
	}
	if out.Body.Items, err = a.Store.ListWeeks(ctx, c.workspace); err != nil {
		return nil, a.problem(ctx, err)
	}
	return out, nil
}

func (a *api) shareReport(ctx context.Context, in *ShareInput) (*Shared, error) {
	c, err := a.allow(ctx, user)
	if in.Body.Campaign != "" {
		c, err = a.allowOn(ctx, user, "campaigns", in.Body.Campaign)
	}
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	q, err := weekQuery(in.Body.Campaign, in.Body.Week)
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	share, err := a.Store.ShareReport(ctx, c.workspace, q, in.Body.Days, c.by())
	if err != nil {
		return nil, a.problem(ctx, err)
	}
	out := &Shared{}
	out.Body.ID, out.Body.ExpiresAt = share.ID, share.ExpiresAt
	out.Body.URL = strings.TrimRight(a.PublicURL, "/") + "/r/" + share.Token
	return out, nil
}
