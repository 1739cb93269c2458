package spreadsheet

import (
	"net/url"
	"slices"
	"strings"

	"aceno/campaign/contact"
)

// valueKind is what a value looks like.
type valueKind int

const (
	isNothing valueKind = iota
	isText
	isNumber
	isEmail
	isPhone
	isLink       // any other address
	isPersonLink // a person on LinkedIn
	isFirmLink   // a business on LinkedIn
	isInstagram
	isFacebook
	isWhatsApp
	isMap
)

// kindOf says what a value looks like. It is quick and rough; what a value is worth is found out when its row is read.
func kindOf(value string) valueKind {
	value = strings.ToLower(strings.Trim(strings.TrimSpace(value), `'"`))
	switch {
	case value == "":
		return isNothing
	case strings.Contains(value, "://") || strings.HasPrefix(value, "www."):
		return kindOfLink(value)
	case strings.Count(value, "@") == 1 && !strings.HasPrefix(value, "@") && !strings.ContainsAny(value, " ()"):
		if _, err := contact.ParseEmail(value); err == nil {
			return isEmail
		}
		return isText
	}
	digits, others := 0, 0
	for _, r := range value {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(" +-().,/'", r):
			others++
		}
	}
	switch {
	case others > 0 || digits == 0:
		return isText
	case digits >= 8 && digits <= 15 && (strings.HasPrefix(value, "+") || !strings.ContainsAny(value, ".,/")):
		return isPhone
	}
	return isNumber
}

// personPaths begin addresses of people on LinkedIn, in its sales tools too.
var personPaths = []string{"/in/", "/pub/", "/sales/lead/", "/sales/people/"}

func kindOfLink(value string) valueKind {
	if strings.HasPrefix(value, "www.") {
		value = "http://" + value
	}
	link, err := url.Parse(value)
	if err != nil || strings.ContainsAny(value, " \t\n") {
		return isText
	}
	host := link.Hostname()
	within := func(names ...string) bool {
		for _, name := range names {
			if host == name || strings.HasSuffix(host, "."+name) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(host, "linkedin.") && slices.ContainsFunc(personPaths, func(path string) bool { return strings.HasPrefix(link.Path, path) }):
		return isPersonLink
	case strings.Contains(host, "linkedin."):
		return isFirmLink
	case within("instagram.com", "instagr.am"):
		return isInstagram
	case within("facebook.com", "fb.com", "fb.me"):
		return isFacebook
	case within("wa.me", "whatsapp.com"):
		return isWhatsApp
	case strings.HasPrefix(host, "maps.") || host == "goo.gl" || strings.Contains(host, "google.") && strings.Contains(link.Path, "/maps"):
		return isMap
	}
	return isLink
}

// commonKind returns the kind of at least three of five values, and isNothing when there is none.
func commonKind(values []string) valueKind {
	times := map[valueKind]int{}
	for _, value := range values {
		times[kindOf(value)]++
	}
	for kind, n := range times {
		if kind != isNothing && 5*n >= 3*len(values) {
			return kind
		}
	}
	return isNothing
}

// marksAlone says that all values are marks of a rating, 0 to 5 or 10; 1.234 is a thousand.
func marksAlone(values []string) bool {
	for _, value := range values {
		mark, ok := parseDecimal(value)
		if !ok || mark < 0 || mark > 10 || thousands.MatchString(value) {
			return false
		}
	}
	return len(values) > 0
}
