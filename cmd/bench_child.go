package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// benchChild is this program, started again: what it computes and holds is not ours. It ends when its standard input does, so
// that it never outlives us.
type benchChild struct {
	command *exec.Cmd
	input   io.Closer
	address string
	began   time.Time
}

// startChild starts this program with arguments and waits for the address that it prints.
func (b *bench) startChild(ctx context.Context, args ...string) (*benchChild, error) {
	c := &benchChild{command: exec.CommandContext(ctx, b.binary, append([]string{"bench"}, args...)...)} //nolint:gosec // ourselves
	c.command.Env = append(plainEnvironment(), "ACENO_MASTER_KEY="+b.key)
	c.command.Stderr = b.out
	output, err := c.command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	if c.input, err = c.command.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	c.began = time.Now()
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	first, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s said no address", args[0]), c.stop())
	}
	c.address = strings.TrimSpace(first)
	return c, nil
}

// stop ends the child and waits for it.
func (c *benchChild) stop() error {
	return errors.Join(c.input.Close(), c.command.Wait())
}

// plainEnvironment is ours without what configures the program.
func plainEnvironment() []string {
	var list []string
	for _, one := range os.Environ() {
		if !strings.HasPrefix(one, "ACENO_") {
			list = append(list, one)
		}
	}
	return list
}

// untilInputEnds returns a context that ends with standard input.
func untilInputEnds(ctx context.Context, in io.Reader) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		_, _ = io.Copy(io.Discard, in)
		cancel()
	}()
	return ctx, cancel
}

// newBenchServe is the server that is measured: `aceno serve` without its limiter, which would end every measurement after a
// thousand requests.
func newBenchServe(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	c.HTTP, c.LimitIP, c.LimitUser = "127.0.0.1:0", "off", "off"
	var profile string
	command := &cobra.Command{
		Use: "serve", Short: "The server that is measured.", Hidden: true, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			ctx, cancel := untilInputEnds(cmd.Context(), cmd.InOrStdin())
			defer cancel()
			logger, err := newLogger("error", cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			p, err := open(c, pages, logger)
			if err != nil {
				return err
			}
			stop, err := profiled(profile)
			if err != nil {
				return errors.Join(err, p.close())
			}
			defer stop()
			return p.serve(ctx, nil, func(address string) { sayAddress(cmd, address) })
		},
	}
	c.dataFlags(command.Flags())
	command.Flags().StringVar(&profile, "profile", "", "file for a CPU profile")
	return withEnvironment(command)
}

// sayAddress prints an address as whoever started this program reads it.
func sayAddress(cmd *cobra.Command, address string) {
	_, _ = fmt.Fprintln(cmd.OutOrStdout(), address) // nobody is there: then the input has ended too
}

// profiled writes a CPU profile into a file until it is stopped; "" = none.
func profiled(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	file, err := os.Create(path) //nolint:gosec // the operator names the folder
	if err != nil {
		return nil, fmt.Errorf("write a profile: %w", err)
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, errors.Join(fmt.Errorf("write a profile: %w", err), file.Close())
	}
	return func() {
		pprof.StopCPUProfile()
		_ = file.Close() // a profile that is not whole says so when it is read
	}, nil
}
