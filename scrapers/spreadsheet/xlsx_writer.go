package spreadsheet

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// The most that a sheet holds, by the format.
const (
	maxSheetRows = 1_048_576
	maxCellUnits = 32_767 // UTF-16
)

// xlsxWriter writes a sheet row by row. All cells are text in a format for text, so that they stay as they are also when somebody
// edits them: there is nothing to calculate and nothing to round.
type xlsxWriter struct {
	to     io.Writer
	book   *excelize.File
	stream *excelize.StreamWriter
	style  int
	bold   int
	row    int
}

// NewXLSXWriter returns a writer of an XLSX file with one sheet. Rows beyond 16 MiB are kept in a temporary file until Close.
func NewXLSXWriter(w io.Writer, sheet string) (Writer, error) {
	book := excelize.NewFile()
	x := &xlsxWriter{to: w, book: book}
	const asText = 49 // the built-in format @
	err := book.SetSheetName("Sheet1", sheet)
	if err == nil {
		x.style, err = book.NewStyle(&excelize.Style{NumFmt: asText})
	}
	if err == nil {
		x.bold, err = book.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: true}})
	}
	if err == nil {
		x.stream, err = book.NewStreamWriter(sheet)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin an XLSX file: %w", err), book.Close())
	}
	return x, nil
}

// Header writes the headers in bold.
func (x *xlsxWriter) Header(cells []string) error { return x.write(cells, x.bold) }

// Row writes one row.
func (x *xlsxWriter) Row(cells []string) error { return x.write(cells, x.style) }

func (x *xlsxWriter) write(cells []string, style int) error {
	if x.row++; x.row > maxSheetRows {
		return fmt.Errorf("write row %d: a sheet holds %d: export fewer prospects or CSV", x.row, maxSheetRows)
	}
	values := make([]any, len(cells))
	for i, cell := range cells {
		if text := sheetText(cell); text != "" {
			values[i] = excelize.Cell{StyleID: style, Value: text}
		}
	}
	if err := x.stream.SetRow(fmt.Sprintf("A%d", x.row), values); err != nil {
		return fmt.Errorf("write row %d of an XLSX file: %w", x.row, err)
	}
	return nil
}

// sheetText takes out what XML cannot hold and cuts at what a cell can.
func sheetText(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(cell, "\uFFFD"))
	if len(cell) <= maxCellUnits {
		return cell
	}
	units := 0
	for i, r := range cell {
		if units += utf16.RuneLen(r); units > maxCellUnits {
			return cell[:i]
		}
	}
	return cell
}

// Close writes the file.
func (x *xlsxWriter) Close() error {
	err := x.stream.Flush()
	if err == nil {
		err = x.book.Write(x.to)
	}
	if err = errors.Join(err, x.book.Close()); err != nil {
		return fmt.Errorf("write the end of an XLSX file: %w", err)
	}
	return nil
}
