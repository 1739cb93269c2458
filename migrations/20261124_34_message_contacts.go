package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// The index of a person's messages lies in the order of a hash, so that each change of it is a page of its own to write. Without
// sent_at a claim does not change it; contact_key comes first, or it would seem to serve whatever asks for a workspace. One person's
// messages are few, and are read to see when they were sent.
func init() {
	const name, columns = "messages_contact", "contact_key, workspace"
	core.AppMigrations.Register(func(app core.App) error {
		return setIndex(app, "messages", name, columns, "")
	}, func(app core.App) error {
		return setIndex(app, "messages", name, "workspace, contact_key, sent_at", "")
	}, "20261124_34_message_contacts.go")
}

// setIndex makes an index that is not unique anew.
func setIndex(app core.App, collection, name, columns, where string) error {
	c, err := app.FindCollectionByNameOrId(collection)
	if err != nil {
		return fmt.Errorf("find %s: %w", collection, err)
	}
	c.AddIndex(name, false, columns, where)
	return app.Save(c)
}
