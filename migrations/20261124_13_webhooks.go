package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_13_webhooks.go", "webhook_events", rules{}, []string{
		index(true, "webhook_events", "webhook_events_once", "platform, event_id", ""),
		index(false, "webhook_events", "webhook_events_due", "lease_until", "processed_at = ''"),
		index(false, "webhook_events", "webhook_events_received", "received_at", ""),
	}, func(core.App) ([]core.Field, error) {
		fields := []core.Field{
			required("platform", short),
			required("event_id", short),
			&core.JSONField{Name: "payload", MaxSize: 4 << 20},
			date("received_at"),
			date("processed_at"),
			text("error", long),
			text("workspace", 15),
			text("account", 15),
		}
		return append(fields, lease()...), nil
	})
}
