package website

import (
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"aceno/campaign/contact"
)

// email is one mail address that a page shows.
type email struct {
	address  string // lower case
	raw      string // as printed
	stranger bool   // the page says that it is somebody else's
}

var (
	// addressPattern is a mail address in running text; what it finds is parsed and checked after.
	addressPattern = regexp.MustCompile(`[\pL\d][\pL\d._%+&'-]{0,63}@[\pL\d](?:[\pL\d-]{0,62}\.){1,8}[\pL\d-]{2,63}`)
	// hiddenAt and hiddenDot are the signs written as words in brackets, in Portuguese, Spanish, Catalan and English.
	hiddenAt  = regexp.MustCompile(`(?i)\s?[\[({<]\s?(?:at|arroba|arrob[ao]|@)\s?[\])}>]\s?`)
	hiddenDot = regexp.MustCompile(`(?i)\s?[\[({<]\s?(?:dot|ponto|punto|punt|pto|\.)\s?[\])}>]\s?`)
	// spelled is an address whose signs are plain words: only with both of them is it one.
	spelled = regexp.MustCompile(`(?i)([\pL\d._-]{1,64})\s(at|arroba)\s([\pL\d-]{1,63})\s(?:dot|ponto|punto|punt)\s` +
		`([\pL\d-]{2,20})(?:\s(?:dot|ponto|punto|punt)\s([\pL\d-]{2,20}))?`)
	mailWord = regexp.MustCompile(`(?i)\be-?mail`)
	spacedAt = regexp.MustCompile(`([\pL\d._-])\s@\s?([\pL\d-]+\.[\pL\d.-]+)|([\pL\d._-])@\s([\pL\d-]+\.[\pL\d.-]+)`)
)

// emails returns the addresses of a page: mailto links, visible text, hidden ones, Cloudflare's.
func (d *document) emails() []email {
	var out []email
	for _, l := range d.links {
		scheme, rest, _ := strings.Cut(l.href, ":")
		if strings.EqualFold(scheme, "mailto") {
			to, _, _ := strings.Cut(rest, "?")
			out = append(out, written(findEmails(unescape(to)), l.href, l.credit)...)
		}
		if _, code, ok := strings.Cut(l.href, "/cdn-cgi/l/email-protection#"); ok {
			out = append(out, written(findEmails(uncloud(code)), l.href, l.credit)...)
		}
	}
	for _, code := range d.protected {
		out = append(out, written(findEmails(uncloud(code)), code, false)...)
	}
	for _, line := range d.lines {
		for _, mail := range findEmails(line) {
			at := strings.Index(line, mail.raw)
			if at < 0 { // hidden: its words are the line
				at, mail.raw = 0, squeeze(line, maxLabel)
			}
			mail.stranger = stranger(line[:at])
			out = append(out, mail)
		}
	}
	for _, mail := range d.mails {
		for _, found := range findEmails(mail.text) {
			if local, _, _ := strings.Cut(found.address, "@"); roleMailbox.MatchString(local) {
				out = append(out, email{address: found.address, raw: squeeze(mail.source, maxLabel)})
			}
		}
	}
	return out
}

// roleMailbox is a mailbox that is a desk's and not a person's. An address that a script hides was not printed for
// everybody: a person's is left alone.
var roleMailbox = regexp.MustCompile(`^(?:e-?mail|mail|info(?:rma[a-z]+)?|conta[ck]?to?s?|fale(?:conosco)?|atendimento|comercial|vendas?|sac|suporte|support|recep[a-z]+|` +
	`secretaria|financeiro|administra[a-z]*|adm(?:in)?|or[cç]amentos?|agenda(?:mento)?|reservas?|reservations?|hello|ola|hola|oi|office|sales|ventas|hotel|` +
	`loja|shop|store|help|enquir[a-z]+|inquir[a-z]+|marketing|imprensa|press|rh|jobs|webmaster|clinica|escritorio|empresa)\d*(?:[._-].*)?$`)

// written says of addresses in which words the page has them.
func written(list []email, raw string, credit bool) []email {
	for i := range list {
		list[i].raw, list[i].stranger = raw, credit
	}
	return list
}

