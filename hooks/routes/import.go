package routes

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/pipeline"
)

// Bounds of an import: the file with a little for the other fields, the time that a slow line may take to send it, how much of
// the report is answered.
const (
	importSize    = 64<<20 + 1<<20
	importTimeout = 10 * time.Minute
	importReport  = 1000
	importField   = 256 << 10
)

// Importer takes a list in and reports each of its rows.
type Importer interface {
	Import(ctx context.Context, job pipeline.ImportJob, each func(pipeline.ImportLine) error) (pipeline.ImportTotals, error)
}

// Imported is the answer of an import.
type Imported struct {
	pipeline.ImportTotals
	Report    []pipeline.ImportLine `json:"report"` // of the first 1,000 rows
	ReportURL string                `json:"report_url"`
}

// imports takes the lists in that people bring along. It is a plain route: the file is streamed to disk, not held in memory.
func (a *api) imports(r *router.Router[*core.RequestEvent]) {
	text := func(words string) *huma.Schema { return &huma.Schema{Type: "string", Description: words} }
	op := huma.Operation{OperationID: "import-prospects", Method: http.MethodPost, Path: "/prospects/import", Tags: []string{"Prospects"},
		Summary: "Import a list", Description: "CSV (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or XLSX, at most 64 MiB and 200,000 rows. What each column " +
			"means is guessed, and can be corrected by mapping. Every row has a result; rows that cannot be used refuse none of the others, and repeats are merged.",
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{Type: "object",
			Required: []string{"campaign", "file"}, Properties: map[string]*huma.Schema{
				"campaign": text("The campaign's id; before the file."), "mapping": text(`JSON: {"Header": "target"}; before the file.`),
				"file": {Type: "string", Format: "binary", Description: "The list."}}}}}},
		Responses: answers(map[string]string{"200": "Totals, the report of the first 1,000 rows, and where that of all rows is for a day.", "400": "The file or the mapping cannot be used.",
			"401": "Sign in first.", "403": "Not allowed.", "404": "No such campaign.", "413": "The file is too large."}),
	}
	a.plain(r, op, a.importList).Bind(apis.BodyLimit(importSize))
	a.importReports(r)
}

// importList reads the form, keeps the file beside the data and takes its rows in.
func (a *api) importList(e *core.RequestEvent) error {
	ctx := withCaller(e)
	_ = http.NewResponseController(e.Response).SetReadDeadline(time.Now().Add(importTimeout)) // a server without deadlines has none to move
	form, err := e.Request.MultipartReader()
	if err != nil {
		return a.refuse(ctx, e, campaign.Invalid("file", "send the list as multipart/form-data with the fields campaign and file"))
	}
	upload, err := readUpload(form)
	if err != nil {
		return a.importProblem(ctx, e, err)
	}
	defer upload.drop()
	c, err := a.allowOn(ctx, user, "campaigns", upload.fields["campaign"])
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	answer, err := a.takeIn(ctx, c, upload)
	if err != nil {
		return a.importProblem(ctx, e, err)
	}
	return e.JSON(http.StatusOK, answer)
}

func (a *api) takeIn(ctx context.Context, c caller, upload *upload) (Imported, error) {
	answer := Imported{Report: []pipeline.ImportLine{}}
	w, err := a.Store.Country(ctx, c.workspace)
	if err != nil {
		return answer, err
	}
	job := pipeline.ImportJob{Workspace: c.workspace, Campaign: upload.fields["campaign"], Country: w, Name: upload.name, File: upload.file,
		Size: upload.size, Mapping: []byte(upload.fields["mapping"])}
	kept, err := a.Reports.Keep(c.workspace, func(w io.Writer) (err error) {
		job.Report = w
		answer.ImportTotals, err = a.Importer.Import(ctx, job, answer.report)
		return err
	})
	answer.ReportURL = Prefix + "/prospects/import/" + kept
	return answer, err
}

// report takes the first rows into the answer.
func (i *Imported) report(line pipeline.ImportLine) error {
	if len(i.Report) < importReport {
		i.Report = append(i.Report, line)
	}
	return nil
}

// importProblem answers what is wrong with a file. Rows that went in before stay: sending the file again merges them.
func (a *api) importProblem(ctx context.Context, e *core.RequestEvent, err error) error {
	if errors.Is(err, apis.ErrRequestEntityTooLarge) {
		return tooLarge(e, err)
	}
	return a.refuse(ctx, e, err)
}

// refuse answers an error of a plain route as the operations do.
func (a *api) refuse(ctx context.Context, e *core.RequestEvent, err error) error {
	var known *APIError
	if errors.As(a.problem(ctx, err), &known) {
		return e.JSON(known.Status, known)
	}
	return e.InternalServerError("", err)
}

// upload is a form that was read: its fields, and its file on disk.
type upload struct {
	fields map[string]string
	name   string
	file   *os.File
	size   int64
}

// readUpload reads a form part by part.
func readUpload(form *multipart.Reader) (u *upload, err error) {
	u = &upload{fields: map[string]string{}}
	defer func() {
		if err != nil {
			u.drop()
		}
	}()
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u, fmt.Errorf("read the form: %w", err)
		}
		if err := u.take(part); err != nil {
			return u, err
		}
	}
	var refused campaign.Errors
	if u.file == nil {
		refused = append(refused, campaign.Invalid("file", "the file is missing: send the list as the field file"))
	}
	if u.fields["campaign"] == "" {
		refused = append(refused, campaign.Invalid("campaign", "the campaign is missing: say which one the list is for"))
	}
	return u, refused.OrNil()
}

func (u *upload) take(part *multipart.Part) error {
	defer func() { _ = part.Close() }()
	switch name := part.FormName(); {
	case name == "file" && u.file == nil:
		file, err := os.CreateTemp("", "aceno-import-*") // mode 0600
		if err != nil {
			return fmt.Errorf("keep the file: %w", err)
		}
		u.file, u.name = file, part.FileName()
		u.size, err = io.Copy(file, part)
		if err != nil {
			return fmt.Errorf("keep the file: %w", err)
		}
	case name == "campaign" || name == "mapping":
		value, err := io.ReadAll(io.LimitReader(part, importField+1))
		if err != nil {
			return fmt.Errorf("read the field %s: %w", name, err)
		}
		if len(value) > importField {
			return campaign.Invalid(name, "%d KiB is the most of this field", importField>>10)
		}
		u.fields[name] = string(value)
	default:
		return campaign.Invalid(name, "%q is no field of an import: send campaign, mapping and file", name)
	}
	return nil
}

// drop takes the file away again.
func (u *upload) drop() {
	if u.file != nil {
		_, _ = u.file.Close(), os.Remove(u.file.Name())
	}
}
