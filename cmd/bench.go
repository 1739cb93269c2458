package cmd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// benchConfig is what `aceno bench` runs with.
type benchConfig struct {
	Only    string
	Out     string
	Dir     string
	Profile string // folder of CPU profiles; empty = none

	Runs, Rows, Messages, Webhooks, Import, Requests int
	Workers, FarWorkers                              int // calls at once, to a sink at 0 and at 50 ms
}

// benchOut is where the figures are written.
const benchOut = "docs/benchmarks.md"

// fewRows is the size against which a larger one is compared.
const fewRows = 200_000

func defaultBench() benchConfig {
	return benchConfig{
		Out: benchOut, Dir: ".", Runs: 5, Rows: fewRows, Messages: 20_000, Webhooks: 20_000, Import: 100_000, Requests: 20_000,
		Workers: 64, FarWorkers: 512,
	}
}

func newBench(pages fs.FS) *cobra.Command {
	c := defaultBench()
	command := &cobra.Command{
		Use:   "bench",
		Short: "Measures the hot paths on this machine and writes " + benchOut + ".",
		Long: "Measures dispatch, webhooks, import, reads, start and memory on a data folder of its own on disk, with synchronous=FULL, and four calibrators beside them, " +
			"so that figures of different machines can be compared. It takes minutes and the whole machine: end everything else first. What it makes, it removes.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.run(cmd.Context(), pages, cmd.OutOrStdout())
		},
	}
	flags := command.Flags()
	flags.StringVar(&c.Only, "only", c.Only, "one of "+strings.Join(benchNames(), ", ")+"; nothing is written then")
	flags.StringVar(&c.Out, "out", c.Out, "Markdown file that is written")
	flags.StringVar(&c.Dir, "dir", c.Dir, "folder, on the disk to be measured, in which the data folders are made")
	flags.StringVar(&c.Profile, "profile", c.Profile, "folder for CPU profiles of what is measured")
	flags.IntVar(&c.Runs, "runs", c.Runs, "how often each is measured")
	flags.IntVar(&c.Rows, "rows", c.Rows, "prospects to read from; with more than 200000, both sizes are measured")
	flags.IntVar(&c.Messages, "messages", c.Messages, "messages to send, up to 30000")
	flags.IntVar(&c.Webhooks, "webhooks", c.Webhooks, "webhooks to take, up to 30000")
	flags.IntVar(&c.Import, "import", c.Import, "rows to import")
	flags.IntVar(&c.Requests, "requests", c.Requests, "requests of each read")
	flags.IntVar(&c.Workers, "workers", c.Workers, "calls at once to a sink that answers at once")
	flags.IntVar(&c.FarWorkers, "far-workers", c.FarWorkers, "calls at once to a sink that takes 50 ms")
	command = withEnvironment(command)
	command.AddCommand(newBenchSink(), newBenchServe(pages))
	return command
}

// check refuses sizes that cannot be measured.
func (c *benchConfig) check() error {
	var errs []error
	for _, n := range []struct {
		flag        string
		value, most int
	}{
		{"runs", c.Runs, 100}, {"rows", c.Rows, 5_000_000}, {"messages", c.Messages, benchWorkspaces * benchPerWorkspace},
		{"webhooks", c.Webhooks, benchWorkspaces * benchPerWorkspace}, {"import", c.Import, 500_000}, {"requests", c.Requests, 10_000_000},
		{"workers", c.Workers, 1024}, {"far-workers", c.FarWorkers, 1024},
	} {
		if n.value < 1 || n.value > n.most {
			errs = append(errs, badFlag(n.flag, n.value, fmt.Sprintf("want 1 to %d", n.most)))
		}
	}
	if c.Only != "" && !slices.Contains(benchNames(), c.Only) {
		errs = append(errs, badFlag("only", c.Only, "want one of "+strings.Join(benchNames(), ", ")))
	}
	return errors.Join(errs...)
}

// bench is one run of the command.
type bench struct {
	benchConfig
	pages   fs.FS
	out     io.Writer
	folder  string // everything that is made
	binary  string // this program, started again as sink, server and child
	key     string // master key of all data folders
	settle  time.Duration
	machine machine
	factors map[string]float64 // how much faster this machine is than the reference's, by calibrator
	figures []figure
	read    map[int]string // data folders to read from, by their rows
}

// measure is one thing that is measured.
type measure struct {
	name string
	run  func(b *bench, ctx context.Context) error
}

// measures are all of them, in their order. The calibrators come first and with every other.
func measures() []measure {
	return []measure{
		{"calibrators", (*bench).calibrate},
		{"dispatch", (*bench).dispatch},
		{"webhooks", (*bench).webhooks},
		{"import", (*bench).imports},
		{"csv", (*bench).importsCSV},
		{"reads", (*bench).reads},
		{"start", (*bench).start},
	}
}

func benchNames() []string {
	var names []string
	for _, m := range measures() {
		names = append(names, m.name)
	}
	return names
}

// run measures, prints and writes.
func (c benchConfig) run(ctx context.Context, pages fs.FS, out io.Writer) error {
	if err := c.check(); err != nil {
		return err
	}
	b, err := c.begin(pages, out)
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.folder) }()
	if b.machine, err = lookAtMachine(ctx, b.folder); err != nil {
		return err
	}
	b.machine.print(out)
	for _, m := range measures() {
		if c.Only != "" && m.name != c.Only && m.name != "calibrators" {
			continue
		}
		err := m.run(b, ctx)
		if ctx.Err() != nil {
			return fmt.Errorf("stopped before everything was measured: %w", ctx.Err())
		}
		if err != nil {
			return fmt.Errorf("measure %s: %w", m.name, err)
		}
	}
	if c.Only != "" {
		return nil
	}
	if err := os.WriteFile(c.Out, b.markdown(), 0o644); err != nil { //nolint:gosec // a page for everybody to read
		return fmt.Errorf("write the figures: %w", err)
	}
	_, err = fmt.Fprintf(out, "written to %s\n", c.Out)
	return err
}

// begin makes the folder in which everything happens.
func (c benchConfig) begin(pages fs.FS, out io.Writer) (*bench, error) {
	binary, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	for _, folder := range []string{c.Dir, c.Profile} {
		if folder == "" {
			continue
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, badFlag("dir", folder, "the folder cannot be made: "+err.Error())
		}
	}
	folder, err := os.MkdirTemp(absolute(c.Dir), "aceno_bench_*")
	if err != nil {
		return nil, badFlag("dir", c.Dir, "no folder can be made in it: "+err.Error())
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return &bench{
		benchConfig: c, pages: pages, out: out, folder: folder, binary: binary, key: hex.EncodeToString(key), settle: 2 * time.Second,
		factors: map[string]float64{}, read: map[int]string{},
	}, nil
}

// place returns a folder of a name, empty.
func (b *bench) place(name string) (string, error) {
	path := filepath.Join(b.folder, name)
	if err := os.RemoveAll(path); err != nil {
		return "", fmt.Errorf("empty %s: %w", path, err)
	}
	return path, os.MkdirAll(path, 0o700)
}

// copyOf returns a fresh copy of a data folder with its state.
func (b *bench) copyOf(from string) (string, error) {
	path := filepath.Join(b.folder, "run")
	if err := os.RemoveAll(path); err != nil {
		return "", fmt.Errorf("empty %s: %w", path, err)
	}
	if err := os.CopyFS(path, os.DirFS(from)); err != nil {
		return "", fmt.Errorf("copy %s: %w", from, err)
	}
	return path, nil
}
