package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"aceno/pipeline"
)

// queue is a Work over numbers: what is put in is claimed once, and again when its lease of a minute has ended.
type queue struct {
	mu        sync.Mutex
	waiting   []int
	done      []int
	failed    []int
	commits   int
	claims    int
	refuse    int // commits to refuse first
	do        func(ctx context.Context, n int) (string, error)
	refuseOne func(n int) bool
}

func (q *queue) Claim(_ context.Context, n int) ([]int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.claims++
	n = min(n, len(q.waiting))
	claimed := slices.Clone(q.waiting[:n])
	q.waiting = q.waiting[n:]
	return claimed, nil
}

func (q *queue) Do(ctx context.Context, n int) (string, error) { return q.do(ctx, n) }

func (q *queue) Commit(_ context.Context, done []pipeline.Done[int, string]) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.refuse > 0 {
		q.refuse--
		return errors.New("database is locked")
	}
	for _, d := range done {
		if q.refuseOne != nil && q.refuseOne(d.In) {
			return fmt.Errorf("constraint failed for %d", d.In)
		}
	}
	q.commits++
	for _, d := range done {
		if d.Err != nil {
			q.failed = append(q.failed, d.In)
		} else {
			q.done = append(q.done, d.In)
		}
	}
	return nil
}

func (q *queue) finished() (done, failed []int, commits, claims int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	slices.Sort(q.done)
	return slices.Clone(q.done), slices.Clone(q.failed), q.commits, q.claims
}

func (q *queue) put(list ...int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, list...)
}

func settings(bell *pipeline.Bell, workers, batch int) pipeline.Settings {
	return pipeline.Settings{
		Workers: workers, Batch: batch, Timeout: time.Minute, Bell: bell, Logger: slog.New(slog.DiscardHandler),
		Next: func(context.Context) (time.Time, error) { return time.Time{}, nil },
	}
}

// start runs a stage until the test's end, and waits for it.
func start(t *testing.T, r pipeline.Runner) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; !errors.Is(err, context.Canceled) {
				t.Errorf("the stage ended with %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func TestStage_worksOnAllThatWaitsAndSleepsUntilItIsWoken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{waiting: []int{1, 2, 3, 4, 5}, do: func(context.Context, int) (string, error) { return "ok", nil }}
		bell := pipeline.NewBell()
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, settings(bell, 2, 10)))
		synctest.Wait()
		done, _, _, claims := q.finished()
		if !slices.Equal(done, []int{1, 2, 3, 4, 5}) {
			t.Fatalf("done: %v", done)
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if _, _, _, now := q.finished(); now != claims {
			t.Errorf("an idle stage claimed %d more times in an hour: it polls", now-claims)
		}
		q.put(6)
		bell.Ring(pipeline.Enrich)
		synctest.Wait()
		if done, _, _, _ := q.finished(); !slices.Contains(done, 6) {
			t.Error("the bell did not wake the stage")
		}
		stop()
	})
}

func TestStage_submitsAResultWhenItIsReadyNotWhenTheSlowestReturns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{waiting: []int{1, 2}, do: func(ctx context.Context, n int) (string, error) {
			if n == 1 {
				select {
				case <-time.After(30 * time.Second):
				case <-ctx.Done():
				}
			}
			return "ok", nil
		}}
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, settings(pipeline.NewBell(), 2, 10)))
		synctest.Wait()
		if done, _, _, _ := q.finished(); !slices.Equal(done, []int{2}) {
			t.Errorf("after no time: %v, want the quick one alone", done)
		}
		time.Sleep(31 * time.Second)
		synctest.Wait()
		if done, _, _, _ := q.finished(); !slices.Equal(done, []int{1, 2}) {
			t.Errorf("after 31 s: %v", done)
		}
		stop()
	})
}

