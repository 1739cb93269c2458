package spreadsheet

import (
	"context"
	"io"
	"iter"

	"aceno/campaign"
	"aceno/scrapers"
)

// Sheets opens imported lists for whoever knows the head of the family alone.
type Sheets struct{}

var (
	_ scrapers.Sheets = Sheets{}
	_ scrapers.Tables = Sheets{}
)

// Open sniffs a file; see the function Open.
func (Sheets) Open(r io.ReaderAt, size int64, name string, o scrapers.SheetOptions) (scrapers.Sheet, error) {
	mapping, err := ParseMapping(o.Mapping)
	if err != nil {
		return nil, err
	}
	f, err := Open(r, size, name, Options{Country: o.Country, Mapping: mapping, At: o.At})
	if err != nil {
		return nil, err
	}
	return opened{f}, nil
}

// CSV writes a list that is safe to open: with commas, or with semicolons and a mark by which a Portuguese Excel knows it.
func (Sheets) CSV(w io.Writer, locale string) (scrapers.TableWriter, error) {
	o := CSVOptions{Comma: ',', BOM: true}
	if locale == "pt-BR" {
		o.Comma = ';'
	}
	return NewCSVWriter(w, o)
}

// XLSX writes a list as a workbook of one sheet, all cells as text.
func (Sheets) XLSX(w io.Writer, sheet string) (scrapers.TableWriter, error) {
	return NewXLSXWriter(w, sheet)
}

// opened is a File as the head shows it.
type opened struct{ *File }

// Columns are the file's columns and what they are taken for.
func (o opened) Columns() []scrapers.SheetColumn {
	columns := make([]scrapers.SheetColumn, len(o.File.Columns()))
	for i, c := range o.File.Columns() {
		columns[i] = scrapers.SheetColumn{Index: c.Index, Header: c.Header, Target: string(c.Target), Samples: c.Samples}
	}
	return columns
}

// Rows reads the file from its first row to its last.
func (o opened) Rows(ctx context.Context) iter.Seq2[scrapers.SheetRow, error] {
	return func(yield func(scrapers.SheetRow, error) bool) {
		for row, err := range o.File.Rows(ctx) {
			out := scrapers.SheetRow{ImportRow: campaign.ImportRow{Candidate: row.Candidate, Suppress: row.Suppress}, Number: row.Number, Cells: row.Cells,
				Into: row.Into, Errors: problems(row.Errors), Warnings: problems(row.Warnings)}
			if !yield(out, err) {
				return
			}
		}
	}
}

func problems(list []Problem) []scrapers.SheetProblem {
	out := make([]scrapers.SheetProblem, len(list))
	for i, p := range list {
		out[i] = scrapers.SheetProblem{Field: string(p.Field), Code: string(p.Code), Message: p.Message}
	}
	return out
}
