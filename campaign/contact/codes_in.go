package contact

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Codes are the codes that a text may hold. Which of them exist is for the store to look up, and the text belongs to a
// prospect only when exactly one of them all, exact and near, is one that was given out: with two it belongs to nobody.
type Codes struct {
	Exact []string // written as they were given
	Near  []string // one slip away from what is written
}

// Bounds of one text: more than this is a list, which no person's answer is.
const (
	mostExact = 16
	mostTries = 32 // places that are searched for slips; each gives a handful of codes at most
)

// CodesIn returns the codes that a text may hold, those with the mark before them first, each once.
//
// What happens to a text on its way does no harm: upper or lower case, full-width letters, emoji, accents and invisible
// characters, lost or other hyphens, spaces, line breaks and quote marks between the signs, words around. Without its mark a
// code counts only where it stands alone, whole or in its groups of four. O is read as 0.
//
// Near are, where the mark stands, the codes one slip away: one letter changed, missing or added, or two neighbours swapped.
// Changes and swaps are safe for certain: what two of them made of a code is never near another one, since codes differ in
// seven places. With letters missing or added the places shift, and it is a matter of odds: at most 708 words of 29¹² are one
// slip away from a text, so that among 100,000 codes given out a wrong one is near with a chance of 2·10⁻¹⁰.
// A text of more than 16 codes holds none; near is empty where more than 32 places look like a code.
func CodesIn(text string) Codes {
	r := codeReader{signs: signsOf(text)}
	for _, counts := range []func(at int) bool{r.marked, r.alone} {
		for at := range r.signs {
			if w, ok := r.word(at, codeLen); ok && counts(at) && w.isCode() {
				r.exact = appendNew(r.exact, w)
			}
			if len(r.exact) > mostExact {
				return Codes{}
			}
		}
	}
	r.findNear()
	return r.codes()
}

// findNear looks for slips wherever the mark stands before something else than a code.
func (r *codeReader) findNear() {
	tries := 0
	for at := range r.signs {
		if !r.marked(at) {
			continue
		}
		if w, ok := r.word(at, codeLen); ok && w.isCode() {
			continue
		}
		if r.slipped(at) {
			tries++
		}
		if tries > mostTries {
			r.near = nil
			return
		}
	}
}

// sign is a letter or digit of a text.
type sign struct {
	value int8 // its place in codeSigns, foreign when it is in no code
	ascii byte // in upper case; 0 for others
	apart bool // something else stands before it, or nothing
}

const foreign = -1

// signsOf takes the letters and digits out of a text, without accents, keycaps and invisible characters.
func signsOf(text string) []sign {
	var list []sign
	apart := true
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.In(r, unicode.M, unicode.Cf):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			s := sign{value: foreign, apart: apart}
			if r < unicode.MaxASCII {
				s.ascii = byte(unicode.ToUpper(r))
				s.value = int8(strings.IndexByte(codeSigns, s.ascii))
				if s.ascii == 'O' {
					s.value = 0
				}
			}
			list, apart = append(list, s), false
		default:
			apart = true
		}
	}
	return list
}

// codeReader looks for codes among the signs of a text.
type codeReader struct {
	signs       []sign
	exact, near []word
}

// marked says whether the mark stands before a sign.
func (r *codeReader) marked(at int) bool {
	return at >= 2 && r.signs[at-2].ascii == codeMark[0] && r.signs[at-1].ascii == codeMark[1]
}

// word reads n signs of which none is foreign, n at most codeLen.
func (r *codeReader) word(at, n int) (w word, ok bool) {
	if at+n > len(r.signs) {
		return w, false
	}
	for i, s := range r.signs[at : at+n] {
		if s.value == foreign {
			return w, false
		}
		w[i] = int(s.value)
	}
	return w, true
}

// ends says whether something else than a letter stands before a sign, or the text ends there.
func (r *codeReader) ends(at int) bool {
	return at == len(r.signs) || at < len(r.signs) && r.signs[at].apart
}

// alone says whether twelve signs stand by themselves, parted where a code's groups are or not at all.
func (r *codeReader) alone(at int) bool {
	if at+codeLen > len(r.signs) {
		return false
	}
	for i, s := range r.signs[at : at+codeLen] {
		if s.apart && i%codeGroup != 0 {
			return false
		}
	}
	return r.signs[at].apart && r.ends(at+codeLen)
}

// slipped adds the codes one slip away from what stands at a place, and says whether it looks like a code at all.
func (r *codeReader) slipped(at int) bool {
	found := false
	for n := codeLen - 1; n <= codeLen+1; n++ {
		if !r.ends(at + n) {
			continue
		}
		signs, lost := r.signs[at:at+n], 0
		for _, s := range signs {
			if s.value == foreign {
				lost++
			}
		}
		if lost > 1 {
			continue
		}
		found = true
		switch n {
		case codeLen - 1:
			r.missing(signs)
		case codeLen:
			r.changed(signs)
			r.swapped(signs)
		default:
			r.added(signs)
		}
	}
	return found
}

// missing puts a sign in at each place.
func (r *codeReader) missing(signs []sign) {
	for i := range codeLen {
		r.repair(slices.Insert(slices.Clone(signs), i, sign{value: foreign}), i)
	}
}

// changed corrects the sign at each place.
func (r *codeReader) changed(signs []sign) {
	for i := range codeLen {
		r.repair(signs, i)
	}
}

// swapped swaps each two neighbours.
func (r *codeReader) swapped(signs []sign) {
	for i := range codeLen - 1 {
		swap := slices.Clone(signs)
		swap[i], swap[i+1] = swap[i+1], swap[i]
		r.keep(swap)
	}
}

// added leaves out the sign at each place.
func (r *codeReader) added(signs []sign) {
	for i := range codeLen + 1 {
		r.keep(slices.Delete(slices.Clone(signs), i, i+1))
	}
}

// repair adds the code that differs from twelve signs in the i-th alone.
func (r *codeReader) repair(signs []sign, i int) {
	var w word
	for k, s := range signs {
		if w[k] = int(s.value); w[k] == foreign && k != i {
			return
		}
	}
	if code, ok := w.repaired(i); ok {
		r.near = appendNew(r.near, code)
	}
}

// keep adds twelve signs that are a code as they stand.
func (r *codeReader) keep(signs []sign) {
	inner := codeReader{signs: signs}
	if w, ok := inner.word(0, codeLen); ok && w.isCode() {
		r.near = appendNew(r.near, w)
	}
}

// codes writes out what was found; what is exact at one place is not near at another.
func (r *codeReader) codes() (c Codes) {
	for _, w := range r.exact {
		c.Exact = append(c.Exact, w.String())
	}
	for _, w := range r.near {
		if !slices.Contains(r.exact, w) {
			c.Near = append(c.Near, w.String())
		}
	}
	return c
}

func appendNew(list []word, w word) []word {
	if slices.Contains(list, w) {
		return list
	}
	return append(list, w)
}
