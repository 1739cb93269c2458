package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"aceno/internal/clock"
)

// demoConfig is what `aceno demo` runs with.
type demoConfig struct {
	HTTP     string
	Folder   string
	Sandbox  string // URL of a sandbox that runs apart; empty = one of its own
	OSM      string
	Seed     int64
	Speed    float64
	Headless bool
	Resume   bool
	Limit    time.Duration
}

// demoLimit is how long the demo may take with nobody watching.
const demoLimit = 10 * time.Minute

func newDemo(pages fs.FS) *cobra.Command {
	d := demoConfig{HTTP: "127.0.0.1:8090", Folder: "aceno_demo", Seed: 1, Speed: 240, Limit: demoLimit}
	r := rehearseConfig{config: defaultConfig()}
	command := &cobra.Command{
		Use:   "demo",
		Short: "Runs a whole campaign on stand-ins for the providers: no key, no account, no network.",
		Long: "Starts a sandbox that plays the providers and a server beside it, makes a workspace with one user of each role, and runs two campaigns: one over WhatsApp, one sent by hand. " +
			"At the end it shows Aceno's counts beside what the sandbox saw.\n\n" +
			"With --rehearse it runs a campaign of your own instead, on a copy of --data-dir, with every provider replaced and the clock moved ahead: who would get what when, " +
			"who would get nothing and why. Nobody is written to and your data stays as it is; the server may be running. Nobody answers, unless --answers draws that from the seed. " +
			"Whoever still waits for their website to be read is taken as they are known now. A server started with the same --seed draws the same gaps.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if r.Campaign != "" {
				r.Seed, r.Limit = uint64(d.Seed), d.Limit //nolint:gosec // any number will do
				if d.Limit == demoLimit {
					r.Limit = rehearsalLimit
				}
				return r.run(cmd.Context(), pages, cmd.OutOrStdout())
			}
			return d.run(cmd.Context(), pages, newScreen(cmd.OutOrStdout(), term.IsTerminal(int(os.Stdout.Fd()))))
		},
	}
	flags := command.Flags()
	flags.StringVar(&d.HTTP, "http", d.HTTP, "address of the server")
	flags.StringVar(&d.Folder, "data", d.Folder, "folder of the demo's data and state; emptied at start unless resumed")
	flags.StringVar(&d.Sandbox, "sandbox", d.Sandbox, "URL of a sandbox that runs apart (aceno sandbox)")
	flags.StringVar(&d.OSM, "osm", d.OSM, "a real Overpass answer to take the town from")
	flags.Int64Var(&d.Seed, "seed", d.Seed, "what town and people are drawn from")
	flags.Float64Var(&d.Speed, "speed", d.Speed, "how many times faster business time runs, up to 1000")
	flags.BoolVar(&d.Headless, "headless", d.Headless, "exit when the campaign is done")
	flags.BoolVar(&d.Resume, "resume", d.Resume, "go on with the data of an earlier run")
	flags.DurationVar(&d.Limit, "limit", d.Limit, "with --headless: give up after this time; with --rehearse: end it then, after 2m where this is not given")
	flags.StringVar(&r.Campaign, "rehearse", r.Campaign, "id of a campaign of --data-dir to rehearse")
	flags.BoolVar(&r.Answers, "answers", r.Answers, "with --rehearse: people read, answer and ask to stop, as the seed has it")
	flags.BoolVar(&r.JSON, "json", r.JSON, "with --rehearse: print the whole answer as JSON")
	flags.StringVar(&r.ClockFile, "clock-file", r.ClockFile, "with --rehearse: the installation's clock file, where it has one")
	r.dataFlags(flags)
	return withEnvironment(command)
}

