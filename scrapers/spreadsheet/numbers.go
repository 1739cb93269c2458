package spreadsheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean takes a cell's blanks, line ends and the marks off by which spreadsheets keep text as text: a leading apostrophe, and
// ="…" around the whole.
func clean(cell string) string {
	cell = strings.TrimSpace(cell)
	if inner, found := strings.CutPrefix(cell, `="`); found && strings.HasSuffix(inner, `"`) && !strings.Contains(inner[:len(inner)-1], `"`) {
		cell = strings.TrimSpace(inner[:len(inner)-1])
	}
	for _, mark := range []string{"'", "’", "`"} {
		if rest, found := strings.CutPrefix(cell, mark); found && rest != "" && strings.ContainsAny(rest[:1], "+-=@0123456789(") {
			return strings.TrimSpace(rest)
		}
	}
	if rest, found := strings.CutPrefix(cell, "'"); found && !strings.Contains(rest, "'") {
		if first, _ := utf8.DecodeRuneInString(rest); unicode.IsUpper(first) { // a name may begin with one: 't Hoekje
			return rest
		}
	}
	return cell
}

// oneLine is a text without line breaks and with plain blanks, one between two words.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var (
	scientific = regexp.MustCompile(`^([+-]?)(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$`)
	wholeFloat = regexp.MustCompile(`^(\d+)[.,]0+$`)
)

// wholeNumber returns a number that a spreadsheet made of digits (5571900000490.0, 5.571900000490E+12) as its digits. lost says
// that not all of them are there any more; then nobody can tell what they were.
func wholeNumber(text string) (digits string, lost bool) {
	if m := wholeFloat.FindStringSubmatch(text); m != nil {
		return m[1], false
	}
	m := scientific.FindStringSubmatch(text)
	if m == nil {
		return text, false
	}
	exponent, err := strconv.Atoi(m[4])
	if err != nil || len(m[3]) < exponent {
		return "", true
	}
	if strings.Trim(m[3][exponent:], "0") != "" {
		return "", true
	}
	return m[1] + m[2] + m[3][:exponent], false
}

// parseDecimal reads a number written with a decimal point or comma: 4.5, 4,5, -20.28761, 1.234,5.
func parseDecimal(text string) (float64, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\u00A0", "")
	comma, point := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	switch {
	case comma > point:
		text = strings.ReplaceAll(text, ".", "")
		text = strings.Replace(text, ",", ".", 1)
	case comma >= 0:
		text = strings.ReplaceAll(text, ",", "")
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) || strings.ContainsAny(text, "xXpP_") {
		return 0, false
	}
	return value, true
}

// scales are the words after shortened counts.
var scales = map[string]float64{"": 1, "k": 1e3, "mil": 1e3, "m": 1e6, "mi": 1e6, "mm": 1e6, "milhao": 1e6, "milhoes": 1e6, "million": 1e6, "millones": 1e6}

var (
	shortened = regexp.MustCompile(`^([\d.,\s\x{00A0}]+?)\s*([a-z]*)\+?$`)
	thousands = regexp.MustCompile(`^\d{1,3}([.,\s\x{00A0}]\d{3})+$`)
	zeroTail  = regexp.MustCompile(`^\d+[.,]0+$`)
)

// parseCount reads a count of people or things: 987, 1.234, 1,234, "12,5 mil", 1.2k, "1,2 mi", (691).
func parseCount(text string) (int, bool) {
	text = strings.Trim(unaccented(strings.TrimSpace(text)), "()")
	m := shortened.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	scale, found := scales[m[2]]
	if !found {
		return 0, false
	}
	digits := strings.TrimSpace(m[1])
	if scale == 1 && thousands.MatchString(digits) {
		digits = strings.NewReplacer(".", "", ",", "", " ", "", "\u00A0", "").Replace(digits)
	} else if scale == 1 && zeroTail.MatchString(digits) {
		digits = digits[:strings.IndexAny(digits, ".,")]
	}
	value, ok := parseDecimal(digits)
	value = math.Round(value * scale)
	if !ok || value < 0 || value > 1e12 || scale == 1 && strings.ContainsAny(digits, ".,") {
		return 0, false
	}
	return int(value), true
}
