package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// ruleColleague lets a member see whoever is in the active workspace, whichever workspace is active for them.
const ruleColleague = `id = @request.auth.id || (@request.auth.workspace != "" && memberships_via_user.workspace ?= @request.auth.workspace)`

func init() {
	core.AppMigrations.Register(func(app core.App) error {
		users, err := app.FindCollectionByNameOrId("users")
		if err != nil {
			return fmt.Errorf("find users: %w", err)
		}
		workspace, err := relations(app, related{name: "workspace", to: "workspaces"})
		if err != nil {
			return err
		}
		users.Fields.RemoveByName("name")
		users.Fields.Add(workspace...)
		users.Fields.Add(text("full_name", short), oneOf("locale", "pt-BR", "en"), oneOf("role", "admin", "user", "viewer"), jsonb("prefs"))
		users.ListRule, users.ViewRule = nil, nil // opened by the memberships' migration, whose table they name
		users.CreateRule, users.DeleteRule = nil, nil
		users.UpdateRule = new("id = @request.auth.id")
		users.OAuth2.Enabled = false
		return app.Save(users)
	}, func(app core.App) error {
		users, err := app.FindCollectionByNameOrId("users")
		if err != nil {
			return fmt.Errorf("find users: %w", err)
		}
		for _, name := range []string{"workspace", "full_name", "locale", "role", "prefs"} {
			users.Fields.RemoveByName(name)
		}
		users.Fields.Add(text("name", short))
		return app.Save(users)
	}, "20261124_02_users.go")
}
