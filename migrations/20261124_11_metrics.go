package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_11_metrics.go", "campaign_metrics", rules{read: ruleMember}, []string{
		index(true, "campaign_metrics", "campaign_metrics_once", "campaign, date", ""),
		index(false, "campaign_metrics", "campaign_metrics_workspace", "workspace, date", ""),
	}, func(app core.App) ([]core.Field, error) {
		fields := []core.Field{&core.TextField{Name: "date", Required: true, Pattern: `^\d{4}-\d{2}-\d{2}$`}}
		for _, name := range []string{"prospects_found", "messages_sent", "messages_delivered", "messages_read", "replies_received", "conversions", "opt_outs", "failures", "cost_micros"} {
			fields = append(fields, whole(name))
		}
		return with(app, []related{owned(), {name: "campaign", to: "campaigns", required: true, cascade: true}}, fields...)
	})
}
