package website

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// printed reads a phone tag as if a page printed it behind a label.
func printed(t *testing.T, raw, area string) []string {
	t.Helper()
	got := numbers(doc(t, "<p>Telefone: "+html.EscapeString(raw)+"</p>").allPhones(home{region: "BR", areaCode: area}))
	slices.Sort(got)
	return got
}

func TestPhones_printedAsMapsWriteThem(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join(sharedFolder(t, "data", "phones"), "br_osm_auto.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	reader := csv.NewReader(f)
	reader.Comma, reader.LazyQuotes = '\t', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for _, row := range rows[1:] {
		want := strings.Fields(row[7])
		slices.Sort(want)
		if got := printed(t, row[6], row[3]); slices.Equal(got, slices.Compact(want)) {
			right++
		} else if testing.Verbose() {
			t.Logf("%s %q: got %q, want %q", row[5], row[6], got, want)
		}
	}
	t.Logf("%d of %d lines right (%.1f %%)", right, len(rows)-1, 100*float64(right)/float64(len(rows)-1))
	if float64(right) < 0.99*float64(len(rows)-1) {
		t.Error("want 99 %")
	}
}

func TestPhones_printedInTheHardWays(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join(sharedFolder(t, "data", "phones"), "br_osm_hard.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var all tally
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct {
			AreaCode             string `json:"area_code"`
			Raw                  string
			Expected, Acceptable []string
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		var want []label
		for _, v := range c.Expected {
			want = append(want, label{Value: v, Kind: "wanted"})
		}
		for _, v := range c.Acceptable {
			want = append(want, label{Value: v, Kind: "acceptable"})
		}
		all.add(t, c.Raw, want, printed(t, c.Raw, c.AreaCode))
	}
	t.Logf("precision %.3f recall %.3f of %d", all.precision(), all.recall(), all.wanted)
	if all.precision() < 0.95 || all.recall() < 0.95 {
		t.Error("want precision 0.95 and recall 0.95")
	}
}
