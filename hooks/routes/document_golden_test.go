package routes

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the document that clients are generated from")

// TestDocument_isTheCommittedOne: clients are generated from the file, so that it may not drift from the routes.
func TestDocument_isTheCommittedOne(t *testing.T) {
	t.Parallel()
	a, _ := bound(t)
	raw, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", " "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	path := filepath.Join("..", "..", "docs", "openapi.json")
	if *update {
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	committed, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(committed, out.Bytes()) {
		t.Errorf("%s is not what the routes say (%v): run `go test ./hooks/routes -run Document -update`, then `npm run types` in ui", path, err)
	}
}
