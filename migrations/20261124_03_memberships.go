package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

func init() {
	const file = "20261124_03_memberships.go"
	register(file, "memberships", rules{read: ruleMember, create: ruleAdmin, update: ruleAdmin, remove: ruleAdmin}, []string{
		index(true, "memberships", "memberships_once", "workspace, user", ""),
		index(false, "memberships", "memberships_user", "user", ""),
	}, func(app core.App) ([]core.Field, error) {
		role := &core.SelectField{Name: "role", Values: []string{"admin", "user", "viewer"}, MaxSelect: 1, Required: true}
		return with(app, []related{owned(), {name: "user", to: "users", required: true, cascade: true}}, role)
	})
	core.AppMigrations.Register(func(app core.App) error {
		return setColleagueRule(app, new(ruleColleague))
	}, func(app core.App) error {
		return setColleagueRule(app, nil)
	}, "20261124_03_memberships_rule.go")
}

func setColleagueRule(app core.App, rule *string) error {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return fmt.Errorf("find users: %w", err)
	}
	users.ListRule, users.ViewRule = rule, rule
	return app.Save(users)
}
