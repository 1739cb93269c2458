package migrations

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// A share is a link to one week's report. Of its token only a hash is kept; who deletes the record revokes the link.
func init() {
	register("20261124_28_report_shares.go", "report_shares", rules{read: ruleMember, remove: ruleWriter}, []string{
		index(true, "report_shares", "report_shares_token", "token_hash", ""),
		index(false, "report_shares", "report_shares_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "campaign", to: "campaigns", cascade: true}},
			&core.TextField{Name: "week", Required: true, Pattern: `^\d{4}-W\d{2}$`}, date("expires_at"), text("created_by", short), hidden("token_hash", 64),
		)
	})
	const judged = "prospects_judged"
	core.AppMigrations.Register(func(app core.App) error {
		return changeIndexes(app, "prospects", func(list []string) []string {
			return append(list, index(false, "prospects", judged, "campaign, judged_at", "judged_at != ''"))
		})
	}, func(app core.App) error {
		return changeIndexes(app, "prospects", func(list []string) []string {
			return slices.DeleteFunc(list, func(statement string) bool { return strings.Contains(statement, judged) })
		})
	}, "20261124_28_reports_judged.go")
}

// changeIndexes gives a collection other indexes.
func changeIndexes(app core.App, name string, change func(list []string) []string) error {
	c, err := app.FindCollectionByNameOrId(name)
	if err != nil {
		return fmt.Errorf("find %s: %w", name, err)
	}
	c.Indexes = change(c.Indexes)
	return app.Save(c)
}
