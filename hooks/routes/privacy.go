package routes

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
)

// PersonQuery names the person of an export: exactly one of its parameters is given.
type PersonQuery struct {
	Phone    string `query:"phone" maxLength:"64" doc:"A number, in any form people write it."`
	Email    string `query:"email" maxLength:"300" doc:"An e-mail address."`
	Username string `query:"username" maxLength:"200" doc:"An Instagram handle."`
	Prospect string `query:"prospect" maxLength:"64" doc:"A prospect's id."`
}

// HeldBody is all that is held of a person.
type HeldBody struct {
	Body campaign.Held
}

// PersonInput names the person of an erasure: exactly one of its fields is given.
type PersonInput struct {
	Body struct {
		Phone    string `json:"phone,omitempty" maxLength:"64" doc:"A number, in any form people write it."`
		Email    string `json:"email,omitempty" maxLength:"300" doc:"An e-mail address."`
		Username string `json:"username,omitempty" maxLength:"200" doc:"An Instagram handle."`
		Prospect string `json:"prospect,omitempty" maxLength:"64" doc:"A prospect's id."`
	}
}

// ErasedBody says what an erasure took.
type ErasedBody struct {
	Body campaign.Erased
}

// privacy are the routes of whoever answers for data, and the pages of the people whose data it is.
func (a *api) privacy(r *router.Router[*core.RequestEvent]) {
	const tag = "Privacy"
	huma.Register(a.huma, operation("privacy-export", http.MethodGet, "/privacy/export", tag, "All that is held of a person",
		"By phone, e-mail, username or prospect: prospects, messages, consents, webhook events and suppressions, whole. That it was asked for is audited.", usualErrors),
		func(ctx context.Context, in *PersonQuery) (*HeldBody, error) {
			c, err := a.allow(ctx, admin)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			held, err := a.desk.Export(ctx, c.workspace, campaign.PersonKey{Prospect: in.Prospect, Phone: in.Phone, Email: in.Email, Username: in.Username}, c.by())
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &HeldBody{Body: held}, nil
		})
	huma.Register(a.huma, operation("privacy-erase", http.MethodPost, "/privacy/erase", tag, "Erase a person",
		"Takes away all that is held of them, in every campaign of the workspace. Keyed hashes of their contacts stay, so that nobody writes to them again; rows that "+
			"limits count stay without a word of them. It cannot be undone.", usualErrors),
		func(ctx context.Context, in *PersonInput) (*ErasedBody, error) {
			c, err := a.allow(ctx, admin)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			erased, err := a.desk.Erase(ctx, c.workspace, campaign.PersonKey{Prospect: in.Body.Prospect, Phone: in.Body.Phone, Email: in.Body.Email, Username: in.Body.Username}, c.by())
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			return &ErasedBody{Body: erased}, nil
		})
	a.optOutPages(r)
	a.personPages(r)
}

// by is the caller as the audit log names them.
func (c caller) by() campaign.By { return campaign.By{Actor: c.id, IP: c.ip, RequestID: c.request} }