// run is the demo from an empty folder to the funnel beside the ledger.
func (d *demoConfig) run(ctx context.Context, pages fs.FS, out *screen) error {
	if err := d.check(); err != nil {
		return err
	}
	if err := d.prepare(); err != nil {
		return err
	}
	logFile, err := os.OpenFile(d.logFile(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open the log: %w", err)
	}
	defer func() { _ = logFile.Close() }()
	logger := slog.New(slog.NewJSONHandler(logFile, nil))

	group, work := errgroup.WithContext(context.WithoutCancel(ctx))
	work, stop := context.WithCancel(work)
	defer stop()
	err = d.runBeside(ctx, work, group, pages, out, logger)
	stop()
	if ended := group.Wait(); !errors.Is(err, ended) { // what failed to start is told once
		err = errors.Join(err, ended)
	}
	return err
}

// runBeside starts sandbox and server in the group and shows the campaign. ctx ends it early; work lives until
// everything is closed.
func (d *demoConfig) runBeside(ctx, work context.Context, group *errgroup.Group, pages fs.FS, out *screen, logger *slog.Logger) error {
	sandbox, err := d.startSandbox(work, group, logger)
	if err != nil {
		return err
	}
	server, p, err := d.startServer(work, group, pages, sandbox, logger)
	if err != nil {
		return err
	}
	show := &show{demo: d, program: p, sandbox: sandbox, server: server, out: out}
	err = show.play(ctx, work)
	if d.Headless {
		return err // a demo that was broken off has shown nothing
	}
	return ignoreCancel(err)
}

// check refuses what the demo cannot run with, before its folder is touched.
func (d *demoConfig) check() error {
	var errs []error
	if d.Sandbox != "" {
		u, err := url.Parse(d.Sandbox)
		if err != nil || u.Scheme != "http" || u.Port() == "" || strings.Trim(u.Path, "/") != "" || u.Hostname() != "localhost" && !isLoopback(u.Hostname()) {
			errs = append(errs, badFlag("sandbox", d.Sandbox, "want the address that `aceno sandbox` printed, such as http://127.0.0.1:9000"))
		}
		d.Sandbox = strings.TrimRight(d.Sandbox, "/")
	}
	if d.Limit <= 0 {
		errs = append(errs, badFlag("limit", d.Limit, "want a time such as 10m"))
	}
	return errors.Join(append(errs, checkSpeed(d.Speed))...)
}

// startSandbox starts a sandbox of the demo's own, or takes the one that runs apart; both are spoken to over HTTP.
func (d *demoConfig) startSandbox(ctx context.Context, group *errgroup.Group, logger *slog.Logger) (*client, error) {
	if d.Sandbox != "" {
		box := newClient(d.Sandbox)
		return box, d.copyClock(ctx, box)
	}
	s := sandboxConfig{
		HTTP: "127.0.0.1:0", Folder: filepath.Join(d.Folder, "sandbox"), ClockFile: d.clockFile(),
		Seed: d.Seed, Size: 160, OSM: d.OSM, Speed: d.Speed,
	}
	address, err := started(group, func(ready func(string)) error { return s.run(ctx, logger, ready) })
	if err != nil {
		return nil, fmt.Errorf("start the sandbox: %w", err)
	}
	return newClient(address), nil
}

// started runs a server in the group and returns its address, or why it has none.
func started(group *errgroup.Group, run func(ready func(address string)) error) (address string, err error) {
	ready, failed := make(chan string, 1), make(chan error, 1)
	group.Go(func() error {
		err := run(func(address string) { ready <- address })
		failed <- err
		return err
	})
	select {
	case address = <-ready:
		return address, nil
	case err = <-failed:
		return "", err
	}
}

// copyClock writes the pace of a sandbox that runs apart into the demo's own clock file, so that both tell one time.
func (d *demoConfig) copyClock(ctx context.Context, box *client) error {
	var pace struct {
		Real  time.Time `json:"real"`
		Sim   time.Time `json:"sim"`
		Speed float64   `json:"speed"`
	}
	if err := box.do(ctx, "GET", "/sandbox/clock", nil, &pace); err != nil {
		return fmt.Errorf("read the sandbox's clock: %w", err)
	}
	line := clock.Pace{Real: pace.Real, Sim: pace.Sim, Speed: pace.Speed}.String()
	if err := os.WriteFile(d.clockFile(), []byte(line), 0o600); err != nil {
		return fmt.Errorf("write the clock file: %w", err)
	}
	return nil
}

// startServer starts Aceno beside the sandbox.
func (d *demoConfig) startServer(ctx context.Context, group *errgroup.Group, pages fs.FS, sandbox *client, logger *slog.Logger) (*client, *program, error) {
	c := defaultConfig()
	c.HTTP, c.DataDir, c.StateDir, c.ClockFile = d.HTTP, d.dataDir(), filepath.Join(d.Folder, "state"), d.clockFile()
	c.LimitIP, c.LimitUser = "off", "off" // the demo's people live hundreds of times faster than yours
	c.AllowPrivate, c.Resolve = true, "*="+strings.TrimPrefix(sandbox.base, "http://")
	c.GraphURL, c.OverpassURL, c.NominatimURL = sandbox.base, sandbox.base, sandbox.base
	p, err := open(c, pages, logger)
	if err != nil {
		return nil, nil, err
	}
	address, err := started(group, func(ready func(string)) error { return p.serve(ctx, nil, ready) })
	if err != nil {
		return nil, nil, fmt.Errorf("start the server: %w", err)
	}
	return newClient(address), p, nil
}
