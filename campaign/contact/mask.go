package contact

import "strings"

// Mask returns a hint at a contact that a person who knows it recognises and nobody else can complete: "+55 47 9****-**12",
// "a***@example.com", "pa***".
func Mask(f Form) string {
	switch {
	case f.Value == "":
		return ""
	case f.Kind == KindPhone:
		return maskPhone(f.Value)
	case f.Kind == KindEmail:
		local, domain, found := strings.Cut(f.Value, "@")
		if !found {
			return maskWord(f.Value, 1)
		}
		return maskWord(local, 1) + "@" + domain
	case f.Kind == KindDomain:
		name, rest, found := strings.Cut(f.Value, ".")
		if !found {
			return maskWord(f.Value, 1)
		}
		return maskWord(name, 2) + "." + rest
	default:
		return maskWord(f.Value, 2)
	}
}

// MaskWhole is Mask, but hides the domain of an address too, "a***@ex***.com": a business's own would name it. It is what may
// stay of somebody who was erased.
func MaskWhole(f Form) string {
	local, domain, found := strings.Cut(f.Value, "@")
	if f.Kind != KindEmail || !found {
		return Mask(f)
	}
	return maskWord(local, 1) + "@" + Mask(Form{Kind: KindDomain, Value: domain})
}

func maskPhone(e164 string) string {
	digits := strings.TrimPrefix(e164, "+")
	if area := AreaCode(e164); area != "" {
		subscriber := digits[4:]
		last := subscriber[len(subscriber)-2:]
		if len(subscriber) == 9 {
			return "+55 " + area + " " + subscriber[:1] + "****-**" + last
		}
		return "+55 " + area + " ****-**" + last
	}
	if len(digits) < 8 {
		return "***"
	}
	return "+" + digits[:2] + " " + strings.Repeat("*", len(digits)-4) + digits[len(digits)-2:]
}

// maskWord shows the first runes of a word, never more than half of it.
func maskWord(word string, shown int) string {
	letters := []rune(word)
	return string(letters[:min(shown, len(letters)/2)]) + "***"
}
