package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_06_plans.go", "service_plans", rules{read: ruleMember, create: ruleWriter, update: ruleWriter, remove: ruleWriter}, []string{
		index(false, "service_plans", "service_plans_workspace", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned()},
			required("name", short),
			text("description", long),
			&core.NumberField{Name: "price_cents", OnlyInt: true, Min: new(0.0)},
			&core.TextField{Name: "currency", Max: 3, Pattern: `^[A-Z]{3}$`},
			jsonb("features"),
		)
	})
}
