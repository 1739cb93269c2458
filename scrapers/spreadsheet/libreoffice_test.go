package spreadsheet

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// libreOffice finds the spreadsheet program, and skips the test where there is none.
func libreOffice(t *testing.T) string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("SKIPPED: no soffice on this machine, so that a spreadsheet program leaves exports unchanged is not shown: make libreoffice installs it")
	}
	return office
}

// officeCells are what an export may hold and a spreadsheet program may spoil: our own values, the shared attacks, and texts with
// which other programs had trouble.
func officeCells(t *testing.T) []string {
	t.Helper()
	cells := append(slices.Clone(ownCells), "+55 47 9 0000-0001", "0800 000 0001", "01000-000", "12.345.678/0001-95", "12.ABC.345/01DE-35", "Müller & Söhne",
		"Æ Œ ß ñ ç ã", "a\tb", "\"", "''", "'007", "1.234,56", "1,234.56", "3/4", "10:30", "8e2", "0x1F", "1E+12", "R$ 1,00", "50%", "#N/A", "NULL", "-", "=", "@", "+",
		"linha 1\r\nlinha 2", "=HYPERLINK(\"http://x.example\")", "DDE(\"cmd\")", strings.Repeat("longo ", 2000))
	for cell := range attackCells(t) {
		cells = append(cells, cell)
	}
	for _, list := range []struct{ path, key string }{{"attacks/strings_ptbr.jsonl", "value"}, {"attacks/third_party/blns.json", ""}} {
		raw, err := os.ReadFile(sharedFolder(t, filepath.FromSlash(list.path)))
		if err != nil {
			t.Fatal(err)
		}
		if list.key == "" {
			var texts []string
			if err := json.Unmarshal(raw, &texts); err != nil {
				t.Fatal(err)
			}
			cells = append(cells, texts...)
			continue
		}
		for _, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
			var one map[string]string
			if err := json.Unmarshal(line, &one); err != nil {
				t.Fatal(err)
			}
			cells = append(cells, one[list.key])
		}
	}
	sort.Strings(cells)
	return slices.DeleteFunc(slices.Compact(cells), func(cell string) bool { return sheetText(cell) == "" })
}

// lineEnds gives a cell one kind of line end.
func lineEnds(cell string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(cell) }

// export writes a list of one cell a row, with a cell before and behind it.
func export(t *testing.T, path string, cells []string) {
	t.Helper()
	var out bytes.Buffer
	w, err := NewXLSXWriter(&out, "Lista")
	switch filepath.Base(path) {
	case "comma.csv":
		w, err = NewCSVWriter(&out, CSVOptions{BOM: true})
	case "semicolon.csv":
		w, err = NewCSVWriter(&out, CSVOptions{Comma: ';', BOM: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range cells {
		if err := w.Row([]string{"a", cell, "z"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// convert opens a file with LibreOffice and saves it in another format. input says how a CSV file is read: delimiter, quote, UTF-8,
// from line 1, as the columns come, language, cells in quotes as text, special numbers, and whether formulas are calculated.
func convert(t *testing.T, office, path, input, format, filter string) []byte {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	folder := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--convert-to", format + filter, "--outdir", folder}
	if input != "" {
		args = append(args, "--infilter=Text - txt - csv (StarCalc):"+input)
	}
	if said, err := exec.CommandContext(ctx, office, append(args, path)...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, said)
	}
	base := filepath.Base(path)
	raw, err := os.ReadFile(filepath.Join(folder, strings.TrimSuffix(base, filepath.Ext(base))+"."+format))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestWriters_areReadUnchangedByLibreOffice converts what the writers wrote with a real spreadsheet program and compares.
func TestWriters_areReadUnchangedByLibreOffice(t *testing.T) {
	t.Parallel()
	office := libreOffice(t)
	cells := officeCells(t)
	for name, input := range map[string]string{"list.xlsx": "", "comma.csv": "44,34,76,1,,0,true,false", "semicolon.csv": "59,34,76,1,,0,true,false"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), name)
			export(t, path, cells)
			raw := convert(t, office, path, input, "csv", ":Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false")
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\uFEFF")))).ReadAll()
			if err != nil || len(rows) != len(cells) {
				t.Fatalf("%d rows of %d: %v", len(rows), len(cells), err)
			}
			for i, cell := range cells {
				want := sheetText(cell)
				if name != "list.xlsx" {
					want = Safe(strings.ReplaceAll(cell, "\x00", ""))
				}
				if got := rows[i]; len(got) != 3 || got[0] != "a" || lineEnds(got[1]) != lineEnds(want) || got[2] != "z" {
					t.Errorf("%.80q came back as %.200q", cell, got)
				}
			}
			t.Logf("%d cells unchanged", len(cells))
		})
	}
}

// TestWriters_giveLibreOfficeNoFormula opens exports as somebody would who believes every cell: with each delimiter, with quotes
// and without, calculating what looks like a formula.
func TestWriters_giveLibreOfficeNoFormula(t *testing.T) {
	t.Parallel()
	office := libreOffice(t)
	cells := officeCells(t)
	for _, name := range []string{"comma.csv", "semicolon.csv", "list.xlsx"} {
		for way, input := range map[string]string{"commas": "44,34,76", "semicolons": "59,34,76", "both": "44/59/9,34,76", "without quotes": "44/59,,76"} {
			if name == "list.xlsx" && way != "both" || name == "comma.csv" && way == "commas" || name == "semicolon.csv" && way == "semicolons" {
				continue // read in all ways at once by "both"
			}
			t.Run(name+" by "+way, func(t *testing.T) {
				t.Parallel()
				path := filepath.Join(t.TempDir(), name)
				export(t, path, cells)
				if input += ",1,,0,false,true,false,false,false,0,true"; name == "list.xlsx" {
					input = ""
				}
				raw := convert(t, office, path, input, "fods", "")
				for _, line := range bytes.Split(raw, []byte("\n")) {
					if at := bytes.Index(line, []byte("table:formula=")); at >= 0 {
						t.Errorf("a formula: %.200s", line[at:])
					}
				}
				if !bytes.Contains(raw, []byte("Müller")) {
					t.Error("the list did not arrive")
				}
			})
		}
	}
}
