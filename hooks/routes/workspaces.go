package routes

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// WorkspaceID is the workspace of a path.
type WorkspaceID struct {
	ID string `path:"id" maxLength:"64" doc:"The workspace's id."`
}

// Activated says which workspace is active now, and the caller's role there.
type Activated struct {
	Body struct {
		Workspace string `json:"workspace"`
		Role      string `json:"role" enum:"viewer,user,admin"`
	}
}

// workspaces switches the active workspace.
func (a *api) workspaces() {
	huma.Register(a.huma, operation("activate", http.MethodPost, "/workspaces/{id}/activate", "Workspaces", "Switch the active workspace",
		"All that you see and do belongs to the active workspace. Your membership there decides your role; without one the workspace is not found.", usualErrors),
		func(ctx context.Context, in *WorkspaceID) (*Activated, error) {
			c := callerOf(ctx)
			if c.id == "" || c.super {
				_, err := a.member(ctx)
				return nil, a.problem(ctx, err)
			}
			role, err := activate(a.App, c.id, in.ID)
			if err != nil {
				return nil, a.problem(ctx, err)
			}
			out := &Activated{}
			out.Body.Workspace, out.Body.Role = in.ID, role
			return out, nil
		})
}

// activate makes another workspace the active one of a user, with the role of the membership there.
func activate(app core.App, userID, workspace string) (role string, err error) {
	err = app.RunInTransaction(func(tx core.App) error {
		membership, err := tx.FindFirstRecordByFilter("memberships", "user = {:user} && workspace = {:workspace}",
			dbx.Params{"user": userID, "workspace": workspace})
		if errors.Is(err, sql.ErrNoRows) {
			return campaign.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("find the membership of %s: %w", userID, err)
		}
		user, err := tx.FindRecordById("users", userID)
		if err != nil {
			return fmt.Errorf("find user %s: %w", userID, err)
		}
		role = membership.GetString("role")
		user.Set("workspace", workspace)
		user.Set("role", role)
		return tx.Save(user.IgnoreUnchangedFields(true))
	})
	return role, err
}
