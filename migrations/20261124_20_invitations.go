package migrations

import "github.com/pocketbase/pocketbase/core"

// Invitations are made and accepted by routes alone; an admin reads them and takes them back. Of a link only the hash is
// kept.
func init() {
	register("20261124_20_invitations.go", "invitations", rules{read: ruleAdmin, remove: ruleAdmin}, []string{
		index(true, "invitations", "invitations_token", "token_hash", ""),
		index(false, "invitations", "invitations_email", "workspace, email", ""),
		index(false, "invitations", "invitations_list", "workspace, created, id", ""),
	}, func(app core.App) ([]core.Field, error) {
		role := &core.SelectField{Name: "role", Values: []string{"admin", "user", "viewer"}, MaxSelect: 1, Required: true}
		email := &core.EmailField{Name: "email", Required: true}
		hash := &core.TextField{Name: "token_hash", Max: 64, Required: true, Hidden: true}
		return with(app, []related{owned(), {name: "invited_by", to: "users"}, {name: "accepted_by", to: "users"}},
			email, role, hash, date("expires_at"), date("accepted_at"))
	})
}
