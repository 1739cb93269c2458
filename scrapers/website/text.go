package website

import (
	"strings"
	"unicode"
)

// squeeze makes one space of every run of white space, drops invisible characters, makes one hyphen of all dashes, and
// cuts what is longer than most bytes.
func squeeze(s string, most int) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u00a0':
			space = b.Len() > 0
			continue
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			continue
		case r >= '\u2010' && r <= '\u2015', r == '\u2212', r == '\ufe58', r == '\uff0d':
			r = '-'
		case r >= '０' && r <= '９':
			r = r - '０' + '0'
		}
		if b.Len() >= most {
			break
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
