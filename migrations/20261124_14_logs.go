package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

func init() {
	register("20261124_14_audit.go", "audit_log", rules{read: ruleAdmin}, []string{
		index(false, "audit_log", "audit_log_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned()},
			text("actor", short), required("action", short), text("collection", short), text("record", short),
			jsonb("changes"), text("ip", 64), text("request_id", short), hidden("chain", 64),
		)
	})
	register("20261124_15_consents.go", "consents", rules{read: ruleMember}, []string{
		index(false, "consents", "consents_prospect", "prospect, kind", ""),
		index(false, "consents", "consents_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "prospect", to: "prospects", required: true}},
			required("kind", short), text("basis", short), text("source", long), text("evidence", long),
			date("given_at"), date("withdrawn_at"), hidden("chain", 64),
		)
	})
	appendOnly("20261124_16_append_only.go", "audit_log", "consents")
}

// appendOnly adds triggers that refuse every UPDATE and DELETE of a table, whoever asks for it.
func appendOnly(file string, tables ...string) {
	core.AppMigrations.Register(func(app core.App) error {
		for _, table := range tables {
			for _, act := range []string{"UPDATE", "DELETE"} {
				statement := fmt.Sprintf("CREATE TRIGGER %s_no_%s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, '%s is append-only'); END", table, act, act, table, table)
				if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
					return fmt.Errorf("trigger on %s: %w", table, err)
				}
			}
		}
		return nil
	}, func(app core.App) error {
		for _, table := range tables {
			for _, act := range []string{"UPDATE", "DELETE"} {
				if _, err := app.DB().NewQuery(fmt.Sprintf("DROP TRIGGER IF EXISTS %s_no_%s", table, act)).Execute(); err != nil {
					return fmt.Errorf("trigger on %s: %w", table, err)
				}
			}
		}
		return nil
	}, file)
}
