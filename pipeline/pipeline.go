// Package pipeline is how work moves: it starts, wakes and drains the five stages. Four are leased stages that may be
// repeated (stage.go); sending may not and has its own loop (send.go). No room here knows the database: the store comes
// as small interfaces declared beside their users.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"

	"golang.org/x/sync/errgroup"
)

// Runner is a stage as the engine sees it.
type Runner interface {
	// Name is the stage's word in wake-ups, logs and metrics: search, enrich, write, send, receive.
	Name() string
	// Run works until ctx ends, then stops claiming, waits for what is under way as long as the stage allows, and returns.
	Run(ctx context.Context) error
}

// Pipeline runs the stages.
type Pipeline struct {
	runners []Runner
	logger  *slog.Logger
}

// New returns an engine of these stages.
func New(logger *slog.Logger, runners ...Runner) *Pipeline {
	return &Pipeline{runners: runners, logger: logger}
}

// Run runs all stages until ctx ends and all of them have drained. A stage that fails or panics ends the others too.
func (p *Pipeline) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, runner := range p.runners {
		group.Go(func() (err error) {
			defer recovered(&err)
			p.logger.Debug("stage starts", "stage", runner.Name())
			if err := runner.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				return fmt.Errorf("stage %s: %w", runner.Name(), err)
			}
			return nil
		})
	}
	return group.Wait()
}

// recovered turns a panic into an error, so that one bad record never takes the program down.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}
