package routes

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"aceno/store"
)

// ConsentGiven is a person's word on being written to.
type ConsentGiven struct {
	ID   string `path:"id" maxLength:"64" doc:"The prospect's id."`
	Body struct {
		Kind      string    `json:"kind" enum:"whatsapp,instagram,email,opt_in" doc:"The channel, or opt_in for any."`
		Basis     string    `json:"basis,omitempty" enum:"consent,legitimate_interest,contract" default:"consent"`
		Source    string    `json:"source" minLength:"3" maxLength:"1000" doc:"Where and how it was given: a form, a call, a card."`
		Evidence  string    `json:"evidence,omitempty" maxLength:"4000" doc:"The words, a link, a message's id."`
		GivenAt   time.Time `json:"given_at,omitempty" doc:"When; now when absent."`
		Withdrawn bool      `json:"withdrawn,omitempty" doc:"The person has taken it back: no statement of an admin overrides that."`
	}
}

// consents records what people said about being written to.
func (a *api) consents() {
	op := operation("record-consent", http.MethodPost, "/prospects/{id}/consents", "Prospects", "Record a consent",
		"Appends a person's word on being written to, with its evidence; rows are never changed. What was held for want of it waits for its slot again.", actErrors)
	op.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, op, func(ctx context.Context, in *ConsentGiven) (*struct{}, error) {
		c, err := a.allowOn(ctx, user, "prospects", in.ID)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return nil, a.problem(ctx, a.Store.RecordConsent(ctx, store.Consent{Workspace: c.workspace, Prospect: in.ID, Kind: in.Body.Kind,
			Basis: in.Body.Basis, Source: in.Body.Source, Evidence: in.Body.Evidence, GivenAt: in.Body.GivenAt, Withdrawn: in.Body.Withdrawn}, c.id))
	})
}
