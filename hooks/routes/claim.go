package routes

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/store"
)

// ClaimLife is how long the link lasts by which the first person takes a new server over. It is real time.
const ClaimLife = 24 * time.Hour

// Claim is the link of one start of the program: it works once, while there is no user. Only its hash is kept, and in
// memory alone, so that the link of an earlier start is worth nothing.
type Claim struct {
	email string
	hash  string
	until time.Time
	spent atomic.Bool
}

// NewClaim makes a claim and the token of its link. With an e-mail the first person has that one; without, they type it.
func NewClaim(email string) (c *Claim, token string) {
	token = newLinkToken()
	return &Claim{email: email, hash: linkHash(token), until: time.Now().Add(ClaimLife)}, token
}

// newLinkToken is the secret part of a link: 256 bits, in letters and digits that no mail program breaks.
func newLinkToken() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails
	return hex.EncodeToString(raw)
}

// linkHash is what is kept of a link's token.
func linkHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// ClaimInput is who takes a new server over.
type ClaimInput struct {
	Token    string `json:"token" maxLength:"128" doc:"The last part of the link that the server printed."`
	Password string `json:"password" minLength:"8" maxLength:"71"`
	Email    string `json:"email,omitempty" format:"email" maxLength:"255" doc:"Needed where the server was not given one."`
	FullName string `json:"full_name,omitempty" maxLength:"300"`
	Locale   string `json:"locale,omitempty" enum:"pt-BR,en" doc:"Of the person and the workspace; pt-BR if it is left out."`
	Timezone string `json:"timezone,omitempty" maxLength:"64" doc:"IANA name; America/Sao_Paulo if it is left out."`
}

// ClaimState is what the page of a claim link needs to know.
type ClaimState struct {
	Email string `json:"email" doc:"The address that the server was given; empty = the person types it."`
}

// claims are the two routes of the link: what it asks for, and taking it.
func (a *api) claims(r *router.Router[*core.RequestEvent]) {
	stale := "The server has users already, or the link is older than 24 hours."
	a.plain(r, huma.Operation{OperationID: "see-claim", Method: http.MethodGet, Path: "/auth/claim/{token}", Tags: []string{"Sessions"}, Summary: "What a claim link asks for",
		Description: "Says whether the link of a new server holds, and whether its e-mail is known.", Parameters: []*huma.Param{tokenParam()},
		Responses: a.answersWith("ClaimState", ClaimState{}, map[string]string{"200": "The link holds.", "404": "It is not the link that was printed last.", "409": stale}),
	}, a.seeClaim)
	a.plain(r, huma.Operation{OperationID: "claim", Method: http.MethodPost, Path: "/auth/claim", Tags: []string{"Sessions"}, Summary: "Take a new server over",
		Description: "Makes the first workspace and its admin, and signs them in with cookies. It works once, for 24 hours after a start, while there is no user.",
		RequestBody: &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Schema: a.schemaOf(ClaimInput{}, "ClaimInput")}}},
		Responses: a.answersWith("SignedIn", SignedIn{}, map[string]string{"200": "Done; the cookies are set.", "400": "Something is missing: data names it.", "403": "The page is a foreign one.",
			"404": "It is not the link that was printed last.", "409": stale}),
	}, a.takeClaim)
}

// tokenParam describes the token of a link in a path.
func tokenParam() *huma.Param {
	return &huma.Param{Name: "token", In: "path", Required: true, Description: "The last part of the link.", Schema: &huma.Schema{Type: "string"}}
}

// seeClaim says what a claim link asks for.
func (a *api) seeClaim(e *core.RequestEvent) error {
	if err := a.claimable(a.App, e.Request.PathValue("token")); err != nil {
		return a.failed(e, err)
	}
	return e.JSON(http.StatusOK, ClaimState{Email: a.Claim.email})
}

// claimable says why nobody can claim with a token, or nil.
func (a *api) claimable(app core.App, token string) error {
	users, err := app.CountRecords("users")
	if err != nil {
		return fmt.Errorf("count users: %w", err)
	}
	switch {
	case users > 0 || a.Claim == nil || a.Claim.spent.Load():
		return refusedFor(campaign.ReasonClaimed)
	case subtle.ConstantTimeCompare([]byte(linkHash(token)), []byte(a.Claim.hash)) != 1:
		return &APIError{Status: http.StatusNotFound, Message: "This is not the link that the server printed last: look there for the new one.", Data: map[string]any{}}
	case time.Now().After(a.Claim.until):
		return refusedFor(campaign.ReasonClaimExpired)
	}
	return nil
}

