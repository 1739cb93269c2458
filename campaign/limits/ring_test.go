package limits

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestRing_freesThePlaceOfTheOldestAWindowLater(t *testing.T) {
	t.Parallel()
	r := NewRing(2, time.Hour)
	r.Add(noon)
	if got := r.Free(noon); !got.Equal(noon) {
		t.Errorf("with one of two used it is free at %v, want now", got)
	}
	r.Add(noon.Add(10 * time.Minute))
	now := noon.Add(20 * time.Minute)
	if got, want := r.Free(now), noon.Add(time.Hour); !got.Equal(want) {
		t.Errorf("with two of two used it is free at %v, want %v", got, want)
	}
	if got := r.Free(noon.Add(time.Hour - time.Nanosecond)); got.Equal(noon.Add(time.Hour - time.Nanosecond)) {
		t.Error("free a nanosecond early")
	}
	if got := r.Free(noon.Add(time.Hour)); !got.Equal(noon.Add(time.Hour)) {
		t.Errorf("a window later it is free at %v, want now", got)
	}
	if r.Len() != 2 || r.Used(now) != 2 || r.Used(noon.Add(time.Hour)) != 1 {
		t.Errorf("Len %d, Used %d and %d, want 2, 2 and 1", r.Len(), r.Used(now), r.Used(noon.Add(time.Hour)))
	}
}

// sendAsFastAsAllowed sends whenever the ring is free and returns the times.
func sendAsFastAsAllowed(r *Ring, start time.Time, total int, pause func(i int) time.Duration) []time.Time {
	var times []time.Time
	now := start
	for i := range total {
		now = now.Add(pause(i))
		if free := r.Free(now); free.After(now) {
			now = free
		}
		r.Add(now)
		times = append(times, now)
	}
	return times
}

func TestRing_holdsTheLimitInEverySlidingWindow(t *testing.T) {
	t.Parallel()
	random := seeded()
	for _, n := range []int{1, 2, 7, 60} {
		window := time.Hour
		r := NewRing(n, window)
		times := sendAsFastAsAllowed(r, noon, 5000, func(int) time.Duration {
			return time.Duration(random.Int64N(int64(2 * window / time.Duration(n))))
		})
		for i := n; i < len(times); i++ {
			if d := times[i].Sub(times[i-n]); d < window {
				t.Fatalf("limit %d: sends %d and %d lie %v apart", n, i-n, i, d)
			}
		}
	}
}

func TestRing_usesAllThatIsAllowed(t *testing.T) {
	t.Parallel()
	r := NewRing(60, time.Hour)
	times := sendAsFastAsAllowed(r, noon, 24*60, func(int) time.Duration { return 0 })
	if last, want := times[len(times)-1], noon.Add(23*time.Hour); last.After(want) {
		t.Errorf("a day's sends end at %v, want by %v", last, want)
	}
}

func TestRing_takesAdditionsBack(t *testing.T) {
	t.Parallel()
	r := NewRing(3, time.Hour)
	for i := range 3 {
		r.Add(noon.Add(time.Duration(i) * time.Minute))
	}
	before := r.Free(noon.Add(5 * time.Minute))
	later := noon.Add(2 * time.Hour)
	for range 500 { // a commit's worth, over what the limit remembers
		r.Add(later)
	}
	for range 500 {
		r.Undo()
	}
	if got := r.Free(noon.Add(5 * time.Minute)); !got.Equal(before) {
		t.Errorf("after taking all back it is free at %v, want %v", got, before)
	}
	for range 10 {
		r.Undo()
	}
	if r.Len() != 0 {
		t.Errorf("Len is %d after taking everything back", r.Len())
	}
}

func TestRing_forgetsOnlyWhatNoUndoCanBringBack(t *testing.T) {
	t.Parallel()
	r := NewRing(5, time.Minute)
	for i := range 20_000 {
		r.Add(noon.Add(time.Duration(i) * time.Second))
	}
	if len(r.times) > 2*(5+undoDepth)+1 {
		t.Errorf("the ring holds %d times", len(r.times))
	}
	for range undoDepth {
		r.Undo()
	}
	if r.Len() != 5 {
		t.Errorf("Len is %d after %d were taken back, want 5", r.Len(), undoDepth)
	}
}

func TestRing_keepsTheLimitWhenTheClockJumps(t *testing.T) {
	t.Parallel()
	r := NewRing(2, time.Hour)
	r.Add(noon)
	r.Add(noon.Add(time.Minute))
	back := noon.Add(-24 * time.Hour)
	if got, want := r.Free(back), noon.Add(time.Hour); !got.Equal(want) {
		t.Errorf("with the clock set back it is free at %v, want %v", got, want)
	}
	r = NewRing(2, time.Hour)
	r.Add(noon)
	r.Add(back) // counts as sent with the newest
	if got, want := r.Free(noon.Add(time.Minute)), noon.Add(time.Hour); !got.Equal(want) {
		t.Errorf("a send of a clock set back frees at %v, want %v", got, want)
	}
	if got := r.Used(noon.Add(time.Minute)); got != 2 {
		t.Errorf("%d sends are counted in the last hour, want 2", got)
	}
	if got := r.Free(back.Add(90 * time.Minute)); !got.Equal(noon.Add(time.Hour)) {
		t.Errorf("it is free at %v by the wrong clock", got)
	}
	r = NewRing(2, time.Hour)
	r.Add(noon)
	r.Add(noon.Add(90 * time.Minute)) // the first has left the window by then, whatever the clock says later
	if got := r.Free(noon.Add(10 * time.Minute)); !got.Equal(noon.Add(10 * time.Minute)) {
		t.Errorf("with a place free by the newest send it is free at %v, want now", got)
	}
}

func TestRing_ofNothingLetsNothingThrough(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, -3} {
		r := NewRing(n, time.Hour)
		if got := r.Free(noon); !got.After(noon) {
			t.Errorf("a limit of %d lets one through", n)
		}
		r.Add(noon)
		if got := r.Free(noon.Add(100 * time.Hour)); !got.After(noon.Add(100 * time.Hour)) {
			t.Errorf("a limit of %d lets one through later", n)
		}
	}
}

func TestRing_decidesAlikeWhenItIsRebuilt(t *testing.T) {
	t.Parallel()
	random := seeded()
	grown := NewRing(10, time.Hour)
	times := sendAsFastAsAllowed(grown, noon, 200, func(int) time.Duration { return time.Duration(random.Int64N(int64(5 * time.Minute))) })
	rebuilt := NewRing(10, time.Hour)
	for _, at := range times[len(times)-10:] {
		rebuilt.Add(at)
	}
	for i := range 120 {
		now := times[len(times)-1].Add(time.Duration(i) * time.Minute)
		if a, b := grown.Free(now), rebuilt.Free(now); !a.Equal(b) {
			t.Fatalf("at %v the grown ring is free at %v, the rebuilt one at %v", now, a, b)
		}
	}
}

func BenchmarkRing(b *testing.B) {
	r := NewRing(1000, time.Hour)
	now := noon
	for b.Loop() {
		now = now.Add(time.Second)
		r.Free(now)
		r.Add(now)
	}
}
