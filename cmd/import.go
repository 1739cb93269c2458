package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"aceno/campaign"
	"aceno/pipeline"
	"aceno/scrapers/spreadsheet"
)

// importRequest is what `aceno import` asks for.
type importRequest struct {
	File     string `json:"file"`
	Campaign string `json:"campaign"`
	Mapping  string `json:"mapping,omitempty"` // JSON
}

// importAnswer is what became of the file. Refused holds the first rows that did not go in.
type importAnswer struct {
	pipeline.ImportTotals
	Refused []pipeline.ImportLine `json:"refused"`
	Report  string                `json:"report"` // path of the report of all rows
	Locale  string                `json:"locale"` // of the workspace
}

// refusedRows is how many rows that did not go in are named.
const refusedRows = 20

func newImport(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	var r importRequest
	var files reportFiles
	command := &cobra.Command{
		Use:   "import FILE",
		Short: "Takes a list of businesses into a campaign: CSV or XLSX.",
		Long: "Reads CSV (comma, semicolon or tab; UTF-8, UTF-16, Windows-1252) or XLSX and guesses what each column means; --mapping corrects it: " +
			`'{"Nome fantasia": "name", "Obs": ""}'. Rows that cannot be used refuse none of the others, repeats are merged, and the same file may be imported again. ` +
			"Beside a running server the work is handed to it.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r.File = absolute(args[0])
			if r.Campaign == "" {
				return badFlag("campaign", r.Campaign, "want the id of the campaign that the list is for")
			}
			var answer importAnswer
			if err := c.hand(cmd.Context(), pages, "import", r, &answer); err != nil {
				return err
			}
			printImport(cmd, answer)
			return writeReports(cmd, answer, files)
		},
	}
	c.dataFlags(command.Flags())
	command.Flags().StringVar(&r.Campaign, "campaign", r.Campaign, "id of the campaign")
	command.Flags().StringVar(&r.Mapping, "mapping", r.Mapping, "JSON that corrects what columns are taken for")
	command.Flags().StringVar(&files.all, "report", "", "file to write what became of every row to, .csv or .xlsx")
	command.Flags().StringVar(&files.rejected, "rejected", "", "file to write the rows to that did not go in, .csv or .xlsx: put them right and import it")
	return withEnvironment(command)
}

func printImport(cmd *cobra.Command, answer importAnswer) {
	cmd.Printf("%d rows: %d created, %d merged, %d rejected\n", answer.Rows, answer.Created, answer.Merged, answer.Rejected)
	for _, line := range answer.Refused {
		for _, problem := range line.Errors {
			cmd.Printf("row %d: %s\n", line.Row, problem.Message)
		}
	}
}

// importList takes a file in.
func (p *program) importList(r importRequest) (answer importAnswer, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), longTimeout)
	defer cancel()
	record, err := found(p.app.FindRecordById("campaigns", r.Campaign))
	if err != nil || record == nil {
		return answer, errors.Join(err, badFlag("campaign", r.Campaign, "there is no such campaign"))
	}
	workspace, err := p.app.FindRecordById("workspaces", record.GetString("workspace"))
	if err != nil {
		return answer, fmt.Errorf("find the campaign's workspace: %w", err)
	}
	file, err := os.Open(r.File)
	if err != nil {
		return answer, fmt.Errorf("open the list: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return answer, fmt.Errorf("look at the list: %w", err)
	}
	job := pipeline.ImportJob{Workspace: workspace.Id, Campaign: r.Campaign, Country: workspace.GetString("country"), Name: filepath.Base(r.File),
		File: file, Size: info.Size(), Mapping: []byte(r.Mapping)}
	kept, err := p.reports.Keep(workspace.Id, func(w io.Writer) (err error) {
		job.Report = w
		answer.ImportTotals, err = p.importer().Import(ctx, job, answer.refuse)
		return err
	})
	answer.Report, answer.Locale = p.reports.Path(workspace.Id, kept), workspace.GetString("locale")
	return answer, err
}

// refuse names the first rows that did not go in.
func (a *importAnswer) refuse(line pipeline.ImportLine) error {
	if line.Result == campaign.ImportRejected && len(a.Refused) < refusedRows {
		a.Refused = append(a.Refused, line)
	}
	return nil
}

// importer takes lists into the store.
func (p *program) importer() *pipeline.Importer {
	return &pipeline.Importer{Sheets: spreadsheet.Sheets{}, Store: p.store, Clock: p.clock}
}
