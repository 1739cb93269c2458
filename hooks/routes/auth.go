package routes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/hooks/session"
)

// SignedIn is what a page learns when its session begins or is renewed.
type SignedIn struct {
	Record      json.RawMessage `json:"record" doc:"The person, as the collection users shows them to themselves."`
	Memberships []Membership    `json:"memberships" doc:"The workspaces that they belong to."`
	CSRF        string          `json:"csrf" doc:"Goes back in the X-CSRF-Token header of every request that writes."`
}

// Membership is a workspace that somebody belongs to, and as what.
type Membership struct {
	Workspace string `json:"workspace" db:"workspace"`
	Name      string `json:"name" db:"name"`
	Role      string `json:"role" db:"role" enum:"viewer,user,admin"`
	Active    bool   `json:"active" db:"-" doc:"All that they see and do belongs to this one now."`
}

// auth are the routes of sessions in cookies. They are plain: cookies and PocketBase's own sign-in need the request itself.
func (a *api) auth(r *router.Router[*core.RequestEvent]) {
	said := func(texts map[string]string) map[string]*huma.Response {
		return a.answersWith("SignedIn", SignedIn{}, texts)
	}
	a.plain(r, huma.Operation{OperationID: "login", Method: http.MethodPost, Path: "/auth/login", Tags: []string{"Sessions"}, Summary: "Sign in with cookies",
		Description: "Begins a session in httpOnly cookies: access 15 minutes, refresh 7 days. Where a second factor is wanted, a code is mailed and 401 " +
			"answers {mfa_id, otp_id}: send both back with the code as otp. Who has signed in by another of PocketBase's ways sends its bearer token in place of e-mail and password.",
		RequestBody: &huma.RequestBody{Content: map[string]*huma.MediaType{"application/json": {Schema: a.schemaOf(Login{}, "Login")}}},
		Responses: said(map[string]string{"200": "Signed in; the cookies are set.", "400": "E-mail or password are not right.", "401": "A second factor is wanted: {mfa_id, otp_id}; or the bearer token's session has ended.",
			"403": "The page is a foreign one.", "429": "Too many attempts: wait as long as Retry-After says."}),
	}, a.login)
	a.plain(r, huma.Operation{OperationID: "refresh", Method: http.MethodPost, Path: "/auth/refresh", Tags: []string{"Sessions"}, Summary: "Renew the session of cookies",
		Description: "Uses the refresh cookie up and sets both anew. Two tabs that send the same one within 10 seconds both get its successor; one that is sent again later ends the session.",
		Responses:   said(map[string]string{"200": "Renewed; the cookies are set.", "401": "There is no session, or it has ended; the cookies are taken away.", "403": "The page is a foreign one."}),
	}, a.refresh)
	a.plain(r, huma.Operation{OperationID: "logout", Method: http.MethodPost, Path: "/auth/logout", Tags: []string{"Sessions"}, Summary: "Sign out on this device",
		Description: "Ends the session of the cookies or the bearer token, on open streams too, and takes the cookies away. Without a session there is nothing to do.",
		Responses:   answers(map[string]string{"204": "Signed out.", "403": "The page is a foreign one, or lacks the X-CSRF-Token header."}),
	}, a.logout)
	a.claims(r)
	a.accepting(r)
	a.sessions()
}

// answersWith describes what a plain route answers, with the shape of its success.
func (a *api) answersWith(name string, success any, texts map[string]string) map[string]*huma.Response {
	list := answers(texts)
	if ok, has := list["200"]; has {
		ok.Content = map[string]*huma.MediaType{"application/json": {Schema: a.schemaOf(success, name)}}
	}
	return list
}

// schemaOf enters a type into the document and refers to it.
func (a *api) schemaOf(v any, name string) *huma.Schema {
	return a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeOf(v), true, name)
}

// refresh renews the session of cookies.
func (a *api) refresh(e *core.RequestEvent) error {
	user, csrf, err := a.Sessions.Refresh(e)
	if errors.Is(err, session.ErrEnded) {
		return e.UnauthorizedError("Your session has ended: sign in again.", nil)
	}
	if err != nil {
		return a.failed(e, err)
	}
	record, err := a.recordOf(user.Id)
	if err != nil {
		return a.failed(e, err)
	}
	return a.signedIn(e, user.Id, record, csrf)
}

// logout ends the session that the request came with.
func (a *api) logout(e *core.RequestEvent) error {
	if err := a.Sessions.End(e); err != nil {
		return a.failed(e, err)
	}
	return e.NoContent(http.StatusNoContent)
}

// signedIn answers with the person, their workspaces and the word of the session.
func (a *api) signedIn(e *core.RequestEvent, user string, record json.RawMessage, csrf string) error {
	list, err := a.memberships(e.Request.Context(), user)
	if err != nil {
		return a.failed(e, err)
	}
	return e.JSON(http.StatusOK, SignedIn{Record: record, Memberships: list, CSRF: csrf})
}

// memberships lists the workspaces of a person, by name.
func (a *api) memberships(ctx context.Context, user string) ([]Membership, error) {
	list := []Membership{}
	err := a.App.ConcurrentDB().Select("m.workspace", "w.name", "m.role").From("memberships m").
		InnerJoin("workspaces w", dbx.NewExp("w.id = m.workspace")).Where(dbx.HashExp{"m.user": user}).OrderBy("w.name", "w.id").WithContext(ctx).All(&list)
	if err != nil {
		return nil, fmt.Errorf("list the workspaces of %s: %w", user, err)
	}
	person, err := a.App.FindRecordById("users", user)
	if err != nil {
		return nil, fmt.Errorf("find user %s: %w", user, err)
	}
	for i := range list {
		list[i].Active = list[i].Workspace == person.GetString("workspace")
	}
	return list, nil
}

// failed answers an error of a plain route. PocketBase's own say themselves what they are.
func (a *api) failed(e *core.RequestEvent, err error) error {
	var theirs *router.ApiError
	if errors.As(err, &theirs) {
		return theirs
	}
	var known *APIError
	if errors.As(a.problem(withCaller(e), err), &known) {
		return e.JSON(known.Status, known)
	}
	return err
}
