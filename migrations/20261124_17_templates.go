package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_17_templates.go", "whatsapp_templates", rules{read: ruleMember}, []string{
		index(true, "whatsapp_templates", "whatsapp_templates_once", "account, name, language", ""),
		index(false, "whatsapp_templates", "whatsapp_templates_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "account", to: "integrated_accounts", required: true, cascade: true}},
			required("name", 512), required("language", 32), text("category", 64), text("status", 64),
			jsonb("components"), date("synced_at"),
		)
	})
}
