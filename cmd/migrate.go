package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"
)

func newMigrate(pages fs.FS) *cobra.Command {
	c := defaultConfig()
	command := &cobra.Command{
		Use:   "migrate up|down N|history-sync",
		Short: "Brings the database's schema up to date, or takes the last N changes back.",
		Long:  "`up` applies what is missing; every start of the server does that too. `down N` takes the last N migrations back, with the data that only they hold: make a copy of the data folder first.",
		Args:  migrateArgs,
		RunE: func(_ *cobra.Command, args []string) (err error) {
			p, err := open(c, pages, discard())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, p.close()) }()
			if err := core.NewMigrationsRunner(p.app, core.AppMigrations).Run(args...); err != nil {
				return fmt.Errorf("migrate %s: %w", strings.Join(args, " "), err)
			}
			return nil
		},
	}
	c.dataFlags(command.Flags())
	return withEnvironment(command)
}

// migrateArgs refuses what would open the database for nothing, and a `down` that does not say how far.
func migrateArgs(_ *cobra.Command, args []string) error {
	if slices.Equal(args, []string{"up"}) || slices.Equal(args, []string{"history-sync"}) {
		return nil
	}
	if len(args) == 2 && args[0] == "down" {
		if n, err := strconv.Atoi(args[1]); err == nil && n > 0 {
			return nil
		}
	}
	return fmt.Errorf("migrate %s: want up, down N with a number from 1, or history-sync", strings.Join(args, " "))
}
