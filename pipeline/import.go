package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// Importer takes the lists in that people bring along. It is no stage: whoever brings one waits for its report.
type Importer struct {
	Sheets scrapers.Sheets
	Store  importStore
	Clock  clock.Clock
}

// importStore is what importing needs of the store.
type importStore interface {
	// TakeIn hands in a page, after those of earlier calls, and returns what waits for its results: they must be asked for.
	TakeIn(ctx context.Context, ws, campaignID string, rows []campaign.ImportRow) (results func() ([]campaign.Imported, error), err error)
}

// ImportJob is one file and where its rows go.
type ImportJob struct {
	Workspace, Campaign string
	Country             string // default region for phones
	Name                string // of the file, as its owner calls it
	File                io.ReaderAt
	Size                int64
	Mapping             []byte    // JSON that corrects the guessed columns; nil = none
	Report              io.Writer // takes the report of every row, for WriteImportReport; nil = none is written
}

// ImportLine is the report of one row.
type ImportLine struct {
	Row      int                     `json:"row"`
	Result   campaign.ImportResult   `json:"result"`
	Prospect string                  `json:"prospect"`
	Errors   []scrapers.SheetProblem `json:"errors"`
	Warnings []scrapers.SheetProblem `json:"warnings"`
}

// ImportTotals count the rows of a file by what became of them.
type ImportTotals struct {
	Rows     int `json:"rows"`
	Created  int `json:"created"`
	Merged   int `json:"merged"`
	Rejected int `json:"rejected"`
}

// Import reads a file and takes its rows in, page by page, and reports each in its order. Rows that went in stay when a later
// part of the file cannot be read, or when each returns an error; the totals say how far it came.
func (i *Importer) Import(ctx context.Context, job ImportJob, each func(ImportLine) error) (totals ImportTotals, err error) {
	sheet, err := i.Sheets.Open(job.File, job.Size, job.Name, scrapers.SheetOptions{Country: job.Country, Mapping: job.Mapping, At: i.Clock.Now()})
	if err != nil {
		return totals, err
	}
	defer func() { err = errors.Join(err, sheet.Close()) }()
	report, err := newImportReport(job.Report, sheet.Columns())
	if err != nil {
		return totals, err
	}
	p := importPage{importer: i, job: job, each: each, full: report, totals: &totals}
	for row, err := range sheet.Rows(ctx) {
		if err == nil {
			err = p.add(ctx, row)
		}
		if err != nil {
			return totals, errors.Join(err, p.flush(ctx))
		}
	}
	return totals, p.flush(ctx)
}

// importPage gathers rows until there are enough for a commit. While one page is committed, the next one is read.
type importPage struct {
	importer *Importer
	job      ImportJob
	each     func(ImportLine) error
	full     *importReport // of every row, kept for a day
	totals   *ImportTotals
	rows     []scrapers.SheetRow
	taken    int // of rows: not rejected
	size     int // of the rows' cells, in bytes

	handed handedPage
	deaf   bool // each returned an error: it is not called again
}

// handedPage are rows that were handed in and are not yet reported.
type handedPage struct {
	rows    []scrapers.SheetRow
	results func() ([]campaign.Imported, error)
}

// importBytes is how much of a list's cells is gathered before it goes in, whatever the number of rows.
const importBytes = 4 << 20

func (p *importPage) add(ctx context.Context, row scrapers.SheetRow) error {
	p.rows = append(p.rows, row)
	if len(row.Errors) == 0 {
		p.taken++
	}
	if p.size += sizeOfCells(row.Cells); p.taken == campaign.ImportPage || len(p.rows) == 10*campaign.ImportPage || p.size > importBytes {
		return p.hand(ctx)
	}
	return nil
}

// flush takes in and reports what is left.
func (p *importPage) flush(ctx context.Context) error {
	if len(p.rows) > 0 {
		if err := p.hand(ctx); err != nil {
			return err
		}
	}
	return p.report(handedPage{})
}

// hand hands the gathered rows in, then reports those of the page before.
func (p *importPage) hand(ctx context.Context) error {
	rows := make([]campaign.ImportRow, 0, p.taken)
	for _, row := range p.rows {
		if len(row.Errors) == 0 {
			rows = append(rows, row.ImportRow)
		}
	}
	results := func() ([]campaign.Imported, error) { return nil, nil }
	if len(rows) > 0 {
		var err error
		if results, err = p.importer.Store.TakeIn(ctx, p.job.Workspace, p.job.Campaign, rows); err != nil {
			p.rows, p.taken, p.size = nil, 0, 0
			return errors.Join(fmt.Errorf("take rows in: %w", err), p.report(handedPage{}))
		}
	}
	next := handedPage{rows: p.rows, results: results}
	p.rows, p.taken, p.size = make([]scrapers.SheetRow, 0, len(p.rows)), 0, 0
	return p.report(next)
}

// report waits for the page that was handed in before next, and reports it. All its rows are counted, even when nobody listens any
// more.
func (p *importPage) report(next handedPage) error {
	page := p.handed
	p.handed = next
	if page.results == nil {
		return nil
	}
	results, err := page.results()
	if err != nil {
		return fmt.Errorf("take rows in: %w", err)
	}
	var failed error
	for _, row := range page.rows {
		line := ImportLine{Row: row.Number, Result: campaign.ImportRejected, Errors: row.Errors, Warnings: row.Warnings}
		if len(row.Errors) == 0 {
			line.Result, line.Prospect = results[0].Result, results[0].Prospect
			if reason := results[0].Reason; reason != nil {
				line.Errors = []scrapers.SheetProblem{{Code: reason.Code, Message: reason.Message}}
			}
			results = results[1:]
		}
		p.count(line.Result)
		if p.deaf {
			continue
		}
		if err := errors.Join(p.each(line), p.full.add(line, row.Cells)); err != nil {
			failed, p.deaf = fmt.Errorf("report row %d: %w", line.Row, err), true
		}
	}
	return failed
}

func (p *importPage) count(result campaign.ImportResult) {
	p.totals.Rows++
	switch result {
	case campaign.ImportCreated:
		p.totals.Created++
	case campaign.ImportMerged:
		p.totals.Merged++
	default:
		p.totals.Rejected++
	}
}
