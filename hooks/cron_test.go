package hooks

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"aceno/internal/clock"
)

func TestSlots_areLookedAtOnceAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		d := Dependencies{Clock: clock.System{}}
		for range 3 {
			if err := untilNextSlot(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begun); took <= 2*time.Minute || took > 3*time.Minute {
			t.Errorf("three slots took %s", took)
		}
	})
}

// fast is a clock that runs a thousand times faster.
type fast struct{ begun time.Time }

func (f fast) Now() time.Time { return f.begun.Add(1000 * time.Since(f.begun)) }
func (f fast) Until(t time.Time) time.Duration {
	return max(0, min(time.Second, t.Sub(f.Now())/1000))
}

func TestSlots_areLookedAtTwiceASecondWhenTimeRunsFast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		d := Dependencies{Clock: fast{begun}}
		for range 4 {
			if err := untilNextSlot(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begun); took < 2*time.Second || took > 3*time.Second {
			t.Errorf("four looks took %s of real time", took)
		}
	})
}

func TestSlots_endWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- untilNextSlot(ctx, Dependencies{Clock: clock.NewManual(time.Now())}) }()
		synctest.Wait()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	})
}

func TestGuarded_startsALoopAgainAfterAPanic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		runs := 0
		guarded(ctx, slog.New(slog.DiscardHandler), "test", func(context.Context) error {
			runs++
			if runs == 3 {
				cancel()
				return ctx.Err()
			}
			panic("no")
		})
		if runs != 3 {
			t.Errorf("the loop ran %d times", runs)
		}
	})
}
