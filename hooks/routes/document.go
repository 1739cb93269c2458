package routes

import (
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"
)

// bodyTimeout is how long a request may take to send its body.
const bodyTimeout = 30 * time.Second

// bearer is the name of the session in the document.
const bearer = "session"

// config describes the document. huma's own hooks and pages are left out: they add keys to answers and load scripts from
// elsewhere.
func config(version string) huma.Config {
	if version == "" {
		version = "dev"
	}
	c := huma.DefaultConfig("Aceno", version)
	c.CreateHooks = nil
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.Servers = []*huma.Server{{URL: Prefix}}
	c.Info.Description = "Acts and long lists of Aceno. Records are read and written through PocketBase's own collections API; " +
		"these routes do what a record cannot. Errors have PocketBase's shape {status, message, data}, and every answer carries X-Request-Id."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		bearer: {Type: "http", Scheme: "bearer", Description: "The token of PocketBase's sign-in of the collection users."},
	}
	return c
}

// Errors that a route may answer, besides 500: one that reads or names a record, and one that acts on its state.
var (
	usualErrors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}
	actErrors   = append(slices.Clone(usualErrors), http.StatusConflict)
)

// operation begins the description of one route that needs a session.
func operation(id, method, path, tag, summary, description string, errs []int) huma.Operation {
	// huma appends to Errors: each operation has its own.
	return huma.Operation{
		OperationID: id, Method: method, Path: path, Tags: []string{tag}, Summary: summary, Description: description,
		Errors: slices.Clone(errs), Security: []map[string][]string{{bearer: {}}}, MaxBodyBytes: 1 << 20, BodyReadTimeout: bodyTimeout,
	}
}

// plain puts a route on PocketBase's router and enters it into the document.
func (a *api) plain(r *router.Router[*core.RequestEvent], op huma.Operation, handler func(e *core.RequestEvent) error) *router.Route[*core.RequestEvent] {
	op.Security = []map[string][]string{}
	a.huma.OpenAPI().AddOperation(&op)
	return r.Route(op.Method, Prefix+op.Path, handler)
}

// answers describes what a plain route answers.
func answers(texts map[string]string) map[string]*huma.Response {
	list := map[string]*huma.Response{}
	for _, status := range slices.Sorted(maps.Keys(texts)) {
		list[status] = &huma.Response{Description: texts[status]}
	}
	return list
}
