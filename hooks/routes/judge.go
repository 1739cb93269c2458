package routes

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"aceno/campaign"
	"aceno/store"
)

// ProspectMatch is a filter of prospects as a body names it.
type ProspectMatch struct {
	Query      string `json:"q,omitempty" maxLength:"200"`
	City       string `json:"city,omitempty" maxLength:"300"`
	Intent     string `json:"intent,omitempty" maxLength:"40"`
	HasWebsite string `json:"has_website,omitempty" enum:"true,false"`
	MinScore   int    `json:"min_score,omitempty" minimum:"0" maximum:"100"`
}

// Approval is whom a judgement approves: ids, a filter, or "rest".
type Approval struct {
	ids   []string
	match *store.ProspectFilter
}

// UnmarshalJSON reads a list of ids, a filter, or the word rest.
func (a *Approval) UnmarshalJSON(raw []byte) error {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		if word != "rest" {
			return campaign.Invalid("approve", "%q approves nobody: write ids, a filter, or rest", word)
		}
		a.match = &store.ProspectFilter{}
		return nil
	}
	if json.Unmarshal(raw, &a.ids) == nil {
		return nil
	}
	var m ProspectMatch
	if err := json.Unmarshal(raw, &m); err != nil {
		return campaign.Invalid("approve", "this approves nobody: write ids, a filter, or rest")
	}
	a.match = &store.ProspectFilter{Query: m.Query, City: m.City, Intent: m.Intent, HasWebsite: m.HasWebsite, MinScore: m.MinScore}
	return nil
}

// Schema describes the three forms.
func (Approval) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{Description: "Ids, a filter, or rest: everybody of the campaign who waits to be judged.", OneOf: []*huma.Schema{
		{Type: "array", Items: &huma.Schema{Type: "string"}, MaxItems: new(10_000)},
		{Type: "string", Enum: []any{"rest"}},
		huma.SchemaFromType(r, matchType),
	}}
}

var matchType = reflect.TypeFor[ProspectMatch]()

// JudgeCall judges prospects of a campaign in one act.
type JudgeCall struct {
	Body struct {
		Campaign string    `json:"campaign" maxLength:"64"`
		Approve  *Approval `json:"approve,omitempty"`
		Refuse   []struct {
			ID     string `json:"id" maxLength:"64"`
			Reason string `json:"reason,omitempty" maxLength:"300" doc:"A code such as already_client, or your words."`
		} `json:"refuse,omitempty" maxItems:"1000"`
		Restore []string `json:"restore,omitempty" maxItems:"1000" doc:"Refusals that are taken back: the prospects go on where they were."`
	}
}

// JudgedBody says what a judgement did.
type JudgedBody struct {
	Body store.Judged
}

// judging is the list judged in one act.
func (a *api) judging() {
	huma.Register(a.huma, operation("judge-prospects", http.MethodPost, "/prospects/judge", "Prospects", "Judge prospects",
		"Whoever is approved is written to where the campaign's selection is manual; whoever is refused becomes ignored with the reason, and what waits for them is "+
			"cancelled. Refusals come first, so that rest is whoever is left.", usualErrors),
		func(ctx context.Context, in *JudgeCall) (*JudgedBody, error) {
			c, err := a.allowOn(ctx, user, "campaigns", in.Body.Campaign)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			j := store.Judgement{Workspace: c.workspace, Campaign: in.Body.Campaign, Member: c.id, Restore: in.Body.Restore}
			if in.Body.Approve != nil {
				j.Approve, j.Matching = in.Body.Approve.ids, in.Body.Approve.match
			}
			for _, r := range in.Body.Refuse {
				j.Refuse = append(j.Refuse, store.Refusal{ID: r.ID, Reason: r.Reason})
			}
			done, err := a.Store.Judge(ctx, j)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &JudgedBody{Body: done}, nil
		})
}
