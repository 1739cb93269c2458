package contact

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shared returns a file of the measured samples, and skips the test where they are not at hand.
func shared(t *testing.T, name string) *os.File {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatalf("find the package's folder: %v", err)
	}
	for ; ; folder = filepath.Dir(folder) {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the package")
		}
	}
	file, err := os.Open(filepath.Join(folder, "..", "shared", "data", "phones", name))
	if err != nil {
		t.Skipf("THE MEASURE OF PHONES DID NOT RUN: %v", err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func numbers(found []Phone) []string {
	list := []string{}
	for _, p := range found {
		list = append(list, p.E164)
	}
	slices.Sort(list)
	return list
}

func TestFindPhones_readsTheTagsOfRealBusinesses(t *testing.T) {
	t.Parallel()
	lines := bufio.NewScanner(shared(t, "br_osm_auto.tsv"))
	lines.Buffer(nil, 1<<20)
	var head []string
	right, total := 0, 0
	wrongBy, totalBy := map[string]int{}, map[string]int{}
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if head == nil {
			head = cells
			continue
		}
		cell := func(name string) string { return cells[slices.Index(head, name)] }
		want := strings.Fields(cell("expected_e164"))
		slices.Sort(want)
		want = slices.Compact(want)
		got := numbers(FindPhones(cell("raw"), "BR", cell("default_area")))
		total++
		flags := strings.FieldsFunc(cell("flags"), func(r rune) bool { return r == ',' || r == ' ' })
		for _, flag := range flags {
			totalBy[flag]++
		}
		if slices.Equal(got, want) {
			right++
			continue
		}
		for _, flag := range flags {
			wrongBy[flag]++
		}
		t.Logf("%q (%s): got %v, want %v", cell("raw"), cell("flags"), got, want)
	}
	share := float64(right) / float64(total)
	t.Logf("right: %d of %d, %.2f %%", right, total, 100*share)
	for flag, n := range totalBy {
		t.Logf("  %s: %d of %d", flag, n-wrongBy[flag], n)
	}
	if share < 0.99 {
		t.Errorf("%.2f %% right: at least 99 %%", 100*share)
	}
}

func TestFindPhones_readsTheHardTags(t *testing.T) {
	t.Parallel()
	lines := bufio.NewScanner(shared(t, "br_osm_hard.jsonl"))
	right, total := 0, 0
	for lines.Scan() {
		var c struct {
			Raw, Note            string
			AreaCode             string `json:"area_code"`
			Expected, Acceptable []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("read a line: %v", err)
		}
		total++
		got := numbers(FindPhones(c.Raw, "BR", c.AreaCode))
		ok := true
		for _, want := range c.Expected {
			ok = ok && slices.Contains(got, want)
		}
		for _, n := range got {
			ok = ok && (slices.Contains(c.Expected, n) || slices.Contains(c.Acceptable, n))
		}
		if ok {
			right++
			continue
		}
		t.Errorf("%q (%s): got %v, want %v, acceptable %v", c.Raw, c.Note, got, c.Expected, c.Acceptable)
	}
	t.Logf("right: %d of %d", right, total)
}

func TestFindPhones_readsTheWholeWorldInE164(t *testing.T) {
	t.Parallel()
	lines := bufio.NewScanner(shared(t, "libphonenumber_examples.tsv"))
	right, total := 0, 0
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) < 8 || cells[7] != "true" {
			continue
		}
		total++
		got := numbers(FindPhones(cells[4], "BR", "47"))
		if slices.Equal(got, []string{cells[4]}) {
			right++
		} else {
			t.Logf("%s %s: %q gave %v", cells[0], cells[2], cells[4], got)
		}
	}
	t.Logf("right: %d of %d", right, total)
	if float64(right) < 0.98*float64(total) {
		t.Errorf("%d of %d right: at least 98 %%", right, total)
	}
}
