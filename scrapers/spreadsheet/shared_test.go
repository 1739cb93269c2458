package spreadsheet

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedFolder finds the folder of test data that lies beside the repository, and skips the test where there is none.
func sharedFolder(t *testing.T, parts ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
	path := filepath.Join(append([]string{dir, "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the shared test data are not here: %v", err)
	}
	return path
}
