package website

import (
	"regexp"
	"strings"
)

// FactCNPJ is the kind of the fact that names a business in the Brazilian register of companies: its number without
// signs, fourteen digits or, as given out since July 2026, twelve letters or digits and two check digits.
const FactCNPJ = "cnpj"

var (
	// signedCNPJ is a number as registers print it, and labelledCNPJ one that only its label tells from other numbers.
	signedCNPJ   = regexp.MustCompile(`(?i)\b[0-9A-Z]{2}[. ]?[0-9A-Z]{3}[. ]?[0-9A-Z]{3} ?/ ?[0-9A-Z]{4} ?- ?\d{2}\b`)
	labelledCNPJ = regexp.MustCompile(`(?i)\bC\.?N\.?P\.?J\.?(?:[ /]?M\.?F\.?)?[^\pL\d]{0,6}(?:n[º°o.]{0,2}[^\pL\d]{0,3})?([0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}/?[0-9A-Z]{4}-?\d{2})\b`)
)

// company is one number of the register as a page shows it.
type company struct{ number, raw string }

// cnpjs returns the register numbers of a page whose check digits hold, those of the firm that built the site left out.
func (d *document) cnpjs() []company {
	var out []company
	for _, raw := range d.data.cnpjs {
		if number, ok := readCNPJ(raw); ok {
			out = append(out, company{number, raw})
		}
	}
	for _, line := range d.lines {
		if digits(line) < 2 || len(line) < 14 || !signedCNPJ.MatchString(line) && !labelledCNPJ.MatchString(line) {
			continue
		}
		own := line[:creditFrom(line)]
		for _, raw := range signedCNPJ.FindAllString(own, 8) {
			if number, ok := readCNPJ(raw); ok {
				out = append(out, company{number, raw})
			}
		}
		for _, m := range labelledCNPJ.FindAllStringSubmatch(own, 8) {
			if number, ok := readCNPJ(m[1]); ok {
				out = append(out, company{number, m[1]})
			}
		}
	}
	return out
}

// readCNPJ checks a number: its length, its signs and both check digits.
func readCNPJ(raw string) (string, bool) {
	number := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, raw)
	number = strings.TrimPrefix(number, "CNPJ")
	if len(number) == 16 {
		number = strings.TrimPrefix(number, "BR")
	}
	if len(number) != 14 || strings.Trim(number, number[:1]) == "" {
		return "", false
	}
	return number, checkDigit(number[:12]) == number[12] && checkDigit(number[:13]) == number[13]
}

// checkDigit is the digit that follows body: weights 2 to 9 from the right, modulo 11; a letter counts as its place in
// ASCII less that of "0" (Receita Federal, IN RFB 2.229/2024).
func checkDigit(body string) byte {
	sum := 0
	for i := range len(body) {
		weight := 2 + (len(body)-1-i)%8
		sum += int(body[i]-'0') * weight
	}
	if rest := sum % 11; rest >= 2 {
		return byte('0' + 11 - rest)
	}
	return '0'
}
