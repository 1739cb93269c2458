package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/pocketbase/dbx"
)

// Sizes of the writer: how many jobs may wait, and how many share a commit at most.
const (
	waitingJobs = 1024
	groupJobs   = 256
)

// errStopped says that the writer has ended: nothing more is written.
var errStopped = errors.New("the store's writer has stopped")

// writer is the one goroutine through which this room writes. A group is whatever came while the last one was committed;
// nothing waits for a timer. Each job runs under a savepoint, so that one that fails leaves nothing and takes nobody along.
// Nobody is answered before the commit.
type writer struct {
	jobs    chan *job
	stopped chan struct{}
	session session
}

// job is one unit of writing.
type job struct {
	fn   func(tx *tx) error
	err  error
	done chan struct{}

	claimed bool         // a call may follow: its caller is told when the journal could not be
	state   atomic.Int32 // jobWaiting, then jobTaken by the writer or jobDropped by the caller
}

const (
	jobWaiting int32 = iota
	jobTaken
	jobDropped
)

func newWriter() *writer {
	return &writer{jobs: make(chan *job, waitingJobs), stopped: make(chan struct{})}
}

// write runs a function in the writer and returns when it is durable. A caller whose context ends while its job still waits
// takes it back; one that was begun is waited for.
func (s *Store) write(ctx context.Context, fn func(tx *tx) error) error {
	j, err := s.submit(ctx, fn)
	if err != nil {
		return err
	}
	return s.await(ctx, j)
}

// submit hands a job to the writer, which takes jobs in this order. Whoever submits one awaits it.
func (s *Store) submit(ctx context.Context, fn func(tx *tx) error) (*job, error) {
	j := &job{fn: fn, done: make(chan struct{})}
	select {
	case s.writer.jobs <- j:
		return j, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-s.writer.stopped:
		return nil, errStopped
	}
}

// await returns when a job is durable, or was taken back.
func (s *Store) await(ctx context.Context, j *job) error {
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		if j.state.CompareAndSwap(jobWaiting, jobDropped) {
			return ctx.Err()
		}
	case <-s.writer.stopped:
		if j.state.CompareAndSwap(jobWaiting, jobDropped) {
			return errStopped
		}
	}
	<-j.done
	return j.err
}

// Run is the writer: it takes whatever waits, group by group, until ctx ends; what was handed in before is still written.
func (s *Store) Run(ctx context.Context) error {
	db, ok := s.opt.App.NonconcurrentDB().(*dbx.DB)
	if !ok {
		return errors.New("run the store's writer: the app is not bootstrapped")
	}
	db.DB().SetConnMaxIdleTime(0) // the connection and its prepared statements stay
	s.writer.session.ctx = context.WithoutCancel(ctx)
	defer close(s.writer.stopped)
	if s.opt.StopFile != "" {
		s.lookStop()
		var watcher sync.WaitGroup
		watcher.Go(func() { s.watchStop(ctx) })
		defer watcher.Wait()
	}
	for {
		select {
		case first := <-s.writer.jobs:
			s.turn(db.DB(), s.gather(first))
		case <-ctx.Done():
			for {
				select {
				case first := <-s.writer.jobs:
					s.turn(db.DB(), s.gather(first))
				default:
					return nil
				}
			}
		}
	}
}

// gather takes all jobs that wait now.
func (s *Store) gather(first *job) []*job {
	group := make([]*job, 0, 8)
	for j := first; ; {
		if j.state.CompareAndSwap(jobWaiting, jobTaken) {
			group = append(group, j)
		}
		if len(group) == groupJobs {
			return group
		}
		select {
		case j = <-s.writer.jobs:
		default:
			return group
		}
	}
}

// turn writes one group on the connection borrowed for it and answers everybody.
func (s *Store) turn(db *sql.DB, group []*job) {
	if len(group) == 0 {
		return
	}
	g := &batch{store: s, counts: make(map[string]*tally)}
	if err := s.commit(db, g, group); err != nil {
		for _, undo := range g.undo {
			undo()
		}
		for _, j := range group {
			j.err = errors.Join(j.err, err)
		}
		s.opt.Logger.Error("a group of writes failed", "jobs", len(group), "error", err)
	} else {
		untold := s.tellJournal(g)
		g.publish()
		for _, j := range group {
			if j.claimed && j.err == nil {
				j.err = untold
			}
		}
	}
	for _, j := range group {
		close(j.done)
	}
}

// writerPages lets the one connection that writes keep 32 MB of the pages that all jobs change; what only reads has the system's cache.
const writerPages = `PRAGMA cache_size = -32000`

// commit borrows the connection and runs the group's transaction.
func (s *Store) commit(db *sql.DB, g *batch, group []*job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the writer panicked: %v\n%s", r, debug.Stack())
		}
	}()
	conn, err := db.Conn(s.writer.session.ctx)
	if err != nil {
		return fmt.Errorf("borrow the write connection: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return conn.Raw(func(raw any) (err error) {
		ses := &s.writer.session
		known := ses.conn
		if err := ses.on(raw); err != nil {
			return err
		}
		if ses.conn != known {
			if _, err := ses.exec(writerPages, nil); err != nil {
				return err
			}
		}
		if _, err := ses.exec("BEGIN IMMEDIATE", nil); err != nil {
			return err
		}
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("the writer panicked: %v\n%s", r, debug.Stack())
			}
			if err != nil {
				if _, rollback := ses.exec("ROLLBACK", nil); rollback != nil {
					s.opt.Logger.Debug("rollback of a failed group", "error", rollback) // SQLite has already done it
				}
			}
		}()
		for _, j := range group {
			if err := g.run(ses, j); err != nil {
				return err
			}
		}
		if err := errors.Join(g.flush(ses), g.markJournal(ses)); err != nil {
			return err
		}
		_, err = ses.exec("COMMIT", nil)
		return err
	})
}
