package spreadsheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// scan measures the parts of a workbook while they are unpacked to nowhere, so that what reads them afterwards needs no more
// memory than a workbook of a spreadsheet program does.
type scan struct {
	unpacked int64
	sheets   int
	texts    int // bytes of the longest shared text
	values   int // most cells with a value in one row
}

// part measures one part.
func (s *scan) part(f *zip.File, kind partKind) error {
	body, err := f.Open()
	if err != nil {
		return asRefusal(err, "is no complete XLSX file")
	}
	x := xmlScan{kind: kind}
	most := int64(maxSmallPart)
	if kind != partSmall {
		most = maxPartBytes
	}
	buf := make([]byte, 64<<10)
	var size int64
	for {
		n, err := body.Read(buf)
		size += int64(n)
		s.unpacked += int64(n)
		if size > most || s.unpacked > maxUnpacked {
			return errors.Join(refuse("the XLSX file unpacks to more than %d MiB: save the list as .csv", min(most, maxUnpacked)>>20), body.Close())
		}
		if size > ratioFrom && size/maxRatio > int64(f.CompressedSize64) {
			return errors.Join(refuse("the XLSX file unpacks to more than %d times its size: save the list as .csv", maxRatio), body.Close())
		}
		if refused := x.write(buf[:n]); refused != nil {
			return errors.Join(refused, body.Close())
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(asRefusal(err, "is no complete XLSX file"), body.Close())
		}
	}
	if kind == partSheet {
		s.sheets++
		if !x.ended {
			return errors.Join(refuse("a sheet of the XLSX file breaks off: save or send it again"), body.Close())
		}
	}
	s.texts, s.values = max(s.texts, x.longest), max(s.values, x.values)
	return body.Close()
}

// whole judges all parts together: few shared texts can stand in many cells.
func (s *scan) whole() error {
	if s.values > 2*MaxColumns {
		return refuse("a row has %d cells, more than %d: keep the columns of contacts alone", s.values, 2*MaxColumns)
	}
	if s.texts*s.values > maxRowText {
		return refuse("a row of %d cells with texts of %d bytes is more than %d MiB: shorten the texts", s.values, s.texts, maxRowText>>20)
	}
	return nil
}

// xmlScan follows the tags of a part. It knows no entities and no namespaces: it only has to be sure that nothing is longer
// than it may be, and refuses what would make it unsure.
type xmlScan struct {
	kind    partKind
	sinceLT int    // bytes since the last <
	tag     []byte // the tag being read, to its end or to tagKept bytes
	inTag   bool
	quote   byte // that an attribute's value in it began with; 0 outside
	inside  bool // a cell or a shared text
	since   int  // bytes since it began
	longest int  // of them
	row     int  // number of the last row
	count   int  // cells with a value in it
	values  int  // most of them
	ended   bool // the end of the rows was seen
}

const tagKept = 256

func (x *xmlScan) write(p []byte) error {
	for _, b := range p {
		x.sinceLT++
		x.since++
		switch {
		case b == '<':
			if x.inTag {
				return errOddXML
			}
			x.sinceLT, x.inTag, x.quote, x.tag = 0, true, 0, x.tag[:0]
		case x.inTag && b == '>' && x.quote == 0:
			x.inTag = false
			if err := x.element(); err != nil {
				return err
			}
		case x.inTag:
			if len(x.tag) < tagKept {
				x.tag = append(x.tag, b)
			}
			if x.tag[0] == '!' {
				return errOddXML
			}
			if x.quote == 0 && (b == '"' || b == '\'') {
				x.quote = b
			} else if x.quote == b {
				x.quote = 0
			}
		}
		if x.sinceLT > maxElement || x.inside && x.since > maxElement {
			return refuse("a cell of the XLSX file is longer than %d KiB: shorten its text", maxElement>>10)
		}
	}
	return nil
}

// errOddXML refuses what would hide the length of something from the scan: comments, CDATA, document types.
var errOddXML = refuse("the XLSX file holds declarations that no spreadsheet program writes: save it again with one")

// element looks at one whole tag.
func (x *xmlScan) element() error {
	name, attributes := x.tag, []byte(nil)
	if at := bytes.IndexAny(x.tag, " \t\r\n"); at >= 0 {
		name, attributes = x.tag[:at], x.tag[at:]
	}
	closed := bytes.HasSuffix(x.tag, []byte("/"))
	name = bytes.TrimSuffix(name, []byte("/"))
	end := bytes.HasPrefix(name, []byte("/"))
	name = bytes.TrimPrefix(name, []byte("/"))
	if at := bytes.IndexByte(name, ':'); at >= 0 {
		name = name[at+1:]
	}
	switch string(name) {
	case "sheetData":
		x.ended = x.ended || end || closed
	case "row":
		x.inside = false
		if !end {
			return x.newRow(attributes)
		}
	case "c", "si":
		if x.inside && end {
			x.longest = max(x.longest, x.since)
		}
		x.inside, x.since = !end && !closed, 0
	case "v", "is":
		if x.kind == partSheet && !end {
			x.count++
			x.values = max(x.values, x.count)
		}
	}
	return nil
}

// rowNumber is the attribute that numbers a row.
var rowNumber = regexp.MustCompile(`[\s:]r\s*=\s*["']([^"']*)["']`)

// newRow wants the rows in their order: cells of a row that comes twice would be read as one.
func (x *xmlScan) newRow(attributes []byte) error {
	x.count = 0
	found := rowNumber.FindAllSubmatch(attributes, 2)
	if len(found) > 1 || len(x.tag) == tagKept {
		return errOddXML
	}
	number := x.row + 1
	if len(found) == 1 {
		said, err := strconv.Atoi(string(found[0][1]))
		if err != nil || said <= x.row {
			return refuse("row %q stands after row %d in the XLSX file: save it again with a spreadsheet program", clip(string(found[0][1])), x.row)
		}
		number = said
	}
	x.row = number
	return nil
}
