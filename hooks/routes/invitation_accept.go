package routes

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"
	"github.com/pocketbase/pocketbase/tools/types"

	"aceno/campaign"
	"aceno/store"
)

// InvitationState is what the page of an invitation needs to know.
type InvitationState struct {
	Workspace string    `json:"workspace" doc:"The workspace's name."`
	Role      string    `json:"role" enum:"viewer,user,admin"`
	Email     string    `json:"email"`
	Locale    string    `json:"locale" doc:"The workspace's language."`
	ExpiresAt time.Time `json:"expires_at"`
	Exists    bool      `json:"exists" doc:"The person has an account already: their password or their session accepts."`
}

// AcceptInput is who accepts. With a session of the invited person it may be empty.
type AcceptInput struct {
	FullName string `json:"full_name,omitempty" maxLength:"300" doc:"Of a new person."`
	Password string `json:"password,omitempty" maxLength:"71" doc:"A new person's, or that of the account they have."`
	Locale   string `json:"locale,omitempty" enum:"pt-BR,en" doc:"Of a new person; the workspace's if it is left out."`
}

// accepting are the two public routes of an invitation's link.
func (a *api) accepting(r *router.Router[*core.RequestEvent]) {
	over := "It was accepted, has expired, or was taken back: data.reasons says which."
	a.plain(r, huma.Operation{OperationID: "see-invitation", Method: http.MethodGet, Path: "/auth/invitation/{token}", Tags: []string{"Sessions"}, Summary: "What an invitation is to",
		Description: "The workspace and the role that the link gives.", Parameters: []*huma.Param{tokenParam()},
		Responses: a.answersWith("InvitationState", InvitationState{}, map[string]string{"200": "It can be accepted.", "404": "There is no such invitation, or it was taken back.", "409": over}),
	}, a.seeInvitation)
	a.plain(r, huma.Operation{OperationID: "accept-invitation", Method: http.MethodPost, Path: "/auth/invitation/{token}", Tags: []string{"Sessions"}, Summary: "Accept an invitation",
		Description: "Makes the invited person a member and the workspace their active one. A new person gives name and password; one who has an account gives its password or comes with its session. " +
			"Whoever comes without a session gets one in cookies. Where a second factor is wanted, sign in by auth/login first.",
		Parameters:  []*huma.Param{tokenParam()},
		RequestBody: &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Schema: a.schemaOf(AcceptInput{}, "AcceptInput")}}},
		Responses: a.answersWith("SignedIn", SignedIn{}, map[string]string{"200": "Accepted.", "400": "The password is not right, or something is missing.", "401": "A second factor is wanted: {mfa_id, otp_id}.",
			"403": "The page is a foreign one, or the session is somebody else's.", "404": "There is no such invitation, or it was taken back.", "409": over}),
	}, a.acceptInvitation)
}

// openInvitation finds the invitation of a token and says why it cannot be accepted.
func openInvitation(app core.App, token string) (*core.Record, error) {
	invitation, err := app.FindFirstRecordByData("invitations", "token_hash", linkHash(token))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, campaign.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("find an invitation: %w", err)
	}
	switch {
	case !invitation.GetDateTime("accepted_at").IsZero():
		return nil, refusedFor(campaign.ReasonInvitationUsed)
	case !invitation.GetDateTime("expires_at").After(types.NowDateTime()):
		return nil, refusedFor(campaign.ReasonInvitationOver)
	}
	// Who was removed, or is no admin any more, lets nobody in.
	admins, err := app.CountRecords("memberships", dbx.HashExp{"workspace": invitation.GetString("workspace"), "user": invitation.GetString("invited_by"), "role": "admin"})
	if err != nil {
		return nil, fmt.Errorf("look for who invited: %w", err)
	}
	if admins == 0 {
		return nil, refusedFor(campaign.ReasonInvitationGone)
	}
	return invitation, nil
}

// seeInvitation says what an invitation is to.
func (a *api) seeInvitation(e *core.RequestEvent) error {
	invitation, err := openInvitation(a.App, e.Request.PathValue("token"))
	if err != nil {
		return a.failed(e, err)
	}
	workspace, err := a.App.FindRecordById("workspaces", invitation.GetString("workspace"))
	if err != nil {
		return a.failed(e, fmt.Errorf("find the workspace of invitation %s: %w", invitation.Id, err))
	}
	users, err := a.App.FindCachedCollectionByNameOrId("users")
	if err != nil {
		return a.failed(e, err)
	}
	return e.JSON(http.StatusOK, InvitationState{Workspace: workspace.GetString("name"), Role: invitation.GetString("role"), Email: invitation.GetString("email"),
		Locale: workspace.GetString("locale"), ExpiresAt: invitation.GetDateTime("expires_at").Time(), Exists: a.personOf(users, invitation.GetString("email")) != nil})
}

