package contact

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// piece is one number of a segment: the groups from … to.
type piece struct {
	from, to int
	e164     string
}

// addBrazilian reads the numbers of a segment. From a start on, its groups are parted into numbers so that as few digits as
// possible are left over; where nothing can be read, only a plus or a bracket makes a new start: the middle of a
// number that is wrong is often a right one, and somebody else's.
func (r *reader) addBrazilian(s segment) {
	if len(s.groups) > maxGroups {
		s.groups = s.groups[:maxGroups]
	}
	w := parting{segment: s, prose: r.prose, known: map[start][]piece{}}
	for at := 0; at < len(s.groups); {
		end := at
		for _, p := range w.part(at, r.area) {
			if r.add(p.e164, s.raw(p.from, p.to)) {
				r.inherit(p.e164)
			}
			end = p.to
		}
		for at = max(end, at+1); at < len(s.groups) && !s.groups[at].plus && !s.groups[at].bracket; {
			at++
		}
	}
}

// inherit makes the area code of a number the one of what follows.
func (r *reader) inherit(e164 string) {
	if area := AreaCode(e164); area != "" {
		r.area = area
	}
}

// parting parts one segment. What was found out of a start is kept: texts are made to be slow.
type parting struct {
	segment
	prose bool
	known map[start][]piece
}

// start is a group at which numbers may begin, and the area code that they inherit.
type start struct {
	at   int
	area string
}

// part returns the numbers that begin at a group, one behind the other.
func (w parting) part(at int, area string) []piece {
	from := start{at: at, area: area}
	best, known := w.known[from]
	if !known {
		best = w.partAnew(at, area)
		w.known[from] = best
	}
	return best
}

func (w parting) partAnew(at int, area string) []piece {
	s := w.segment
	if at > 0 && at < len(s.groups) && s.groups[at].tight && !s.groups[at].plus && !s.groups[at].bracket {
		return nil // in the middle of a number
	}
	var best []piece
	most, digits := 0, 0
	for to := at + 1; to <= len(s.groups); to++ {
		digits += len(s.groups[to-1].digits)
		if digits > maxDigits || to-1 > at && s.groups[to-1].plus {
			break
		}
		if !s.endsAt(at, to) {
			continue
		}
		e164 := w.read(at, to, area)
		if e164 == "" {
			continue
		}
		next := area
		if own := AreaCode(e164); own != "" {
			next = own
		}
		parts := append([]piece{{from: at, to: to, e164: e164}}, w.part(to, next)...)
		used := 0
		for _, p := range parts {
			used += len(s.digits(p.from, p.to))
		}
		if used > most || used == most && len(parts) < len(best) {
			best, most = parts, used
		}
	}
	return best
}

// endsAt says whether a number may end before group to: not where the next group hangs closer to its last group than that
// one to the rest.
func (s segment) endsAt(from, to int) bool {
	if to == len(s.groups) || !s.groups[to].tight || s.groups[to].plus {
		return true
	}
	return to-1 > from && s.groups[to-1].tight
}

// read reads some groups as one number, in E.164, else "".
func (w parting) read(from, to int, area string) string {
	s := w.segment
	digits := s.digits(from, to)
	if s.groups[from].plus {
		if rest, home := strings.CutPrefix(digits, "55"); home {
			return international(readBrazilian(rest, true, area))
		}
		if foreign := foreignNumber(digits); foreign != "" {
			return foreign
		}
	}
	if rest, abroad := strings.CutPrefix(digits, "00"); abroad {
		if rest, home := strings.CutPrefix(rest, "55"); home {
			return international(readBrazilian(rest, true, area))
		}
		return foreignNumber(rest)
	}
	if len(digits) < 10 && s.cutShort(from, to) {
		return ""
	}
	if w.prose && len(digits) < 10 && !slices.ContainsFunc(localShapes, func(shape []int) bool { return slices.Equal(shape, s.sizes(from, to)) }) {
		return ""
	}
	return international(readBrazilian(digits, false, area))
}

// cutShort says whether so few digits begin with an area code: then some are missing behind it.
func (s segment) cutShort(from, to int) bool {
	first := s.groups[from]
	return first.bracket || to-from > 1 && len(first.digits) == 2 && areaCodes[first.digits] && len(s.groups[from+1].digits) > 2
}

// localShapes are the ways in which numbers without an area code are written in running text.
var localShapes = [][]int{{4, 4}, {5, 4}, {1, 4, 4}}

func international(nsn string) string {
	if nsn == "" {
		return ""
	}
	return "+55" + nsn
}

// foreignNumber checks digits that begin with the code of another country.
func foreignNumber(digits string) string {
	number, err := phonenumbers.Parse("+"+digits, "ZZ")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return ""
	}
	return phonenumbers.Format(number, phonenumbers.E164)
}
