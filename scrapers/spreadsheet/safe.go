package spreadsheet

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Safe returns a cell of a CSV file that no spreadsheet takes for a formula: wherever one could begin, an apostrophe is put
// before it. It could begin at the start of the cell, and behind a delimiter, quote or line break within it too, since the
// program that opens the file may be set to another delimiter or ignore quotes. Numbers, phone numbers and handles come back
// as they are, as does every text in which nothing could begin.
func Safe(cell string) string {
	if !strings.ContainsFunc(cell, startsFormula) {
		return cell
	}
	var b strings.Builder
	for rest := cell; rest != ""; {
		part := rest
		if at := strings.IndexAny(rest, ";,|\t\r\n"); at >= 0 {
			part = rest[:at+1]
		}
		if isDangerous(rest) {
			b.WriteByte('\'')
		}
		b.WriteString(part)
		rest = rest[len(part):]
	}
	return b.String()
}

// startsFormula names the characters by which programs know a formula, the full-width ones too.
func startsFormula(r rune) bool {
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫':
		return true
	}
	return false
}

var (
	plainNumber = regexp.MustCompile(`^[+-]?(?:R\$ ?)?\d[\d.,]*(?: ?(?:%|R\$|€))?$`)
	plainPhone  = regexp.MustCompile(`^\+\d{1,3}(?:[ .\-]?\(?\d{1,5}\)?)(?:[ .\-]{0,2}\d{2,9}| 9)*$`)
	plainHandle = regexp.MustCompile(`^@[A-Za-z0-9_][A-Za-z0-9._]*$`)
)

// isDangerous says that a formula begins at the start of a text, behind blanks, quotes and invisible characters.
func isDangerous(text string) bool {
	start := strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || r == '"' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	first, _ := utf8.DecodeRuneInString(start)
	if !startsFormula(first) {
		return false
	}
	if at := strings.IndexAny(start, ";|\t\r\n"); at >= 0 {
		start = start[:at]
	}
	start = strings.TrimSpace(start)
	return !plainNumber.MatchString(start) && !plainPhone.MatchString(start) && !plainHandle.MatchString(start) && len(start) > 1
}
