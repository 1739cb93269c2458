package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// SearchQuery is what somebody looks for.
type SearchQuery struct {
	Query string `query:"q" maxLength:"200" required:"true" doc:"Beginnings of words, or a number."`
}

// SearchBody is what was found.
type SearchBody struct {
	Body struct {
		Items []store.Hit `json:"items"`
	}
}

// search is the palette's.
func (a *api) search() {
	huma.Register(a.huma, operation("search", http.MethodGet, "/search", "Search", "Search campaigns and people",
		"Campaigns by name, people by name, phone, handle or e-mail: at most 20, the best first.", usualErrors),
		func(ctx context.Context, in *SearchQuery) (*SearchBody, error) {
			c, err := a.member(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &SearchBody{}
			if out.Body.Items, err = a.Store.Search(ctx, c.workspace, in.Query); err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
}
