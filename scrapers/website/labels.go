package website

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// use says what the words before a number call it.
type use int

const (
	useNone use = iota
	usePhone
	useFax
	useWhatsApp
)

// maxLead is how many bytes before a number are searched for its label.
const maxLead = 80

var (
	// labelWord is a word that names a number: a chat, a fax, a phone. A single letter does with a colon or a dot.
	labelWord = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:(whats ?app|whats|wpp|zapzap|zap)|(facsimile|fac-símile|fax)|` +
		`(tel[eé]?(?:f(?:one?|ono)?)?s?|fones?|phones?|ph|call|toll[ -]?free|cel(?:ular)?(?:es)?|mobile|mob|cell|` +
		`ligue|liga|disk|contatos?|contact|pabx|sac|central|plant[aã]o|nextel|vivo|tim|claro|oi|office|direct|` +
		`reservations?|t[eé]l[eé]phones?|telefoon|telefon|m[oó]vil|fixo|atendimento|[tmpcdf] ?[:.]))`)
	// codeLabel ends a text whose next number is none to call: of an order, a product, a register.
	codeLabel = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:protocolo|sku|pedidos?|c[óo]d(?:igo)?|ref(?:er[êe]ncia)?|boleto|matr[íi]cula|processo|nota fiscal|nf-?e?|s[ée]rie|lote|` +
		`isbn|ean|gtin|order|invoice|tracking|rastreio|rastreamento|inscri[çc][ãa]o(?: estadual| municipal)?|crm|cro|oab|creci|crea|cnes|anvisa|alvar[áa])` +
		`\s*(?:n[.ºo°]*|num(?:ber|ero)?|id)?\s*[:.#-]*\s*$`)
	// labelTail is what may stand between a label and its number: signs, or a word or two and a colon.
	labelTail = regexp.MustCompile(`^(?:[^\pL]*|[ (-]{1,3}\pL+(?: \pL+)?[ )]{0,2}:[^\pL]*)$`)
	// joinPattern is what makes two numbers, or two labels, one list.
	joinPattern = regexp.MustCompile(`(?i)^[\s/|,;()·•-]*(?:ou|or|e|and|y|&)?[\s/|,;()·•-]*$`)
	// namedAfter is a label behind its number: "(47) 99988-7755 (WhatsApp)".
	namedAfter = regexp.MustCompile(`(?i)^\s*[(\[-]?\s*(?:(whats ?app|whats|zap)|(fax))\b[^:\d]*$`)
)

// labelOf returns what the last label of a text calls the number that follows the text. Labels in a list add up: "Tel/Fax"
// is a phone, "Tel/WhatsApp" and "WhatsApp e Tel" are a chat.
func labelOf(text string) use {
	text = strings.ToValidUTF8(text[max(0, len(text)-maxLead):], "")
	label, end := useNone, 0
	for _, m := range labelWord.FindAllStringSubmatchIndex(text, -1) {
		if next, _ := utf8.DecodeRuneInString(text[m[1]:]); unicode.IsLetter(next) {
			continue
		}
		this, from := usePhone, m[6]
		switch {
		case m[2] >= 0:
			this, from = useWhatsApp, m[2]
		case m[4] >= 0:
			this, from = useFax, m[4]
		}
		if label != useNone && label != this && joinPattern.MatchString(text[end:from]) {
			this = together(label, this)
		}
		label, end = this, m[1]
	}
	if label == useNone || !labelTail.MatchString(text[end:]) {
		return useNone
	}
	return label
}

func together(a, b use) use {
	if a == useWhatsApp || b == useWhatsApp {
		return useWhatsApp
	}
	return usePhone
}

// relabel takes a label that stands behind the number into account.
func relabel(label use, behind string) use {
	m := namedAfter.FindStringSubmatch(behind)
	switch {
	case m == nil || label == useFax:
		return label
	case m[1] != "":
		return useWhatsApp
	case label == usePhone: // "Tel: … Fax" names the next number
		return label
	}
	return useFax
}
