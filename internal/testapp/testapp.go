// Package testapp gives tests a real PocketBase with this house's schema, in a temporary folder of its own. It serves
// tests alone.
package testapp

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	_ "aceno/migrations" // the schema
	"aceno/store"
)

// New returns a bootstrapped app whose data is gone after the test. A copy of one migrated folder makes it start in a
// few milliseconds.
func New(tb testing.TB) *tests.TestApp {
	tb.Helper()
	folder, err := template()
	if err != nil {
		tb.Fatalf("make the migrated folder that tests copy: %v", err)
	}
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{
		DataDir: folder, DBConnect: store.Connect, DataMaxOpenConns: 4, DataMaxIdleConns: 4,
	})
	if err != nil {
		tb.Fatalf("start PocketBase: %v", err)
	}
	tb.Cleanup(app.Cleanup)
	return app
}

// template migrates one data folder a process and returns its path.
var template = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "aceno-testapp-*")
	if err != nil {
		return "", err
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: folder, DBConnect: store.Connect, DataMaxOpenConns: 4, DataMaxIdleConns: 4})
	if err := app.Bootstrap(); err != nil {
		return "", fmt.Errorf("bootstrap: %w", err)
	}
	if err := app.RunAllMigrations(); err != nil {
		return "", fmt.Errorf("migrate: %w", err)
	}
	if err := hashCheaply(app); err != nil {
		return "", err
	}
	if err := checkpoint(app); err != nil {
		return "", err
	}
	if err := app.ClearBootstrap(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	return folder, os.RemoveAll(filepath.Join(folder, "backups"))
})

// hashCheaply makes passwords cost little: a test makes half a dozen people, and the race detector makes each hash take seconds.
func hashCheaply(app core.App) error {
	for _, name := range []string{"users", core.CollectionNameSuperusers} {
		collection, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return fmt.Errorf("find %s: %w", name, err)
		}
		password, ok := collection.Fields.GetByName(core.FieldNamePassword).(*core.PasswordField)
		if !ok {
			return fmt.Errorf("%s has no password", name)
		}
		password.Cost = 4 // the least that bcrypt takes
		if err := app.SaveNoValidate(collection); err != nil {
			return fmt.Errorf("save %s: %w", name, err)
		}
	}
	return nil
}

// checkpoint moves everything out of the write-ahead logs, so that a copy of the folder is whole.
func checkpoint(app core.App) error {
	if _, err := app.NonconcurrentDB().NewQuery("PRAGMA wal_checkpoint(TRUNCATE)").Execute(); err != nil {
		return fmt.Errorf("checkpoint data.db: %w", err)
	}
	if _, err := app.AuxNonconcurrentDB().NewQuery("PRAGMA wal_checkpoint(TRUNCATE)").Execute(); err != nil {
		return fmt.Errorf("checkpoint auxiliary.db: %w", err)
	}
	return nil
}
