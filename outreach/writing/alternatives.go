package writing

import (
	"strings"
	"unicode/utf8"
)

// Bounds of what an author may write.
const (
	maxTemplate = 16 << 10 // bytes of one template
	maxDepth    = 8        // alternatives inside alternatives
	maxGroups   = 200      // alternatives of one template
)

// Braces that an author escaped travel through Liquid as these code points, which Unicode reserves for a program's
// own use and which are taken out of everything that comes from outside.
const (
	braceOpen  = '\uFDD4'
	braceClose = '\uFDD5'
)

// part is a piece of an author's text: words, or a group of alternatives.
type part struct {
	text    string
	options [][]part // a group when not nil
	ordinal int      // of the group, in the text's order
}

// spinner takes an author's text apart into words and alternatives. Liquid's own marks are left alone.
type spinner struct {
	src    string
	pos    int
	groups int
}

// parseAlternatives reads {a|b} groups, nested and escaped (\{ \| \} \\), and says what is out of balance.
func parseAlternatives(src string) ([]part, *problem) {
	s := &spinner{src: src}
	parts, closed, bad := s.option(0)
	if bad != nil {
		return nil, bad
	}
	if closed != 0 {
		return nil, s.bad(s.pos-1, "a } closes nothing: write \\} for a brace in the text")
	}
	return parts, nil
}

// option reads until the end of an option: a | or } of its group, which it returns, or 0 at the end of the text.
func (s *spinner) option(depth int) (parts []part, end byte, bad *problem) {
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			parts = append(parts, part{text: words.String()})
			words.Reset()
		}
	}
	for s.pos < len(s.src) {
		rest := s.src[s.pos:]
		if n := liquidMark(rest); n > 0 {
			words.WriteString(rest[:n])
			s.pos += n
			continue
		}
		switch c := rest[0]; {
		case c == '\\' && len(rest) > 1 && strings.IndexByte(`{}|\`, rest[1]) >= 0:
			words.WriteRune(escaped(rest[1]))
			s.pos += 2
		case c == '{':
			flush()
			group, bad := s.group(depth + 1)
			if bad != nil {
				return nil, 0, bad
			}
			parts = append(parts, group)
		case c == '}', c == '|' && depth > 0:
			s.pos++
			flush()
			return parts, c, nil
		default:
			words.WriteByte(c)
			s.pos++
		}
	}
	flush()
	return parts, 0, nil
}

// group reads {a|b|…}, from its opening brace on.
func (s *spinner) group(depth int) (part, *problem) {
	start := s.pos
	if depth > maxDepth || s.groups >= maxGroups {
		return part{}, s.bad(start, "too many alternatives: at most %d groups, %d deep", maxGroups, maxDepth)
	}
	g := part{ordinal: s.groups}
	s.groups++
	s.pos++
	for {
		option, end, bad := s.option(depth)
		if bad != nil {
			return part{}, bad
		}
		g.options = append(g.options, option)
		switch end {
		case '|':
		case '}':
			if len(g.options) == 1 {
				return part{}, s.bad(start, "%s offers no alternative: write {a|b} for alternatives, {{ name }} for a value, \\{ for a brace",
					cut(s.src[start:s.pos], 40))
			}
			return g, nil
		default:
			return part{}, s.bad(start, "the { of %q is never closed by a }", cut(s.src[start:], 20))
		}
	}
}

func (s *spinner) bad(at int, format string, args ...any) *problem {
	return badTemplate(1+strings.Count(s.src[:at], "\n"), format, args...)
}

// liquidMark returns the length of the {{ … }} or {% … %} at the start of s, 0 when there is none. The insides of
// raw and comment blocks belong to their mark. No Liquid expression holds a brace outside of quotes, so {{a|b}|c}
// is two groups.
func liquidMark(s string) int {
	switch {
	case strings.HasPrefix(s, "{{"):
		end := strings.Index(s[2:], "}}")
		if end < 0 || braceOutsideQuotes(s[2:2+end]) {
			return 0
		}
		return end + 4
	case strings.HasPrefix(s, "{%"):
		end := strings.Index(s[2:], "%}")
		if end < 0 {
			return 0
		}
		end += 4
		for _, verbatim := range [...]string{"raw", "comment"} {
			if strings.Trim(s[2:end-2], "- \t\n") == verbatim {
				return end + verbatimLength(s[end:], "end"+verbatim)
			}
		}
		return end
	}
	return 0
}

// verbatimLength is the length of s up to and with the tag that ends a raw or comment block; all of s without one.
func verbatimLength(s, tag string) int {
	for from := 0; ; {
		at := strings.Index(s[from:], "{%")
		if at < 0 {
			return len(s)
		}
		at += from
		end := strings.Index(s[at:], "%}")
		if end < 0 {
			return len(s)
		}
		if strings.Trim(s[at+2:at+end], "- \t\n") == tag {
			return at + end + 2
		}
		from = at + end + 2
	}
}

func braceOutsideQuotes(s string) bool {
	var quote rune
	for _, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '{' || r == '}':
			return true
		}
	}
	return false
}

func escaped(c byte) rune {
	switch c {
	case '{':
		return braceOpen
	case '}':
		return braceClose
	default:
		return rune(c)
	}
}

// resolve draws one option of each group.
func resolve(parts []part, d dice) string {
	var out strings.Builder
	for _, p := range parts {
		if p.options == nil {
			out.WriteString(p.text)
			continue
		}
		out.WriteString(resolve(p.options[d.pick("group", p.ordinal, len(p.options))], d))
	}
	return out.String()
}

// flatten writes every option of every group one after the other, so that all that might be said is checked at once.
// Lines stay where they were.
func flatten(parts []part) string {
	var out strings.Builder
	for _, p := range parts {
		out.WriteString(p.text)
		for _, option := range p.options {
			out.WriteString(flatten(option))
		}
	}
	return out.String()
}

// cut shortens s for a message, at a whole character.
func cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + "…"
}
