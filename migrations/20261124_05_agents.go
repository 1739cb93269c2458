package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_05_agents.go", "agents", rules{read: ruleMember, create: ruleWriter, update: ruleWriter, remove: ruleWriter}, []string{
		index(false, "agents", "agents_workspace", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "account", to: "integrated_accounts"}},
			required("name", short),
			text("system_prompt", longest),
			text("model_name", short),
			&core.NumberField{Name: "temperature", Min: new(0.0), Max: new(2.0)},
			whole("max_tokens"),
			oneOf("language", "pt-BR", "en", "es"),
			jsonb("guardrails"),
		)
	})
}
