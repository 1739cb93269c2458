package limits

import (
	"testing"
	"time"
)

func TestOpenAt_isTheFirstInstantAtWhichAllIsOpen(t *testing.T) {
	t.Parallel()
	hourly := func(at time.Time) (time.Time, bool) { // open in the first ten minutes of every hour
		if at.Minute() < 10 {
			return at, true
		}
		return at.Truncate(time.Hour).Add(time.Hour), true
	}
	closed := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	in := func(m int) time.Time { return noon.Add(time.Duration(m) * time.Minute) }
	tests := []struct {
		name  string
		until []time.Time
		next  func(time.Time) (time.Time, bool)
		want  time.Time
		ok    bool
	}{
		{"nothing stands in the way", nil, nil, noon, true},
		{"what is past does not", []time.Time{{}, in(-5), noon}, hourly, noon, true},
		{"the last gate", []time.Time{in(3), in(7), in(5)}, hourly, in(7), true},
		{"the window after the last gate", []time.Time{in(3), in(10)}, hourly, in(60), true},
		{"gates without windows", []time.Time{in(30)}, nil, in(30), true},
		{"no window ever", []time.Time{in(3)}, closed, time.Time{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, ok := OpenAt(noon, tt.until, tt.next); !got.Equal(tt.want) || ok != tt.ok {
				t.Errorf("open at %v, %v, want %v, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestGuarded_isLongerThanTheLimitsOwnWindow(t *testing.T) {
	t.Parallel()
	for window, want := range map[time.Duration]time.Duration{
		time.Second: 1020 * time.Millisecond, time.Hour: time.Hour + 72*time.Second, 24 * time.Hour: 24*time.Hour + 1728*time.Second,
	} {
		if got := Guarded(window); got != want {
			t.Errorf("Guarded(%v) = %v, want %v", window, got, want)
		}
	}
}

func TestRing_decidesAlikeFromItsTimes(t *testing.T) {
	t.Parallel()
	random := seeded()
	grown := NewRing(10, time.Hour)
	if got := grown.Times(); len(got) != 0 {
		t.Errorf("an empty ring has the times %v", got)
	}
	for i := range 300 {
		rebuilt := NewRing(10, time.Hour)
		times := grown.Times()
		if want := min(i, 10); len(times) != want {
			t.Fatalf("after %d sends it gives %d times, want %d", i, len(times), want)
		}
		for _, at := range times {
			rebuilt.Add(at)
		}
		now := noon.Add(time.Duration(i) * time.Duration(random.Int64N(int64(3*time.Minute))))
		if a, b := grown.Free(now), rebuilt.Free(now); !a.Equal(b) {
			t.Fatalf("after %d sends the ring is free at %v, the one of its times at %v", i, a, b)
		}
		grown.Add(now)
	}
	times := grown.Times()
	times[0] = noon.Add(1000 * time.Hour)
	if grown.Times()[0].Equal(times[0]) {
		t.Error("a change of the times that were given changes the ring")
	}
}
