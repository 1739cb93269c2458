package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"aceno/campaign"
)

// unzipped returns one part of an archive.
func unzipped(t *testing.T, raw []byte, name string) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// book makes an XLSX file of one sheet whose XML is given; parts are added or replaced.
func book(t *testing.T, sheet string, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	for name, text := range parts {
		all[name] = text
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range all {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// inline writes a row of text cells.
func inline(row int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, row)
	for i, cell := range cells {
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, row, cell)
	}
	b.WriteString("</row>")
	return b.String()
}

const headerRow = `<row r="1"><c r="A1" t="inlineStr"><is><t>Nome</t></is></c><c r="B1" t="inlineStr"><is><t>Telefone</t></is></c></row>`

func TestOpen_readsAWorkbookMadeByHand(t *testing.T) {
	t.Parallel()
	f, err := tryBytes(t, book(t, headerRow+`<row r="4"><c r="A4" t="inlineStr"><is><t>Padaria</t></is></c><c r="B4"><v>5511900000001</v></c></row>`, map[string]string{
		"../../../../tmp/evil.xml": "x", "xl/media/picture.png": strings.Repeat("x", 1<<20), "xl/styles.xml": "<styleSheet/>",
	}))
	if err != nil {
		t.Fatal(err)
	}
	rows := all(t, f)
	if len(rows) != 1 || rows[0].SheetRow != 4 || valuesOf(rows[0], "phone") != "+5511900000001" {
		t.Errorf("%+v", rows)
	}
}

func TestOpen_refusesHostileWorkbooks(t *testing.T) {
	t.Parallel()
	good := inline(2, "Padaria", "+5511900000001")
	for _, tc := range []struct {
		name  string
		raw   func() []byte
		words string
	}{
		{"a part that unpacks to too much", func() []byte {
			return book(t, headerRow, map[string]string{"xl/workbook.xml": "<workbook>" + strings.Repeat("<x/>", 3<<20) + "</workbook>"})
		}, "unpacks to more than 8 MiB"},
		{"a sheet that unpacks to too much", func() []byte { return book(t, headerRow+strings.Repeat("<x/>", 4<<20), nil) }, "times its size"},
		{"shared texts without end", func() []byte {
			return book(t, headerRow, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>a</t></si>", 1<<20) + "</sst>"})
		}, "times its size"},
		{"one cell without end", func() []byte { return book(t, headerRow+inline(2, strings.Repeat("x", 1<<20)), nil) }, "longer than 256 KiB"},
		{"one cell of many parts", func() []byte {
			return book(t, headerRow+`<row r="2"><c r="A2" t="inlineStr"><is>`+strings.Repeat("<r><t/></r>", 1<<16)+`</is></c></row>`, nil)
		}, "longer than 256 KiB"},
		{"a row without end", func() []byte {
			return book(t, headerRow+`<row r="2">`+strings.Repeat("<c><v>1</v></c>", 1<<16)+`</row>`, nil)
		}, "a row has"},
		{"one row again and again", func() []byte { return book(t, headerRow+strings.Repeat(inline(2, "x"), 1<<16), nil) }, "stands after row"},
		{"a row number that is hidden", func() []byte { return book(t, headerRow+strings.Repeat(`<row a=">" r="2"></row>`, 2), nil) }, "stands after row"},
		{"few long texts in many cells", func() []byte {
			return book(t, headerRow+`<row r="2">`+strings.Repeat(`<c t="s"><v>0</v></c>`, 900)+`</row>`, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("x", 200<<10) + "</t></si></sst>"})
		}, "shorten the texts"},
		{"entities", func() []byte {
			return book(t, "", map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData>` + good + `</sheetData></worksheet>`})
		}, "declarations"},
		{"comments that hide", func() []byte { return book(t, headerRow+"<!-- <<< -->"+good, nil) }, "declarations"},
		{"no sheet", func() []byte { return book(t, "", map[string]string{"xl/worksheets/sheet1.xml": "<worksheet>"}) }, "breaks off"},
		{"too many parts", func() []byte {
			parts := map[string]string{}
			for i := range 3000 {
				parts[fmt.Sprintf("x%d", i)] = ""
			}
			return book(t, headerRow, parts)
		}, "parts in one XLSX file"},
		{"cut off", func() []byte { raw := book(t, headerRow, nil); return raw[:len(raw)-100] }, "breaks off"},
		{"no zip at all", func() []byte { return []byte("PK\x03\x04" + strings.Repeat("x", 100)) }, "breaks off"},
		{"only a sheet's name", func() []byte {
			return book(t, headerRow, map[string]string{"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`})
		}, "no rows"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			raw := tc.raw()
			f, err := Open(bytes.NewReader(raw), int64(len(raw)), "x.xlsx", Options{TempDir: folder})
			var refused *campaign.Error
			if !errors.As(err, &refused) || refused.Field != "file" || !strings.Contains(refused.Message, tc.words) {
				t.Errorf("%v, want %q", err, tc.words)
			}
			if err == nil {
				_ = f.Close()
			}
			if left, _ := os.ReadDir(folder); len(left) > 0 {
				t.Errorf("%d temporary files are left", len(left))
			}
		})
	}
}

