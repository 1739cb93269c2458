package routes

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/pipeline"
)

// Reports keeps the reports of imports for a while: each belongs to a workspace and has a name that nobody guesses.
type Reports interface {
	// Keep keeps what write writes, and nothing when it fails.
	Keep(workspace string, write func(io.Writer) error) (name string, err error)
	// Open opens a report of a workspace; one that is not there, or no longer, is fs.ErrNotExist.
	Open(workspace, name string) (io.ReadCloser, error)
}

// onlyRejected is the value of `only` that asks for the rows that did not go in.
const onlyRejected = "rejected"

// importReports gives the reports of imports out. It is a plain route: the report is streamed.
func (a *api) importReports(r *router.Router[*core.RequestEvent]) {
	query := func(name, words string, values ...any) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: words, Schema: &huma.Schema{Type: "string", Enum: values}}
	}
	op := huma.Operation{OperationID: "import-report", Method: http.MethodGet, Path: "/prospects/import/{id}", Tags: []string{"Prospects"},
		Summary: "Read what became of a list", Description: "The report of an import, a line a row, for 24 hours. With only=rejected: the rows that did not go in, as they " +
			"stood in the list, behind what is wrong with each: put them right in a spreadsheet and import them again. No cell is a formula for whoever opens the file.",
		Parameters: []*huma.Param{{Name: "id", In: "path", Required: true, Description: "As report_url names it.", Schema: &huma.Schema{Type: "string"}},
			query("only", "Only the rows that did not go in.", onlyRejected), query("format", "csv (default) or xlsx.", "csv", "xlsx")},
		Responses: answers(map[string]string{"200": "The report.", "400": "A parameter cannot be used.", "401": "Sign in first.", "403": "Not allowed.",
			"404": "No such report, or it is older than a day."}),
	}
	a.plain(r, op, a.importReport)
}

func (a *api) importReport(e *core.RequestEvent) error {
	ctx, only := withCaller(e), e.Request.URL.Query().Get("only")
	c, err := a.member(ctx)
	if err == nil && only != "" && only != onlyRejected {
		err = campaign.Invalid("only", "%q is no choice: write %s, or leave it out for all rows", only, onlyRejected)
	}
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	report, err := a.Reports.Open(c.workspace, e.Request.PathValue("id"))
	if errors.Is(err, fs.ErrNotExist) {
		err = campaign.ErrNotFound
	}
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	defer func() { _ = report.Close() }()
	table, err := a.table(e, "import-report", e.Request.URL.Query().Get("format"), c.locale)
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	if err := errors.Join(pipeline.WriteImportReport(table, report, c.locale, only == onlyRejected), table.Close()); err != nil {
		// the answer has begun: cutting it off is all that says so
		a.Logger.ErrorContext(ctx, "the report of an import broke off", "request_id", c.request, "error", fmt.Sprint(err))
		panic(http.ErrAbortHandler)
	}
	return nil
}
