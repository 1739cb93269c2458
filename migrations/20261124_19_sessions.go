package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// Seconds that a token of the users' lives: ours, and what PocketBase gives without us.
const (
	usersToken           = 15 * 60
	usersTokenPocketBase = 5 * 24 * 60 * 60
)

// Sessions belong to a person, not to a workspace, and no API reads them but the routes below auth. Of a refresh token
// only hashes are kept.
func init() {
	register("20261124_19_sessions.go", "sessions", rules{}, []string{
		index(false, "sessions", "sessions_user", "user, last_seen_at", ""),
		index(false, "sessions", "sessions_expiry", "expires_at", ""),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{{name: "user", to: "users", required: true, cascade: true}},
			oneOf("kind", "cookie", "bearer"), text("device", short), text("ip", 64),
			date("last_seen_at"), date("expires_at"), date("revoked_at"), hiddenDate("rotated_at"),
			hidden("family", 64), hidden("refresh", 64), hidden("refresh_before", 64), hidden("user_key", 64),
		)
	})
	core.AppMigrations.Register(func(app core.App) error {
		return setTokenLife(app, usersToken)
	}, func(app core.App) error {
		return setTokenLife(app, usersTokenPocketBase)
	}, "20261124_19_sessions_token.go")
}

// setTokenLife says how long a token of the users' lives.
func setTokenLife(app core.App, seconds int64) error {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return fmt.Errorf("find users: %w", err)
	}
	users.AuthToken.Duration = seconds
	return app.Save(users)
}