// refusedFor is a conflict with one reason.
func refusedFor(code string) error {
	return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(code, nil)}}
}

// takeClaim makes the first workspace, its admin, and their session.
func (a *api) takeClaim(e *core.RequestEvent) error {
	if err := a.Sessions.CheckOrigin(e); err != nil {
		return err
	}
	in := ClaimInput{Locale: "pt-BR", Timezone: "America/Sao_Paulo"}
	if err := e.BindBody(&in); err != nil {
		return e.BadRequestError("The request cannot be used.", err)
	}
	if err := a.claimable(a.App, in.Token); err != nil {
		return a.failed(e, err)
	}
	if err := in.check(a.Claim.email); err != nil {
		return a.failed(e, err)
	}
	user, err := newUser(a.App, in.Email, in.Password, map[string]any{"full_name": strings.TrimSpace(in.FullName), "locale": in.Locale, "verified": a.Claim.email != ""})
	if err != nil {
		return a.failed(e, err)
	}
	err = a.App.RunInTransaction(func(tx core.App) error {
		if err := a.claimable(tx, in.Token); err != nil { // somebody may have been quicker
			return err
		}
		return a.settle(tx, e, in, user)
	})
	if err != nil {
		return a.failed(e, err)
	}
	a.Claim.spent.Store(true)
	return a.enter(e, user.Id)
}

// check refuses what cannot be who takes the server over; given is the address that the server was given.
func (in *ClaimInput) check(given string) error {
	in.Email = normalEmail(in.Email)
	var wrong campaign.Errors
	switch {
	case given == "":
		wrong = append(wrong, checkEmail("email", in.Email)...)
	case in.Email == "" || strings.EqualFold(in.Email, given):
		in.Email = normalEmail(given)
	default:
		wrong = append(wrong, campaign.Invalid("email", "%q is not the address that the server was given: leave it out", in.Email))
	}
	wrong = append(wrong, checkPassword("password", in.Password)...)
	wrong = append(wrong, checkName("full_name", in.FullName)...)
	if in.Locale != "pt-BR" && in.Locale != "en" {
		wrong = append(wrong, campaign.Invalid("locale", "%q is no language here: write pt-BR or en", in.Locale))
	}
	if _, err := time.LoadLocation(in.Timezone); err != nil || in.Timezone == "" || in.Timezone == "Local" {
		wrong = append(wrong, campaign.Invalid("timezone", "%q is no time zone: write an IANA name such as America/Sao_Paulo", in.Timezone))
	}
	return wrong.OrNil()
}

// firstWorkspace is what the workspace is called until its admin names it.
var firstWorkspace = map[string]string{"pt-BR": "Minha agência", "en": "My agency"}

// settle makes workspace and membership of the first person, and the first row of the audit log.
func (a *api) settle(tx core.App, e *core.RequestEvent, in ClaimInput, user *core.Record) error {
	workspace, err := saveNew(tx, "workspaces", map[string]any{"name": firstWorkspace[in.Locale], "plan_tier": "enterprise", "timezone": in.Timezone,
		"locale": in.Locale, "currency": "BRL", "country": "BR"})
	if err != nil {
		return err
	}
	if err := tx.Save(user); err != nil {
		return fmt.Errorf("save the first user: %w", err)
	}
	if _, err := saveNew(tx, "memberships", map[string]any{"workspace": workspace.Id, "user": user.Id, "role": "admin"}); err != nil {
		return err
	}
	return a.auditIn(tx, e, store.AuditEntry{Workspace: workspace.Id, Actor: user.Id, Action: "auth.claim", Collection: "users", Record: user.Id})
}

// auditIn appends one act that came by a plain route, in the act's own transaction.
func (a *api) auditIn(tx core.App, e *core.RequestEvent, entry store.AuditEntry) error {
	entry.IP, entry.RequestID = e.RealIP(), e.Response.Header().Get("X-Request-Id")
	if err := a.Store.AuditIn(tx.DB(), entry); err != nil {
		return fmt.Errorf("write the audit row of %s: %w", entry.Action, err)
	}
	return nil
}
