package pipeline

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"aceno/campaign"
	"aceno/scrapers"
)

// The most of a list's own cells that a report repeats, in bytes: a workbook of a few megabytes can hold far more.
const reportCells = 128 << 20

// importReport writes the report of an import as lines of JSON: one for the list's headers, then one a row. What stood in a
// row is repeated for those that did not go in alone.
type importReport struct {
	out  *json.Encoder
	room int // bytes of cells that may still be repeated
}

// reportHead is the first line of a report.
type reportHead struct {
	Columns []string `json:"columns"`
}

// reportLine is one row of a report.
type reportLine struct {
	ImportLine
	Cells []string `json:"cells,omitempty"` // as they stand in the list
	Short bool     `json:"short,omitempty"` // the cells are left out, since the report is full
}

// newImportReport begins a report; to nil keeps none.
func newImportReport(to io.Writer, columns []scrapers.SheetColumn) (*importReport, error) {
	if to == nil {
		return nil, nil
	}
	r := &importReport{out: json.NewEncoder(to), room: reportCells}
	head := reportHead{Columns: make([]string, len(columns))}
	for i, c := range columns {
		head.Columns[i] = c.Header
	}
	if err := r.out.Encode(head); err != nil {
		return nil, fmt.Errorf("begin the report: %w", err)
	}
	return r, nil
}

func (r *importReport) add(line ImportLine, cells []string) error {
	if r == nil {
		return nil
	}
	whole := reportLine{ImportLine: line}
	if line.Result == campaign.ImportRejected {
		if r.room -= sizeOfCells(cells); r.room >= 0 {
			whole.Cells = cells
		} else {
			whole.Short = true
		}
	}
	if err := r.out.Encode(whole); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func sizeOfCells(cells []string) int {
	size := 0
	for _, cell := range cells {
		size += len(cell)
	}
	return size
}

// WriteImportReport turns a report that an import wrote into a table: every row with what became of it, or only the rows that
// did not go in, as they stood in the list and behind what is wrong with each, so that they can be put right and brought again.
func WriteImportReport(table scrapers.TableWriter, report io.Reader, locale string, rejected bool) error {
	words := wordsOf(locale)
	in := json.NewDecoder(bufio.NewReaderSize(report, 64<<10))
	var head reportHead
	if err := in.Decode(&head); err != nil {
		return fmt.Errorf("read the report: %w", err)
	}
	headers := []string{words.row, words.result, words.prospect, words.errors, words.warnings}
	if rejected {
		headers = append([]string{words.errors, words.row}, head.Columns...)
	}
	if err := table.Header(headers); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	for {
		var line reportLine
		err := in.Decode(&line)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the report: %w", err)
		}
		if rejected && line.Result != campaign.ImportRejected {
			continue
		}
		if err := table.Row(line.row(words, rejected)); err != nil {
			return fmt.Errorf("write the report: %w", err)
		}
	}
}

// row is the line as a row of the table.
func (l *reportLine) row(words reportWords, rejected bool) []string {
	number, wrong := strconv.Itoa(l.Row), words.text(l.Errors)
	if !rejected {
		result := words.results[l.Result]
		if result == "" {
			result = string(l.Result)
		}
		return []string{number, result, l.Prospect, wrong, words.text(l.Warnings)}
	}
	if l.Short {
		wrong += " (" + words.short + ")"
	}
	return append([]string{wrong, number}, l.Cells...)
}
