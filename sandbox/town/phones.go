package town

import (
	"slices"
	"strings"
)

// phoneKeys are the tags that hold numbers, those of mobiles first.
var phoneKeys = []string{"contact:whatsapp", "whatsapp", "contact:mobile", "mobile", "contact:phone", "phone"}

// phones returns the numbers of an element as digits with country code, each once, without national ones. A number
// without an area code gets area, or is left out when there is none.
func phones(tags map[string]string, area string) []string {
	var out []string
	for _, k := range phoneKeys {
		for _, part := range strings.FieldsFunc(tags[k], func(c rune) bool { return c == ';' || c == ',' || c == '/' }) {
			if n := Digits(part, area); n != "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// Digits reads one Brazilian number in any usual writing: digits with country code, an old mobile with its ninth digit.
// It returns "" for what is no number of a person: too short, too long, 0800 and the like, another country.
func Digits(text, area string) string {
	var b strings.Builder
	for _, c := range text {
		if c >= '0' && c <= '9' {
			b.WriteRune(c)
		}
	}
	d := strings.TrimLeft(b.String(), "0")
	if strings.HasPrefix(strings.TrimSpace(text), "+") && !strings.HasPrefix(d, "55") {
		return ""
	}
	if len(d) >= 12 && strings.HasPrefix(d, "55") {
		d = strings.TrimLeft(d[2:], "0")
	}
	switch {
	case len(d) == 10 || len(d) == 11:
		if strings.HasPrefix(d, "800") || strings.HasPrefix(d, "300") || d[1] == '0' {
			return "" // 0800, 0300: no area code has a nought
		}
	case (len(d) == 8 || len(d) == 9) && area != "":
		if strings.HasPrefix(d, "800") || slices.Contains([]string{"4003", "4004", "3003"}, d[:4]) {
			return "" // the same number all over the country
		}
		d = area + d
	default:
		return ""
	}
	if len(d) == 10 && d[2] >= '6' {
		d = d[:2] + "9" + d[2:]
	}
	return "55" + d
}

// Forms returns the ways in which digits may name the same person: as they are, and a Brazilian mobile with and without
// its ninth digit.
func Forms(digits string) []string {
	switch {
	case len(digits) == 13 && strings.HasPrefix(digits, "55") && digits[4] == '9':
		return []string{digits, digits[:4] + digits[5:]}
	case len(digits) == 12 && strings.HasPrefix(digits, "55"):
		return []string{digits, digits[:4] + "9" + digits[4:]}
	}
	return []string{digits}
}
