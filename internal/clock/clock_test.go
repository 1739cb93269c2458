package clock_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"aceno/internal/clock"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestPace_runsBusinessTimeFasterThanRealTime(t *testing.T) {
	t.Parallel()
	pace := clock.Pace{Real: noon, Sim: noon.Add(24 * time.Hour), Speed: 60}
	if got, want := pace.At(noon.Add(time.Minute)), noon.Add(25*time.Hour); !got.Equal(want) {
		t.Errorf("a real minute at 60 times: %s, want %s", got, want)
	}
	read, err := clock.ParsePace(pace.String())
	if err != nil {
		t.Fatalf("read a pace that was written: %v", err)
	}
	if !read.Sim.Equal(pace.Sim) || !read.Real.Equal(pace.Real) || read.Speed != pace.Speed {
		t.Errorf("read %v, wrote %v", read, pace)
	}
}

func TestParsePace_namesWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, line := range map[string]string{
		"too few words":  "2026-11-24T12:00:00Z 3",
		"real no time":   "noon 2026-11-24T12:00:00Z 1",
		"sim no time":    "2026-11-24T12:00:00Z noon 1",
		"negative speed": "2026-11-24T12:00:00Z 2026-11-24T12:00:00Z -1",
		"speed no digit": "2026-11-24T12:00:00Z 2026-11-24T12:00:00Z fast",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := clock.ParsePace(line); err == nil {
				t.Errorf("%q was accepted", line)
			}
		})
	}
}

func TestFile_followsItsFileAndKeepsTheLastValidPace(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "clock")
	write := func(line string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	stands := clock.Pace{Real: time.Now(), Sim: noon, Speed: 0}
	write(stands.String())
	c, err := clock.OpenFile(path)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	if !c.Now().Equal(noon) {
		t.Errorf("a clock of speed 0 says %s, want %s", c.Now(), noon)
	}
	if got := c.Until(noon.Add(time.Hour)); got != time.Second {
		t.Errorf("a clock that stands still lets wait %s, want a second, to look again", got)
	}
	write("nonsense")
	if err := os.Chtimes(path, time.Now().Add(time.Second), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if !c.Now().Equal(noon) {
		t.Errorf("an unreadable file moved the clock to %s", c.Now())
	}
	if _, err := clock.OpenFile(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a clock file that is not there was opened")
	}
	if _, err := clock.OpenFile(path); err == nil {
		t.Error("a clock file that cannot be read was opened")
	}
}

func TestSleep_endsWhenBusinessTimeHasCome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := clock.NewManual(noon)
		done := make(chan error, 1)
		go func() { done <- clock.Sleep(t.Context(), c, noon.Add(time.Hour)) }()
		time.Sleep(time.Minute)
		select {
		case <-done:
			t.Fatal("slept less than the hour of business time")
		default:
		}
		c.Advance(time.Hour)
		if err := <-done; err != nil {
			t.Errorf("sleep: %v", err)
		}
	})
}

func TestSleep_endsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := clock.Sleep(ctx, clock.System{}, time.Now().Add(time.Hour)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled context", err)
	}
}

func TestSystem_untilIsNeverNegative(t *testing.T) {
	t.Parallel()
	c := clock.System{}
	if got := c.Until(c.Now().Add(-time.Hour)); got != 0 {
		t.Errorf("until an hour ago: %s", got)
	}
	if got := c.Until(c.Now().Add(time.Hour)); got <= 59*time.Minute {
		t.Errorf("until in an hour: %s", got)
	}
}
