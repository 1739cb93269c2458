package routes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/store"
)

// caller is who asks: a member of the active workspace, or nobody.
type caller struct {
	id        string
	workspace string
	role      string
	locale    string
	super     bool
	ip        string
	request   string
}

// role is what a route asks for at least.
type role int

// The roles, in order: each may what the ones before it may.
const (
	viewer role = iota
	user
	admin
)

var ranks = map[string]role{"viewer": viewer, "user": user, "admin": admin}

type callerKey struct{}

func withCaller(e *core.RequestEvent) context.Context {
	c := caller{ip: e.RealIP(), request: e.Response.Header().Get("X-Request-Id")}
	if e.Auth != nil {
		c.id, c.super = e.Auth.Id, e.Auth.IsSuperuser()
		if !c.super {
			c.workspace, c.role, c.locale = e.Auth.GetString("workspace"), e.Auth.GetString("role"), e.Auth.GetString("locale")
		}
	}
	return context.WithValue(e.Request.Context(), callerKey{}, c)
}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// member returns the caller when they are a member of a workspace, whatever their role.
func (a *api) member(ctx context.Context) (caller, error) {
	c := callerOf(ctx)
	switch {
	case c.id == "":
		return c, &APIError{Status: http.StatusUnauthorized, Message: "Sign in first.", Data: map[string]any{}}
	case c.super:
		return c, forbidden("A superuser belongs to no workspace: sign in as a member.")
	case c.workspace == "" || c.role == "":
		return c, forbidden("You belong to no workspace: ask an admin to add you.")
	}
	return c, nil
}

// allow returns the caller when their role is enough.
func (a *api) allow(ctx context.Context, least role) (caller, error) {
	c, err := a.member(ctx)
	if err != nil {
		return c, err
	}
	if has, ok := ranks[c.role]; !ok || has < least {
		return c, forbidden(fmt.Sprintf("Your role here is %s, which does not allow this.", c.role))
	}
	return c, nil
}

// allowOn is allow for an act on one record. Whether the caller may see the record comes first: an unseen one is not
// found, whatever the role.
func (a *api) allowOn(ctx context.Context, least role, collection, id string) (caller, error) {
	c, err := a.member(ctx)
	if err != nil {
		return c, err
	}
	found := 0
	err = a.App.ConcurrentDB().Select("(1)").From(collection).
		Where(dbx.HashExp{"id": id, "workspace": c.workspace}).WithContext(ctx).Limit(1).Row(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return c, campaign.ErrNotFound
	}
	if err != nil {
		return c, fmt.Errorf("look for %s of %s: %w", id, collection, err)
	}
	return a.allow(ctx, least)
}

// auditOf is the row of an act on an account.
func auditOf(c caller, action, account string, changes map[string]any) store.AuditEntry {
	return store.AuditEntry{Workspace: c.workspace, Actor: c.id, Action: action, Collection: "integrated_accounts", Record: account, Changes: changes, IP: c.ip, RequestID: c.request}
}
