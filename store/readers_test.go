package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadDSN_isWholeWhateverPathItIsGiven(t *testing.T) {
	t.Parallel()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		filepath.Join("pb_data", "data.db"):     filepath.ToSlash(filepath.Join(here, "pb_data", "data.db")),
		filepath.Join(here, "a b", "100%", "x"): filepath.ToSlash(here) + "/a%20b/100%25/x",
	} {
		if got, _, _ := strings.Cut(readDSN(given), "?"); got != "file:"+want && got != "file:/"+want {
			t.Errorf("%q: %s, want file:%s", given, got, want)
		}
	}
}
