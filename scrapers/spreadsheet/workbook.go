package spreadsheet

import (
	"errors"
	"io"
	"os"
	"strings"

	"github.com/xuri/excelize/v2"
)

// openWorkbook opens the sheets of an XLSX file. Cells are read as they are stored: not as they are shown, and formulas as the
// result that was saved with them.
func openWorkbook(r io.ReaderAt, size int64, dir string) ([]sheet, func() error, error) {
	nothing := func() error { return nil }
	path, err := slim(r, size, dir)
	if err != nil {
		return nil, nothing, err
	}
	book, err := excelize.OpenFile(path, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 1 << 20, TmpDir: dir,
	})
	if err != nil {
		return nil, nothing, errors.Join(asRefusal(err, "is no XLSX file"), os.Remove(path))
	}
	done := func() error { return errors.Join(book.Close(), os.Remove(path)) }
	var sheets []sheet
	for _, name := range book.GetSheetList() {
		if len(sheets) == maxSheets {
			break
		}
		sheets = append(sheets, sheet{name: name, open: func() (table, error) {
			rows, err := book.Rows(name)
			if err != nil {
				return nil, asRefusal(err, "cannot read a sheet")
			}
			return &sheetRows{rows: rows}, nil
		}})
	}
	return sheets, done, nil
}

// sheetRows are the rows of one sheet.
type sheetRows struct {
	rows  *excelize.Rows
	row   int
	bytes int
}

func (s *sheetRows) close() error { return s.rows.Close() }

func (s *sheetRows) next() (record, error) {
	if !s.rows.Next() {
		if err := s.rows.Error(); err != nil {
			return record{}, asRefusal(err, "cannot read a sheet")
		}
		return record{}, io.EOF
	}
	s.row++
	cells, err := s.rows.Columns()
	if err != nil {
		return record{}, asRefusal(err, "cannot read a sheet")
	}
	rec := record{cells: cells, sheetRow: s.row, count: len(cells), ragged: true}
	if len(cells) > MaxColumns {
		rec.cells = cells[:MaxColumns]
	}
	room := MaxRowBytes
	for i, cell := range rec.cells {
		s.bytes += len(cell)
		rec.cells[i] = rec.marks.tidy(i, cell, min(room, MaxCellBytes))
		room -= len(rec.cells[i])
	}
	if s.bytes > maxSheetText {
		return record{}, refuse("a sheet holds more than %d MiB of text: save the list as .csv", maxSheetText>>20)
	}
	return rec, nil
}

// tidy cuts a cell that is too long and takes control characters out.
func (m *marks) tidy(column int, cell string, most int) string {
	if len(cell) > most {
		cell = strings.ToValidUTF8(cell[:most], "")
		m.cut = append(m.cut, column)
	}
	if strings.IndexFunc(cell, isControl) >= 0 {
		cell, _, _ = charset{name: utf8Name}.cell([]byte(cell))
		m.control = append(m.control, column)
	}
	return cell
}
