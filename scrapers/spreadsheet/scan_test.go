package spreadsheet

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func TestKindOfPart_keepsOnlyWhatCarriesText(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]partKind{
		"xl/worksheets/sheet1.xml": partSheet, "xl\\worksheets\\sheet1.xml": partSheet, "XL/Worksheets/Sheet1.XML": partSheet, "xl/sharedStrings.xml": partTexts,
		"xl/workbook.xml": partSmall, "xl/_rels/workbook.xml.rels": partSmall, "[Content_Types].xml": partSmall, "_rels/.rels": partSmall,
		"xl/styles.xml": partOther, "xl/media/image1.png": partOther, "xl/vbaProject.bin": partOther, "xl/externalLinks/externalLink1.xml": partOther,
		"xl/worksheets/_rels/sheet1.xml.rels": partOther, "../../etc/passwd": partOther, "docProps/core.xml": partOther, "xl/calcChain.xml": partOther,
	} {
		if got := kindOfPart(name); got != want {
			t.Errorf("%q is %d, want %d", name, got, want)
		}
	}
}

func TestXMLScan_followsTagsAcrossWrites(t *testing.T) {
	t.Parallel()
	const text = `<?xml version="1.0"?><x:worksheet><x:sheetData><x:row r='1' spans="1:2"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>a &gt; b</x:t></x:is></x:c></x:row>` +
		`<x:row x="1 > 0" r="3"/><x:row><x:c/></x:row></x:sheetData></x:worksheet>`
	for size := 1; size < 20; size++ {
		x := xmlScan{kind: partSheet}
		for rest := []byte(text); len(rest) > 0; {
			n := min(size, len(rest))
			if err := x.write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if !x.ended || x.row != 4 || x.values != 2 {
			t.Errorf("in steps of %d: %+v", size, x)
		}
	}
}

func TestXMLScan_refusesWhatItCannotMeasure(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a comment":                     "<a><!-- x --></a>",
		"CDATA":                         "<a><![CDATA[x]]></a>",
		"a document type":               "<!DOCTYPE a>",
		"a tag in a tag":                "<a <b>",
		"an instruction that hides":     "<?x <<<< ?>",
		"a tag that is very long":       "<a " + strings.Repeat("x", maxElement+1),
		"a text that is very long":      "<a>" + strings.Repeat("x", maxElement+1),
		"an attribute that is too long": `<c r="` + strings.Repeat(">", maxElement+1),
		"a row before its time":         `<row r="2"/><row r="1"/>`,
		"a row that is no number":       `<row r="&#49;"/>`,
		"a row with two numbers":        `<row r="1" x:r="2"/>`,
		"a row with a long tag":         `<row a="` + strings.Repeat("x", tagKept) + `" r="1"/>`,
		"row zero":                      `<row r="0"/>`,
	} {
		x := xmlScan{kind: partSheet}
		if err := x.write([]byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestCheckDirectory_boundsTheListOfParts(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	if _, err := w.Create("a"); err != nil {
		t.Fatal(err)
	}
	if err := w.SetComment(strings.Repeat("c", 1000)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := checkDirectory(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil {
		t.Errorf("an archive with a comment: %v", err)
	}
	lying := bytes.Clone(out.Bytes())
	at := bytes.LastIndex(lying, []byte("PK\x05\x06"))
	copy(lying[at+12:], "\xFF\xFF\xFF\x7F")
	if err := checkDirectory(bytes.NewReader(lying), int64(len(lying))); err == nil {
		t.Error("a list of 2 GiB was taken")
	}
	padded := append(bytes.Repeat([]byte{0}, 3<<20), out.Bytes()...)
	if err := checkDirectory(bytes.NewReader(padded), int64(len(padded))); err == nil {
		t.Error("a list that begins 3 MiB before the end was taken")
	}
}
