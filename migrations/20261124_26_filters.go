package migrations

import (
	"fmt"
	"slices"

	"github.com/pocketbase/pocketbase/core"
)

// The list of the best reads its filters from its index, since a prospect's row is long. (The file's name comes before that of the
// words, which do not depend on it.)
func init() {
	narrow := index(false, "prospects", "prospects_score", "campaign, score, id", "")
	wide := index(false, "prospects", "prospects_score", "campaign, score, id, status, has_website, city, intent, judged_at, deleted", "")
	swap := func(app core.App, from, to string) error {
		prospects, err := app.FindCollectionByNameOrId("prospects")
		if err != nil {
			return fmt.Errorf("find prospects: %w", err)
		}
		prospects.Indexes = slices.DeleteFunc(prospects.Indexes, func(s string) bool { return s == from })
		prospects.Indexes = append(prospects.Indexes, to)
		return app.Save(prospects)
	}
	core.AppMigrations.Register(func(app core.App) error { return swap(app, narrow, wide) },
		func(app core.App) error { return swap(app, wide, narrow) }, "20261124_26_filters.go")
}
