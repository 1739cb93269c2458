package spreadsheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// dangerous says that a text would be taken for a formula by a program that splits lines at any delimiter and knows no quotes.
func dangerous(text string) bool {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;|\t\r\n", r) }) {
		if isDangerous(part) {
			return true
		}
	}
	return false
}

func TestSafe_marksWhatCouldBeAFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1+1": "'+1+1", "-1+1": "'-1+1", "@SUM(1)": "'@SUM(1)", "\t=1": "'\t'=1", " =1": "' =1",
		"a;=1": "a;'=1", "a\n=1": "a\n'=1", "a,=1": "a,'=1", "\"=1+1": "'\"=1+1", "＝1+1": "'＝1+1", "\u200B=1+1": "'\u200B=1+1",
		"-1,=cmd|' /C calc'!A0": "'-1,'=cmd|' /C calc'!A0", "- item": "'- item", "@A1+1": "'@A1+1", "+55 11 9 0000-0000+1": "'+55 11 9 0000-0000+1",
		"-2-3": "'-2-3", "+cmd|x": "'+cmd|x", "\r=1": "'\r'=1", "\u00A0=1": "'\u00A0=1",
	} {
		if got := Safe(cell); got != want {
			t.Errorf("%q became %q, want %q", cell, got, want)
		}
	}
}

func TestSafe_leavesHarmlessValuesAlone(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{
		"", "a", "+5511900000000", "+55 11 9 0000-0000", "+55 (11) 90000-0000", "+1 202 555 0100", "+55 11 2000 0001", "-10%", "-5", "-1.234,50",
		"-R$ 10,00", "+3", "@padaria.pao", "@padaria_pao", "00123", "1/2", "João, Ltda", "Pão & Cia; \"Aspas\"", "a=b", "a - b", "x@y.example",
		"12345678901234567", "-", "2-3", "Rua 1, -23.55", "-46.6333", "R$ -5",
	} {
		if got := Safe(cell); got != cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
}

// attackCells are the cells of the shared list of attacks, and which of them are dangerous.
func attackCells(t *testing.T) map[string]bool {
	t.Helper()
	cells := map[string]bool{}
	file, err := os.Open(sharedFolder(t, "attacks", "csv_injection.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var one struct {
			Cell      string
			Dangerous bool
		}
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		cells[one.Cell] = one.Dangerous
	}
	payloads, err := os.ReadFile(filepath.Join(filepath.Dir(file.Name()), "third_party", "csv-payload.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(payloads)), "\n") {
		line = strings.TrimSuffix(line, "\r")
		cells[line] = strings.ContainsFunc(line, startsFormula) // without a sign that begins one it is a text like others
	}
	return cells
}

func TestCSVWriter_writesTheSharedAttacksHarmlessAndTheRestUnchanged(t *testing.T) {
	t.Parallel()
	for cell, bad := range attackCells(t) {
		for _, comma := range []byte{',', ';'} {
			var out bytes.Buffer
			w, err := NewCSVWriter(&out, CSVOptions{Comma: comma})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Row([]string{"x", cell, "y"}); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			reader := csv.NewReader(&out)
			reader.Comma = rune(comma)
			rows, err := reader.ReadAll()
			if err != nil || len(rows) != 1 || len(rows[0]) != 3 {
				t.Fatalf("%q came back as %q: %v", cell, rows, err)
			}
			back := rows[0][1]
			if bad && (dangerous(back) || back == cell) || !bad && back != cell {
				t.Errorf("%q came back as %q", cell, back)
			}
		}
	}
}

func FuzzSafe(f *testing.F) {
	for _, seed := range []string{"=1", "a;=1", "-1,=1", "+55 11 9 0000-0000", "\"'=1", "@a\n@b(1)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		safe := Safe(cell)
		if dangerous(safe) {
			t.Errorf("%q became %q, which is a formula", cell, safe)
		}
		if strings.ReplaceAll(safe, "'", "") != strings.ReplaceAll(cell, "'", "") {
			t.Errorf("%q became %q: more than marks were added", cell, safe)
		}
	})
}

// ownCells are values that lists of prospects hold and spreadsheets like to change.
var ownCells = []string{"+5511900000000", "00123", "1/2", "12345678901234567", "-10%", "@padaria.pao", "Pão & Cia; \"Aspas\"", "1e5", "TRUE",
	"2026-01-02", "=1+1", "linha 1\nlinha 2", "  à volta  ", "5,5", "São João", "😀", ""}

func TestXLSXWriter_keepsEveryCellAsText(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w, err := NewXLSXWriter(&out, "Prospectos")
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]string{slices.Clone(ownCells), {"a", "b"}, {strings.Repeat("ã", maxCellUnits+5), "\x00x\x1by"}}
	for i, row := range rows {
		write := w.Row
		if i == 1 {
			write = w.Header
		}
		if err := write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	sheets, done, err := openWorkbook(bytes.NewReader(out.Bytes()), int64(out.Len()), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = done() }()
	table, err := sheets[0].open()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{ownCells[:len(ownCells)-1], {"a", "b"}, {strings.Repeat("ã", maxCellUnits), "xy"}} {
		rec, err := table.next()
		if err != nil || !slices.Equal(rec.cells, want) {
			t.Errorf("row %d: %.200q, want %.200q: %v", i, rec.cells, want, err)
		}
	}
	if raw := unzipped(t, out.Bytes(), "xl/worksheets/sheet1.xml"); strings.Contains(raw, "<f>") || strings.Contains(raw, "<v>0") {
		t.Errorf("the sheet holds more than text: %.500s", raw)
	}
}

func TestCSVWriter_writesForExcelInPortuguese(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w, err := NewCSVWriter(&out, CSVOptions{Comma: ';', BOM: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Header([]string{"Nome", "Nota"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Row([]string{`Pão "bom"`, ""}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "\uFEFF\"Nome\";\"Nota\"\r\n\"Pão \"\"bom\"\"\";\r\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	if _, err := NewCSVWriter(&out, CSVOptions{Comma: '|'}); err == nil {
		t.Error("a delimiter that Excel does not know was taken")
	}
}

func TestWriters_areReadBackByOpen(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"csv", "xlsx"} {
		var out bytes.Buffer
		w, err := NewCSVWriter(&out, CSVOptions{Comma: ';', BOM: true})
		if kind == "xlsx" {
			w, err = NewXLSXWriter(&out, "Prospectos")
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range [][]string{{"name", "phone", "email"}, {"Pão; Cia", "+5511900000001", "a@x.example"}, {"=1+1", "+5511900000002", ""}} {
			write := w.Row
			if i == 0 {
				write = w.Header
			}
			if err := write(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := tryBytes(t, out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		rows := all(t, f)
		if len(rows) != 2 || rows[0].Candidate.Name != "Pão; Cia" || valuesOf(rows[1], "phone") != "+5511900000002" || rows[1].Verdict != Accepted {
			t.Errorf("%s: %+v", kind, rows)
		}
		if kind == "csv" && rows[1].Candidate.Name != "'=1+1" && rows[1].Candidate.Name != "=1+1" {
			t.Errorf("name %q", rows[1].Candidate.Name)
		}
	}
}
