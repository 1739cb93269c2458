package routes

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"
)

//go:embed docs.html
var docsPage string

// documents serves the OpenAPI document and a page that shows it. The page is made here and loads nothing from anywhere.
func (a *api) documents(r *router.Router[*core.RequestEvent]) {
	document := sync.OnceValues(func() ([]byte, error) { return json.Marshal(a.huma.OpenAPI()) })
	page := sync.OnceValues(func() ([]byte, error) { return renderDocs(a.huma.OpenAPI()) })

	a.plain(r, huma.Operation{OperationID: "openapi", Method: http.MethodGet, Path: "/openapi.json", Tags: []string{"Documents"},
		Summary: "This document", Description: "OpenAPI 3.1, made from the code.", Responses: answers(map[string]string{"200": "The document."}),
	}, func(e *core.RequestEvent) error {
		raw, err := document()
		if err != nil {
			return e.InternalServerError("", err)
		}
		return e.Blob(http.StatusOK, "application/json", raw)
	})
	a.plain(r, huma.Operation{OperationID: "docs", Method: http.MethodGet, Path: "/docs", Tags: []string{"Documents"},
		Summary: "A page that shows this document", Description: "One HTML page without scripts.", Responses: answers(map[string]string{"200": "The page."}),
	}, func(e *core.RequestEvent) error {
		html, err := page()
		if err != nil {
			return e.InternalServerError("", err)
		}
		e.Response.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		return e.Blob(http.StatusOK, "text/html; charset=utf-8", html)
	})
}

// shownTag are the operations of one tag, for the page.
type shownTag struct {
	Name       string
	Operations []shownOperation
}

type shownOperation struct {
	Method, Path, Summary, Description string
	Parameters                         []*huma.Param
	Body                               string
	Answers                            []shownAnswer
}

type shownAnswer struct {
	Status, Text, Body string
}

func renderDocs(doc *huma.OpenAPI) ([]byte, error) {
	var tags []shownTag
	for path, item := range doc.Paths {
		for method, op := range methodsOf(item) {
			i := slices.IndexFunc(tags, func(t shownTag) bool { return t.Name == op.Tags[0] })
			if i < 0 {
				i = len(tags)
				tags = append(tags, shownTag{Name: op.Tags[0]})
			}
			tags[i].Operations = append(tags[i].Operations, show(doc, method, path, op))
		}
	}
	slices.SortFunc(tags, func(a, b shownTag) int { return strings.Compare(a.Name, b.Name) })
	for _, tag := range tags {
		slices.SortFunc(tag.Operations, func(a, b shownOperation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	}
	page, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, fmt.Errorf("read the page of the document: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, map[string]any{"Info": doc.Info, "Prefix": Prefix, "Tags": tags}); err != nil {
		return nil, fmt.Errorf("write the page of the document: %w", err)
	}
	return out.Bytes(), nil
}

func show(doc *huma.OpenAPI, method, path string, op *huma.Operation) shownOperation {
	shown := shownOperation{Method: method, Path: path, Summary: op.Summary, Description: op.Description, Parameters: op.Parameters}
	if op.RequestBody != nil {
		shown.Body = schemaOf(doc, op.RequestBody.Content)
	}
	for status, answer := range op.Responses {
		shown.Answers = append(shown.Answers, shownAnswer{Status: status, Text: answer.Description, Body: schemaOf(doc, answer.Content)})
	}
	slices.SortFunc(shown.Answers, func(a, b shownAnswer) int { return strings.Compare(a.Status, b.Status) })
	return shown
}

// schemaOf writes a body's schema as JSON, its first reference followed.
func schemaOf(doc *huma.OpenAPI, content map[string]*huma.MediaType) string {
	for _, media := range content {
		schema := media.Schema
		if schema != nil && schema.Ref != "" {
			schema = doc.Components.Schemas.SchemaFromRef(schema.Ref)
		}
		if raw, err := json.MarshalIndent(schema, "", "  "); err == nil && schema != nil {
			return string(raw)
		}
	}
	return ""
}

// methodsOf lists a path's operations by method.
func methodsOf(item *huma.PathItem) map[string]*huma.Operation {
	list := map[string]*huma.Operation{}
	for method, op := range map[string]*huma.Operation{http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put,
		http.MethodPatch: item.Patch, http.MethodDelete: item.Delete} {
		if op != nil {
			list[method] = op
		}
	}
	return list
}
