package spreadsheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestWriters_areReadUnchangedByLibreOffice converts what the writers wrote with a real spreadsheet program and compares.
func TestWriters_areReadUnchangedByLibreOffice(t *testing.T) {
	t.Parallel()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED: no soffice on this machine: that a spreadsheet program leaves exports unchanged is not shown")
	}
	cells := slices.DeleteFunc(slices.Clone(ownCells), func(cell string) bool { return cell == "" })
	for _, kind := range []string{"xlsx", "csv"} {
		folder := t.TempDir()
		name := filepath.Join(folder, "list."+kind)
		var out bytes.Buffer
		w, err := NewXLSXWriter(&out, "Lista")
		if kind == "csv" {
			w, err = NewCSVWriter(&out, CSVOptions{})
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Row(cells); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		got := throughOffice(t, office, folder, name)
		for i, cell := range cells {
			if want := cell; got[i] != want && (kind != "csv" || got[i] != Safe(want)) {
				t.Errorf("%s: %q came back as %q", kind, want, got[i])
			}
		}
	}
}

// throughOffice opens a file with its cells in quotes taken as text and saves it as CSV with all of them in quotes.
func throughOffice(t *testing.T, office, folder, name string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	back := filepath.Join(folder, "back")
	args := []string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false", "--outdir", back}
	if filepath.Ext(name) == ".csv" {
		args = append(args, "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true,false")
	}
	if said, err := exec.CommandContext(ctx, office, append(args, name)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, said)
	}
	raw, err := os.ReadFile(filepath.Join(back, "list.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil || len(rows) != 1 {
		t.Fatalf("%q: %v", raw, err)
	}
	return rows[0]
}
