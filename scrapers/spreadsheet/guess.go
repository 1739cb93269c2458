package spreadsheet

import (
	"slices"
	"strings"
)

// column is a column while its target is being found.
type column struct {
	header string
	values []string // sampled, not empty
	want   meaning
	known  bool // the header is understood
}

// guess finds the targets of the columns: first by what the headers say, then by what the values look like.
func guess(columns []column) []Target {
	v := words()
	for i := range columns {
		c := &columns[i]
		c.want, c.known = v.means(c.header)
		c.decide()
		if c.want.target.soft() && len(c.values) == 0 {
			c.want = meaning{}
		}
	}
	persons(columns)
	splitNumbers(columns)
	found := make([]Target, len(columns))
	for i := range columns {
		found[i] = columns[i].want.target
	}
	for _, target := range targets {
		if !target.Several() {
			contest(columns, found, target)
		}
	}
	keepOne(found, columns)
	byValues(columns, found)
	return found
}

// decide settles what a header leaves open.
func (c *column) decide() {
	kind := commonKind(c.values)
	switch c.want.decide {
	case "url", "link", "linkedin":
		c.want.target = linkTarget(kind, c.want.decide)
	case "contact":
		c.want.target = ToContactName
		switch kind {
		case isEmail:
			c.want.target = ToEmail
		case isPhone, isWhatsApp:
			c.want.target = ToPhone
		}
	case "rating":
		c.want.target = ToRating
		if len(c.values) > 0 && !marksAlone(c.values) {
			c.want.target = ToNotes
			if kind == isNumber {
				c.want.target = ""
			}
		}
	case "reviews":
		c.want.target = ToReviews
		if marksAlone(c.values) && slices.ContainsFunc(c.values, func(value string) bool { return strings.ContainsAny(value, ".,") }) {
			c.want.target = ToRating
		}
	}
}

// linkTarget says what a column of addresses is, by where they lead.
func linkTarget(kind valueKind, header string) Target {
	switch kind {
	case isPersonLink:
		return ToContactLinkedIn
	case isFirmLink:
		return ToLinkedIn
	case isInstagram:
		return ToInstagram
	case isFacebook:
		return ToFacebook
	case isWhatsApp:
		return ToWhatsApp
	case isMap:
		return ToSourceURL
	}
	switch header {
	case "url":
		return ToWebsite
	case "link":
		return ToSourceURL
	}
	return ToLinkedIn
}

// persons reads plain headers in the light of the others: beside a surname, "name" is a first name; beside a person, "title" is
// what she does; beside a trade name, "name" is the legal one.
func persons(columns []column) {
	has := func(target Target) bool {
		return slices.ContainsFunc(columns, func(c column) bool { return c.want.target == target })
	}
	first, last := has(ToContactFirstName), has(ToContactLastName)
	trade := slices.ContainsFunc(columns, func(c column) bool { return strings.Contains(plainHeader(c.header), "fantasia") })
	legal := has(ToLegalName)
	person := first || last || has(ToContactName)
	for i := range columns {
		switch c := &columns[i]; {
		case c.want.target == ToName && c.want.rank == 3 && c.want.beaten == ToContactTitle && person:
			c.want = meaning{target: ToContactTitle, rank: 3}
		case c.want.target == ToName && c.want.beaten == ToContactName && last && !first:
			c.want, first = meaning{target: ToContactFirstName, rank: 3}, true
		case c.want.target == ToName && c.want.beaten == ToContactName && trade && !legal:
			c.want, legal = meaning{target: ToLegalName, rank: 3}, true
		}
	}
}

// splitNumbers finds the numbers that belong to area codes: beside a column of those, and where no other holds phones, "number" is
// a phone's and not a house's when the values are as long.
func splitNumbers(columns []column) {
	has := func(list ...Target) bool {
		return slices.ContainsFunc(columns, func(c column) bool { return slices.Contains(list, c.want.target) })
	}
	if !has(ToAreaCode) || has(ToPhone, ToMobile, ToWhatsApp) {
		return
	}
	for i := range columns {
		if c := &columns[i]; c.want.target == ToStreetNumber && c.subscribers() {
			c.want = meaning{target: ToPhone, rank: c.want.rank}
		}
	}
}

// subscribers says that most values are numbers without their area code.
func (c column) subscribers() bool {
	long := 0
	for _, value := range c.values {
		if digits := strings.Map(digit, value); len(digits) == 8 || len(digits) == 9 {
			long++
		}
	}
	return long > 0 && 5*long >= 3*len(c.values)
}

func digit(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

// contest leaves a target that one column fills to the column of the highest rank, the first among equals.
func contest(columns []column, found []Target, target Target) {
	best := -1
	for i := range columns {
		if found[i] == target && (best < 0 || columns[i].want.rank > columns[best].want.rank) {
			best = i
		}
	}
	for i := range columns {
		if found[i] != target || i == best {
			continue
		}
		found[i] = ""
		if columns[i].want.rank < columns[best].want.rank && columns[best].want.rank >= 8 {
			found[i] = columns[i].want.beaten
		}
	}
}

// keepOne drops columns from single targets that they came to by losing another, when a column has the target by itself or came
// to it before.
func keepOne(found []Target, columns []column) {
	taken := map[Target]bool{}
	for i, target := range found {
		taken[target] = taken[target] || columns[i].want.target == target
	}
	for i, target := range found {
		if target == "" || target.Several() || columns[i].want.target == target {
			continue
		}
		if taken[target] {
			found[i] = ""
		}
		taken[target] = true
	}
}

// byValues gives the targets that no header claimed to columns whose headers say nothing.
func byValues(columns []column, found []Target) {
	for i := range columns {
		if columns[i].known || found[i] != "" || !columns[i].free() {
			continue
		}
		if target := byKind(commonKind(columns[i].values)); target != "" && !slices.Contains(found, target) {
			found[i] = target
		}
	}
	if slices.Contains(found, ToName) || slices.Contains(found, ToLegalName) || slices.Contains(found, ToContactFirstName) || slices.Contains(found, ToContactName) {
		return
	}
	for i := range columns {
		if !columns[i].known && found[i] == "" && columns[i].free() && columns[i].names() {
			found[i] = ToName
			return
		}
	}
}

// free says that a column's header does not set it aside: it is none, a number, or words that are not about a contact.
func (c column) free() bool {
	phrase := plainHeader(c.header)
	for _, word := range strings.Fields(phrase) {
		if aside[word] {
			return false
		}
	}
	return len(c.values) > 0
}

func byKind(kind valueKind) Target {
	switch kind {
	case isEmail:
		return ToEmail
	case isPhone:
		return ToPhone
	case isWhatsApp:
		return ToWhatsApp
	case isInstagram:
		return ToInstagram
	case isFacebook:
		return ToFacebook
	case isLink:
		return ToWebsite
	case isPersonLink:
		return ToContactLinkedIn
	case isFirmLink:
		return ToLinkedIn
	case isMap:
		return ToSourceURL
	}
	return ""
}

// names says that the values look like names of businesses: words, hardly ever the same.
func (c column) names() bool {
	different := map[string]bool{}
	long := 0
	for _, value := range c.values {
		different[value] = true
		if len(value) >= 4 && strings.ContainsFunc(value, isLetter) {
			long++
		}
	}
	return commonKind(c.values) == isText && 5*long >= 4*len(c.values) && 5*len(different) >= 4*len(c.values)
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 'À' && r <= 'ÿ'
}
