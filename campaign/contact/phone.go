package contact

import (
	"fmt"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Phone is one telephone number.
type Phone struct {
	E164 string
	Line string // mobile, landline, tollfree, national, other
	Raw  string // as found
}

// The lines of a Phone.
const (
	LineMobile   = "mobile"
	LineLandline = "landline"
	LineTollFree = "tollfree" // 0800
	LineNational = "national" // 0300, 4004 and their like: one number for a whole country
	LineOther    = "other"
)

// brazil is the region whose numbers are read by rules of our own; all others are left to the metadata of libphonenumber.
const brazil = "BR"

// National says that the number is a whole company's (0800, 0300, 4004 …): it identifies nobody, and two businesses that show
// it are not the same.
func (p Phone) National() bool { return p.Line == LineTollFree || p.Line == LineNational }

// IsNational says of a number in E.164 what Phone.National says.
func IsNational(e164 string) bool {
	line := lineOf(e164)
	return line == LineTollFree || line == LineNational
}

// IsMobile says whether a number in E.164 is a mobile's.
func IsMobile(e164 string) bool { return lineOf(e164) == LineMobile }

// ParsePhone reads a text that holds one number, see FindPhones. Texts with none or with several are refused.
func ParsePhone(raw, region, areaCode string) (Phone, error) {
	found := FindPhones(raw, region, areaCode)
	switch len(found) {
	case 0:
		return Phone{}, fmt.Errorf("%q is not a phone number: write country and area code, such as +55 47 3333-4444", raw)
	case 1:
		return found[0], nil
	default:
		return Phone{}, fmt.Errorf("%q holds %d phone numbers: write one", raw, len(found))
	}
}

// FindPhones reads all numbers of a tag's value or a text, each once, in its order: several in one value, WhatsApp and tel:
// links, labels, trunk zeros, carrier codes. region (ISO 3166-1 alpha-2) says how numbers without a country code are meant. A
// Brazilian number without an area code takes the one of the number before it in the text, else areaCode, else it is left
// out; an eight-digit mobile gets its ninth digit. What is too short, too long or not valid in the numbering plan is left
// out: nothing is repaired by guessing. More
// than 500 numbers are cut off. In running text a number without area code counts only when it is written like one.
func FindPhones(text, region, areaCode string) []Phone {
	text, links := cutLinks(text)
	r := reader{region: strings.ToUpper(region), area: areaCode, home: areaCode}
	for _, link := range links {
		r.addLink(link)
	}
	text = blank(unescape(text))
	r.prose = isProse(text)
	for _, s := range segmentsOf(text) {
		if r.region == brazil {
			r.addBrazilian(s)
		} else {
			r.addForeign(s)
		}
	}
	return r.found
}

// maxFound is how many numbers of one text are kept: a page with more is a directory.
const maxFound = 500

// reader gathers the numbers of one text.
type reader struct {
	region string
	home   string // the area code that was handed in
	area   string // of the number before, else home
	prose  bool   // the text has words that are no labels
	found  []Phone
}

// add keeps a number that is valid and new.
func (r *reader) add(e164, raw string) bool {
	number, err := phonenumbers.Parse(e164, "ZZ")
	if err != nil || !phonenumbers.IsValidNumber(number) {
		return false
	}
	for _, p := range r.found {
		if p.E164 == e164 {
			return true
		}
	}
	if len(r.found) == maxFound {
		return false
	}
	r.found = append(r.found, Phone{E164: e164, Line: lineOf(e164), Raw: strings.TrimSpace(raw)})
	return true
}

// addForeign reads a segment by the metadata of a region other than Brazil.
func (r *reader) addForeign(s segment) {
	raw := s.raw(0, len(s.groups))
	for _, text := range []string{raw, r.home + s.digits(0, len(s.groups))} {
		number, err := phonenumbers.Parse(text, r.region)
		if err == nil && phonenumbers.IsValidNumber(number) && r.add(phonenumbers.Format(number, phonenumbers.E164), raw) {
			return
		}
	}
}

// lineOf tells lines apart: Brazil's by their shape, since old metadata knows fewer numbers than exist, others by metadata.
func lineOf(e164 string) string {
	if nsn, ok := strings.CutPrefix(e164, "+55"); ok {
		return brazilianLine(nsn)
	}
	number, err := phonenumbers.Parse(e164, "ZZ")
	if err != nil {
		return LineOther
	}
	switch phonenumbers.GetNumberType(number) {
	case phonenumbers.MOBILE:
		return LineMobile
	case phonenumbers.FIXED_LINE:
		return LineLandline
	case phonenumbers.TOLL_FREE:
		return LineTollFree
	case phonenumbers.SHARED_COST, phonenumbers.PREMIUM_RATE, phonenumbers.UAN:
		return LineNational
	default:
		return LineOther
	}
}
