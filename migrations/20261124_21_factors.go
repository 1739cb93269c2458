package migrations

import (
	"fmt"

	"github.com/pocketbase/pocketbase/core"
)

// Each person says for themselves whether a code by mail is wanted beside the password (mfa), or may stand in its place
// (otp). PocketBase does the rest.
func init() {
	core.AppMigrations.Register(func(app core.App) error {
		users, err := app.FindCollectionByNameOrId("users")
		if err != nil {
			return fmt.Errorf("find users: %w", err)
		}
		users.Fields.Add(flag("mfa"), flag("otp"))
		users.OTP.Enabled, users.OTP.Length, users.OTP.Duration = true, 6, 5*60
		users.MFA.Enabled, users.MFA.Duration, users.MFA.Rule = true, 10*60, "mfa = true"
		return app.Save(users)
	}, func(app core.App) error {
		users, err := app.FindCollectionByNameOrId("users")
		if err != nil {
			return fmt.Errorf("find users: %w", err)
		}
		users.OTP.Enabled, users.MFA.Enabled, users.MFA.Rule = false, false, ""
		users.Fields.RemoveByName("mfa")
		users.Fields.RemoveByName("otp")
		return app.Save(users)
	}, "20261124_21_factors.go")
}
