package contact

import "strings"

// Canonical returns the one form whose keyed hash stands for a person (contact_key): a phone in E.164 with the ninth digit,
// an address without its +tag, a handle in lower case. Two forms of one PhoneForms, EmailForms or HandleForms have the same
// canonical form, but for a Brazilian mobile whose short form is also a possible landline: that one is left as it is.
func Canonical(f Form) Form {
	switch f.Kind {
	case KindPhone:
		return Form{Kind: f.Kind, Value: withNinth(plus(f.Value))}
	case KindEmail:
		return Form{Kind: f.Kind, Value: baseOf(lower(f.Value))}
	case KindUsername:
		return Form{Kind: f.Kind, Value: lower(strings.TrimPrefix(f.Value, "@"))}
	case KindDomain:
		return Form{Kind: f.Kind, Value: lower(f.Value)}
	default:
		return f
	}
}

// Forms returns all forms of a contact of any kind, the canonical one first.
func Forms(f Form) []Form {
	switch f.Kind {
	case KindPhone:
		return PhoneForms(f.Value)
	case KindEmail:
		return EmailForms(f.Value)
	case KindUsername:
		return HandleForms(f.Value)
	default:
		if f.Value == "" {
			return nil
		}
		return []Form{Canonical(f)}
	}
}

// PhoneForms returns the forms under which one number is met, the canonical one first: E.164 and, of mobiles whose countries
// changed their notation, the one that WhatsApp still reports: Brazil without the ninth digit, Mexico with the 1,
// Argentina without the 9. A wa_id is such a form without its plus.
func PhoneForms(e164 string) []Form {
	if e164 == "" {
		return nil
	}
	first := withNinth(plus(e164))
	forms := []Form{{Kind: KindPhone, Value: first}}
	for _, other := range []string{ShortForm(first), mexicanForm(first), argentineForm(first)} {
		if other != "" {
			forms = append(forms, Form{Kind: KindPhone, Value: other})
		}
	}
	return forms
}

// EmailForms returns the forms of an address, the canonical one first: without its +tag, and as it is.
func EmailForms(addr string) []Form {
	if addr == "" {
		return nil
	}
	addr = lower(addr)
	forms := []Form{{Kind: KindEmail, Value: baseOf(addr)}}
	if forms[0].Value != addr {
		forms = append(forms, Form{Kind: KindEmail, Value: addr})
	}
	return forms
}

// HandleForms returns the one form of an Instagram handle.
func HandleForms(handle string) []Form {
	if handle == "" {
		return nil
	}
	return []Form{Canonical(Form{Kind: KindUsername, Value: handle})}
}

// ShortForm returns a Brazilian mobile number without its ninth digit, whatever the eight digits behind it, as Meta often
// reports it; "" for any other number.
func ShortForm(e164 string) string {
	if len(e164) == 14 && strings.HasPrefix(e164, "+55") && e164[5] == '9' {
		return e164[:5] + e164[6:]
	}
	return ""
}

// AreaCode returns the area code of a Brazilian number, "47" of +554733334444; "" elsewhere and for national numbers.
func AreaCode(e164 string) string {
	national, ok := strings.CutPrefix(e164, "+55")
	if !ok || len(national) != 10 && len(national) != 11 || !areaCodes[national[:2]] || IsNational(e164) {
		return ""
	}
	return national[:2]
}

// withNinth puts the ninth digit into a Brazilian mobile that lacks it: eight digits behind the area code that begin
// with 6 to 9 cannot be a landline.
func withNinth(e164 string) string {
	if len(e164) == 13 && strings.HasPrefix(e164, "+55") && areaCodes[e164[3:5]] && e164[5] >= '6' && e164[5] <= '9' {
		return e164[:5] + "9" + e164[5:]
	}
	return e164
}

func mexicanForm(e164 string) string {
	if len(e164) == 13 && strings.HasPrefix(e164, "+52") {
		return "+521" + e164[3:]
	}
	return ""
}

func argentineForm(e164 string) string {
	if len(e164) == 14 && strings.HasPrefix(e164, "+549") {
		return "+54" + e164[4:]
	}
	return ""
}

// plus puts the plus before a number that is written without it, as a wa_id is.
func plus(number string) string {
	if number != "" && number[0] >= '0' && number[0] <= '9' {
		return "+" + number
	}
	return number
}

func lower(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
