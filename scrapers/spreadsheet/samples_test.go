package spreadsheet

import (
	"encoding/json"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
)

// expected is what NAME.expected.json says of a sample.
type expected struct {
	File   string
	Format struct {
		Delimiter, Encoding, Sheet string
		BOM                        bool
		HeaderLine                 int      `json:"header_line"`
		Others                     []string `json:"other_sheets"`
	}
	Columns []struct {
		Index  int
		Header string
		Target Target
	}
	Rows               int
	Accepted, Rejected []int
	Verdicts           []expectedRow
}

type expectedRow struct {
	Row              int
	SheetRow         int `json:"sheet_row"`
	Verdict          string
	Into             int
	Values           map[string]any
	Errors, Warnings []struct{ Field, Why string }
}

func TestFile_readsEverySampleAsItsTruthSays(t *testing.T) {
	t.Parallel()
	folder := sharedFolder(t, "data", "csv")
	truths, err := filepath.Glob(filepath.Join(folder, "*.expected.json"))
	if err != nil || len(truths) == 0 {
		t.Fatalf("no truths in %s: %v", folder, err)
	}
	for _, truth := range truths {
		t.Run(strings.TrimSuffix(filepath.Base(truth), ".expected.json"), func(t *testing.T) {
			t.Parallel()
			var want expected
			raw, err := os.ReadFile(truth)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			f := openPath(t, filepath.Join(folder, want.name(truth)))
			want.checkFormat(t, f)
			want.checkRows(t, f)
		})
	}
}

func (e expected) name(truth string) string {
	if e.File != "" {
		return e.File
	}
	return strings.TrimSuffix(filepath.Base(truth), ".expected.json") + ".xlsx"
}

func openPath(t *testing.T, path string) *File {
	t.Helper()
	src, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := src.Stat()
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(src, info.Size(), filepath.Base(path), Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		_ = src.Close()
	})
	return f
}

func (e expected) checkFormat(t *testing.T, f *File) {
	t.Helper()
	got := f.Format()
	if got.Delimiter != e.Format.Delimiter || got.Encoding != e.Format.Encoding || got.BOM != e.Format.BOM || got.HeaderLine != e.Format.HeaderLine {
		t.Errorf("format is %+v, want %+v", got, e.Format)
	}
	if e.Format.Sheet != "" && (got.Sheet != e.Format.Sheet || !slices.Equal(got.Others, e.Format.Others)) {
		t.Errorf("sheet %q of %q, want %q of %q", got.Sheet, got.Others, e.Format.Sheet, e.Format.Others)
	}
	columns := f.Columns()
	if len(columns) != len(e.Columns) {
		t.Fatalf("%d columns, want %d", len(columns), len(e.Columns))
	}
	for i, want := range e.Columns {
		if columns[i].Header != want.Header || columns[i].Target != want.Target {
			t.Errorf("column %d %q is %q, want %q", i, columns[i].Header, columns[i].Target, want.Target)
		}
	}
}

func (e expected) checkRows(t *testing.T, f *File) {
	t.Helper()
	var rows []Row
	var accepted, rejected []int
	for row, err := range f.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	if len(rows) != e.Rows || len(rows) != len(e.Verdicts) {
		t.Fatalf("%d rows, want %d", len(rows), e.Rows)
	}
	for i, want := range e.Verdicts {
		row := rows[i]
		if want.Verdict != "either" {
			switch row.Verdict {
			case Accepted:
				accepted = append(accepted, row.Number)
			case Rejected:
				rejected = append(rejected, row.Number)
			}
			if string(row.Verdict) != want.Verdict || row.Into != want.Into {
				t.Errorf("row %d is %s into %d, want %s into %d: %+v", row.Number, row.Verdict, row.Into, want.Verdict, want.Into, row.Errors)
				continue
			}
		}
		want.check(t, row)
	}
	if !slices.Equal(accepted, e.Accepted) || !slices.Equal(rejected, e.Rejected) {
		t.Errorf("accepted %v, rejected %v\nwant %v, %v", accepted, rejected, e.Accepted, e.Rejected)
	}
}

