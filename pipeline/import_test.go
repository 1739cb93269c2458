package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"

	"aceno/campaign"
	"aceno/scrapers"
)

// sheet is a list of so many rows; every tenth cannot be taken in, and its reading ends with an error, if there is one.
type sheet struct {
	rows int
	err  error
}

func (s sheet) Columns() []scrapers.SheetColumn { return nil }
func (s sheet) Close() error                    { return nil }

func (s sheet) Rows(context.Context) iter.Seq2[scrapers.SheetRow, error] {
	return func(yield func(scrapers.SheetRow, error) bool) {
		for i := range s.rows {
			row := scrapers.SheetRow{Number: i + 1, ImportRow: campaign.ImportRow{Candidate: campaign.Candidate{ExternalID: itoaTest(i + 1)}}}
			if row.Number%10 == 0 {
				row.Errors = []scrapers.SheetProblem{{Code: "bad_row"}}
			}
			if !yield(row, nil) {
				return
			}
		}
		if s.err != nil {
			yield(scrapers.SheetRow{}, s.err)
		}
	}
}

func itoaTest(n int) string { return fmt.Sprintf("%04d", n) }

// counter takes pages in and notes how many wait for their results.
type counter struct{ open, most, pages int }

func (c *counter) TakeIn(_ context.Context, _, _ string, rows []campaign.ImportRow) (func() ([]campaign.Imported, error), error) {
	c.pages++
	c.open++
	c.most = max(c.most, c.open)
	results := make([]campaign.Imported, len(rows))
	for i, row := range rows {
		results[i] = campaign.Imported{Result: campaign.ImportCreated, Prospect: row.Candidate.ExternalID}
	}
	return func() ([]campaign.Imported, error) {
		c.open--
		return results, nil
	}, nil
}

func importOf(s sheet, store *counter, each func(ImportLine) error) (ImportTotals, error) {
	var totals ImportTotals
	p := importPage{importer: &Importer{Store: store}, each: each, totals: &totals}
	for row, err := range s.Rows(context.Background()) {
		if err == nil {
			err = p.add(context.Background(), row)
		}
		if err != nil {
			return totals, errors.Join(err, p.flush(context.Background()))
		}
	}
	err := p.flush(context.Background())
	return totals, err
}

func TestImport_readsOnWhileAPageIsCommittedAndReportsInOrder(t *testing.T) {
	t.Parallel()
	store, want := &counter{}, 1
	totals, err := importOf(sheet{rows: 1001}, store, func(line ImportLine) error {
		if line.Row != want {
			t.Fatalf("row %d is reported, want %d", line.Row, want)
		}
		if rejected := line.Row%10 == 0; rejected != (line.Result == campaign.ImportRejected) || !rejected && line.Prospect != itoaTest(line.Row) {
			t.Fatalf("row %d: %s %q", line.Row, line.Result, line.Prospect)
		}
		want++
		return nil
	})
	if err != nil || totals != (ImportTotals{Rows: 1001, Created: 901, Rejected: 100}) {
		t.Errorf("totals %+v, %v", totals, err)
	}
	if store.open != 0 || store.most != 2 || store.pages != 5 {
		t.Errorf("%d pages, at most %d at once, %d never waited for", store.pages, store.most, store.open)
	}
}

func TestImport_countsWhatWentInWhenNobodyListensAnyMore(t *testing.T) {
	t.Parallel()
	store, calls, gone := &counter{}, 0, errors.New("the browser has gone")
	totals, err := importOf(sheet{rows: 500}, store, func(ImportLine) error {
		calls++
		return gone
	})
	if !errors.Is(err, gone) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
	if store.open != 0 || totals.Created != 400 || store.pages != 2 {
		t.Errorf("%d of %d pages were never waited for, totals %+v", store.open, store.pages, totals)
	}
}

func TestImport_reportsWhatWasReadBeforeTheFileFailed(t *testing.T) {
	t.Parallel()
	store, lines, broken := &counter{}, 0, errors.New("the file ends in the middle")
	totals, err := importOf(sheet{rows: 321, err: broken}, store, func(ImportLine) error {
		lines++
		return nil
	})
	if !errors.Is(err, broken) || lines != 321 || totals.Rows != 321 || store.open != 0 {
		t.Errorf("%d lines, totals %+v, %v", lines, totals, err)
	}
}
