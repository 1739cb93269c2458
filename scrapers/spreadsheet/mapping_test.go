package spreadsheet

import (
	"errors"
	"strings"
	"testing"

	"aceno/campaign"
)

func mappingOf(t *testing.T, raw string) Mapping {
	t.Helper()
	m, err := ParseMapping([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMapping_correctsWhatWasGuessed(t *testing.T) {
	t.Parallel()
	const text = "Nome,Telefone,Nome,Segredo\nAna,11 90000-0001,Padaria,a@x.example\n"
	for _, tc := range []struct{ name, mapping, want string }{
		{"none", ``, "name phone - email"},
		{"null", `null`, "name phone - email"},
		{"by header, in any case", `{" segredo ": "notes"}`, "name phone - notes"},
		{"left out", `{"Telefone": ""}`, "name - - email"},
		{"by index, two of one header", `[{"index": 2, "target": "name"}, {"index": 0, "target": "contact_name"}]`, "contact_name phone name email"},
		{"by a number in the place of a header", `{"2": "name"}`, "- phone name email"},
		{"the guess gives way", `[{"index": 2, "target": "name"}]`, "- phone name email"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := openText(t, text, func(o *Options) { o.Mapping = mappingOf(t, tc.mapping) })
			var got []string
			for _, c := range f.Columns() {
				got = append(got, orDash(c.Target))
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("columns are %v, want %s", got, tc.want)
			}
		})
	}
}

func TestParseMapping_refusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for raw, words := range map[string]string{
		`{"Nome": "nam"}`:                      `mapping.Nome: "nam" is no target: use one of name, legal_name`,
		`[{"index": 1, "target": "x"}]`:        `mapping[0]: "x" is no target`,
		`[{"column": 1, "target": "name"}]`:    `unknown field "column"`,
		`{"Nome": 3}`:                          `write {"Header": "target"}`,
		`"name"`:                               `write {"Header": "target"}`,
		`{"Nome": "name", "Fone": "telefone"}`: `mapping.Fone: "telefone" is no target`,
	} {
		_, err := ParseMapping([]byte(raw))
		var refused campaign.Errors
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v, want %q", raw, err, words)
		}
	}
}

func TestOpen_refusesAMappingOfColumnsThatAreNotThere(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{`{"Fone": "phone"}`, `[{"index": 2, "target": "phone"}]`, `[{"index": -1, "target": "phone"}]`} {
		_, err := tryText(t, "Nome,Telefone\nA,11 90000-0001\n", func(o *Options) { o.Mapping = mappingOf(t, raw) })
		var refused campaign.Errors
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), `its columns are "Nome", "Telefone"`) {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

func TestOpen_takesTheSheetThatIsAskedFor(t *testing.T) {
	t.Parallel()
	raw := book(t, headerRow+inline(2, "Padaria", "+5511900000001"), map[string]string{
		"xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Resumo" sheetId="2" r:id="rId2"/><sheet name="Leads" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
		"xl/worksheets/sheet2.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + inline(1, "UF", "Leads") + inline(2, "SP", "3") + inline(3, "RJ", "4") + `</sheetData></worksheet>`,
	})
	for asked, want := range map[string]string{"": "Leads", "Resumo": "Resumo"} {
		f, err := tryBytes(t, raw, func(o *Options) { o.Sheet = asked })
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Format(); got.Sheet != want || len(got.Others) != 1 {
			t.Errorf("asked for %q: %+v", asked, got)
		}
	}
	if _, err := tryBytes(t, raw, func(o *Options) { o.Sheet = "Outra" }); err == nil || !strings.Contains(err.Error(), `use one of "Resumo", "Leads"`) {
		t.Errorf("%v", err)
	}
}