func (e expectedRow) check(t *testing.T, row Row) {
	t.Helper()
	if row.Number != e.Row || row.SheetRow != e.SheetRow {
		t.Errorf("row %d stands in %d, want %d in %d", row.Number, row.SheetRow, e.Row, e.SheetRow)
	}
	for _, want := range e.Errors {
		if !tells(row.Errors, want.Field) {
			t.Errorf("row %d has no error about %q (%s): %+v", row.Number, want.Field, want.Why, row.Errors)
		}
	}
	if row.Verdict == Rejected {
		return
	}
	for _, want := range e.Warnings {
		if !tells(row.Warnings, want.Field) {
			t.Errorf("row %d has no warning about %q (%s): %+v", row.Number, want.Field, want.Why, row.Warnings)
		}
	}
	if len(row.Warnings) != len(e.Warnings) && row.Verdict == Accepted && e.Verdict == "accepted" {
		t.Errorf("row %d has %d warnings, want %d: %+v", row.Number, len(row.Warnings), len(e.Warnings), row.Warnings)
	}
	for key, want := range e.Values {
		if got := valueOf(row, key); !same(key, got, want) {
			t.Errorf("row %d: %s is %v, want %v", row.Number, key, got, want)
		}
	}
}

func tells(problems []Problem, field string) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return string(p.Field) == field || p.Column == field })
}

// valueOf finds the value that a truth calls by a name of its own.
func valueOf(row Row, key string) any {
	c := row.Candidate
	facts := func(kinds ...string) []any {
		var found []any
		for _, f := range c.Facts {
			if slices.Contains(kinds, f.Kind) {
				found = append(found, f.Value)
			}
		}
		return found
	}
	only := func(kinds ...string) any {
		if found := facts(kinds...); len(found) == 1 {
			return found[0]
		}
		return facts(kinds...)
	}
	switch key {
	case "name":
		return c.Name
	case "external_id":
		return c.ExternalID
	case "city":
		return c.City
	case "lat":
		return c.Lat
	case "lng":
		return c.Lon
	case "rating":
		return *c.Rating
	case "reviews":
		return float64(*c.Reviews)
	case "followers":
		return float64(*c.Followers)
	case "phones":
		return facts(campaign.FactPhone)
	case "emails":
		return facts(campaign.FactEmail)
	case "contact":
		return only(string(ToContactName))
	case "last_contact": // its column has no target
		return nil
	}
	return only(key)
}

func same(key string, got, want any) bool {
	switch want := want.(type) {
	case float64:
		number, ok := got.(float64)
		return ok && math.Abs(number-want) < 1e-9
	case []any:
		list, ok := got.([]any)
		return ok && slices.Equal(list, want)
	case string:
		if key == "last_contact" {
			return true
		}
		if key == "website" {
			return hostOf(got) == hostOf(want)
		}
		return got == want
	}
	return false
}

func hostOf(value any) string {
	text, _ := value.(string)
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	link, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return link.Hostname()
}

func TestColumns_agreeWithTheMappingOfTheRealExports(t *testing.T) {
	t.Parallel()
	folder := sharedFolder(t, "data", "csv")
	raw, err := os.ReadFile(filepath.Join(folder, "mapping.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truths map[string]struct {
		HeaderLine int `json:"header_line"`
		Columns    []string
		Mapping    map[string]Target
	}
	if err := json.Unmarshal(raw, &truths); err != nil {
		t.Fatal(err)
	}
	for name, want := range truths {
		f := openPath(t, filepath.Join(folder, name))
		for i, c := range f.Columns() {
			if c.Header != want.Columns[i] || c.Target != want.Mapping[c.Header] {
				t.Errorf("%s: %q is %q, want %q", name, c.Header, c.Target, want.Mapping[c.Header])
			}
		}
	}
}
