package spreadsheet

import (
	"bytes"
	"strings"
	"testing"
)

func TestSniffDelimiter_isNotLedAstrayByValues(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"commas", "Nome,Telefone\nA,1\n", ","},
		{"semicolons and decimal commas", "Nome;Nota média;Preço\nA, B e C;4,5;1.200,50\nD, E;3,5;2,50\n", ";"},
		{"tabs and commas in addresses", "Nome\tEndereço\nA\tRua 1, 2, fundos\nB\tRua 3, 4\n", "\t"},
		{"bars", "Nome|Telefone|Site\nA|1|2\n", "|"},
		{"commas and semicolons in quotes", "Nome,Tags\nA,\"x;y;z\"\nB,\"x;y;w\"\n", ","},
		{"one column", "Telefone\n11 90000-0001\n11 90000-0002\n", ","},
		{"told", "sep=;\nNome;Telefone\nA;1\n", ";"},
		{"told in capitals, by a tab", "SEP=\t\nNome\tTelefone\n", "\t"},
		{"unknown words", "foo;bar;baz\n1,5;2;3\n2,5;3;4\n", ";"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := openText(t, tc.text)
			if got := f.Format().Delimiter; got != tc.want {
				t.Errorf("delimiter %q, want %q", got, tc.want)
			}
		})
	}
}

func TestOpen_readsAListOfNothingButPhones(t *testing.T) {
	t.Parallel()
	f := openText(t, "11 90000-0001\n11 90000-0002\n11 90000-0003\n")
	rows := all(t, f)
	if f.Format().HeaderLine != 0 || len(rows) != 3 || valuesOf(rows[0], "phone") != "+5511900000001" {
		t.Errorf("%+v: %+v", f.Format(), rows)
	}
}

func TestRows_countSheetRowsAsASpreadsheetDoes(t *testing.T) {
	t.Parallel()
	f := openText(t, "\r\n \r\nNome,Telefone,Notas\r\nA,11 90000-0001,\"x\r\ny\"\n,,\n\nB,11 90000-0002,z")
	rows := all(t, f)
	if len(rows) != 2 || f.Format().HeaderLine != 3 || rows[0].SheetRow != 4 || rows[1].SheetRow != 7 || rows[1].Number != 2 {
		t.Errorf("%+v", rows)
	}
}

func TestRows_takeSurplusCellsThatAreEmpty(t *testing.T) {
	t.Parallel()
	rows := all(t, openText(t, "Nome,Telefone\nA,11 90000-0001,\nB,11 90000-0002, ,\nC,11 90000-0003,x\n"))
	if len(rows) != 3 || rows[0].Verdict != Accepted || rows[1].Verdict != Accepted || codes(rows[2].Errors) != ":cells" {
		t.Errorf("%+v", rows)
	}
}

func TestSniffCharset_judgesByTheWholeFile(t *testing.T) {
	t.Parallel()
	late := "Nome,Telefone\n" + strings.Repeat("Padaria,1\n", 20_000)
	for _, tc := range []struct{ name, text, want string }{
		{"ASCII", late, utf8Name},
		{"one late accent of Windows", late + "P\xE3o,1\n", windows1252},
		{"one late accent of UTF-8", late + "Pão,1\n", utf8Name},
		{"UTF-8 with a damaged row", "São,São,São\nCaf\xE9\n", utf8Name},
		{"Windows with what looks like UTF-8 once", "S\xE3o,S\xE3o,\xC3\xA3,\xE9\n", windows1252},
		{"cut in the middle of a character", "Pão\xC3", utf8Name},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got, err := sniffCharset(strings.NewReader(tc.text), int64(len(tc.text)))
			if err != nil || got.name != tc.want {
				t.Errorf("%q, want %q: %v", got.name, tc.want, err)
			}
		})
	}
}

func TestCountRunes_findsCharactersThatLieAcrossReads(t *testing.T) {
	t.Parallel()
	for shift := range 4 {
		text := append(bytes.Repeat([]byte("x"), 64<<10-shift), "€€"...)
		valid, invalid, err := countRunes(bytes.NewReader(text))
		if valid != 2 || invalid != 0 || err != nil {
			t.Errorf("shifted by %d: %d valid, %d invalid: %v", shift, valid, invalid, err)
		}
	}
}

func TestCell_repairsBytesOfAnotherEncoding(t *testing.T) {
	t.Parallel()
	text, broken, control := charset{name: utf8Name}.cell([]byte("Pão e caf\xE9\x00"))
	if text != "Pão e café" || !broken || !control {
		t.Errorf("%q %v %v", text, broken, control)
	}
	text, broken, control = charset{name: windows1252}.cell([]byte("\x93Nova\x94 \x96 caf\xE9"))
	if text != "“Nova” – café" || broken || control {
		t.Errorf("%q %v %v", text, broken, control)
	}
}

func TestRow_warnsOfRepairedBytes(t *testing.T) {
	t.Parallel()
	rows := all(t, openText(t, "Nome,Telefone\nPão São João Não,11 90000-0001\nCaf\xE9\x00,11 90000-0002\n"))
	if got := codes(rows[1].Warnings); got != "name:control_chars name:encoding" || rows[1].Candidate.Name != "Café" {
		t.Errorf("%q with %q", rows[1].Candidate.Name, got)
	}
}
