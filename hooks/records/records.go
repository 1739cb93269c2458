// Package records says what a record must satisfy when it is created, edited or deleted through the collections API:
// which fields clients may write, what their JSON must hold, that relations stay inside the workspace, what follows
// from a membership. Who may see or edit at all is the collection's rule. It does no acts: those are routes.
package records

import (
	"errors"

	"github.com/pocketbase/pocketbase/core"

	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/scrapers"
)

// Dependencies are what the records' rules need.
type Dependencies struct {
	App      core.App
	Sources  map[string]scrapers.Source
	Writer   outreach.Writer
	Channels map[string]outreach.Channel
	Vault    Sealer
	Store    Reloader
	Clock    clock.Clock
}

// Sealer seals what must not lie open in the database.
type Sealer interface {
	Seal(workspace, collection, record, field string, plain []byte) (string, error)
	Unseal(workspace, collection, record, field, blob string) ([]byte, error)
}

// Reloader keeps some records in memory.
type Reloader interface {
	// Reload tells it, after COMMIT, that a record is other than it remembers.
	Reload(collection, id string)
}

// Bind connects the rules to an app. Each collection's are in the file of its name.
func Bind(d Dependencies) error {
	if d.App == nil || d.Writer == nil || d.Vault == nil || d.Store == nil || d.Clock == nil {
		return errors.New("records: app, writer, vault, store and clock are needed")
	}
	bindWriting(d)
	bindRelations(d.App)
	bindReload(d)

	bindUsers(d.App)
	bindMemberships(d.App)
	bindWorkspaces(d.App)
	bindAgents(d.App)
	bindPlans(d.App)
	bindCampaigns(d)
	bindProspects(d)
	bindMessages(d.App)
	bindAccounts(d)
	bindPrivacyRequests(d)
	bindAuthors(d.App)
	return nil
}

// bindReload tells the store of every write that went through the record layer. It runs after COMMIT.
func bindReload(d Dependencies) {
	tell := func(e *core.RecordEvent) error {
		d.Store.Reload(e.Record.Collection().Name, e.Record.Id)
		return e.Next()
	}
	for _, name := range remembered {
		d.App.OnRecordAfterCreateSuccess(name).BindFunc(tell)
		d.App.OnRecordAfterUpdateSuccess(name).BindFunc(tell)
		d.App.OnRecordAfterDeleteSuccess(name).BindFunc(tell)
	}
}

// remembered are the collections of which the store keeps something in memory, or in which a write makes work.
var remembered = [...]string{
	"workspaces", "campaigns", "integrated_accounts", "agents", "service_plans", "prospects", "messages", "suppressions",
}
