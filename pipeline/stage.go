package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// Work is what a leased stage does. It may be done twice: a crash after Do repeats it.
type Work[In, Out any] interface {
	// Claim leases at most n records.
	Claim(ctx context.Context, n int) ([]In, error)
	// Do talks to the world, never to the database.
	Do(ctx context.Context, in In) (Out, error)
	// Commit writes results in one transaction. A result whose lease was lost is dropped by the store.
	Commit(ctx context.Context, done []Done[In, Out]) error
}

// Done is one result: what Do returned for what was claimed.
type Done[In, Out any] struct {
	In  In
	Out Out
	Err error
}

// Settings say how a stage works.
type Settings struct {
	Workers int           // Do calls at once, at least 1
	Batch   int           // records a claim and results a commit, at least 1
	Timeout time.Duration // for one Do
	// Next returns the real time at which a lease ends or a record becomes due; zero means that only a commit of the
	// store can bring work.
	Next   func(ctx context.Context) (time.Time, error)
	Bell   *Bell
	Logger *slog.Logger
}

func (s Settings) check() error {
	switch {
	case s.Workers < 1:
		return errors.New("settings: workers must be at least 1")
	case s.Batch < 1:
		return errors.New("settings: batch must be at least 1")
	case s.Timeout <= 0:
		return errors.New("settings: timeout must be positive")
	case s.Next == nil || s.Bell == nil || s.Logger == nil:
		return errors.New("settings: next, bell and logger are needed")
	}
	return nil
}

// commitTries is how often a commit is tried before its results are given up; their leases end, and the work is
// repeated.
const commitTries = 3

// NewStage returns a leased stage. It panics on settings that cannot work: they are the program's own.
func NewStage[In, Out any](name string, w Work[In, Out], s Settings) Runner {
	if err := s.check(); err != nil {
		panic(fmt.Sprintf("stage %s: %v", name, err))
	}
	return &stage[In, Out]{name: name, work: w, set: s, free: semaphore.NewWeighted(int64(s.Workers)), results: make(chan Done[In, Out], s.Workers)}
}

type stage[In, Out any] struct {
	name    string
	work    Work[In, Out]
	set     Settings
	free    *semaphore.Weighted
	results chan Done[In, Out]
}

// Name returns the stage's word.
func (s *stage[In, Out]) Name() string { return s.name }

// Run claims while there is work and a free worker, and sleeps until the bell rings or the next due time comes.
func (s *stage[In, Out]) Run(ctx context.Context) error {
	var workers, committer sync.WaitGroup
	committer.Go(func() { s.commitLoop(context.WithoutCancel(ctx)) })
	defer func() {
		workers.Wait()
		close(s.results)
		committer.Wait()
	}()
	failures := 0
	for {
		if err := s.free.Acquire(ctx, 1); err != nil {
			return err
		}
		slots := 1
		for slots < s.set.Batch && s.free.TryAcquire(1) {
			slots++
		}
		claimed, err := s.claim(ctx, slots)
		for _, in := range claimed {
			workers.Go(func() { s.do(ctx, in) })
		}
		s.free.Release(int64(slots - len(claimed)))
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failures++
			s.set.Logger.Error("claim failed", "stage", s.name, "error", err)
			s.sleep(ctx, min(time.Second<<min(failures, 5), 30*time.Second))
		case len(claimed) == 0:
			failures = 0
			s.wait(ctx)
		default:
			failures = 0
		}
	}
}

func (s *stage[In, Out]) claim(ctx context.Context, n int) (claimed []In, err error) {
	defer recovered(&err)
	return s.work.Claim(ctx, n)
}

// do works on one record and hands its result to the committer as soon as it is ready.
func (s *stage[In, Out]) do(ctx context.Context, in In) {
	defer s.free.Release(1)
	ctx, cancel := context.WithTimeout(ctx, s.set.Timeout)
	defer cancel()
	done := Done[In, Out]{In: in}
	func() {
		defer recovered(&done.Err)
		done.Out, done.Err = s.work.Do(ctx, in)
	}()
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return // the program stops: the lease ends, and the work is done again
	}
	s.results <- done
}

// commitLoop groups the results that wait into one commit, until the results are closed.
func (s *stage[In, Out]) commitLoop(ctx context.Context) {
	for first := range s.results {
		group := []Done[In, Out]{first}
	gather:
		for len(group) < s.set.Batch {
			select {
			case next, open := <-s.results:
				if !open {
					break gather
				}
				group = append(group, next)
			default:
				break gather
			}
		}
		s.commit(ctx, group)
	}
}

func (s *stage[In, Out]) commit(ctx context.Context, group []Done[In, Out]) {
	var err error
	for try := range commitTries {
		if err = s.tryCommit(ctx, group); err == nil {
			return
		}
		s.sleep(ctx, 100*time.Millisecond<<try)
	}
	if len(group) > 1 { // one bad result must not hold the others back
		for _, one := range group {
			s.commit(ctx, []Done[In, Out]{one})
		}
		return
	}
	s.set.Logger.Error("commit failed; the work is repeated when its lease ends", "stage", s.name, "error", err)
}

func (s *stage[In, Out]) tryCommit(ctx context.Context, group []Done[In, Out]) (err error) {
	defer recovered(&err)
	return s.work.Commit(ctx, group)
}

// wait sleeps until the bell rings, the next record is due, or ctx ends.
func (s *stage[In, Out]) wait(ctx context.Context) {
	next, err := s.set.Next(ctx)
	if err != nil {
		s.set.Logger.Error("next due time unknown", "stage", s.name, "error", err)
		next = time.Now().Add(10 * time.Second)
	}
	rest(ctx, s.set.Bell.rope(s.name), next)
}

func (s *stage[In, Out]) sleep(ctx context.Context, d time.Duration) {
	rest(ctx, nil, time.Now().Add(d))
}

// rest returns when rope is pulled, until has come (zero: never), or ctx ends.
func rest(ctx context.Context, rope <-chan struct{}, until time.Time) {
	var due <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(max(time.Until(until), time.Millisecond))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
	case <-rope:
	case <-due:
	}
}
