package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"aceno/internal/clock"
	"aceno/internal/shelf"
	"aceno/pipeline"
	"aceno/scrapers"
	"aceno/scrapers/spreadsheet"
)

// reportTime is how long the report of an import is kept.
const reportTime = 24 * time.Hour

// reports are the kept reports of imports. They lie with the state: a row that did not go in is in no backup of the data.
func (c *config) reports(at clock.Clock) (*shelf.Shelf, error) {
	kept, err := shelf.New(shelf.Options{Folder: filepath.Join(absolute(c.StateDir), "imports"), Keep: reportTime, Clock: at})
	if err != nil {
		return nil, fmt.Errorf("open the reports of imports: %w", err)
	}
	return kept, nil
}

// reportFiles are the files that a report is wanted in; none is empty.
type reportFiles struct{ all, rejected string }

// writeReports writes what became of the rows of a list to the files that were asked for, or says where it is kept.
func writeReports(cmd *cobra.Command, answer importAnswer, files reportFiles) error {
	for _, wanted := range []struct {
		file     string
		rejected bool
	}{{files.all, false}, {files.rejected, true}} {
		if wanted.file == "" {
			continue
		}
		if err := writeReport(answer, wanted.file, wanted.rejected); err != nil {
			return err
		}
		cmd.Printf("report: %s\n", wanted.file)
	}
	if files == (reportFiles{}) {
		cmd.Printf("report: %s (kept for a day; --report FILE and --rejected FILE write it as a list)\n", answer.Report)
	}
	return nil
}

// writeReport writes one file. Nothing is left of one that cannot be written to its end.
func writeReport(answer importAnswer, name string, rejected bool) (err error) {
	report, err := os.Open(answer.Report)
	if err != nil {
		return fmt.Errorf("read the report of the import: %w", err)
	}
	defer func() { err = errors.Join(err, report.Close()) }()
	file, err := os.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the report of the import: %w", err)
	}
	table, err := reportTable(file, name, answer.Locale)
	if err == nil {
		err = errors.Join(pipeline.WriteImportReport(table, report, answer.Locale, rejected), table.Close())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(fmt.Errorf("write %s: %w", name, err), os.Remove(name))
	}
	return err
}

// reportTable writes the kind of list that a file's name asks for.
func reportTable(w io.Writer, name, locale string) (scrapers.TableWriter, error) {
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return spreadsheet.Sheets{}.XLSX(w, "report")
	}
	return spreadsheet.Sheets{}.CSV(w, locale)
}

// clearReports removes a workspace's kept reports: a row of one may be about somebody who was just erased.
func (p *program) clearReports(workspace string) error { return p.reports.Clear(workspace) }
