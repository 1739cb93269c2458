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
	"aceno/privacy"
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
	Vault     Keys
	Sessions  *session.Manager
	Claim     *Claim   // of a server without users; nil = nobody can take it over
	Rehearse  Rehearse // nil = it cannot
	Importer  Importer
	Reports   Reports
	Preview   Previewer
	Tables    scrapers.Tables     // writes exports
	Writer    outreach.Writer     // writes tries
	Sites     scrapers.CardReader // reads the agency's own site; nil = it cannot
	Clock     clock.Clock
	PublicURL string // under which others reach the server; "" = nobody said
	Logger    *slog.Logger
	Version   string // of the program, for the document
}

// Keys opens sealed credentials, and signs the links that people get.
type Keys interface {
	Opener
	privacy.Signer
}

// Opener opens sealed credentials for one use.
type Opener interface {
	Unseal(workspace, collection, record, field, blob string) ([]byte, error)
}

// api is the dependencies with the document that the operations enter themselves into.
type api struct {
	Dependencies
	huma   huma.API
	mux    *http.ServeMux
	opened *Opened
	desk   *privacy.Desk
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
	desk, err := privacy.New(d.Store, d.Store, privacy.NewLinks(d.Vault, d.PublicURL))
	if err != nil {
		return nil, err
	}
	a := &api{Dependencies: d, mux: mux, desk: desk, huma: humago.NewWithPrefix(mux, Prefix, config(d.Version)),
		opened: NewOpened(d.Store, d.Vault, d.Logger)}

	a.auth(r)
	a.campaigns()
	a.forecasts()
	a.assisted()
	a.messages()
	a.conversations()
	a.replies()
	a.judging()
	a.search()
	a.campaignDay()
	a.searches()
	a.previews()
	a.review()
	a.prospects()
	a.consents()
	a.suppressions()
	a.privacy(r)
	a.reports(r)
	a.accounts()
	a.connect()
	a.workspaces()
	a.invitations()
	a.bindMails()
	a.readSites()
	a.agents()
	a.dashboard()
	a.why()
	a.waiting()
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