func TestOpen_refusesWhatIsNoList(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, raw, words string }{
		{"nothing", "", "empty"},
		{"blanks", "  \r\n\n", "empty"},
		{"blank lines", strings.Repeat(" \n", 1000), "no rows"},
		{"old Excel", string(magicOLE) + strings.Repeat("\x00", 100), ".xlsx without a password"},
		{"PDF", "%PDF-1.7\n", "no table"},
		{"web page", "\uFEFF<html><table>", "no table"},
		{"too many columns", strings.Repeat("a,", 1_000_000) + "\n", "columns are more than 500"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := tryText(t, tc.raw)
			var refused *campaign.Error
			if !errors.As(err, &refused) || refused.Field != "file" || !strings.Contains(refused.Message, tc.words) {
				t.Errorf("%v, want %q", err, tc.words)
			}
		})
	}
	if _, err := Open(bytes.NewReader(nil), MaxFileBytes+1, "x", Options{}); err == nil || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("%v", err)
	}
}

func TestRows_costsALostQuoteItsOwnLineAlone(t *testing.T) {
	t.Parallel()
	const good = "Padaria %d,+55 11 9 0000 %04d,p%d@x.example\n"
	var b strings.Builder
	b.WriteString("Nome,Telefone,Email\n")
	for i := range 200 {
		if i%50 == 25 {
			b.WriteString("\"aberta,+55 11 9 0000 9999,\n")
		}
		fmt.Fprintf(&b, good, i, i, i)
	}
	accepted := 0
	for _, row := range all(t, openText(t, b.String())) {
		if row.Verdict == Accepted && strings.HasPrefix(row.Candidate.Name, "Padaria") {
			accepted++
		}
	}
	if accepted != 200 {
		t.Errorf("%d rows came out whole, want 200", accepted)
	}
}

func TestRows_stopAfterTheMostThatAFileMayHold(t *testing.T) {
	t.Parallel()
	f := openText(t, "Nome,Telefone\n"+strings.Repeat("x,y\n", MaxRows+1))
	n := 0
	var last error
	for _, err := range f.Rows(t.Context()) {
		if last = err; err == nil {
			n++
		}
	}
	if n != MaxRows || last == nil || !strings.Contains(last.Error(), "200000 rows: split") {
		t.Errorf("%d rows, then %v", n, last)
	}
}

func TestRows_cutsLongCellsAndGoesOn(t *testing.T) {
	t.Parallel()
	for name, cell := range map[string]string{"plain": strings.Repeat("lorem ", 1<<19), "quoted": `"` + strings.Repeat("lorem,\n", 1<<18) + `"`} {
		rows := all(t, openText(t, "Nome,Telefone,Observações\nA,11 90000-0001,"+cell+"\nB,11 90000-0002,ok\n"))
		if len(rows) != 2 || codes(rows[0].Warnings) != "notes:too_long" || rows[1].Verdict != Accepted || len(factsOf(rows[0], "note")) > MaxCellBytes {
			t.Errorf("%s: %d rows, %+v", name, len(rows), rows[0].Warnings)
		}
	}
}

func TestOpen_readsEveryEncoding(t *testing.T) {
	t.Parallel()
	const text = "Nome;Telefone;Cidade\nPadaria São João;11 90000-0001;Niterói\n"
	units := utf16.Encode([]rune(text))
	little, big := []byte{}, []byte{}
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	latin := []byte(strings.NewReplacer("ã", "\xE3", "ó", "\xF3").Replace(text))
	for _, tc := range []struct {
		want string
		raw  []byte
	}{
		{"utf-8", []byte(text)}, {"utf-8", []byte("\uFEFF" + text)}, {"windows-1252", latin},
		{"utf-16le", little}, {"utf-16be", big}, {"utf-16le", append([]byte{0xFF, 0xFE}, little...)}, {"utf-16be", append([]byte{0xFE, 0xFF}, big...)},
	} {
		f, err := tryBytes(t, tc.raw)
		if err != nil {
			t.Fatal(err)
		}
		rows := all(t, f)
		if f.Format().Encoding != tc.want || len(rows) != 1 || rows[0].Candidate.Name != "Padaria São João" || rows[0].Candidate.City != "Niterói" || f.Columns()[0].Header != "Nome" {
			t.Errorf("%s: %+v of %+v", tc.want, rows, f.Format())
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{"Nome,Telefone\nA,11 90000-0001\n", "\"", "a;b\n\"x\n;\"\n", "sep=;\n", "\xFF\xFEa\x00", "PK\x03\x04", "Nome\tE-mail\r\rx\t\"y\" z\r", "Nome,Nota,lat,lng,CEP\n=\"1\",5E9,1,2,3\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		file, err := Open(bytes.NewReader(raw), int64(len(raw)), "x", Options{TempDir: t.TempDir()})
		if err != nil {
			return
		}
		defer func() { _ = file.Close() }()
		n := 0
		for row, err := range file.Rows(t.Context()) {
			if err != nil {
				return
			}
			if n++; row.Number != n || row.Verdict == Rejected && len(row.Errors) == 0 || row.Verdict != Rejected && row.Candidate.Name == "" {
				t.Errorf("row %d: %+v", n, row)
			}
		}
	})
}