// findEmails returns the addresses of one line of text.
func findEmails(line string) []email {
	plain := line
	if veiled(line) {
		plain = reveal(line)
	}
	if !strings.Contains(plain, "@") {
		return nil
	}
	var out []email
	for _, raw := range addressPattern.FindAllString(plain, -1) {
		if address, ok := readEmail(raw); ok {
			out = append(out, email{address: address, raw: raw})
		}
	}
	return out
}

// veiled tells whether a line may hide an address: cheaply, since most lines of a page do not.
func veiled(line string) bool {
	if strings.Contains(line, "@") {
		return strings.ContainsAny(line, "[({<") || strings.Contains(line, " @") || strings.Contains(line, "@ ")
	}
	if len(line) > maxVeiled {
		return false
	}
	lower := strings.ToLower(line)
	return strings.Contains(lower, "arrob") || strings.Contains(lower, "at") &&
		(strings.ContainsAny(lower, "[({<") || strings.Contains(lower, " at ") && (strings.Contains(lower, " dot ") || strings.Contains(lower, " punt") || strings.Contains(lower, " ponto ")))
}

// maxVeiled is the longest line without the sign that may hide an address, in bytes.
const maxVeiled = 4 << 10

// reveal writes the signs of hidden addresses as signs.
func reveal(line string) string {
	if hiddenAt.MatchString(line) {
		line = hiddenAt.ReplaceAllString(line, "@")
		line = hiddenDot.ReplaceAllString(line, ".")
	}
	line = spelled.ReplaceAllStringFunc(line, func(s string) string {
		m := spelled.FindStringSubmatch(s)
		if strings.EqualFold(m[2], "at") && !mailWord.MatchString(line) {
			return s // "meet us at noon dot com"
		}
		return m[1] + "@" + strings.Join(slices.DeleteFunc(m[3:], func(label string) bool { return label == "" }), ".")
	})
	return spacedAt.ReplaceAllString(line, "$1$3@$2$4")
}

// uncloud reads an address as Cloudflare hides it: hexadecimal, each byte mixed with the first.
func uncloud(code string) string {
	raw, err := hex.DecodeString(code)
	if err != nil || len(raw) < 2 || len(raw) > 320 {
		return ""
	}
	out := make([]byte, len(raw)-1)
	for i, b := range raw[1:] {
		out[i] = b ^ raw[0]
	}
	return string(out)
}

// readEmail checks an address: parsed by the domain, at a top-level domain that exists, and no placeholder of a form.
func readEmail(raw string) (string, bool) {
	raw = strings.Trim(raw, ".'-")
	address, err := contact.ParseEmail(raw)
	if err != nil {
		return "", false
	}
	local, domain, _ := strings.Cut(address, "@")
	if !exists(domain) || placeholder(local, domain) {
		return "", false
	}
	return address, true
}

// exists tells whether a domain lies under a top-level domain that has been given out, or one reserved for tests.
func exists(domain string) bool {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	if icann || strings.Contains(suffix, ".") {
		return suffix != domain
	}
	return suffix == "example" || suffix == "test"
}

// placeholder tells whether an address only shows where to write one's own.
func placeholder(local, domain string) bool {
	label, _, _ := strings.Cut(domain, ".")
	switch {
	case label == "example" && strings.Count(domain, ".") >= 1:
		return true
	case placeholders[strings.NewReplacer("-", "", "_", "").Replace(label)]:
		return true
	}
	name := strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	return placeholderNames[name] || anybody[name] && (label == "email" || label == "mail" || label == "provedor" || label == "servidor")
}

var (
	placeholders = set(`exemplo ejemplo youremail yourdomain yourcompany yoursite yourwebsite seuemail seudominio seusite
		suaempresa tuempresa tudominio tucorreo dominio domain mydomain mysite mycompany companyname sentry wixpress`)
	// anybody is who a form asks for: "seu@email.com".
	anybody          = set(`seu sua nome seunome voce usuario user username name yourname you your cliente client exemplo example ejemplo teste test tu nombre`)
	placeholderNames = set(`seuemail youremail yourname seunome tucorreo tuemail`)
)
