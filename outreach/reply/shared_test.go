package reply

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"aceno/campaign"
)

// sharedFile is a file of the shared test data beside the repository; the test is skipped where there is none.
func sharedFile(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("find the working folder: %v", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("SKIPPED: no go.mod above this package, so the shared test data cannot be found")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the shared test data %s is not beside the repository: %v", name, err)
	}
	return path
}

// row is a line of any of the files; each has its own fields.
type row struct {
	ID         string          `json:"id"`
	Text       string          `json:"text"`
	Lang       string          `json:"lang"`
	Label      string          `json:"label"`
	Expected   string          `json:"expected"`
	Acceptable []string        `json:"acceptable"`
	Subject    string          `json:"subject"`
	OrigLabel  string          `json:"orig_label"`
	Sentiment  string          `json:"sentiment"`
	File       string          `json:"file"`
	Visible    string          `json:"visible_text"`
	AutoKind   string          `json:"auto_kind"`
	Intent     campaign.Intent `json:"-"`
}

func sharedRows(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(sharedFile(t, name))
	if err != nil {
		t.Fatalf("open %s: %v", name, err)
	}
	defer func() { _ = f.Close() }()
	var out []row
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatalf("read %s, line %d: %v", name, len(out)+1, err)
		}
		out = append(out, r)
	}
	if err := s.Err(); err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return out
}
