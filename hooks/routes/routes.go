// Package routes holds the custom routes under /api/v1: acts and long lists, one noun a file. Each is a typed operation
// (huma) behind PocketBase's router, so that the OpenAPI document and its page come from the code; webhooks are plain
// routes entered into the same document. A handler parses, asks the store, answers.
package routes

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"aceno/hooks/session"
	"aceno/internal/clock"
	"aceno/outreach"
	"aceno/scrapers"
	"aceno/store"
)

// Prefix is where all custom routes lie.
const Prefix = "/api/v1"

// Dependencies are what the routes need.
type Dependencies struct {
	App       core.App
	Store     *store.Store
	Channels  map[string]outreach.Channel
	Webhooks  map[string]outreach.Webhook
	Templates outreach.Templates
	Links     outreach.LinkBuilder
	Vault     Opener
	Sessions  *session.Manager
	Rehearse  Rehearse // nil = it cannot
	Importer  Importer
	Reports   Reports
	Tables    scrapers.Tables // writes exports
	Clock     clock.Clock
	Logger    *slog.Logger
	Version   string // of the program, for the document
}

// Opener opens sealed credentials for one use.
type Opener interface {
	Unseal(workspace, collection, record, field, blob string) ([]byte, error)
}

// api is the dependencies with the document that the operations enter themselves into.
type api struct {
	Dependencies
	huma huma.API
	mux  *http.ServeMux
}

// Bind puts all routes on a router.
func Bind(r *router.Router[*core.RequestEvent], d Dependencies) error {
	_, err := bind(r, d)
	return err
}

func bind(r *router.Router[*core.RequestEvent], d Dependencies) (*api, error) {
	if d.App == nil || d.Store == nil || d.Vault == nil || d.Sessions == nil || d.Clock == nil {
		return nil, errors.New("routes: app, store, vault, sessions and clock are needed")
	}
	if d.Logger == nil {
		d.Logger = slog.New(slog.DiscardHandler)
	}
	useOurErrors()
	mux := http.NewServeMux()
	a := &api{Dependencies: d, mux: mux, huma: humago.NewWithPrefix(mux, Prefix, config(d.Version))}

	a.auth(r)
	a.campaigns()
	a.forecasts()
	a.assisted()
	a.messages()
	a.review()
	a.prospects()
	a.consents()
	a.suppressions()
	a.accounts()
	a.workspaces()
	a.dashboard()
	a.why()
	a.imports(r)
	a.exports(r)
	a.webhooks(r)
	a.documents(r)

	r.Any(Prefix+"/{path...}", a.pass)
	return a, nil
}

// pass hands a request to the operations, with the session that PocketBase found.
func (a *api) pass(e *core.RequestEvent) error {
	if _, pattern := a.mux.Handler(e.Request); pattern == "" {
		return e.NotFoundError("", nil)
	}
	a.mux.ServeHTTP(e.Response, e.Request.WithContext(withCaller(e)))
	return nil
}
