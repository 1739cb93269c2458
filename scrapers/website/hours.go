package website

import (
	"fmt"
	"slices"
	"strings"
)

// The days of a week as OpenStreetMap's opening_hours writes them, and public holidays.
var dayNames = [...]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"}

const (
	holiday = 7 // index of PH
	allWeek = days(0x7f)
)

// days is a set of days, a bit each.
type days uint8

func day(i int) days { return 1 << i }

// span is one stretch of a day in minutes; one that ends before it begins closes after midnight.
type span struct{ from, to int }

// opening is when a business is open: what was said, and in which words.
type opening struct {
	value string // as OpenStreetMap writes it: "Mo-Fr 08:00-18:00; Sa 08:00-12:00; Su off"
	text  string // the words found
}

// week gathers the hours of one place.
type week struct {
	open   [8][]span
	closed days
	known  days
	words  []string
}

// set says that the place is open (or closed, without spans) on days, and where it was said. It refuses days of which it
// knows otherwise already: those are another place's or another season's.
func (w *week) set(on days, spans []span, words string) bool {
	if len(spans) == 0 && w.known&on == on {
		return true
	}
	for i := range w.open {
		if on&day(i)&w.known != 0 && !slices.Equal(w.open[i], spans) {
			return false
		}
	}
	for i := range w.open {
		if on&day(i) == 0 {
			continue
		}
		w.open[i] = spans
		if len(spans) == 0 {
			w.closed |= day(i)
		}
	}
	w.known |= on
	if words != "" && !slices.Contains(w.words, words) {
		w.words = append(w.words, words)
	}
	return true
}

// opening writes the week, or nothing where it names no hours.
func (w *week) opening() (opening, bool) {
	var rules []string
	var done days
	some := false
	for i := range w.open {
		if w.known&day(i) == 0 || done&day(i) != 0 {
			continue
		}
		same := days(0)
		for j := i; j < len(w.open); j++ {
			if w.known&day(j) != 0 && slices.Equal(w.open[i], w.open[j]) && (i == holiday) == (j == holiday) {
				same |= day(j)
			}
		}
		done |= same
		some = some || len(w.open[i]) > 0
		rules = append(rules, dayList(same)+" "+spanList(w.open[i]))
	}
	if !some {
		return opening{}, false
	}
	value := strings.Join(rules, "; ")
	if value == "Mo-Su 00:00-24:00" {
		value = "24/7"
	}
	return opening{value: value, text: strings.Join(w.words, " | ")}, true
}

// dayList writes days as ranges and lists: "Mo-Fr", "Sa,Su", "Mo,We,Fr".
func dayList(set days) string {
	var parts []string
	for i := 0; i < len(dayNames); i++ {
		if set&day(i) == 0 {
			continue
		}
		end := i
		for end+1 < holiday && set&day(end+1) != 0 {
			end++
		}
		switch end {
		case i:
			parts = append(parts, dayNames[i])
		case i + 1:
			parts = append(parts, dayNames[i], dayNames[end])
		default:
			parts = append(parts, dayNames[i]+"-"+dayNames[end])
		}
		i = end
	}
	return strings.Join(parts, ",")
}

func spanList(spans []span) string {
	if len(spans) == 0 {
		return "off"
	}
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = clockTime(s.from) + "-" + clockTime(s.to)
	}
	return strings.Join(parts, ",")
}

func clockTime(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// between is the days from a to b, round the end of the week.
func between(a, b int) days {
	if a == holiday || b == holiday {
		return day(a) | day(b)
	}
	set := days(0)
	for i := a; ; i = (i + 1) % 7 {
		set |= day(i)
		if i == b {
			return set
		}
	}
}
