package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_07_campaigns.go", "campaigns", rules{
		read: ruleMember, create: ruleWriter, update: ruleWriter, remove: ruleWriter + ` && status = "draft"`,
	}, []string{
		index(false, "campaigns", "campaigns_workspace", "workspace, created, id", ""),
		index(false, "campaigns", "campaigns_status", "status", ""),
	}, func(app core.App) ([]core.Field, error) {
		fields := []core.Field{
			required("name", short),
			oneOf("status", "draft", "active", "paused", "completed"),
			text("pause_reason", short),
			jsonb("search_config"),
			jsonb("qualification"),
			&core.SelectField{Name: "channel", Values: []string{"whatsapp", "instagram", "email"}, MaxSelect: 1, Required: true},
			oneOf("selection", "auto", "manual"),
			oneOf("approval", "auto", "manual"),
			jsonb("sequence"),
			jsonb("schedule"),
			&core.NumberField{Name: "rate_limit", OnlyInt: true, Min: new(0.0)},
			oneOf("legal_basis", "legitimate_interest", "consent"),
			oneOf("gate", "provider_rules", "recorded_basis"),
		}
		for _, counter := range []string{"found", "qualified", "contacted", "sent", "delivered", "read", "replied", "converted", "failed", "opt_out"} {
			fields = append(fields, whole(counter+"_count"))
		}
		fields = append(fields, whole("cost_micros"))
		return with(app, []related{owned(),
			{name: "agent", to: "agents"},
			{name: "plans", to: "service_plans", many: true},
			{name: "accounts", to: "integrated_accounts", many: true},
		}, fields...)
	})
}
