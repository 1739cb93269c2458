package campaign

import (
	"testing"
	"time"
)

func TestMonth_beginsAndEndsOnTheWallOfTheZone(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, zone, at, from, to string }{
		{"São Paulo", "America/Sao_Paulo", "2026-11-24T12:00:00Z", "2026-11-01T03:00:00Z", "2026-12-01T03:00:00Z"},
		{"the last hours of a month", "America/Sao_Paulo", "2026-12-01T02:59:59Z", "2026-11-01T03:00:00Z", "2026-12-01T03:00:00Z"},
		{"its first instant", "America/Sao_Paulo", "2026-12-01T03:00:00Z", "2026-12-01T03:00:00Z", "2027-01-01T03:00:00Z"},
		{"over the change of the clocks", "Europe/Lisbon", "2026-10-10T00:00:00Z", "2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z"},
		{"a first midnight that does not exist", "Asia/Amman", "2016-04-10T00:00:00Z", "2016-03-31T22:00:00Z", "2016-04-30T21:00:00Z"},
		{"the month before it", "Asia/Amman", "2016-03-31T21:59:59Z", "2016-02-29T22:00:00Z", "2016-03-31T22:00:00Z"},
		{"a first midnight that comes twice", "America/Havana", "2015-11-01T04:30:00Z", "2015-11-01T04:00:00Z", "2015-12-01T05:00:00Z"},
		{"far east", "Pacific/Kiritimati", "2026-11-30T10:00:00Z", "2026-11-30T10:00:00Z", "2026-12-31T10:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			zone, err := time.LoadLocation(tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			from, to := Month(instant(t, tt.at), zone)
			if !from.Equal(instant(t, tt.from)) || !to.Equal(instant(t, tt.to)) {
				t.Errorf("the month is %v to %v, want %v to %v", from, to, tt.from, tt.to)
			}
		})
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatalf("%q is no time: %v", text, err)
	}
	return at
}

func TestBudget_allowsWhatItHasRoomFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		budget Budget
		price  int64
		want   bool
	}{
		{Budget{}, 5, true}, // none
		{Budget{Micros: 10, Spent: 5}, 5, true},
		{Budget{Micros: 10, Spent: 6}, 5, false},
		{Budget{Micros: 10, Spent: 50}, 0, true}, // it costs nothing
		{Budget{Micros: 10}, 11, false},
	}
	for _, tt := range tests {
		if got := tt.budget.Allows(tt.price); got != tt.want {
			t.Errorf("%+v allows %d: %v, want %v", tt.budget, tt.price, got, tt.want)
		}
	}
}
