package contact

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// anyLink finds links in a text. Those to tel: are left to the text: what follows the colon is read like any number.
var anyLink = regexp.MustCompile(`(?i)(?:https?://|whatsapp://|\bwww\.|\b(?:api\.|web\.|chat\.)?whatsapp\.com/|\bwa\.me/)[^\s;"'<>]*`)

// cutLinks takes the links out of a text: their digits are no numbers, but where they open a chat.
func cutLinks(text string) (rest string, links []string) {
	rest = anyLink.ReplaceAllStringFunc(text, func(link string) string {
		links = append(links, link)
		return "|"
	})
	return rest, links
}

// addLink reads the number of a link that opens a chat.
func (r *reader) addLink(link string) {
	digits := chatNumber(link, 2)
	if digits == "" {
		return
	}
	if r.region == brazil {
		if e164 := international(readBrazilian(strings.TrimPrefix(digits, "00"), false, r.home)); e164 != "" && r.add(e164, link) {
			r.inherit(e164)
			return
		}
	}
	if e164 := foreignNumber(strings.TrimPrefix(digits, "00")); e164 != "" {
		r.add(e164, link)
	}
}

// chatNumber returns the digits of a WhatsApp link, "" for links without a number (share buttons, groups, codes) and for
// others. Links that only pass on to another one are followed by their text, at most depth times.
func chatNumber(link string, depth int) string {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
	switch {
	case host == "l.instagram.com" || host == "l.facebook.com" || host == "l.wl.co":
		if inner := u.Query().Get("u"); inner != "" && depth > 0 {
			return chatNumber(inner, depth-1)
		}
		return ""
	case host == "wa.me":
		parts = after(parts, "c") // a catalogue
		if len(parts) > 0 {
			return onlyDigits(parts[0])
		}
		return onlyDigits(u.Query().Get("phone"))
	case host == "whatsapp.com" || strings.HasSuffix(host, ".whatsapp.com") || strings.EqualFold(u.Scheme, "whatsapp"):
		return onlyDigits(u.Query().Get("phone"))
	default:
		return ""
	}
}

// onlyDigits returns the digits of a number, "" when letters stand among them.
func onlyDigits(text string) string {
	if strings.IndexFunc(text, unicode.IsLetter) >= 0 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}

// notPhones finds what looks like a number and is none: CNPJ, CPF, dates, and postal codes that are called so.
var notPhones = regexp.MustCompile(`\b(?:\d{2}\.?\d{3}\.?\d{3}/\d{4}-?\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2}|(?i:cep):?\s*\d{2}\.?\d{3}-?\d{3}|` +
	`(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})\b`)

// carrierMark finds the placeholder for a carrier's code, as in 0xx47.
var carrierMark = regexp.MustCompile(`\b0\s?\(?[xX*]{2}\)?`)

// blank takes out what is no number, and the placeholders in numbers.
func blank(text string) string {
	text = notPhones.ReplaceAllString(text, "|")
	return carrierMark.ReplaceAllString(text, "0 ")
}

// unescape undoes the escapes that numbers in links carry.
func unescape(text string) string {
	return strings.NewReplacer("%20", " ", "%2B", "+", "%2b", "+", "%28", "(", "%29", ")", "&nbsp;", " ").Replace(text)
}

// labels are the words that stand beside numbers in a list of contacts.
var labels = setOf("tel", "tels", "telefone", "telefones", "fone", "fones", "phone", "phones", "telephone", "mobile", "fax", "telefax", "cel", "cels", "celular",
	"celulares", "whatsapp", "whats", "whatsap", "zap", "wpp", "wa", "contato", "contatos", "contact", "ligue", "call", "fixo", "central", "ramal", "ext", "plantao",
	"plantão", "apenas", "somente", "so", "só", "only", "ou", "or", "and", "vivo", "tim", "claro", "oi", "comercial", "recepcao", "recepção", "br")

// isProse says whether a text has words that are no labels of numbers.
func isProse(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 1 && !labels[strings.ToLower(word)] {
			return true
		}
	}
	return false
}
