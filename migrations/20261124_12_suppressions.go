package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_12_suppressions.go", "suppressions", rules{read: ruleAdmin, remove: ruleAdmin + ` && reason = "manual"`}, []string{
		index(true, "suppressions", "suppressions_once", "workspace, kind, hash", ""),
		index(false, "suppressions", "suppressions_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned()},
			&core.SelectField{Name: "kind", Values: []string{"phone", "email", "username", "domain", "whatsapp_user_id", "instagram_id"}, MaxSelect: 1, Required: true},
			required("hash", 64),
			text("hint", short),
			&core.SelectField{Name: "reason", Values: []string{"opt_out", "erasure", "bounce", "complaint", "manual", "unclear"}, MaxSelect: 1, Required: true},
		)
	})
}
