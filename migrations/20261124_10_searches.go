package migrations

import "github.com/pocketbase/pocketbase/core"

func init() {
	register("20261124_10_searches.go", "searches", rules{read: ruleMember}, []string{
		index(false, "searches", "searches_due", "lease_until", "status IN ('queued', 'running', 'failed')"),
		index(false, "searches", "searches_campaign", "campaign, created, id", ""),
		index(false, "searches", "searches_workspace", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		fields := []core.Field{
			jsonb("source"),
			oneOf("status", "queued", "running", "done", "failed"),
			text("cursor", long),
			whole("found"),
			text("error", long),
			date("started_at"),
			date("finished_at"),
		}
		return with(app, []related{owned(), {name: "campaign", to: "campaigns", required: true, cascade: true}}, append(fields, lease()...)...)
	})
	register("20261124_10_slots.go", "schedule_slots", rules{}, []string{
		index(true, "schedule_slots", "schedule_slots_once", "campaign, slot", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "campaign", to: "campaigns", required: true, cascade: true}}, required("slot", short))
	})
}