func TestStage_turnsAPanicAndATimeoutIntoFailedResults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{waiting: []int{1, 2, 3}, do: func(ctx context.Context, n int) (string, error) {
			switch n {
			case 1:
				panic("a page nobody thought of")
			case 2:
				<-ctx.Done()
				return "", ctx.Err()
			default:
				return "ok", nil
			}
		}}
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, settings(pipeline.NewBell(), 3, 10)))
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		done, failed, _, _ := q.finished()
		slices.Sort(failed)
		if !slices.Equal(done, []int{3}) || !slices.Equal(failed, []int{1, 2}) {
			t.Errorf("done %v, failed %v", done, failed)
		}
		stop()
	})
}

func TestStage_triesACommitAgainAndSavesTheOthersFromABadOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{
			waiting: []int{1, 2, 3, 4}, refuse: 1, refuseOne: func(n int) bool { return n == 3 },
			do: func(context.Context, int) (string, error) { time.Sleep(time.Second); return "ok", nil },
		}
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, settings(pipeline.NewBell(), 4, 10)))
		time.Sleep(time.Minute)
		synctest.Wait()
		if done, _, _, _ := q.finished(); !slices.Equal(done, []int{1, 2, 4}) {
			t.Errorf("done %v, want all but the one that cannot be written", done)
		}
		stop()
	})
}

func TestStage_looksAgainWhenSomethingBecomesDue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{do: func(context.Context, int) (string, error) { return "ok", nil }}
		s := settings(pipeline.NewBell(), 1, 1)
		due := time.Now().Add(10 * time.Minute)
		s.Next = func(context.Context) (time.Time, error) {
			if time.Now().Before(due) {
				return due, nil
			}
			return time.Time{}, nil
		}
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, s))
		synctest.Wait()
		q.put(1)
		time.Sleep(9 * time.Minute)
		synctest.Wait()
		if done, _, _, _ := q.finished(); len(done) != 0 {
			t.Errorf("claimed before it was due: %v", done)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if done, _, _, _ := q.finished(); !slices.Equal(done, []int{1}) {
			t.Errorf("after its due time: %v", done)
		}
		stop()
	})
}

func TestStage_leavesInterruptedWorkToItsLease(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := &queue{waiting: []int{1}, do: func(ctx context.Context, _ int) (string, error) { <-ctx.Done(); return "", ctx.Err() }}
		stop := start(t, pipeline.NewStage(pipeline.Enrich, q, settings(pipeline.NewBell(), 1, 1)))
		synctest.Wait()
		stop()
		if done, failed, _, _ := q.finished(); len(done)+len(failed) != 0 {
			t.Errorf("interrupted work was committed: done %v, failed %v", done, failed)
		}
	})
}

func TestNewStage_refusesSettingsThatCannotWork(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*pipeline.Settings){
		"no workers": func(s *pipeline.Settings) { s.Workers = 0 },
		"no batch":   func(s *pipeline.Settings) { s.Batch = 0 },
		"no timeout": func(s *pipeline.Settings) { s.Timeout = 0 },
		"no next":    func(s *pipeline.Settings) { s.Next = nil },
		"no bell":    func(s *pipeline.Settings) { s.Bell = nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := settings(pipeline.NewBell(), 1, 1)
			change(&s)
			defer func() {
				if recover() == nil {
					t.Error("the settings were taken")
				}
			}()
			pipeline.NewStage(pipeline.Enrich, &queue{}, s)
		})
	}
}

func TestPipeline_endsAllStagesWhenOnePanics(t *testing.T) {
	t.Parallel()
	bell := pipeline.NewBell()
	q := &queue{do: func(context.Context, int) (string, error) { return "", nil }}
	p := pipeline.New(slog.New(slog.DiscardHandler), pipeline.NewStage(pipeline.Enrich, q, settings(bell, 1, 1)), panics{})
	if err := p.Run(t.Context()); err == nil {
		t.Error("a stage panicked and the pipeline ended without an error")
	}
}

type panics struct{}

func (panics) Name() string              { return "panics" }
func (panics) Run(context.Context) error { panic("out of order") }
