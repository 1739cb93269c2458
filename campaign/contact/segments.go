package contact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// group is a run of digits.
type group struct {
	digits     string
	start, end int  // in the text, with a plus or an opening bracket before it
	plus       bool // a plus stands before it
	bracket    bool // an opening bracket stands before it
	tight      bool // no blank parts it from the group before
}

// segment is a stretch of text that holds digits and the signs with which numbers are written, and nothing else.
type segment struct {
	text   string
	groups []group
}

// The most that is looked at in one segment and one number.
const (
	maxGroups = 48
	maxDigits = 17
)

func (s segment) digits(from, to int) string {
	var b strings.Builder
	for _, g := range s.groups[from:to] {
		b.WriteString(g.digits)
	}
	return b.String()
}

func (s segment) raw(from, to int) string { return s.text[s.groups[from].start:s.groups[to-1].end] }

// sizes returns the lengths of the groups.
func (s segment) sizes(from, to int) []int {
	list := make([]int, 0, to-from)
	for _, g := range s.groups[from:to] {
		list = append(list, len(g.digits))
	}
	return list
}

// cutter takes a text apart into segments.
type cutter struct {
	text  string
	list  []segment
	now   segment
	plus  int // where a plus or a bracket stands that belongs to the next digits, else -1
	round int
	blank bool
	stuck bool // a letter or the like touches the segment: part of a word, a mail address, a price
}

// segmentsOf takes a text apart. A segment that touches a letter on either side is none: its digits belong to a word.
func segmentsOf(text string) []segment {
	c := cutter{text: text, plus: -1, round: -1}
	before := rune(' ')
	for at, r := range text {
		c.step(at, r, before)
		if !unicode.Is(unicode.Cf, r) {
			before = r
		}
	}
	c.close(' ')
	return c.list
}

func (c *cutter) step(at int, r, before rune) {
	switch digit, isDigit := digitOf(r); {
	case isDigit:
		c.digit(at, r, digit, before)
	case unicode.Is(unicode.Cf, r): // invisible: as if it were not there
	case r == '\n' || r == '\r':
		c.close(' ')
	case unicode.IsSpace(r):
		c.blank = true
	case r == '+' || r == '＋':
		c.plus = at
	case r == '(' || r == '[' || r == '（':
		c.round = at
	case r == ')' || r == ']' || r == '）' || r == '.' || r == '~' || unicode.Is(unicode.Pd, r) || r == '−':
	default:
		if c.blank {
			r = ' '
		}
		c.close(r)
	}
}

func (c *cutter) digit(at int, r rune, digit byte, before rune) {
	end := at + utf8.RuneLen(r)
	groups := c.now.groups
	if len(groups) > 0 {
		if _, joined := digitOf(before); joined && !c.blank && c.plus < 0 && c.round < 0 {
			last := &groups[len(groups)-1]
			last.digits, last.end = last.digits+string(digit), end
			return
		}
	} else if touches(before) {
		c.stuck = true
	}
	g := group{digits: string(digit), start: at, end: end, plus: c.plus >= 0, bracket: c.round >= 0, tight: len(groups) > 0 && !c.blank}
	for _, sign := range []int{c.plus, c.round} {
		if sign >= 0 {
			g.start = min(g.start, sign)
		}
	}
	c.now.groups = append(groups, g)
	c.plus, c.round, c.blank = -1, -1, false
}

// close ends the segment before the rune next.
func (c *cutter) close(next rune) {
	if len(c.now.groups) > 0 && !c.stuck && !touches(next) {
		c.now.text = c.text
		c.list = append(c.list, c.now)
	}
	c.now, c.plus, c.round, c.blank, c.stuck = segment{}, -1, -1, false, false
}

// touches says whether a sign beside digits makes them part of a word.
func touches(r rune) bool { return unicode.IsLetter(r) || strings.ContainsRune("@_$%#=&", r) }

func digitOf(r rune) (byte, bool) {
	switch {
	case r >= '0' && r <= '9':
		return byte(r), true
	case r >= '０' && r <= '９':
		return byte(r - '０' + '0'), true
	default:
		return 0, false
	}
}
