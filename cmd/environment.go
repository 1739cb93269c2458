package cmd

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// envName is the variable of a flag: http → ACENO_HTTP.
func envName(flag string) string {
	return "ACENO_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// withEnvironment makes every flag of a command readable from its variable, and says so in the help. A flag wins over its
// variable, and an empty variable says nothing.
func withEnvironment(command *cobra.Command) *cobra.Command {
	var flags []*pflag.Flag // without --help, which cobra adds later
	command.Flags().VisitAll(func(f *pflag.Flag) {
		f.Usage += " [" + envName(f.Name) + "]"
		flags = append(flags, f)
	})
	command.PreRunE = func(*cobra.Command, []string) error {
		var errs []error
		for _, f := range flags {
			value := os.Getenv(envName(f.Name))
			if value == "" || f.Changed {
				continue
			}
			if err := f.Value.Set(value); err != nil {
				errs = append(errs, fmt.Errorf("%s=%q: want a %s, as --%s does: %w", envName(f.Name), value, f.Value.Type(), f.Name, err))
			}
		}
		return errors.Join(errs...)
	}
	return command
}
