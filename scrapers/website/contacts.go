package website

import "strings"

// allPhones returns every number of a page, the surest first: chat links, structured data, tel: links, text.
func (d *document) allPhones(h home) []phone {
	out := d.whatsapps(h)
	for _, raw := range d.data.phones {
		if p, ok := readPhone(raw, h); ok && labelOf(raw[:firstDigit(raw)]) != useFax {
			out = append(out, p)
		}
	}
	return append(out, d.phones(h)...)
}

// allEmails returns every mail address of a page.
func (d *document) allEmails() []email {
	var out []email
	for _, raw := range d.data.emails {
		if address, ok := readEmail(raw); ok {
			out = append(out, email{address: address, raw: raw})
		}
	}
	return append(out, d.emails()...)
}

// allProfiles returns every profile of a page.
func (d *document) allProfiles() []profile {
	var out []profile
	for _, address := range d.data.profiles {
		if p, ok := readProfile(address); ok {
			out = append(out, p)
		}
	}
	return append(out, d.profiles()...)
}

// firstDigit is where the digits of a text begin, or its length.
func firstDigit(s string) int {
	if i := strings.IndexAny(s, "0123456789"); i >= 0 {
		return i
	}
	return len(s)
}
