package website

import (
	"regexp"
	"strings"
)

// Most digit groups of one run, and of one number.
const (
	maxGroups = 24
	maxWindow = 7
)

var (
	groupPattern = regexp.MustCompile(`\d+`)

	// brazilShape is how Brazilians group a number: country, trunk and area code, then 4-4, 5-4 or 1-4-4 digits.
	brazilShape = regexp.MustCompile(`^(?:\(?\+? ?55\)?[ .-]*)?\(?0?\d{2}\)?[ .-]*(?:9 ?[ .-]?)?\d{4}[ .-]{0,3}\d{4}$|` +
		`^(?:\(?\+? ?55\)?[ .-]*)?\(?0?\d{2}\)?[ .-]*9\d{2}[ .-]\d{3}[ .-]\d{3}$`)
	brazilNational = regexp.MustCompile(`^\(?0[3589]00\)?[ .-]*\d{2,4}[ .-]*\d{2,4}[ .-]*\d{0,4}$`)
	brazilLocal    = regexp.MustCompile(`^(?:9[ .-]?)?\d{4}([ .-]{0,3})\d{4}$`)
	northShape     = regexp.MustCompile(`^(?:\+? ?1[ .-]*)?\(? ?\d{3} ?\)?[ .-]*\d{3}[ .-]{0,3}\d{4}$`)
	yearRange      = regexp.MustCompile(`^(?:19|20)\d{2}[ .-]+(?:19|20)\d{2}$`)
	datePattern    = regexp.MustCompile(`^(?:(?:0?[1-9]|[12]\d|3[01])[.-](?:0?[1-9]|1[0-2])[.-](?:19|20)?\d{2}|(?:19|20)\d{2}[.-]\d{1,2}[.-]\d{1,2})(?:$| )`)
	bracketed      = regexp.MustCompile(`^(?:\+? ?55 ?)?\(0?\d{2}\)[\d .-]+$`)
)

// shape is what is known of a text that may be a number.
type shape struct {
	labelled bool // words before it call it a phone
	whole    bool // it is all of its run
	after    bool // a number stands before it in the line
	alone    bool // it is all of its line
}

// shaped tells whether text is grouped as people write numbers in the region; a label forgives odd groups.
func shaped(text string, h home, s shape) bool {
	n := digits(text)
	halved := strings.Contains(text, ")") && !strings.Contains(text, "(")
	if n < 7 || n > 15 || halved || yearRange.MatchString(text) || datePattern.MatchString(text) {
		return false
	}
	bare := len(text) == n
	if strings.Contains(text, "+") {
		return !bare
	}
	switch h.region {
	case "BR":
		return brazilian(text, bare, h, s)
	case "US", "CA":
		return northShape.MatchString(text) && (!bare || s.labelled) || s.labelled && s.whole && n >= 10 && n <= 11
	}
	first := strings.TrimLeft(text, "( ")
	grouped := s.alone && n >= 9 && len(groupPattern.FindAllStringIndex(text, maxWindow)) >= 3 // no trunk zero: 91 123 45 67
	return n >= 8 && (strings.HasPrefix(first, "0") || s.labelled || strings.HasPrefix(text, "(") || grouped) && (!bare || s.labelled)
}

func brazilian(text string, bare bool, h home, s shape) bool {
	n := digits(text)
	switch {
	case brazilNational.MatchString(text):
		return !bare || s.labelled
	case brazilShape.MatchString(text):
		return !bare || s.labelled || s.alone || (h.areaCode != "" && n == 11 && strings.HasPrefix(text, h.areaCode+"9"))
	case brazilLocal.MatchString(text):
		return s.labelled || s.after || (s.alone && !bare)
	}
	return s.whole && n >= 10 && (s.labelled || n <= 11 && bracketed.MatchString(text))
}

// glued tells whether the run at [start, end) is part of something else: a price, a code, a decimal, an address.
func glued(line string, start, end int) bool {
	before := strings.TrimRight(line[:start], " ")
	for _, sign := range []string{"$", "€", "£"} {
		if strings.HasSuffix(before, sign) {
			return true
		}
	}
	return start > 0 && strings.IndexByte("_=#@*%&", line[start-1]) >= 0 ||
		end < len(line) && strings.IndexByte("_=@*%", line[end]) >= 0
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

func firstOf(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
