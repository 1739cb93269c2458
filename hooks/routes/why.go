package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// WhyQuery asks about a campaign, an account, or the workspace.
type WhyQuery struct {
	Campaign string `query:"campaign" maxLength:"64" doc:"Only of this campaign."`
	Account  string `query:"account" maxLength:"64" doc:"Only through this account."`
}

// WhyBody says why nothing is going out now.
type WhyBody struct {
	Body store.Why
}

// why answers the question that people ask most.
func (a *api) why() {
	huma.Register(a.huma, operation("why", http.MethodGet, "/why", "Figures", "Why is nothing going out now?",
		"Whether messages are going out, and if not the first thing that stands in the way, with every check that a message passes. The sentence is in the caller's language, its times in the workspace's zone.", usualErrors),
		func(ctx context.Context, in *WhyQuery) (*WhyBody, error) {
			c, err := a.member(ctx)
			if err == nil && in.Campaign != "" {
				c, err = a.allowOn(ctx, viewer, "campaigns", in.Campaign)
			}
			if err == nil && in.Account != "" {
				c, err = a.allowOn(ctx, viewer, "integrated_accounts", in.Account)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			answer, err := a.Store.Why(ctx, c.workspace, in.Campaign, in.Account, c.locale)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &WhyBody{Body: answer}, nil
		})
}