// acceptInvitation makes the invited person a member.
func (a *api) acceptInvitation(e *core.RequestEvent) error {
	if err := a.Sessions.CheckOrigin(e); err != nil {
		return err
	}
	var in AcceptInput
	if err := e.BindBody(&in); err != nil {
		return e.BadRequestError("The request cannot be used.", err)
	}
	token := e.Request.PathValue("token")
	invitation, err := openInvitation(a.App, token)
	if err != nil {
		return a.failed(e, err)
	}
	users, err := a.App.FindCachedCollectionByNameOrId("users")
	if err != nil {
		return a.failed(e, err)
	}
	person := a.personOf(users, invitation.GetString("email"))
	switch {
	case e.Auth != nil && (person == nil || e.Auth.Id != person.Id):
		return a.failed(e, forbidden("The invitation is somebody else's: sign out, then open the link again."))
	case e.Auth != nil:
		return a.acceptSignedIn(e, token, person)
	case person != nil:
		return a.acceptByPassword(e, token, person, in)
	}
	return a.acceptAsNew(e, token, invitation, in)
}

// acceptSignedIn lets somebody accept who has a session, which goes on.
func (a *api) acceptSignedIn(e *core.RequestEvent, token string, person *core.Record) error {
	if err := a.join(e, token, person); err != nil {
		return a.failed(e, err)
	}
	record, err := a.recordOf(person.Id)
	if err != nil {
		return a.failed(e, err)
	}
	return a.signedIn(e, person.Id, record, a.Sessions.CSRF(e.Request.Context()))
}

// acceptByPassword lets somebody accept who has an account. It is PocketBase's sign-in, with its limits on attempts.
func (a *api) acceptByPassword(e *core.RequestEvent, token string, person *core.Record, in AcceptInput) error {
	if in.Password == "" {
		return a.failed(e, campaign.Invalid("password", "this person has an account: write its password, or sign in first"))
	}
	said, err := a.signIn(e, Login{Email: person.Email(), Password: in.Password})
	if err != nil {
		return err
	}
	if said.status != http.StatusOK {
		return a.secondFactor(e, said, person.Email())
	}
	if err := a.join(e, token, person); err != nil {
		return a.failed(e, err)
	}
	signedIn, err := said.signedIn()
	if err != nil {
		return a.failed(e, err)
	}
	record, err := a.recordOf(person.Id) // its workspace is another now
	if err != nil {
		return a.failed(e, err)
	}
	return a.promote(e, signedIn.Token, record)
}

// acceptAsNew makes the account of a new person, and lets them in.
func (a *api) acceptAsNew(e *core.RequestEvent, token string, invitation *core.Record, in AcceptInput) error {
	name := strings.TrimSpace(in.FullName)
	wrong := checkName("full_name", name)
	if name == "" {
		wrong = append(wrong, campaign.Invalid("full_name", "the name is missing: write how the others shall call you"))
	}
	if wrong = append(wrong, checkPassword("password", in.Password)...); len(wrong) > 0 {
		return a.failed(e, wrong)
	}
	locale := in.Locale
	if workspace, err := a.App.FindRecordById("workspaces", invitation.GetString("workspace")); locale == "" && err == nil {
		locale = workspace.GetString("locale")
	}
	if locale != "en" {
		locale = "pt-BR"
	}
	person, err := newUser(a.App, invitation.GetString("email"), in.Password, map[string]any{"full_name": name, "locale": locale})
	if err != nil {
		return a.failed(e, err)
	}
	if err := a.join(e, token, person); err != nil {
		return a.failed(e, err)
	}
	return a.enter(e, person.Id)
}

// join uses an invitation up: it saves a person who is new, makes them a member and the workspace their active one. All of
// it is one transaction, in which the invitation is looked at again: of two who accept at once one is refused.
func (a *api) join(e *core.RequestEvent, token string, person *core.Record) error {
	return a.App.RunInTransaction(func(tx core.App) error {
		invitation, err := openInvitation(tx, token)
		if err != nil {
			return err
		}
		workspace, role := invitation.GetString("workspace"), invitation.GetString("role")
		if person.IsNew() {
			if err := tx.Save(person); err != nil {
				return fmt.Errorf("save the invited person: %w", err)
			}
		}
		belongs, err := tx.CountRecords("memberships", dbx.HashExp{"workspace": workspace, "user": person.Id})
		if err != nil {
			return fmt.Errorf("look for the membership of %s: %w", person.Id, err)
		}
		if belongs == 0 {
			if err := roomForOne(tx, workspace, 0); err != nil {
				return err
			}
			if _, err := saveNew(tx, "memberships", map[string]any{"workspace": workspace, "user": person.Id, "role": role}); err != nil {
				return err
			}
		}
		invitation.Set("accepted_at", types.NowDateTime())
		invitation.Set("accepted_by", person.Id)
		if err := tx.Save(invitation); err != nil {
			return fmt.Errorf("mark invitation %s as accepted: %w", invitation.Id, err)
		}
		if _, err := activate(tx, person.Id, workspace); err != nil {
			return err
		}
		return a.auditIn(tx, e, store.AuditEntry{Workspace: workspace, Actor: person.Id, Action: "invitations.accept", Collection: "invitations", Record: invitation.Id,
			Changes: map[string]any{"role": []any{"", role}}})
	})
}
