package cmd

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/hook"
	"github.com/spf13/cobra"

	"aceno/hooks/routes"
)

// Deadlines of the HTTP server. Writing has none of its own: realtime streams stay open; handlers have theirs.
const (
	headerTimeout = 10 * time.Second
	bodyTimeout   = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	closeTimeout  = 5 * time.Second  // PocketBase gives its server one second
	exitTimeout   = 30 * time.Second // the sender takes up to 25 s to drain
)

func newServe(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	command := &cobra.Command{
		Use:   "serve [domain]",
		Short: "Runs the server: API, web page, admin panel and all the work.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			logger, err := newLogger(c.LogLevel, os.Stderr)
			if err := errors.Join(err, checkDomain(args)); err != nil {
				return err
			}
			if len(args) > 0 && c.PublicURL == "" {
				c.PublicURL = "https://" + args[0]
			}
			p, err := open(c, pages, logger)
			if err != nil {
				return err
			}
			return p.serve(cmd.Context(), args, func(address string) {
				logger.Info("aceno serves", "address", address, "admin", c.panel(address), "data", p.cfg.DataDir)
				p.sayFirstSteps(cmd, address)
			})
		},
	}
	c.serveFlags(command.Flags())
	return withEnvironment(command)
}

// checkDomain refuses an address where a domain is wanted: certificates are given to names alone.
func checkDomain(args []string) error {
	for _, domain := range args {
		if _, err := netip.ParseAddr(domain); err == nil || !strings.Contains(domain, ".") || strings.ContainsAny(domain, ":/@ ") {
			return fmt.Errorf("domain %q: want a name such as aceno.example; an address goes to --http", domain)
		}
	}
	return nil
}

// panel is where the admin panel is, for the log.
func (c *config) panel(address string) string {
	if c.Admin == adminOff {
		return adminOff
	}
	return address + "/_/"
}

// sayFirstSteps gives whoever has just installed the program the link by which they become its first user.
func (p *program) sayFirstSteps(cmd *cobra.Command, address string) {
	users, err := p.app.CountRecords("users")
	if err != nil || users > 0 {
		return
	}
	cmd.Printf("No user yet. Whoever opens this link becomes the first one; it works once, for %d hours:\n  %s\n", int(routes.ClaimLife.Hours()), p.link(address, "primeiro-acesso", p.claimToken))
	cmd.Println("Or, in another terminal: aceno setup --workspace NAME --member EMAIL:admin:PASSWORD")
}

// link is the address of one of the app's pages, as somebody elsewhere opens it.
func (p *program) link(address string, path ...string) string {
	if p.cfg.PublicURL != "" {
		address = p.cfg.PublicURL
	}
	return strings.TrimSuffix(address, "/") + "/" + strings.Join(path, "/")
}

// serve runs server and stages until ctx ends, drains them and closes the program. Ready is called once, with the
// server's address, when requests are answered. Nothing is claimed before the address is ours.
func (p *program) serve(ctx context.Context, domains []string, ready func(address string)) (err error) {
	defer func() { err = errors.Join(err, p.close()) }()
	stopStore := p.startStore(ctx)
	defer func() { err = errors.Join(err, stopStore()) }()
	if err := p.store.BeginEpoch(ctx); err != nil {
		return fmt.Errorf("begin to send: %w", err)
	}
	control, err := p.listenControl(ctx)
	if err != nil {
		return err
	}
	stages := newTask(p.pipeline.Run)
	p.bindShutdown(stages.stop) // stages drain before the server closes
	opened := make(chan string, 1)
	server := newTask(func(ctx context.Context) error { return p.listen(ctx, domains, opened) })
	server.start(ctx)

	select {
	case <-server.ended: // could not listen
	case address := <-opened:
		if err := p.servedAt(address); err != nil {
			p.logger.Warn("links in mails may lead nowhere", "error", err)
		}
		stages.start(ctx)
		ready(address)
		select {
		case <-server.ended:
		case <-stages.ended:
		case <-ctx.Done():
		}
		p.logger.Info("aceno stops: waits for the calls in flight")
	}
	p.rehearsals.close()
	ended := control.Close()
	p.terminated = true
	terminated := p.app.OnTerminate().Trigger(&core.TerminateEvent{App: p.app})
	return errors.Join(server.wait(closeTimeout), stages.wait(0), ended, terminated)
}

// startStore runs the store's writer until stop is called; it outlives ctx, so that what drains can still be recorded.
func (p *program) startStore(ctx context.Context) (stop func() error) {
	writer := newTask(p.store.Run)
	writer.start(ctx)
	return func() error {
		writer.stop()
		return writer.wait(exitTimeout)
	}
}

// bindShutdown runs drain before PocketBase closes its server, which waits for one second only.
func (p *program) bindShutdown(drain func()) {
	p.app.OnTerminate().Bind(&hook.Handler[*core.TerminateEvent]{
		Id: "acenoDrain", Priority: -10000,
		Func: func(e *core.TerminateEvent) error {
			drain()
			return e.Next()
		},
	})
}

// listen serves HTTP, or HTTPS for a domain, until the app is terminated. The address comes when it is ours.
func (p *program) listen(ctx context.Context, domains []string, opened chan<- string) error {
	p.app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc = nil
		e.Server.ReadHeaderTimeout, e.Server.ReadTimeout, e.Server.IdleTimeout, e.Server.WriteTimeout = headerTimeout, bodyTimeout, idleTimeout, 0
		e.Server.TLSConfig.MinVersion = tls.VersionTLS13
		e.Router.Bind(guardPanel(p.cfg.Admin))
		e.Router.Any("/{path...}", servePages(p.pages))
		if len(domains) > 0 {
			if err := e.Next(); err != nil {
				return err
			}
			opened <- "https://" + domains[0]
			return nil
		}
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", p.cfg.HTTP)
		if err != nil {
			return badFlag("http", p.cfg.HTTP, err.Error()+": name another address or port")
		}
		e.Listener = listener
		if err := e.Next(); err != nil {
			return errors.Join(err, listener.Close())
		}
		opened <- "http://" + listener.Addr().String()
		return nil
	})
	serve := apis.ServeConfig{HttpAddr: p.cfg.HTTP, AllowedOrigins: p.cfg.origins(domains)}
	if len(domains) > 0 {
		serve.HttpAddr, serve.HttpsAddr, serve.CertificateDomains = ":80", ":443", domains
	}
	if err := apis.Serve(p.app, serve); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// origins are the pages that may call this server from a browser: those of a custom front end, else its own. None would
// mean all to PocketBase.
func (c *config) origins(domains []string) []string {
	switch {
	case len(c.CORSOrigins) > 0:
		return c.CORSOrigins
	case c.PublicURL != "":
		return []string{strings.TrimSuffix(c.PublicURL, "/")}
	case len(domains) > 0:
		return []string{"https://" + domains[0]}
	}
	return []string{"http://" + c.HTTP}
}

// discard is a logger for commands that print their own words.
func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }
