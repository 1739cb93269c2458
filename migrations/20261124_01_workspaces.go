package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_01_workspaces.go", "workspaces", rules{
		read:   `@request.auth.workspace != "" && id = @request.auth.workspace`,
		update: `@request.auth.workspace != "" && id = @request.auth.workspace && @request.auth.role = "admin"`,
	}, nil, func(core.App) ([]core.Field, error) {
		return []core.Field{
			required("name", short),
			oneOf("plan_tier", "free", "pro", "enterprise"),
			text("timezone", 64),
			oneOf("locale", "pt-BR", "en"),
			&core.TextField{Name: "currency", Max: 3, Pattern: `^[A-Z]{3}$`},
			&core.TextField{Name: "country", Max: 2, Pattern: `^[A-Z]{2}$`},
			whole("llm_budget_micros"),
			jsonb("sender"),
			whole("retention_days"),
			jsonb("limits"),
			whole("send_budget_micros"),
			jsonb("profile"),
			flag("paused"),
		}, nil
	})
}
