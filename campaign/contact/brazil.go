package contact

import (
	"slices"
	"strings"
)

// readBrazilian reads the digits of one Brazilian number as it may be dialled and returns its national significant number, ""
// when it is none. country says that +55 stood before the digits and was taken off.
func readBrazilian(digits string, country bool, area string) string {
	if country {
		return afterCountry(digits, area)
	}
	switch rest, zero := strings.CutPrefix(digits, "0"); {
	case zero:
		return afterZero(rest, area)
	case strings.HasPrefix(digits, "55") && len(digits) >= 12:
		return afterCountry(digits[2:], area)
	default:
		return firstOf(withArea(digits), repeatedArea(digits), wholeNumber(digits), local(digits, area))
	}
}

// afterCountry reads what stands behind 55: also a trunk zero, the country or the area code once more, a 0800 behind an
// area code, or a number whose area code was forgotten.
func afterCountry(digits, area string) string {
	if rest, zero := strings.CutPrefix(digits, "0"); zero {
		return afterZero(rest, area)
	}
	if rest, again := strings.CutPrefix(digits, "55"); again && len(digits) >= 12 {
		return afterCountry(rest, area)
	}
	return firstOf(withArea(digits), repeatedArea(digits), wholeNumber(digits), local(digits, area))
}

// afterZero reads what stands behind a trunk zero: a whole country's number, an area code, a carrier's two digits before
// it, or the country code (055 …).
func afterZero(digits, area string) string {
	for _, code := range freeCodes {
		if strings.HasPrefix(digits, code) {
			return freeNumber(digits)
		}
	}
	if rest, again := strings.CutPrefix(digits, "55"); again && len(rest) >= 10 {
		if n := afterCountry(rest, area); n != "" {
			return n
		}
	}
	if len(digits) == 12 || len(digits) == 13 {
		return firstOf(repeatedArea(digits), withArea(digits[2:])) // behind a carrier's code
	}
	return withArea(digits)
}

// withArea reads an area code and a subscriber's number, or a 0800 behind an area code.
func withArea(digits string) string {
	if len(digits) < 10 || !areaCodes[digits[:2]] {
		return ""
	}
	subscriber := digits[2:]
	if subscriber[0] == '0' {
		return freeNumber(subscriber[1:])
	}
	if subscriber = subscriberOf(subscriber); subscriber == "" {
		return ""
	}
	return digits[:2] + subscriber
}

// repeatedArea reads a number before which its area code stands twice.
func repeatedArea(digits string) string {
	if len(digits) >= 12 && digits[:2] == digits[2:4] {
		return withArea(digits[2:])
	}
	return ""
}

// wholeNumber reads a whole country's number without its zero: 800 123 4567, 4004 1234.
func wholeNumber(digits string) string {
	if wholeCountry(digits) {
		return digits
	}
	return freeNumber(digits)
}

// freeNumber reads 0800 and its like behind the zero.
func freeNumber(digits string) string {
	if len(digits) < 9 || len(digits) > 10 || !slices.Contains(freeCodes, digits[:3]) || len(digits) == 9 && digits[:3] != "800" {
		return ""
	}
	return digits
}

// local puts the area code before a subscriber's number that stands alone.
func local(digits, area string) string {
	if !areaCodes[area] {
		return ""
	}
	if subscriber := subscriberOf(digits); subscriber != "" {
		return area + subscriber
	}
	return ""
}

// subscriberOf checks a number behind its area code: nine digits of a mobile begin with 9, eight of a landline with 2 to 5;
// eight that begin with 6 to 9 are a mobile from before the ninth digit.
func subscriberOf(digits string) string {
	switch {
	case len(digits) == 9 && digits[0] == '9', len(digits) == 8 && digits[0] >= '2' && digits[0] <= '5':
		return digits
	case len(digits) == 8 && digits[0] >= '6':
		return "9" + digits
	default:
		return ""
	}
}

// sharedCodes begin numbers that a whole company has in every area, which people write with an area code before them all the
// same: 27 4007-2001. Other numbers that begin with 400 are a town's own.
var sharedCodes = []string{"3003", "3004", "4003", "4004", "4007", "4020"}

// brazilianLine tells the line of a national significant number.
func brazilianLine(nsn string) string {
	switch {
	case len(nsn) == 8:
		return LineNational
	case (len(nsn) == 9 || len(nsn) == 10) && strings.HasPrefix(nsn, "800"):
		return LineTollFree
	case len(nsn) == 10 && (slices.Contains(freeCodes, nsn[:3]) || slices.Contains(sharedCodes, nsn[2:6])):
		return LineNational
	case len(nsn) == 11:
		return LineMobile
	case len(nsn) == 10:
		return LineLandline
	default:
		return LineOther
	}
}

func firstOf(readings ...string) string {
	for _, r := range readings {
		if r != "" {
			return r
		}
	}
	return ""
}
