package migrations

import (
	"fmt"
	"slices"

	"github.com/pocketbase/pocketbase/core"
)

// Messages of a person's own have step −1 and lanes of their own, which this index serves.
func init() {
	const name = "messages_replies"
	change := func(app core.App, edit func(*core.Collection)) error {
		messages, err := app.FindCollectionByNameOrId("messages")
		if err != nil {
			return fmt.Errorf("find messages: %w", err)
		}
		edit(messages)
		return app.Save(messages)
	}
	statement := index(false, "messages", name, "campaign, account, scheduled_at", "status = 'pending' AND step < 0")
	core.AppMigrations.Register(func(app core.App) error {
		return change(app, func(c *core.Collection) { c.Indexes = append(c.Indexes, statement) })
	}, func(app core.App) error {
		return change(app, func(c *core.Collection) {
			c.Indexes = slices.DeleteFunc(c.Indexes, func(s string) bool { return s == statement })
		})
	}, "20261124_25_replies.go")
}
