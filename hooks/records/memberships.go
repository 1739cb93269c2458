package records

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// bindMemberships makes users follow their memberships, in the same transaction: the first one becomes active, a
// change of role changes the role, a removal moves the user to another workspace or leaves them none.
func bindMemberships(app core.App) {
	app.OnRecordCreate("memberships").BindFunc(func(e *core.RecordEvent) error {
		return joined(e, func(tx core.App) error {
			if err := checkRoom(tx, e.Record, "memberships", "user", campaign.CeilingMembers); err != nil {
				return refusal(err)
			}
			if err := e.Next(); err != nil {
				return err
			}
			return follow(tx, e.Record.GetString("user"), e.Record)
		})
	})
	app.OnRecordUpdate("memberships").BindFunc(func(e *core.RecordEvent) error {
		return joined(e, func(tx core.App) error {
			for _, fixed := range []string{"user", "workspace"} {
				if !same(e.Record, fixed) {
					return refusal(campaign.Invalid(fixed, "a membership keeps its %s: remove it and add another", fixed))
				}
			}
			if err := keepAdmin(tx, e.Record, e.Record.GetString("role")); err != nil {
				return refusal(err)
			}
			if err := e.Next(); err != nil {
				return err
			}
			return follow(tx, e.Record.GetString("user"), e.Record)
		})
	})
	app.OnRecordDelete("memberships").BindFunc(func(e *core.RecordEvent) error {
		return joined(e, func(tx core.App) error {
			if err := e.Next(); err != nil {
				return err
			}
			return leave(tx, e.Record)
		})
	})
	app.OnRecordDeleteRequest("memberships").BindFunc(func(e *core.RecordRequestEvent) error {
		if err := keepAdmin(e.App, e.Record, ""); err != nil {
			return e.BadRequestError("The workspace would have no admin.", refusal(err))
		}
		return e.Next()
	})
}

// follow gives a user the role of a membership, and its workspace when none is active.
func follow(tx core.App, id string, membership *core.Record) error {
	user, err := tx.FindRecordById("users", id)
	if err != nil {
		return fmt.Errorf("find user %s: %w", id, err)
	}
	active := user.GetString("workspace")
	if active != "" && active != membership.GetString("workspace") {
		return nil
	}
	return activate(tx, user, membership)
}

// leave takes a user out of the workspace of a membership that is gone, if it is the active one.
func leave(tx core.App, gone *core.Record) error {
	user, err := tx.FindRecordById("users", gone.GetString("user"))
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the user is what was deleted
	}
	if err != nil {
		return fmt.Errorf("find user %s: %w", gone.GetString("user"), err)
	}
	if user.GetString("workspace") != gone.GetString("workspace") {
		return nil
	}
	left, err := tx.FindRecordsByFilter("memberships", "user = {:user}", "created,id", 1, 0, dbx.Params{"user": user.Id})
	if err != nil {
		return fmt.Errorf("find what %s belongs to: %w", user.Id, err)
	}
	if len(left) == 0 {
		user.Set("workspace", "")
		user.Set("role", "")
		return saveUser(tx, user)
	}
	return activate(tx, user, left[0])
}

func activate(tx core.App, user, membership *core.Record) error {
	user.Set("workspace", membership.GetString("workspace"))
	user.Set("role", membership.GetString("role"))
	return saveUser(tx, user)
}

func saveUser(tx core.App, user *core.Record) error {
	if err := tx.Save(user.IgnoreUnchangedFields(true)); err != nil {
		return fmt.Errorf("save user %s: %w", user.Id, err)
	}
	return nil
}

// keepAdmin refuses to take the last admin away from a workspace that has one.
func keepAdmin(app core.App, membership *core.Record, role string) error {
	if membership.Original().GetString("role") != "admin" || role == "admin" {
		return nil
	}
	others, err := app.CountRecords("memberships", dbx.HashExp{"workspace": membership.GetString("workspace"), "role": "admin"},
		dbx.Not(dbx.HashExp{"id": membership.Id}))
	if err != nil {
		return fmt.Errorf("count admins: %w", err)
	}
	if others == 0 {
		return campaign.Invalid("role", "this is the workspace's only admin: make somebody else admin first")
	}
	return nil
}
