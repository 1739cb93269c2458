package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"aceno/internal/clock"
	"aceno/sandbox"
)

// sandboxConfig is what plays the providers, in a process of its own or inside the demo.
type sandboxConfig struct {
	HTTP      string
	Folder    string // ledger and clock file
	ClockFile string
	Seed      int64
	Size      int
	OSM       string
	Speed     float64
	Fresh     bool
}

// demoStart is when business time begins in a new sandbox: a Tuesday morning, inside every window.
var demoStart = time.Date(2027, time.March, 2, 9, 0, 0, 0, time.FixedZone("BRT", -3*60*60))

func newSandbox() *cobra.Command {
	s := sandboxConfig{HTTP: "127.0.0.1:9000", Folder: "aceno_sandbox", Seed: 1, Size: 160, Speed: 240}
	level := "info"
	command := &cobra.Command{
		Use:   "sandbox",
		Short: "Plays the providers on one port: Overpass, Nominatim, websites and WhatsApp Cloud, strictly, with simulated people.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			logger, err := newLogger(level, os.Stderr)
			if err != nil {
				return err
			}
			return s.run(cmd.Context(), logger, func(address string) {
				cmd.Printf("sandbox on %s, ledger in %s, business time in %s\n", address, s.Folder, s.clockFile())
			})
		},
	}
	flags := command.Flags()
	flags.StringVar(&s.HTTP, "sandbox-http", s.HTTP, "address to listen on; loopback only")
	flags.StringVar(&s.Folder, "sandbox-dir", s.Folder, "folder of ledger and clock")
	flags.StringVar(&s.ClockFile, "clock-file", "", "clock file to go by; made in the folder when absent")
	flags.Int64Var(&s.Seed, "seed", s.Seed, "what town and people are drawn from")
	flags.IntVar(&s.Size, "size", s.Size, "businesses of the town")
	flags.StringVar(&s.OSM, "osm", "", "a real Overpass answer to take the town from")
	flags.Float64Var(&s.Speed, "speed", s.Speed, "how many times faster business time runs, up to 1000")
	flags.BoolVar(&s.Fresh, "fresh", false, "forget the ledger and the clock of an earlier run")
	flags.StringVar(&level, "log-level", level, "debug, info, warn or error")
	return withEnvironment(command)
}

// largestTown bounds --size: a town lies in memory.
const largestTown = 100_000

func (s *sandboxConfig) ledgerFile() string { return filepath.Join(s.Folder, "ledger.jsonl") }

func (s *sandboxConfig) clockFile() string {
	if s.ClockFile != "" {
		return s.ClockFile
	}
	return filepath.Join(s.Folder, "clock")
}

// check refuses what cannot be played, before anything is forgotten or made.
func (s *sandboxConfig) check() error {
	host, _, err := net.SplitHostPort(s.HTTP)
	if err != nil || host != "localhost" && !isLoopback(host) {
		err = badFlag("sandbox-http", s.HTTP, "want a loopback address such as 127.0.0.1:9000")
	}
	return errors.Join(err, checkSpeed(s.Speed), checkSize(s.Size))
}

func checkSpeed(speed float64) error {
	if speed > 0 && speed <= fullSpeed {
		return nil
	}
	return badFlag("speed", speed, fmt.Sprintf("want more than 0 and at most %d", fullSpeed))
}

func checkSize(size int) error {
	if size > 0 && size <= largestTown {
		return nil
	}
	return badFlag("size", size, fmt.Sprintf("want 1 to %d businesses", largestTown))
}

// openClock makes the clock file when there is none and opens it.
func (s *sandboxConfig) openClock() (*clock.File, error) {
	if err := os.MkdirAll(s.Folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the sandbox's folder: %w", err)
	}
	if _, err := os.Stat(s.clockFile()); errors.Is(err, fs.ErrNotExist) {
		pace := clock.Pace{Real: time.Now().UTC(), Sim: demoStart.UTC(), Speed: s.Speed}
		if err := os.WriteFile(s.clockFile(), []byte(pace.String()), 0o600); err != nil {
			return nil, fmt.Errorf("write the clock file: %w", err)
		}
	}
	return clock.OpenFile(s.clockFile())
}

// forget takes ledger and clock of an earlier run away, with --fresh. A clock file that somebody named stays.
func (s *sandboxConfig) forget() error {
	if !s.Fresh {
		return nil
	}
	for _, path := range []string{s.ledgerFile(), filepath.Join(s.Folder, "clock")} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("forget the earlier run: %w", err)
		}
	}
	return nil
}

// run plays the providers until ctx ends.
func (s *sandboxConfig) run(ctx context.Context, logger *slog.Logger, ready func(address string)) error {
	if err := s.check(); err != nil {
		return err
	}
	if err := s.forget(); err != nil {
		return err
	}
	c, err := s.openClock()
	if err != nil {
		return err
	}
	box, err := sandbox.New(sandbox.Options{
		Seed: s.Seed, Size: s.Size, OSM: s.OSM, Ledger: s.ledgerFile(), Clock: c, ClockFile: s.clockFile(), Logger: logger,
	})
	if err != nil {
		return fmt.Errorf("open the sandbox: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.HTTP)
	if err != nil {
		return errors.Join(badFlag("sandbox-http", s.HTTP, err.Error()+": name another port"), box.Close())
	}
	server := &http.Server{Handler: box.Handler(), ReadHeaderTimeout: headerTimeout}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return ignoreCancel(box.Run(ctx)) })
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve the sandbox: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		return server.Close()
	})
	ready("http://" + listener.Addr().String())
	return errors.Join(group.Wait(), box.Close())
}
