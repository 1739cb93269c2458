package migrations

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"
)

// ruleLiving hides what is left of an erased prospect: an id, so that counts and limits still hold.
const ruleLiving = ` && deleted = false`

func init() {
	register("20261124_27_privacy_requests.go", "privacy_requests", rules{read: ruleMember, create: ruleWriter, update: ruleAdmin}, []string{
		index(false, "privacy_requests", "privacy_requests_list", "workspace, created, id", ""),
		index(false, "privacy_requests", "privacy_requests_prospect", "prospect", ""),
		index(false, "privacy_requests", "privacy_requests_open", "workspace, due_at", "status = 'open'"),
	}, func(app core.App) ([]core.Field, error) {
		return with(app, []related{owned(), {name: "prospect", to: "prospects"}},
			&core.SelectField{Name: "kind", Values: []string{"access", "correction", "erasure", "objection"}, MaxSelect: 1, Required: true},
			oneOf("status", "open", "done", "refused"), oneOf("source", "page", "member"),
			text("hint", short), text("details", long), date("due_at"), date("closed_at"), text("closed_by", short),
		)
	})
	core.AppMigrations.Register(erasureUp, erasureDown, "20261124_27_privacy_erasure.go")
}

// A row of an append-only table may be changed in one way: an erasure empties what it says of a person, and marks it. The
// chain's links stay, so that every row after it still follows.
const (
	mayEraseConsent = `
CREATE TRIGGER consents_no_UPDATE BEFORE UPDATE ON consents
WHEN NOT (NEW.erased_at != '' AND NEW.source = '' AND NEW.evidence = '' AND NEW.id = OLD.id AND NEW.workspace = OLD.workspace AND NEW.prospect = OLD.prospect
	AND NEW.kind = OLD.kind AND NEW.basis = OLD.basis AND NEW.given_at = OLD.given_at AND NEW.withdrawn_at = OLD.withdrawn_at AND NEW.chain = OLD.chain
	AND NEW.created = OLD.created)
BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END`
	mayEraseAudit = `
CREATE TRIGGER audit_log_no_UPDATE BEFORE UPDATE ON audit_log
WHEN NOT (NEW.erased_at != '' AND NEW.changes IS NULL AND NEW.id = OLD.id AND NEW.workspace = OLD.workspace AND NEW.actor = OLD.actor AND NEW.action = OLD.action
	AND NEW.collection = OLD.collection AND NEW.record = OLD.record AND NEW.ip = OLD.ip AND NEW.request_id = OLD.request_id AND NEW.chain = OLD.chain
	AND NEW.created = OLD.created)
BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END`
)

func erasureUp(app core.App) error {
	for _, name := range []string{"audit_log", "consents"} {
		c, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return fmt.Errorf("find %s: %w", name, err)
		}
		c.Fields.Add(hiddenDate("erased_at"))
		if name == "audit_log" {
			c.Indexes = append(c.Indexes, index(false, name, "audit_log_record", "record", "record != ''"))
		}
		if err := app.Save(c); err != nil {
			return err
		}
	}
	if err := setProspectRules(app, ruleLiving, func(list []string) []string {
		return append(list, index(false, "prospects", "prospects_erased", "workspace", "deleted = 1"))
	}); err != nil {
		return err
	}
	return execute(app, "DROP TRIGGER consents_no_UPDATE", "DROP TRIGGER audit_log_no_UPDATE", mayEraseConsent, mayEraseAudit)
}

func erasureDown(app core.App) error {
	err := execute(app, "DROP TRIGGER consents_no_UPDATE", "DROP TRIGGER audit_log_no_UPDATE",
		"CREATE TRIGGER consents_no_UPDATE BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END",
		"CREATE TRIGGER audit_log_no_UPDATE BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END")
	if err != nil {
		return err
	}
	for _, name := range []string{"audit_log", "consents"} {
		c, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return fmt.Errorf("find %s: %w", name, err)
		}
		c.RemoveIndex("audit_log_record")
		c.Fields.RemoveByName("erased_at")
		if err := app.Save(c); err != nil {
			return err
		}
	}
	return setProspectRules(app, "", func(list []string) []string {
		return slices.DeleteFunc(list, func(statement string) bool { return strings.Contains(statement, "prospects_erased") })
	})
}

// setProspectRules says who sees and changes a prospect, and with which indexes.
func setProspectRules(app core.App, also string, indexes func([]string) []string) error {
	prospects, err := app.FindCollectionByNameOrId("prospects")
	if err != nil {
		return fmt.Errorf("find prospects: %w", err)
	}
	prospects.ListRule, prospects.ViewRule, prospects.UpdateRule = new(ruleMember+also), new(ruleMember+also), new(ruleWriter+also)
	prospects.Indexes = indexes(prospects.Indexes)
	return app.Save(prospects)
}

func execute(app core.App, statements ...string) error {
	for _, statement := range statements {
		if _, err := app.DB().NewQuery(statement).Execute(); err != nil {
			return fmt.Errorf("%.40s: %w", statement, err)
		}
	}
	return nil
}
