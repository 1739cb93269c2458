package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// window is open on some days of the week, from one minute of the day to another, which it leaves out.
type window struct {
	days     [7]bool // by time.Weekday
	from, to int     // minutes since midnight on the wall
}

const (
	dayMinutes = 24 * 60
	example    = `"mon-fri 09:00-18:00"`
)

// days are the words for days in English and Portuguese, folded.
var days = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "tues": time.Tuesday, "thur": time.Thursday, "thurs": time.Thursday,
	"dom": time.Sunday, "seg": time.Monday, "ter": time.Tuesday, "qua": time.Wednesday, "qui": time.Thursday, "sex": time.Friday, "sab": time.Saturday,
	"domingo": time.Sunday, "segunda": time.Monday, "terca": time.Tuesday, "quarta": time.Wednesday, "quinta": time.Thursday,
	"sexta": time.Friday, "sabado": time.Saturday,
}

// everyDay are the words for all seven days.
var everyDay = []string{"daily", "every day", "everyday", "todos os dias", "diariamente"}

// parseWindow reads "mon-fri 09:00-18:00" or, with a break, "mon-fri 09:00-12:00,13:00-18:00": one window a range of hours.
func parseWindow(text string) (list []window, problem string) {
	folded := fold(text)
	at := strings.IndexFunc(folded, unicode.IsDigit)
	if at <= 0 {
		return nil, fmt.Sprintf("%q is not a window: write days and hours like %s", text, example)
	}
	open, problem := parseDays(strings.TrimSpace(folded[:at]), text)
	if problem != "" {
		return nil, problem
	}
	for hours := range strings.SplitSeq(folded[at:], ",") {
		from, to, found := strings.Cut(hours, "-")
		start, okFrom := parseMinute(from)
		end, okTo := parseMinute(to)
		switch {
		case !found || !okFrom || !okTo:
			return nil, fmt.Sprintf("%q has no hours that can be read: write 24-hour times like %s", text, example)
		case end <= start:
			return nil, fmt.Sprintf("%q ends before it starts: write 09:00-18:00; a night is two windows, one to 24:00 and one from 00:00", text)
		}
		list = append(list, window{days: open, from: start, to: end})
	}
	return list, ""
}

// parseDays reads "mon", "mon-fri", "mon,wed" or a word for every day. A range may run over the end of the week.
func parseDays(words, text string) (open [7]bool, problem string) {
	words = strings.TrimSuffix(words, ":")
	for _, all := range everyDay {
		if words == all {
			return [7]bool{true, true, true, true, true, true, true}, ""
		}
	}
	for part := range strings.SplitSeq(words, ",") {
		first, last, isRange := strings.Cut(part, "-")
		from, ok := days[strings.TrimSpace(first)]
		if !ok {
			return open, unknownDay(first, text)
		}
		to := from
		if isRange {
			if to, ok = days[strings.TrimSpace(last)]; !ok {
				return open, unknownDay(last, text)
			}
		}
		for d := from; ; d = (d + 1) % 7 {
			open[d] = true
			if d == to {
				break
			}
		}
	}
	return open, ""
}

func unknownDay(word, text string) string {
	return fmt.Sprintf("%q is not a day in %q: write mon, tue, wed, thu, fri, sat or sun (or seg, ter, qua, qui, sex, sáb, dom), like %s",
		strings.TrimSpace(word), text, example)
}

// parseMinute reads "09:00", "9:00" or, as an end, "24:00" as minutes since midnight.
func parseMinute(text string) (int, bool) {
	hours, minutes, found := strings.Cut(strings.TrimSpace(text), ":")
	if !found || len(hours) < 1 || len(hours) > 2 || len(minutes) != 2 {
		return 0, false
	}
	h, errH := strconv.ParseUint(hours, 10, 8)
	m, errM := strconv.ParseUint(minutes, 10, 8)
	if errH != nil || errM != nil || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, false
	}
	return int(h)*60 + int(m), true
}

// fold lowers case, drops accents and joins blanks.
func fold(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), text)
	if err != nil {
		plain = text
	}
	plain = strings.NewReplacer("–", "-", "—", "-", " - ", "-").Replace(strings.ToLower(plain))
	return strings.Join(strings.Fields(plain), " ")
}

func (p *Plan) openAt(wall time.Time) bool {
	if len(p.windows) == 0 {
		return true
	}
	minute := wall.Hour()*60 + wall.Minute()
	for _, w := range p.windows {
		if w.days[wall.Weekday()] && minute >= w.from && minute < w.to {
			return true
		}
	}
	return false
}

// nextWall returns the first wall time at or after wall that lies in a window.
func (p *Plan) nextWall(wall time.Time) time.Time {
	if p.openAt(wall) {
		return wall
	}
	midnight := wall.Truncate(24 * time.Hour)
	for day := range 8 {
		date := midnight.AddDate(0, 0, day)
		best := time.Time{}
		for _, w := range p.windows {
			opens := date.Add(time.Duration(w.from) * time.Minute)
			if w.days[date.Weekday()] && opens.After(wall) && (best.IsZero() || opens.Before(best)) {
				best = opens
			}
		}
		if !best.IsZero() {
			return best
		}
	}
	return wall // not reached: every window opens once a week
}
