package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_04_accounts.go", "integrated_accounts", rules{read: ruleMember, create: ruleAdmin, update: ruleAdmin, remove: ruleAdmin}, []string{
		index(false, "integrated_accounts", "integrated_accounts_workspace", "workspace, created, id", ""),
		index(false, "integrated_accounts", "integrated_accounts_platform", "platform", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned()},
			&core.SelectField{Name: "platform", MaxSelect: 1, Required: true,
				Values: []string{"whatsapp", "twilio", "instagram", "email", "google", "brave", "searxng", "openai", "proxy"}},
			required("account_identifier", short),
			hidden("credentials", longest),
			jsonb("settings"),
			oneOf("status", "active", "expired", "blocked"),
			jsonb("status_reason"),
			jsonb("limits"),
			jsonb("state"),
			date("checked_at"),
		)
	})
}
