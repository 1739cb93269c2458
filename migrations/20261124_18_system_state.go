package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// system_state is a plain table, out of every API: the boot epoch and other memories of the program itself.
func init() {
	core.AppMigrations.Register(func(app core.App) error {
		if _, err := app.DB().NewQuery("CREATE TABLE system_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID").Execute(); err != nil {
			return fmt.Errorf("create system_state: %w", err)
		}
		return nil
	}, func(app core.App) error {
		if _, err := app.DB().NewQuery("DROP TABLE system_state").Execute(); err != nil {
			return fmt.Errorf("drop system_state: %w", err)
		}
		return nil
	}, "20261124_18_system_state.go")
}
