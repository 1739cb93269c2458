package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"aceno/pipeline"
)

// TestImport_holdsNoListInMemory takes a long CSV file in, from its bytes to durable prospects, and prints the most of the heap that was in
// use. It runs alone: what other tests hold would be counted.
//
//nolint:paralleltest // see above
func TestImport_holdsNoListInMemory(t *testing.T) {
	rows := 100_000
	if raced || testing.Short() {
		rows = 5_000
	}
	b, _ := tiny(t)
	path := filepath.Join(b.folder, "big.csv")
	if err := writeCSV(path, rows); err != nil {
		t.Fatal(err)
	}
	var totals pipeline.ImportTotals
	var peak float64
	begun := time.Now()
	err := b.with(t.Context(), filepath.Join(b.folder, "run"), nil, func(p *program) (err error) {
		a, err := b.found(p, 0, 1)
		if err != nil {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		info, err := file.Stat()
		if err != nil {
			return err
		}
		highest := watchHeap()
		totals, err = p.importer().Import(t.Context(), pipeline.ImportJob{Workspace: a.workspace, Campaign: a.campaign, Country: "BR", Name: "big.csv",
			File: file, Size: info.Size()}, func(pipeline.ImportLine) error { return nil })
		peak = highest()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows in %v, %.1f MiB of heap at most: %+v", rows, time.Since(begun).Round(time.Millisecond), peak, totals)
	if want := rows / repeatEvery; totals.Rows != rows || totals.Merged != want || totals.Created != rows-want {
		t.Errorf("%+v of %d rows, of which %d are repeats", totals, rows, want)
	}
	if peak > mostPeakMiB {
		t.Errorf("%.1f MiB of heap were in use: at most %d are held to", peak, mostPeakMiB)
	}
}
