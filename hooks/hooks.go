// Package hooks is PocketBase's edge: it parses, calls and answers. Bind is its table of contents: what stands in front
// of every request, what a record must satisfy, which topics there are, which routes, and what happens by the clock. It
// decides nothing that could be decided without PocketBase.
package hooks

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"sync"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"

	"aceno/hooks/middleware"
	"aceno/hooks/realtime"
	"aceno/hooks/records"
	"aceno/hooks/routes"
	"aceno/internal/clock"
	"aceno/internal/vault"
	"aceno/outreach"
	"aceno/scrapers"
	"aceno/store"
)

// Dependencies are what the edge calls.
type Dependencies struct {
	App       core.App
	Store     *store.Store
	Sources   map[string]scrapers.Source  // by type, as in search_config
	Writer    outreach.Writer             // checks a sequence
	Channels  map[string]outreach.Channel // by platform
	Webhooks  map[string]outreach.Webhook // by platform
	Templates outreach.Templates
	Links     outreach.LinkBuilder
	Vault     *vault.Vault
	Claim     *routes.Claim   // of a server without users; nil = nobody can take it over
	Rehearse  routes.Rehearse // nil = it cannot
	Importer  routes.Importer
	Reports   Reports
	Preview   routes.Previewer
	Tables    scrapers.Tables     // writes exports
	Sites     scrapers.CardReader // reads an agency's own site; nil = it cannot
	Clock     clock.Clock
	Progress  *realtime.Progress // the same that the store tells of changes
	Talks     *realtime.Talks    // the same that the store tells of conversations; nil = nobody hears of them
	PublicURL string             // under which others reach the server; "" = as each request says
	Front     Front
	Logger    *slog.Logger
	Version   string
}

// Reports keeps the reports of imports for a while.
type Reports interface {
	routes.Reports
	Sweep() error // removes those whose time is over
}

// Front is what stands in front of requests; the zero value works.
type Front struct {
	CORSOrigins []string         // of custom front ends
	Proxies     []netip.Prefix   // whose word on a client's address is believed
	PerIP       middleware.Limit // of requests without a session; zero = 100 a minute
	PerUser     middleware.Limit // of those with one; zero = 1,000 an hour
}

// Bind connects everything to the app, in the order in which a request meets it. The app need not be bootstrapped: what
// needs the router waits for it to be served.
func Bind(d Dependencies) error {
	if d.App == nil || d.Store == nil || d.Vault == nil || d.Clock == nil || d.Writer == nil || d.Progress == nil {
		return errors.New("hooks: app, store, vault, clock, writer and progress are needed")
	}
	if d.Logger == nil {
		d.Logger = slog.Default()
	}
	err := records.Bind(records.Dependencies{
		App: d.App, Sources: d.Sources, Writer: d.Writer, Channels: d.Channels, Vault: d.Vault, Store: d.Store, Clock: d.Clock,
	})
	if err != nil {
		return err
	}
	if err := realtime.Bind(d.App, d.Progress, d.Store); err != nil {
		return err
	}
	front, err := middleware.New(middleware.Dependencies{
		App: d.App, Store: d.Store, Hasher: d.Vault, Logger: d.Logger, PublicURL: d.PublicURL, CORSOrigins: d.Front.CORSOrigins,
		Proxies: d.Front.Proxies, PerIP: d.Front.PerIP, PerUser: d.Front.PerUser,
	})
	if err != nil {
		return err
	}
	bindBackground(d, front.Sessions.Run)
	d.App.OnServe().BindFunc(func(e *core.ServeEvent) error {
		front.Bind(e.Router)
		if err := routes.Bind(e.Router, routes.Dependencies{
			App: d.App, Store: d.Store, Channels: d.Channels, Webhooks: d.Webhooks, Templates: d.Templates, Links: d.Links, Rehearse: d.Rehearse, Importer: d.Importer, Reports: d.Reports, Preview: d.Preview, Tables: d.Tables, Writer: d.Writer, Sites: d.Sites,
			Claim: d.Claim, Vault: d.Vault, Sessions: front.Sessions, Clock: d.Clock, PublicURL: d.PublicURL, Logger: d.Logger, Version: d.Version,
		}); err != nil {
			return fmt.Errorf("bind routes: %w", err)
		}
		return e.Next()
	})
	return nil
}

// beforeDrain is before the sender's own drain (-10000), which is before PocketBase closes the server (-9999).
const beforeDrain = -10001

// bindBackground runs what goes by the clock and the publishing of progress from when the app is served until it ends.
func bindBackground(d Dependencies, sessions func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	d.App.OnServe().BindFunc(func(e *core.ServeEvent) error {
		loops := map[string]func(context.Context) error{
			"progress": d.Progress.Run, "slots": slots(d), "templates": templates(d), "sessions": sessions,
		}
		if d.Talks != nil {
			loops["talks"] = d.Talks.Run
		}
		for name, loop := range loops {
			running.Go(func() { guarded(ctx, d.Logger, name, loop) })
		}
		return e.Next()
	})
	d.App.OnTerminate().Bind(&hook.Handler[*core.TerminateEvent]{Id: "acenoBackground", Priority: beforeDrain,
		Func: func(e *core.TerminateEvent) error {
			cancel()
			running.Wait()
			return e.Next()
		}})
}
