package limits

import (
	"math/rand/v2"
	"testing"
	"time"
)

func seeded() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestGap_staysWithinItsBounds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name       string
		minS, maxS int
		low, high  time.Duration
	}{
		{"a span", 30, 90, 30 * time.Second, 90 * time.Second},
		{"one value", 45, 45, 45 * time.Second, 45 * time.Second},
		{"none", 0, 0, 0, 0},
		{"maximum below the minimum", 60, 10, 60 * time.Second, 60 * time.Second},
		{"minimum alone", 20, 0, 20 * time.Second, 20 * time.Second},
		{"below zero", -5, -1, 0, 0},
		{"from zero", 0, 2, 0, 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := seeded()
			for range 2000 {
				if got := Gap(tt.minS, tt.maxS, r); got < tt.low || got > tt.high {
					t.Fatalf("Gap(%d, %d) = %v, want %v to %v", tt.minS, tt.maxS, got, tt.low, tt.high)
				}
			}
		})
	}
}

func TestGap_drawsEvenlyAndRepeatsWithTheSeed(t *testing.T) {
	t.Parallel()
	one, two := seeded(), seeded()
	var sum time.Duration
	const draws = 20_000
	for range draws {
		a, b := Gap(10, 20, one), Gap(10, 20, two)
		if a != b {
			t.Fatalf("the same seed drew %v and %v", a, b)
		}
		sum += a
	}
	if mean := sum / draws; mean < 14900*time.Millisecond || mean > 15100*time.Millisecond {
		t.Errorf("the mean of %d draws between 10 s and 20 s is %v", draws, mean)
	}
}

func TestRetryAfter_isObeyedBetweenASecondAndAnHour(t *testing.T) {
	t.Parallel()
	for asked, want := range map[time.Duration]time.Duration{
		-time.Second: time.Second, 0: time.Second, 20 * time.Second: 20 * time.Second, time.Hour: time.Hour, 100 * time.Hour: time.Hour,
	} {
		if got := RetryAfter(asked); got != want {
			t.Errorf("RetryAfter(%v) = %v, want %v", asked, got, want)
		}
	}
}

func TestTally_opensAtFiveFailuresOfTwenty(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		play  string // . worked, x failed
		opens bool
	}{
		{"five in a row", "xxxxx", true},
		{"four", "xxxx", false},
		{"five spread over twenty", "x...x....x....x....x", true},
		{"the first has left the twenty", "x....x....x....x....x", false},
		{"the last one worked", "xxxx.", false},
		{"a failure that makes five again", "xxxx.x", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var tally Tally
			opens := false
			for _, c := range tt.play {
				opens = tally.Record(c == '.')
			}
			if opens != tt.opens {
				t.Errorf("after %s the breaker opens: %v, want %v", tt.play, opens, tt.opens)
			}
			tally.Reset()
			if tally.Record(false) {
				t.Error("one failure after a reset opens the breaker")
			}
		})
	}
}

func TestProbe_doublesUpToADay(t *testing.T) {
	t.Parallel()
	for failed, want := range map[int]time.Duration{
		-1: 5 * time.Minute, 0: 5 * time.Minute, 1: 10 * time.Minute, 4: 80 * time.Minute, 8: 1280 * time.Minute, 9: 24 * time.Hour, 1000: 24 * time.Hour,
	} {
		if got := Probe(failed); got != want {
			t.Errorf("Probe(%d) = %v, want %v", failed, got, want)
		}
	}
}
