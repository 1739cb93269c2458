package migrations_test

import (
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"aceno/internal/testapp"
)

// ours are the collections that the migrations make; users is PocketBase's own.
var ours = []string{
	"workspaces", "memberships", "integrated_accounts", "agents", "service_plans", "campaigns", "prospects", "messages", "searches", "schedule_slots",
	"campaign_metrics", "suppressions", "webhook_events", "audit_log", "consents", "whatsapp_templates", "sessions", "invitations",
	"privacy_requests", "report_shares",
	"conversations", "notes", "views",
}

func TestMigrations_goDownToNothingAndUpAgain(t *testing.T) {
	t.Parallel()
	app := testapp.New(t)
	runner := core.NewMigrationsRunner(app, core.AppMigrations)
	want := len(core.AppMigrations.Items())
	reverted, err := runner.Down(want)
	if err != nil || len(reverted) != want {
		t.Fatalf("down: %d of %d, %v", len(reverted), want, err)
	}
	for _, name := range ours {
		if _, err := app.FindCollectionByNameOrId(name); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	if users, err := app.FindCollectionByNameOrId("users"); err != nil || users.Fields.GetByName("workspace") != nil || users.Fields.GetByName("name") == nil {
		t.Errorf("users is not what PocketBase made it: %v", err)
	}
	if applied, err := runner.Up(); err != nil || len(applied) != want {
		t.Fatalf("up again: %d of %d, %v", len(applied), want, err)
	}
	for _, name := range ours {
		if _, err := app.FindCollectionByNameOrId(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMigrations_aTokenOfTheUsersLivesAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	app := testapp.New(t)
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil || users.AuthToken.Duration != 15*60 {
		t.Errorf("a token lives %d s, want 900: %v", users.AuthToken.Duration, err)
	}
	sessions, err := app.FindCollectionByNameOrId("sessions")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"family", "refresh", "refresh_before", "user_key"} {
		if field := sessions.Fields.GetByName(secret); field == nil || !field.GetHidden() {
			t.Errorf("sessions.%s is shown", secret)
		}
	}
}

func TestMigrations_leaveNoCollectionOfOursOpenToGuests(t *testing.T) {
	t.Parallel()
	app := testapp.New(t)
	for _, name := range ours {
		c, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			t.Fatal(err)
		}
		for rule, value := range map[string]*string{"list": c.ListRule, "view": c.ViewRule, "create": c.CreateRule, "update": c.UpdateRule, "delete": c.DeleteRule} {
			if value != nil && *value == "" {
				t.Errorf("%s: the %s rule lets everybody in", name, rule)
			}
		}
	}
}

func TestMigrations_refuseToChangeOrDeleteWhatIsAppendOnly(t *testing.T) {
	t.Parallel()
	app := testapp.New(t)
	for _, statement := range []string{
		"INSERT INTO audit_log (id, workspace, action) VALUES ('a00000000000001', 'w', 'x')",
		"INSERT INTO consents (id, workspace, prospect, kind) VALUES ('c00000000000001', 'w', 'p', 'opt_in')",
	} {
		if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	for _, statement := range []string{
		"UPDATE audit_log SET action = 'y'", "DELETE FROM audit_log", "UPDATE consents SET kind = 'y'", "DELETE FROM consents",
	} {
		if _, err := app.DB().NewQuery(statement).Execute(); err == nil {
			t.Errorf("%s was done", statement)
		}
	}
}
