package website

import (
	"slices"
	"strings"
)

// Most hours of one page, and words that may stand between days and their times.
const (
	maxWeeks   = 8
	maxBetween = 4
)

// hoursReader reads the hours of a page's lines: days and then times, or times and then days, on one line or on two.
type hoursReader struct {
	weeks []*week
	words []word
	lines []string // the line of each word
	past  bool     // the page is in English: hours past noon may be written 1 to 6
}

// hours returns when the visible text says that the business is open, a place or season each.
func (d *document) hours() []opening {
	r := &hoursReader{past: strings.HasPrefix(d.languageOf(), "en")}
	near := -2 // the last line that says something of hours
	for i, line := range d.lines {
		if len(line) > maxHourLine {
			continue
		}
		words := hourWords(line, false)
		if !slices.ContainsFunc(words, func(w word) bool {
			return w.sign == signDay && !w.bare || w.sign == signTime && !w.bare || w.sign == signWhole || w.sign == signClosed
		}) {
			continue
		}
		if i > near+1 && len(r.words) > 0 {
			r.gap()
		}
		near = i
		for _, w := range words {
			r.words, r.lines = append(r.words, w), append(r.lines, line)
		}
		r.words, r.lines = append(r.words, word{sign: signStop, text: "\n"}), append(r.lines, line)
	}
	r.run()
	if out := r.openings(); len(out) > 0 {
		return out
	}
	return d.halfHours()
}

// maxHourLine is the longest line that may say hours, in bytes.
const maxHourLine = 1000

// gap keeps lines apart that are no neighbours.
func (r *hoursReader) gap() {
	for range 2 {
		r.words, r.lines = append(r.words, word{sign: signStop, text: "\n\n"}), append(r.lines, "")
	}
}

func (r *hoursReader) openings() []opening {
	var out []opening
	for _, w := range r.weeks {
		if o, ok := w.opening(); ok && len(out) < maxWeeks && !slices.ContainsFunc(out, func(x opening) bool { return x.value == o.value }) {
			out = append(out, o)
		}
	}
	return out
}

// run reads all words.
func (r *hoursReader) run() {
	for i := 0; i < len(r.words); {
		switch r.words[i].sign {
		case signDay:
			i = r.fromDays(i)
		case signTime, signWhole:
			i = r.fromTimes(i)
		default:
			i++
		}
	}
}

// fromDays reads days and the times that follow them.
func (r *hoursReader) fromDays(i int) int {
	on, next := r.days(i)
	if on == 0 {
		return i + 1
	}
	at := r.skip(next, true)
	spans, end := r.times(at)
	if end > at {
		r.keep(on, spans, i, end)
		return end
	}
	return next
}

// fromTimes reads times and the days that follow them: "9am-5pm Monday to Friday", "das 8h às 18h, de segunda a sexta".
func (r *hoursReader) fromTimes(i int) int {
	spans, end := r.times(i)
	if end == i || len(spans) == 0 {
		return i + 1
	}
	at := r.skip(end, false)
	if at >= len(r.words) || r.words[at].sign != signDay {
		return end
	}
	on, next := r.days(at)
	if on == 0 {
		return end
	}
	if after := r.skip(next, true); after < len(r.words) { // the days have times of their own: "8h-18h" was somebody else's
		if _, own := r.times(after); own > after && r.sameLine(i, next) == r.sameLine(next-1, after) && !r.stopBetween(next, after) {
			return end
		}
	}
	r.keep(on, spans, i, next)
	return next
}

func (r *hoursReader) sameLine(a, b int) bool {
	return !slices.ContainsFunc(r.words[min(a, b):min(max(a, b), len(r.words))], func(w word) bool { return strings.HasPrefix(w.text, "\n") })
}

func (r *hoursReader) stopBetween(a, b int) bool {
	return slices.ContainsFunc(r.words[a:min(b, len(r.words))], func(w word) bool { return w.sign == signStop || w.sign == signAnd })
}

// skip passes over what may stand between days and times: a few words, one line's end.
func (r *hoursReader) skip(i int, lines bool) int {
	breaks := 0
	for n := 0; i < len(r.words) && n <= maxBetween; n++ {
		switch w := r.words[i]; {
		case w.sign == signStop && w.text == "\n" && lines && breaks == 0:
			breaks++
			n--
		case w.sign == signStop && w.text != "|", w.sign == signDay, w.sign == signTime && !w.bare, w.sign == signClosed, w.sign == signWhole:
			return i
		case w.sign == signTime && i+1 < len(r.words) && r.words[i+1].sign == signUntil:
			return i
		}
		i++
	}
	return i
}

