package writing

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aceno/campaign"
)

// Marks around a value on its way through Liquid: open, number, middle, value, close. Like the escaped braces they
// are code points that Unicode reserves for a program's own use.
const (
	markOpen   = '\uFDD0'
	markMiddle = '\uFDD1'
	markClose  = '\uFDD2'
	markDigit  = '\uFDE0' // and the next nine
)

// marked is a text whose pieces know what they rest on.
type marked struct {
	words string
	spans []span
}

// span is a piece of a text, in bytes, that rests on the values of a mark.
type span struct{ start, end, mark int }

func mark(n int, text string) string {
	var number strings.Builder
	for _, d := range []byte(itoa(n)) {
		number.WriteRune(markDigit + rune(d-'0'))
	}
	return string(markOpen) + number.String() + string(markMiddle) + text + string(markClose)
}

// unmark takes marks out of a text and notes where they stood, and gives escaped braces back. A mark that a filter cut
// in two is dropped.
func unmark(s string) marked {
	var out strings.Builder
	var spans, open []span
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == markOpen:
			n := 0
			for {
				d, size := utf8.DecodeRuneInString(s[i:])
				if d < markDigit || d > markDigit+9 {
					break
				}
				n = n*10 + int(d-markDigit)
				i += size
			}
			open = append(open, span{start: out.Len(), mark: n})
		case r == markClose && len(open) > 0:
			last := open[len(open)-1]
			open = open[:len(open)-1]
			last.end = out.Len()
			spans = append(spans, last)
		case r == braceOpen:
			out.WriteByte('{')
		case r == braceClose:
			out.WriteByte('}')
		case reserved(r):
		default:
			out.WriteRune(r)
		}
	}
	return marked{words: out.String(), spans: spans}
}

// reserved are the code points that only we may use.
func reserved(r rune) bool { return r >= '\uFDD0' && r <= '\uFDEF' }

// unwanted are characters that nobody sees and that nobody should be sent: controls, direction overrides, zero-width
// characters but the joiner of emoji.
func unwanted(r rune) bool {
	switch r {
	case '\n', '\u200D':
		return false
	case utf8.RuneError:
		return true
	default:
		return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || reserved(r)
	}
}

// fromOutside cleans a value of a prospect, plan or person: one line, no marks, at most n characters.
func fromOutside(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unwanted(r):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > n {
		s = strings.TrimSpace(string([]rune(s)[:n]))
	}
	return s
}

// fromAuthor cleans a template: no marks, no control characters.
func fromAuthor(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(s)
	return strings.Map(func(r rune) rune {
		if unwanted(r) {
			return -1
		}
		return r
	}, s)
}

// paragraphs trims a text, its lines' ends, and more than one blank line in a row. Spans move with their words.
func (t marked) paragraphs() marked {
	return t.squeeze(func(out []byte, r rune) []byte {
		if r != '\n' {
			if len(out) == 0 && unicode.IsSpace(r) {
				return out
			}
			return utf8.AppendRune(out, r)
		}
		out = trimEnd(out, " \u00a0")
		if len(out) == 0 || strings.HasSuffix(string(out[max(0, len(out)-2):]), "\n\n") {
			return out
		}
		return append(out, '\n')
	})
}

// oneLine makes a value that WhatsApp takes as a template's variable: no line breaks, no tabs, no run of spaces.
func (t marked) oneLine() marked {
	return t.squeeze(func(out []byte, r rune) []byte {
		if unicode.IsSpace(r) {
			if len(out) == 0 || out[len(out)-1] == ' ' {
				return out
			}
			return append(out, ' ')
		}
		return utf8.AppendRune(out, r)
	})
}

// squeeze rebuilds a text rune by rune and keeps the spans on their words.
func (t marked) squeeze(add func(out []byte, r rune) []byte) marked {
	moved := make([]int, len(t.words)+1)
	var out []byte
	for i, r := range t.words {
		moved[i] = len(out)
		if !unwanted(r) {
			out = add(out, r)
		}
	}
	out = trimEnd(out, " \u00a0\n")
	moved[len(t.words)] = len(out)
	for i := len(moved) - 2; i >= 0; i-- { // what was taken back later ends where the text went on
		moved[i] = min(moved[i], moved[i+1])
		if i > 0 && moved[i] == 0 && !utf8.RuneStart(t.words[i]) {
			moved[i] = moved[i+1]
		}
	}
	squeezed := marked{words: string(out)}
	for _, s := range t.spans {
		s.start, s.end = moved[s.start], moved[s.end]
		if s.start < s.end {
			squeezed.spans = append(squeezed.spans, s)
		}
	}
	return squeezed
}

func trimEnd(out []byte, cutset string) []byte { return []byte(strings.TrimRight(string(out), cutset)) }

// append adds another text at the end.
func (t marked) append(o marked) marked {
	for _, s := range o.spans {
		t.spans = append(t.spans, span{s.start + len(t.words), s.end + len(t.words), s.mark})
	}
	t.words += o.words
	return t
}

// facts are the facts that a text rests on, in its order, each with its span: the value's own words where they
// survived the filters, else all that the output wrote.
func (t marked) facts(marks [][]*leaf) []campaign.FactUse {
	var uses []campaign.FactUse
	for _, s := range t.spans {
		piece := t.words[s.start:s.end]
		var lost []*leaf
		found := false
		for _, l := range marks[s.mark] {
			if len(l.facts) == 0 {
				continue
			}
			at, n := find(piece, l.value)
			if at < 0 {
				lost = append(lost, l)
				continue
			}
			found = true
			uses = append(uses, campaign.FactUse{Fact: l.facts[0], Start: s.start + at, End: s.start + at + n})
		}
		for _, l := range lost {
			if !found {
				uses = append(uses, campaign.FactUse{Fact: l.facts[0], Start: s.start, End: s.end})
			}
		}
	}
	slices.SortStableFunc(uses, func(a, b campaign.FactUse) int { return a.Start - b.Start })
	return slices.CompactFunc(uses, func(a, b campaign.FactUse) bool { return a.ID == b.ID && a.Start == b.Start && a.End == b.End })
}

// find looks for a value in a piece of text, in any case.
func find(piece string, value any) (at, n int) {
	s, ok := value.(string)
	if !ok || s == "" {
		return -1, 0
	}
	if at := strings.Index(piece, s); at >= 0 {
		return at, len(s)
	}
	for i := range piece {
		if i+len(s) <= len(piece) && strings.EqualFold(piece[i:i+len(s)], s) {
			return i, len(s)
		}
	}
	return -1, 0
}
