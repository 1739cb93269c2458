package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// One business is often on a map twice, as a point and as a building, with a contact at one of them alone. Its name finds it; rows of
// lists, which lie nowhere, are left out.
func init() {
	const table, name = "prospects", "prospects_place"
	core.AppMigrations.Register(func(app core.App) error {
		c, err := app.FindCollectionByNameOrId(table)
		if err != nil {
			return fmt.Errorf("find %s: %w", table, err)
		}
		c.AddIndex(name, false, "campaign, name", "json_extract(location, '$.lat') != 0")
		return app.Save(c)
	}, func(app core.App) error {
		c, err := app.FindCollectionByNameOrId(table)
		if err != nil {
			return fmt.Errorf("find %s: %w", table, err)
		}
		c.RemoveIndex(name)
		return app.Save(c)
	}, "20261124_31_places.go")
}
