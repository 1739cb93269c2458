package cmd

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// task is something that runs until it is stopped, and can be waited for. It outlives the context that it is started
// with: what ends the program must not cut off what drains.
type task struct {
	run    func(ctx context.Context) error
	ended  chan struct{} // closed when run has returned
	cancel context.CancelFunc
	err    error
}

func newTask(run func(ctx context.Context) error) *task {
	return &task{run: run, ended: make(chan struct{})}
}

// start runs the task, once.
func (t *task) start(ctx context.Context) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	t.cancel = cancel
	go func() {
		defer close(t.ended)
		t.err = ignoreCancel(t.run(ctx))
	}()
}

// stop tells the task to end and waits until it has, at most exitTimeout. One that never started has ended.
func (t *task) stop() {
	if t.cancel == nil {
		return
	}
	t.cancel()
	_ = t.wait(exitTimeout) // whoever waits last takes the error
}

// wait waits for the end and returns what the task returned.
func (t *task) wait(limit time.Duration) error {
	if t.cancel == nil {
		return nil
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-t.ended:
		return t.err
	case <-timer.C:
	}
	select {
	case <-t.ended: // both are true: the end counts
		return t.err
	default:
		return fmt.Errorf("the program's work did not end within %s: it is cut off", limit)
	}
}

func ignoreCancel(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