// days reads a list of days from i on: "segunda a sexta", "sáb., dom. e feriados".
func (r *hoursReader) days(i int) (days, int) {
	on, last, bare := r.words[i].on, r.words[i].first, r.words[i].bare
	next := i + 1
	for next < len(r.words) {
		at := next
		for at < len(r.words) && (r.words[at].text == "." || r.words[at].text == "feira" || r.words[at].text == "feiras") {
			at++
		}
		join := signOther
		for at < len(r.words) && (r.words[at].sign == signUntil || r.words[at].sign == signAnd || r.words[at].text == "de" || r.words[at].text == ".") {
			if r.words[at].sign != signOther {
				join = r.words[at].sign
			}
			at++
		}
		if at >= len(r.words) || r.words[at].sign != signDay || (join == signOther && !r.listed(next, at)) {
			break
		}
		switch w := r.words[at]; {
		case join == signUntil && last >= 0 && w.first >= 0:
			on |= between(last, w.first)
			last = w.first
			bare = bare && w.bare
		default:
			on |= w.on
			last = w.first
			bare = bare && w.bare
		}
		next = at + 1
	}
	if bare && (on != between(0, 4)) { // single letters mean days in "M-F" alone
		return 0, next
	}
	return on, next
}

// listed tells whether days follow each other with nothing but a dot between: "Tues. Wed. Thurs.".
func (r *hoursReader) listed(a, b int) bool {
	return b-a <= 1 && r.sameLine(a, b)
}

// times reads stretches of a day, "closed" (none) or "24 horas" from i on. It returns i where there are none.
func (r *hoursReader) times(i int) ([]span, int) {
	if i >= len(r.words) {
		return nil, i
	}
	switch r.words[i].sign {
	case signClosed:
		return nil, i + 1
	case signWhole:
		return []span{{0, 24 * 60}}, i + 1
	}
	var out []span
	end := i
	for at := i; at < len(r.words) && len(out) < 4; {
		s, next := r.stretch(at)
		if next == at {
			break
		}
		out, end = append(out, s), next
		at = next
		for at < len(r.words) && at < next+4 && r.words[at].sign != signTime && r.words[at].sign != signDay && (r.words[at].sign != signStop || r.words[at].text == "|") {
			at++
		}
	}
	return out, end
}

// stretch reads one stretch: "das 8h às 18h", "8:30-17:00", "9 to 5pm".
func (r *hoursReader) stretch(i int) (span, int) {
	if i+2 >= len(r.words) || r.words[i].sign != signTime {
		return span{}, i
	}
	at := i + 1
	for at < len(r.words) && at <= i+2 && (r.words[at].sign == signUntil || r.words[at].text == ".") {
		at++
	}
	if at == i+1 || at >= len(r.words) || r.words[at].sign != signTime {
		return span{}, i
	}
	a, b := r.words[i], r.words[at]
	if a.bare && b.bare || a.military != b.military || a.military && a.text[0] != '0' { // "2019-2021" are years
		return span{}, i
	}
	from, to := a.minute, b.minute
	switch {
	case a.half == 0 && b.half == 'p' && from < 12*60 && from+12*60 < to:
		from += 12 * 60
	case b.half == 0 && a.half == 'a' && to <= from, b.half == 0 && a.half == 0 && r.past && to <= 7*60 && from >= 6*60 && from <= 12*60:
		to += 12 * 60
	}
	if to == 0 {
		to = 24 * 60
	}
	if from == to || from >= 24*60 || to > 24*60 {
		return span{}, i
	}
	return span{from, to}, at + 1
}

// keep puts hours into the week that is being read, or begins another where it already knows those days.
func (r *hoursReader) keep(on days, spans []span, from, to int) {
	words := ""
	for i := from; i < to; i++ {
		if line := r.lines[i]; line != "" && !strings.Contains(words, line) {
			words = strings.TrimPrefix(words+" | "+line, " | ")
		}
	}
	if n := len(r.weeks); n > 0 && r.weeks[n-1].set(on, spans, words) {
		return
	}
	w := &week{}
	w.set(on, spans, words)
	r.weeks = append(r.weeks, w)
}
