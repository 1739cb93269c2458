package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// SuppressionInput is a contact that must not be written to.
type SuppressionInput struct {
	Body struct {
		Kind   string `json:"kind" enum:"phone,email,username,domain,whatsapp_user_id,instagram_id" doc:"What the value is."`
		Value  string `json:"value" minLength:"1" maxLength:"300" example:"+55 47 9 0000 1234" doc:"The contact, in any form people write it."`
		Reason string `json:"reason,omitempty" enum:"opt_out,erasure,bounce,complaint,manual,unclear" default:"manual" doc:"Why."`
	}
}

// suppressions adds contacts to the list of whom nobody writes to.
func (a *api) suppressions() {
	op := operation("suppress", http.MethodPost, "/suppressions", "Suppressions", "Add an opt-out",
		"Nothing more goes to this contact, in any of its forms, from any campaign of the workspace. Only a keyed hash is kept. Adding it again changes nothing.",
		[]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden})
	op.DefaultStatus = http.StatusNoContent
	huma.Register(a.huma, op, func(ctx context.Context, in *SuppressionInput) (*struct{}, error) {
		c, err := a.allow(ctx, user)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		err = a.Store.AddSuppression(ctx, c.workspace, in.Body.Kind, in.Body.Value, in.Body.Reason, c.id)
		return nil, a.problem(ctx, err)
	})
}
