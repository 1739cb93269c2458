package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// WaitingBody is what waits for a person.
type WaitingBody struct {
	Body struct {
		Items []store.Waiting `json:"items" doc:"At most five, the worst first."`
	}
}

// waiting is what the day begins with.
func (a *api) waiting() {
	huma.Register(a.huma, operation("waiting", http.MethodGet, "/waiting", "Figures", "What waits for you",
		"Accounts that cannot send, people's requests whose time runs out, answers, texts to approve, failures of the last week, and a month's money that is nearly spent. "+
			"Read from the rows as they are now: nothing has to be dismissed.", []int{http.StatusUnauthorized, http.StatusForbidden}),
		func(ctx context.Context, _ *struct{}) (*WaitingBody, error) {
			c, err := a.member(ctx)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &WaitingBody{}
			if out.Body.Items, err = a.Store.Waiting(ctx, c.workspace, c.locale); err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
}
