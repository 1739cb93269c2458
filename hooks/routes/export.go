package routes

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/campaign"
	"aceno/scrapers"
	"aceno/store"
)

// The columns of an export. The words are those that an import understands, so that a list may come back.
var exportColumns = [...]string{"name", "category", "city", "address", "phone", "whatsapp", "email", "instagram", "website", "score", "status",
	"sources", "attribution"}

// exports are the lists that leave.
func (a *api) exports(r *router.Router[*core.RequestEvent]) {
	param := func(name, words string, values ...any) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: words, Schema: &huma.Schema{Type: "string", Enum: values}}
	}
	op := huma.Operation{OperationID: "export-prospects", Method: http.MethodGet, Path: "/prospects/export", Tags: []string{"Prospects"},
		Summary: "Export prospects", Description: "As CSV or XLSX, streamed, with where each was found and the credit that its sources ask for. No cell is a formula for " +
			"whoever opens the file.",
		Parameters: []*huma.Param{param("format", "csv (default) or xlsx.", "csv", "xlsx"), param("campaign", "Only of this campaign."),
			param("status", "Only with this status.", "found", "contacted", "replied", "converted", "ignored"), param("q", "As in the list."), param("city", "As in the list."),
			param("intent", "As in the list."), param("min_score", "As in the list."), param("has_website", "As in the list.", "true", "false"),
			param("judged", "As in the list.", "true", "false"), param("sort", "As in the list.", "-created", "-score")},
		Responses: answers(map[string]string{"200": "The list.", "400": "A parameter cannot be used.", "401": "Sign in first.", "403": "Not allowed.", "404": "No such campaign."}),
	}
	a.plain(r, op, a.export)
}

func (a *api) export(e *core.RequestEvent) error {
	ctx, query := withCaller(e), e.Request.URL.Query()
	filter, bad := exportFilter(query)
	c, err := a.member(ctx)
	if filter.Campaign != "" {
		c, err = a.allowOn(ctx, viewer, "campaigns", filter.Campaign)
	}
	if err == nil {
		err = bad
	}
	if err == nil { // the first page says what is wrong with a filter, before the answer has begun
		one := filter
		one.Limit = 1
		_, err = a.Store.ListProspects(ctx, c.workspace, one)
	}
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	table, err := a.table(e, "prospects", query.Get("format"), c.locale)
	if err != nil {
		return a.refuse(ctx, e, err)
	}
	err = table.Header(exportColumns[:])
	if err == nil {
		err = a.Store.EachProspect(ctx, c.workspace, filter, func(p campaign.Prospect) error { return table.Row(exportRow(&p)) })
	}
	if err != nil { // the answer has begun: cutting it off is all that says so
		a.Logger.ErrorContext(ctx, "export broke off", "request_id", c.request, "error", err)
		panic(http.ErrAbortHandler)
	}
	return table.Close()
}

// exportFilter reads the list's filters.
func exportFilter(query url.Values) (store.ProspectFilter, error) {
	f := store.ProspectFilter{Campaign: query.Get("campaign"), Status: query.Get("status"), Query: query.Get("q"), City: query.Get("city"),
		Intent: query.Get("intent"), HasWebsite: query.Get("has_website"), Judged: query.Get("judged"), Sort: query.Get("sort")}
	if score := query.Get("min_score"); score != "" {
		n, err := strconv.Atoi(score)
		if err != nil {
			return f, campaign.Invalid("min_score", "%q is no number", score)
		}
		f.MinScore = n
	}
	return f, nil
}

// table begins the answer, a file of this name, in the wanted format.
func (a *api) table(e *core.RequestEvent, name, format, locale string) (scrapers.TableWriter, error) {
	header := e.Response.Header()
	switch format {
	case "", "csv":
		header.Set("Content-Type", "text/csv; charset=utf-8")
		header.Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
		return a.Tables.CSV(e.Response, locale)
	case "xlsx":
		header.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		header.Set("Content-Disposition", `attachment; filename="`+name+`.xlsx"`)
		return a.Tables.XLSX(e.Response, name)
	default:
		return nil, campaign.Invalid("format", "%q is no format: write csv or xlsx", format)
	}
}

// exportRow is one prospect as a row of exportColumns.
func exportRow(p *campaign.Prospect) []string {
	var sources, credits []string
	for _, f := range p.Facts {
		from := f.Source
		if f.URL != "" {
			from = fmt.Sprintf("%s %s", f.Source, f.URL)
		}
		if !slices.Contains(sources, from) {
			sources = append(sources, from)
		}
		if f.Licence != "" && !slices.Contains(credits, f.Licence) {
			credits = append(credits, f.Licence)
		}
	}
	return []string{p.Name, p.Category, p.City, p.Address, p.Phone, p.WhatsApp, p.Email, p.Username, p.WebsiteURL, strconv.Itoa(p.Score), string(p.Status),
		strings.Join(sources, "; "), strings.Join(credits, "; ")}
}
