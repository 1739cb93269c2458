package website

import (
	"regexp"
	"strings"

	"aceno/campaign/contact"
	"aceno/scrapers"
)

// Kinds of facts for contacts that a page shows but that may be somebody else's: nothing is sent to them unless a person
// takes them over.
const (
	FactPhoneUnsure    = "phone_unsure"
	FactWhatsAppUnsure = "whatsapp_unsure"
	FactEmailUnsure    = "email_unsure"
)

// freeMail are mailbox providers that anybody may have an address with; a business that prints one there means its own.
var freeMail = regexp.MustCompile(`^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|` +
	`uol|bol|terra|ig|globo|globomail|zipmail|oi|r7|proton|protonmail|pm|gmx|mail|zoho|yandex|libero|orange|wanadoo|free|` +
	`laposte|web|t-online|sapo|superig|brturbo|pop|itelefonica|veloxmail|netsite|comcast|verizon|att|sbcglobal|bellsouth|` +
	`cox|charter|earthlink|btinternet|virginmedia|sky)\.(?:[a-z]{2,3}|(?:com?|net|org)\.[a-z]{2})$`)

// plausibleEmail tells whether an address is likely the business's own: at its site's domain or one with the same
// name, at a free mailbox, or at a domain that bears the business's name.
func plausibleEmail(address string, site string, v scrapers.Visit, title string) bool {
	_, domain, _ := strings.Cut(address, "@")
	own := registrable(domain)
	if own == site || freeMail.MatchString(own) || freeMail.MatchString(domain) {
		return true
	}
	name, host := fold(firstLabel(own)), fold(firstLabel(site))
	if name == host && len(name) >= 3 {
		return true
	}
	for _, known := range []string{host, fold(v.Name), fold(title)} {
		if len(known) < 4 || len(name) < 4 {
			continue
		}
		if common := longestCommon(name, known); common == len(known) || common >= max(4, (len(name)*3+4)/5) {
			return true // a trade alone ("padaria") is less than three fifths of a name
		}
	}
	return false
}

// plausiblePhone tells whether a number is likely the business's own where the area code of its city is known: national,
// or of that area or a neighbouring one (the first digit of a Brazilian area code stands for a group of states).
func plausiblePhone(p phone, area string) bool {
	if p.national || area == "" {
		return true
	}
	own := contact.AreaCode(p.number)
	return own != "" && own[0] == area[0]
}

func firstLabel(domain string) string {
	label, _, _ := strings.Cut(domain, ".")
	return label
}

// fold keeps the letters and digits of a name, in lower case, without accents.
func fold(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		if plain, ok := plainLetters[r]; ok {
			r = plain
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var plainLetters = map[rune]rune{
	'á': 'a', 'à': 'a', 'â': 'a', 'ã': 'a', 'ä': 'a', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'í': 'i', 'ì': 'i', 'î': 'i',
	'ï': 'i', 'ó': 'o', 'ò': 'o', 'ô': 'o', 'õ': 'o', 'ö': 'o', 'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u', 'ç': 'c', 'ñ': 'n',
}

// longestCommon is the length of the longest piece that two names have in common.
func longestCommon(a, b string) int {
	a, b = a[:min(len(a), maxNameSize)], b[:min(len(b), maxNameSize)]
	best, before := 0, make([]int, len(b)+1)
	for i := range len(a) {
		row := make([]int, len(b)+1)
		for j := range len(b) {
			if a[i] == b[j] {
				row[j+1] = before[j] + 1
				best = max(best, row[j+1])
			}
		}
		before = row
	}
	return best
}
