// Package cmd is the command line: one file a command, the configuration they share (config.go), and the wiring that
// builds the program (wire.go, registry.go). It is the only room that knows all the others; it holds no rule of the
// domain.
package cmd

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// Version is the version of this build; the commit of a release changes it here.
const Version = "0.1.0-dev"

// collectAt makes the collector run at half of what is usual, in percent of what is in use: a tenth less memory after a load, for a few
// percent of CPU.
const collectAt = 50

// Execute runs the command line and returns the process's exit code. Pages are the web app's files.
func Execute(pages fs.FS) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the first signal ends gently, the second at once
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if err := newRoot(pages).ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "aceno:", err)
		return 1
	}
	return 0
}

func newRoot(pages fs.FS) *cobra.Command {
	root := &cobra.Command{
		Use:           "aceno",
		Short:         "Finds businesses, says hello at a human pace, understands the answers, counts what it brought.",
		Version:       Version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(
		newServe(pages),
		newDemo(pages),
		newSandbox(),
		newSetup(pages),
		newImport(pages),
		newSuperuser(pages),
		newMigrate(pages),
		newStop(),
		newBench(pages),
	)
	return root
}
