package routes

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"aceno/campaign"
	"aceno/store"
)

// InvitationLife is how long an invitation can be accepted. It is real time.
const InvitationLife = 7 * 24 * time.Hour

// InvitationInput is whom to invite.
type InvitationInput struct {
	Body struct {
		Email string `json:"email" format:"email" maxLength:"255" doc:"Who comes; an earlier open invitation of the same address is replaced."`
		Role  string `json:"role" enum:"viewer,user,admin" doc:"As what they come."`
	}
}

// Invitation is a new invitation; its link is shown this once.
type Invitation struct {
	Body struct {
		ID        string    `json:"id" doc:"Of the record in the collection invitations; deleting it takes the invitation back."`
		Email     string    `json:"email"`
		Role      string    `json:"role" enum:"viewer,user,admin"`
		ExpiresAt time.Time `json:"expires_at"`
		Link      string    `json:"link" doc:"Shown this once: only its hash is kept."`
		Mailed    bool      `json:"mailed" doc:"Whether a mail server took the mail; without one, pass the link on yourself."`
	}
}

// invitations is the route by which an admin invites. Listing and taking back are the collection's.
func (a *api) invitations() {
	op := operation("invite", http.MethodPost, "/invitations", "Workspaces", "Invite somebody into the workspace",
		"Makes a link that works once, for 7 days, and mails it where mail is set up. For admins. The collection invitations lists them; deleting a record takes one back.",
		actErrors)
	op.DefaultStatus = http.StatusCreated
	huma.Register(a.huma, op, func(ctx context.Context, in *InvitationInput) (*Invitation, error) {
		c, err := a.allow(ctx, admin)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		email := normalEmail(in.Body.Email)
		if wrong := checkEmail("email", email); wrong != nil {
			return nil, a.problem(ctx, wrong)
		}
		token := newLinkToken()
		var record *core.Record
		err = a.App.RunInTransaction(func(tx core.App) error {
			record, err = a.invite(tx, c, email, in.Body.Role, token)
			return err
		})
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		out := &Invitation{}
		out.Body.ID, out.Body.Email, out.Body.Role, out.Body.ExpiresAt = record.Id, email, in.Body.Role, record.GetDateTime("expires_at").Time()
		out.Body.Link = a.page("convite", token)
		out.Body.Mailed = a.mailInvitation(ctx, c, record, out.Body.Link)
		return out, nil
	})
}

// invite makes the record of an invitation, in place of an open one of the same address.
func (a *api) invite(tx core.App, c caller, email, role, token string) (*core.Record, error) {
	belongs, err := tx.FindRecordsByFilter("memberships", "workspace = {:workspace} && user.email = {:email}", "", 1, 0,
		dbx.Params{"workspace": c.workspace, "email": email})
	if err != nil {
		return nil, fmt.Errorf("look for a member: %w", err)
	}
	if len(belongs) > 0 {
		return nil, refusedFor(campaign.ReasonAlreadyMember)
	}
	open, err := tx.FindRecordsByFilter("invitations", "workspace = {:workspace} && email = {:email} && accepted_at = ''", "", 0, 0,
		dbx.Params{"workspace": c.workspace, "email": email})
	if err != nil {
		return nil, fmt.Errorf("look for an open invitation: %w", err)
	}
	for _, one := range open {
		if err := tx.Delete(one); err != nil {
			return nil, fmt.Errorf("replace invitation %s: %w", one.Id, err)
		}
	}
	waiting, err := tx.CountRecords("invitations", dbx.HashExp{"workspace": c.workspace, "accepted_at": ""},
		dbx.NewExp("expires_at > {:now}", dbx.Params{"now": types.NowDateTime().String()}))
	if err != nil {
		return nil, fmt.Errorf("count invitations: %w", err)
	}
	if err := roomForOne(tx, c.workspace, int(waiting)); err != nil {
		return nil, err
	}
	record, err := saveNew(tx, "invitations", map[string]any{"workspace": c.workspace, "email": email, "role": role, "token_hash": linkHash(token),
		"invited_by": c.id, "expires_at": time.Now().UTC().Add(InvitationLife)})
	if err != nil {
		return nil, err
	}
	err = a.Store.AuditIn(tx.DB(), store.AuditEntry{Workspace: c.workspace, Actor: c.id, Action: "invitations.create", Collection: "invitations", Record: record.Id,
		Changes: map[string]any{"email": []any{"", email}, "role": []any{"", role}}, IP: c.ip, RequestID: c.request})
	if err != nil {
		return nil, fmt.Errorf("write the audit row of an invitation: %w", err)
	}
	return record, nil
}

// roomForOne refuses one more member where the workspace's tier allows no more; so many are expected besides.
func roomForOne(tx core.App, workspace string, expected int) error {
	row, err := tx.FindRecordById("workspaces", workspace)
	if err != nil {
		return fmt.Errorf("find workspace %s: %w", workspace, err)
	}
	members, err := tx.CountRecords("memberships", dbx.HashExp{"workspace": workspace})
	if err != nil {
		return fmt.Errorf("count members: %w", err)
	}
	tier := row.GetString("plan_tier")
	if has := int(members) + expected; has >= campaign.Tier(tier).Ceiling(campaign.CeilingMembers) {
		return &campaign.Refused{Reasons: []campaign.Reason{campaign.CeilingReached(campaign.CeilingMembers, tier, has, 1)}}
	}
	return nil
}

// mailInvitation mails the link, and says whether a mail server took it. The admin has the link in any case.
func (a *api) mailInvitation(ctx context.Context, c caller, invitation *core.Record, link string) bool {
	if !a.App.Settings().SMTP.Enabled {
		return false
	}
	workspace, err := a.App.FindRecordById("workspaces", c.workspace)
	if err != nil {
		return false
	}
	by := ""
	if person, err := a.App.FindRecordById("users", c.id); err == nil {
		by = cmp.Or(person.GetString("full_name"), person.Email())
	}
	text := invitationLetter(workspace.GetString("locale"), workspace.GetString("name"), by, invitation.GetString("role"), link)
	if err := a.mail(ctx, invitation.GetString("email"), text); err != nil {
		a.Logger.WarnContext(ctx, "invitation not mailed", "invitation", invitation.Id, "request_id", c.request, "error", err)
		return false
	}
	return true
}
