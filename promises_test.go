package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocs_promisesNameTestsThatExist keeps docs/promises.md true: a control that no test misses does not exist.
func TestDocs_promisesNameTestsThatExist(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("docs", "promises.md"))
	if err != nil {
		t.Fatal(err)
	}
	var code bytes.Buffer
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		code.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("`(Test[A-Za-z_]+)(…?)`").FindAllStringSubmatch(string(raw), -1)
	if len(names) < 30 {
		t.Errorf("only %d tests are named", len(names))
	}
	for _, name := range names {
		function := "func " + name[1]
		if name[2] == "" {
			function += "("
		}
		if !strings.Contains(code.String(), function) {
			t.Errorf("docs/promises.md names %s, which does not exist", name[1])
		}
	}
}
