package store

import (
	"context"
	"os"
	"time"
)

// lookForStop is how often the stop file is looked at, in real time.
const lookForStop = 500 * time.Millisecond

// watchStop looks for the stop file until ctx ends, and wakes the sender when it comes or goes.
func (s *Store) watchStop(ctx context.Context) {
	ticker := time.NewTicker(lookForStop)
	defer ticker.Stop()
	for {
		s.lookStop()
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// lookStop sets the global switch by the stop file. A file that cannot be looked at is no stop.
func (s *Store) lookStop() {
	_, err := os.Stat(s.opt.StopFile)
	if stopped := err == nil; s.sender.stopped.Swap(stopped) != stopped {
		s.opt.Logger.Warn("the stop file changed", "stopped", stopped)
		s.opt.Wake(stageSend)
	}
}
