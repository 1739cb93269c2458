package writing

import (
	"strconv"
	"strings"
)

// locale is how numbers and money are written in the message's language.
type locale struct {
	decimal, group string
	space          string // between currency and amount
	symbols        map[string]string
	optOut         string // the line that says how to get no more
	writeFirst     string // what a prospect sends who takes up an invitation; {code} is the prospect's
}

var portuguese = locale{
	decimal: ",", group: ".", space: " ", symbols: map[string]string{"BRL": "R$", "USD": "US$", "EUR": "€"},
	optOut:     "Se preferir não receber mais mensagens, responda SAIR.",
	writeFirst: "Oi! Vi a mensagem de vocês e quero saber mais. (código {code})",
}

var english = locale{
	decimal: ".", group: ",", symbols: map[string]string{"BRL": "R$", "USD": "$", "EUR": "€", "GBP": "£"},
	optOut:     "If you would rather get no more messages, reply STOP.",
	writeFirst: "Hi! I saw your message and would like to know more. (code {code})",
}

// localeOf returns the way of a language; Portuguese where the language is not known.
func localeOf(language string) locale {
	if strings.HasPrefix(strings.ToLower(language), "en") {
		return english
	}
	return portuguese
}

// Footers are the lines with which our own messages say how to get no more: a person who quotes them has not asked.
func Footers() []string { return []string{portuguese.optOut, english.optOut} }

// number writes a number with the language's marks, without a fraction that says nothing.
func (l locale) number(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	sign := ""
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = "-", rest
	}
	whole, fraction, has := strings.Cut(text, ".")
	whole = l.grouped(whole)
	if has {
		return sign + whole + l.decimal + fraction
	}
	return sign + whole
}

// money writes an amount of cents: R$ 1.499,00 or $1,499.00.
func (l locale) money(cents int64, currency string) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	symbol, space := l.symbols[currency], l.space
	if symbol == "" {
		symbol, space = currency, " "
	}
	fraction := strconv.FormatInt(cents%100+100, 10)[1:]
	return sign + symbol + space + l.grouped(strconv.FormatInt(cents/100, 10)) + l.decimal + fraction
}

// grouped puts a mark between thousands.
func (l locale) grouped(digits string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + l.group + digits[at:]
	}
	return digits
}
