package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
)

func newStop() *cobra.Command {
	c := defaultConfig()
	var resume bool
	command := &cobra.Command{
		Use:   "stop",
		Short: "Stops all sending of this installation, with the server running or not.",
		Long:  "Writes the stop file into the state folder. A running server looks at it twice a second; a server started later finds it. --resume takes it away.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := c.setStop(!resume); err != nil {
				return err
			}
			if resume { // both name the folder: a stop in another one stops nothing
				cmd.Printf("sending may go on from %s\n", absolute(c.StateDir))
			} else {
				cmd.Printf("nothing more is sent from %s; `aceno stop --resume` goes on\n", absolute(c.StateDir))
			}
			return nil
		},
	}
	c.stateFlag(command.Flags())
	command.Flags().BoolVar(&resume, "resume", false, "let sending go on")
	return withEnvironment(command)
}

// setStop writes the stop file or takes it away; either may be done again.
func (c *config) setStop(stopped bool) error {
	if !stopped {
		if err := os.Remove(c.stopFile()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("take the stop file away: %w", err)
		}
		return nil
	}
	if err := os.MkdirAll(c.StateDir, 0o700); err != nil {
		return badFlag("state-dir", c.StateDir, "the folder cannot be made: "+err.Error())
	}
	if err := os.WriteFile(c.stopFile(), []byte("stopped by aceno stop\n"), 0o600); err != nil {
		return fmt.Errorf("write the stop file: %w", err)
	}
	return nil
}
