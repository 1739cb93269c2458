package routes

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// SearchID is the search of a path.
type SearchID struct {
	ID string `path:"id" maxLength:"64" doc:"The search's id."`
}

// EstimateCall names sources before they are searched.
type EstimateCall struct {
	Body struct {
		Sources []json.RawMessage `json:"sources" minItems:"1" maxItems:"20" doc:"As in search_config."`
	}
}

// EstimateBody is what each source may bring.
type EstimateBody struct {
	Body struct {
		Items []store.Estimate `json:"items"`
	}
}

// searches are looked at before the click, and stopped after it.
func (a *api) searches() {
	const tag = "Searches"
	huma.Register(a.huma, operation("estimate-searches", http.MethodPost, "/searches/estimate", tag, "Estimate a search",
		"What each source may bring and cost. `expected` is what the same search brought before, and null where nobody asked yet.", usualErrors),
		func(ctx context.Context, in *EstimateCall) (*EstimateBody, error) {
			c, err := a.allow(ctx, user)
			if err == nil {
				err = a.checkSources(in.Body.Sources)
			}
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &EstimateBody{}
			if out.Body.Items, err = a.Store.EstimateSearches(ctx, c.workspace, in.Body.Sources); err != nil {
				return nil, a.problem(ctx, err)
			}
			return out, nil
		})
	stop := operation("stop-search", http.MethodPost, "/searches/{id}/stop", tag, "Stop a search", "What came is kept.", usualErrors)
	stop.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, stop, func(ctx context.Context, in *SearchID) (*struct{}, error) {
		c, err := a.allowOn(ctx, user, "searches", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, a.problem(ctx, a.Store.StopSearch(ctx, c.workspace, in.ID, c.id))
	})
}

// checkSources refuses what is no object with a type; its own keys are checked when the campaign is saved.
func (a *api) checkSources(list []json.RawMessage) error {
	for i, raw := range list {
		var entry struct{ Type string }
		if err := json.Unmarshal(raw, &entry); err != nil || entry.Type == "" {
			return campaign.Invalid(fmt.Sprintf("sources[%d].type", i), "a source names its type, such as openstreetmap")
		}
	}
	return nil
}
