// Package sandboxtest has what the tests of the sandbox's rooms have in common: where the shared data lies, how to wait
// for something, and the shape of a JSON text. Tests alone import it.
package sandboxtest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Shared returns the path of a file or folder of the shared data beside the project, or skips the test.
func Shared(t *testing.T, elements ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(append([]string{filepath.Dir(dir), "shared"}, elements...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: the shared data is not here: %v", err)
	}
	return path
}

// Read returns a file of the shared data, or skips the test.
func Read(t *testing.T, elements ...string) []byte {
	t.Helper()
	raw, err := os.ReadFile(Shared(t, elements...))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Until waits for something that another goroutine does, and fails by saying what did not come.
func Until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); <-tick.C {
		if holds() {
			return
		}
	}
	t.Fatalf("waited for %s", what)
}

// Keys returns the paths of all keys of a JSON text with the kinds of their values, each once, in order. What lies
// below a key named in closed is not looked into.
func Keys(t *testing.T, text []byte, closed ...string) []string {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("no JSON: %v\n%s", err, text)
	}
	out := map[string]bool{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, inner := range v {
				out[path+"."+k+" "+kindOf(inner)] = true
				if !slices.Contains(closed, k) {
					walk(path+"."+k, inner)
				}
			}
		case []any:
			for _, inner := range v {
				walk(path+"[]", inner)
			}
		}
	}
	walk("", value)
	return slices.Sorted(maps.Keys(out))
}

func kindOf(v any) string {
	switch v.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "boolean"
	case []any:
		return "list"
	case map[string]any:
		return "object"
	}
	return "null"
}
