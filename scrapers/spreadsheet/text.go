package spreadsheet

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// delimiters are what CSV files are cut by, the commonest first.
var delimiters = [...]byte{',', ';', '\t', '|'}

// openText sniffs a CSV file: its encoding and its delimiter.
func (f *File) openText(r io.ReaderAt, size int64) ([]sheet, error) {
	set, err := sniffCharset(r, size)
	if err != nil {
		return nil, asRefusal(err, "cannot be read")
	}
	comma, told := toldDelimiter(set.text(r, size), set)
	if !told {
		if comma, err = sniffDelimiter(r, size, set); err != nil {
			return nil, asRefusal(err, "cannot be read")
		}
	}
	f.format = Format{Type: "csv", Delimiter: string(comma), Encoding: set.name, BOM: set.bom > 0}
	return []sheet{{open: func() (table, error) {
		d := newDelimited(set.text(r, size), set, comma)
		if told {
			if _, err := d.next(); err != nil {
				return nil, asRefusal(err, "cannot be read")
			}
		}
		return d, nil
	}}}, nil
}

// toldDelimiter reads the line "sep=;" by which a file tells Excel its delimiter.
func toldDelimiter(text io.Reader, set charset) (byte, bool) {
	first, err := newDelimited(text, set, 0).next()
	if err != nil || len(first.cells) != 1 {
		return 0, false
	}
	rest, found := strings.CutPrefix(strings.ToLower(strings.TrimSuffix(first.cells[0], "\n")), "sep=")
	if !found || len(rest) != 1 || slices.Index(delimiters[:], rest[0]) < 0 {
		return 0, false
	}
	return rest[0], true
}

// sniffDelimiter takes the delimiter under which the first records have a header that is understood and the same number of
// cells.
func sniffDelimiter(r io.ReaderAt, size int64, set charset) (byte, error) {
	best, most := delimiters[0], -1.0
	for _, comma := range delimiters {
		head, err := peek(newDelimited(set.text(r, size), set, comma))
		if err != nil {
			return 0, err
		}
		_, words := headerOf(head)
		if score := 10*float64(max(words, 0)) + regularity(head); score > most {
			best, most = comma, score
		}
	}
	return best, nil
}

// regularity says how much the records look like a table: their share that has the commonest number of cells, and a little for
// many cells. One column is no table.
func regularity(head []record) float64 {
	times := map[int]int{}
	width := 0
	for _, rec := range head {
		times[rec.count]++
		if rec.count > 1 && (times[rec.count] > times[width] || width == 0) {
			width = rec.count
		}
	}
	if width == 0 {
		return 0
	}
	return 5*float64(times[width])/float64(len(head)) + min(float64(width), 20)/10
}

// peek reads the first records that are not empty, each with its own cells.
func peek(t table) ([]record, error) {
	var head []record
	for empty := 0; len(head) < peekedRecords && empty < 1000; {
		rec, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if isEmpty(rec) {
			empty++
			continue
		}
		rec.cells = slices.Clone(rec.cells)
		head = append(head, rec)
	}
	return head, nil
}

// isEmpty says that nothing stands in a row but blanks.
func isEmpty(rec record) bool {
	for _, cell := range rec.cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
