package campaign

import (
	"errors"
	"testing"
	"time"
)

func TestParseWeek_readsWhatStringWrites(t *testing.T) {
	t.Parallel()
	for day := time.Date(2019, 12, 1, 12, 0, 0, 0, time.UTC); day.Year() < 2033; day = day.AddDate(0, 0, 1) {
		w := WeekOf(day)
		read, err := ParseWeek(w.String())
		if err != nil || read != w {
			t.Fatalf("%s of %s reads as %v, %v", w, day.Format(time.DateOnly), read, err)
		}
		begin := w.Begin(time.UTC)
		if begin.Weekday() != time.Monday || day.Before(begin) || !day.Before(w.Next().Begin(time.UTC)) {
			t.Fatalf("%s begins on %s, and %s lies in it", w, begin, day)
		}
	}
	for _, bad := range []string{"", "2026-48", "2026-W0", "2026-W00", "2026-W54", "2025-W53", "26-W01", "2026-W481"} {
		var refused *Error
		if _, err := ParseWeek(bad); !errors.As(err, &refused) || refused.Field != "week" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestWeek_beginsAtMidnightOfTheZoneEvenWhereAnHourIsMissing(t *testing.T) {
	t.Parallel()
	w, err := ParseWeek("2026-W13") // clocks go forward in Lisbon on its Sunday
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	if hours := w.Next().Begin(zone).Sub(w.Begin(zone)).Hours(); hours != 167 {
		t.Errorf("the week has %v hours", hours)
	}
}
