package cmd

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"aceno/campaign"
	"aceno/scrapers/spreadsheet"
)

// importsCSV measures a CSV file that is read and goes in: what a person waits for.
func (b *bench) importsCSV(ctx context.Context) error {
	path := filepath.Join(b.folder, "import.csv")
	if err := writeCSV(path, b.Import); err != nil {
		return fmt.Errorf("write a CSV file: %w", err)
	}
	return b.importing(ctx, "Import of a CSV file", func(_ *program, yield func([]campaign.ImportRow) error) error {
		return readCSV(ctx, path, yield)
	}, goal{})
}

// writeCSV writes rows as agencies have them, one after the other.
func writeCSV(path string, n int) (err error) {
	file, err := os.Create(path) //nolint:gosec // in the folder of the measurement
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	buffer := bufio.NewWriter(file)
	out := csv.NewWriter(buffer)
	if err := out.Write([]string{"Nome", "Telefone", "E-mail", "Site", "Instagram", "Cidade", "Endereço"}); err != nil {
		return err
	}
	at := time.Now()
	for i := range n {
		c := benchCandidate(i, at)
		err := out.Write([]string{c.Name, c.Facts[0].Value, c.Facts[2].Value, c.WebsiteURL, "@" + c.Facts[3].Value, c.City, c.Address})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return errors.Join(out.Error(), buffer.Flush())
}

// readCSV reads a file as an import does and hands on what may go in, a page at a time.
func readCSV(ctx context.Context, path string, yield func([]campaign.ImportRow) error) (err error) {
	file, err := os.Open(path) //nolint:gosec // in the folder of the measurement
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	sheet, err := spreadsheet.Open(file, info.Size(), filepath.Base(path), spreadsheet.Options{Country: "BR", At: time.Now().UTC()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sheet.Close()) }()
	page := make([]campaign.ImportRow, 0, campaign.ImportPage)
	for row, err := range sheet.Rows(ctx) {
		if err != nil {
			return err
		}
		if row.Verdict == spreadsheet.Rejected {
			return fmt.Errorf("row %d is refused: %v", row.Number, row.Errors)
		}
		if page = append(page, campaign.ImportRow{Candidate: row.Candidate, Suppress: row.Suppress}); len(page) < campaign.ImportPage {
			continue
		}
		if err := yield(page); err != nil {
			return err
		}
		page = page[:0]
	}
	if len(page) == 0 {
		return nil
	}
	return yield(page)
}
