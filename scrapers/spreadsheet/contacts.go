package spreadsheet

import (
	"net/url"
	"regexp"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// nothing are the words for an empty cell that programs write.
var nothing = map[string]bool{"": true, "-": true, "--": true, "–": true, "—": true, "n/a": true, "#n/a": true, "null": true, "nan": true, "none": true, "undefined": true}

// yesNo answer whether a number is on WhatsApp, in a column that is no number's.
var yesNo = wordSet("sim nao s n yes no y si true false verdadeiro falso x")

// contacts reads all columns that hold contacts, in the order of the file.
func (b *builder) contacts() {
	region := b.options.Country
	if b.c.Country != "" {
		region = b.c.Country
	}
	area := b.areaCode(b.text(ToAreaCode), b.options.AreaCode)
	for i, c := range b.columns {
		text := b.cell(i)
		if nothing[strings.ToLower(text)] || c.Target == ToWhatsApp && yesNo[unaccented(text)] {
			continue
		}
		switch c.Target {
		case ToAreaCode: // for the numbers to its right
			area = b.areaCode(text, area)
		case ToPhone, ToMobile, ToWhatsApp:
			b.phone(c.Target, i, text, region, area)
		case ToEmail:
			b.email(i, text)
		case ToWebsite:
			b.website(i, text)
		case ToInstagram:
			b.handle(i, text)
		case ToFacebook:
			b.page(ToFacebook, campaign.FactFacebook, i, text)
		case ToLinkedIn:
			b.page(ToLinkedIn, campaign.FactLinkedIn, i, text)
		case ToContactLinkedIn:
			b.page(ToContactLinkedIn, string(ToContactLinkedIn), i, text)
		}
	}
}

// areaCode reads a cell that holds an area code, "(047)" too.
func (b *builder) areaCode(text, otherwise string) string {
	code := strings.Trim(strings.TrimLeft(strings.Trim(text, "()"), "0"), " ")
	if digits, lost := wholeNumber(code); !lost {
		code = digits
	}
	if code == "" {
		return otherwise
	}
	return code
}

// phone reads all numbers of a cell. Digits that a spreadsheet has lost are not guessed.
func (b *builder) phone(target Target, column int, text, region, area string) {
	digits, lost := wholeNumber(text)
	if lost {
		b.unusable(target, column, CodeDigitsLost, "%s: the digits were lost when a spreadsheet saved the file: format the column as text and export again", clip(text))
		return
	}
	kind := campaign.FactPhone
	if target == ToWhatsApp || kindOf(text) == isWhatsApp {
		kind = campaign.FactWhatsApp
	}
	numbers := contact.FindPhones(digits, region, area)
	for _, number := range numbers {
		b.add(kind, number.E164, text)
	}
	if len(numbers) == 0 {
		b.unusable(target, column, CodeBad, "%q is not a phone number: write country and area code, such as +55 47 3333-4444", clip(text))
	}
}

// email reads all addresses of a cell.
func (b *builder) email(column int, text string) {
	found := false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(";,|/ \t\r\n[](){}<>\"'", r) }) {
		if address, err := contact.ParseEmail(part); err == nil {
			b.add(campaign.FactEmail, address, "")
			found = true
		}
	}
	if !found {
		b.unusable(ToEmail, column, CodeBad, "%q is not an e-mail address: write one such as ana@example.com", clip(text))
	}
}

// website reads an address; one on a network of profiles is taken for what it is.
func (b *builder) website(column int, text string) {
	link, code := webAddress(text)
	if link == "" {
		b.unusable(ToWebsite, column, code, "%q is not the address of a website: write one such as https://www.example.com", clip(text))
		return
	}
	switch kindOf(link) {
	case isInstagram:
		b.handle(column, link)
	case isFacebook:
		b.add(campaign.FactFacebook, link, "")
	case isFirmLink:
		b.add(campaign.FactLinkedIn, link, "")
	case isWhatsApp:
		b.phone(ToWhatsApp, column, link, b.options.Country, b.options.AreaCode)
	default:
		b.add(campaign.FactWebsite, link, "")
		if b.c.WebsiteURL == "" {
			b.c.WebsiteURL = link
		}
	}
}

// webAddress returns an address with its scheme, or "" and what is wrong with it.
func webAddress(text string) (string, Code) {
	if strings.ContainsAny(text, " \t\r\n\"<>\\") || len(text) > 2000 {
		return "", CodeBad
	}
	if scheme, _, found := strings.Cut(text, ":"); found && !strings.Contains(scheme, ".") && !strings.Contains(scheme, "/") {
		if scheme = strings.ToLower(scheme); scheme != "http" && scheme != "https" {
			return "", CodeScheme
		}
	} else {
		text = "https://" + strings.TrimPrefix(text, "//")
	}
	link, err := url.Parse(text)
	if err != nil || link.User != nil || link.Host == "" {
		return "", CodeBad
	}
	host := link.Hostname()
	dot := strings.LastIndexByte(strings.TrimSuffix(host, "."), '.')
	if dot <= 0 || strings.ContainsAny(host, "@:") || !strings.ContainsFunc(host[dot+1:], isLetter) {
		return "", CodeBad
	}
	link.Host = strings.ToLower(link.Host)
	return link.String(), ""
}

// handle reads an Instagram profile.
func (b *builder) handle(column int, text string) {
	handle, err := contact.ParseHandle(text)
	if err != nil {
		handle = longHandle(text)
	}
	if handle == "" {
		b.unusable(ToInstagram, column, CodeBad, "%q is not an Instagram handle: write one such as @padaria_do_centro", clip(text))
		return
	}
	b.add(campaign.FactInstagram, handle, text)
}

var overlong = regexp.MustCompile(`^(?:(?:https?://)?(?:www\.)?instagram\.com/)?@?([a-z0-9_](?:[a-z0-9._]{29,62})[a-z0-9_])/?(?:\?.*)?$`)

// longHandle reads a handle of more than the 30 signs that Instagram gives out today. What a list says of a business is kept;
// whether it can be written to is found out when somebody does.
func longHandle(text string) string {
	if m := overlong.FindStringSubmatch(strings.ToLower(text)); m != nil {
		return m[1]
	}
	return ""
}

// page reads a profile on a network: its address, or its name there.
func (b *builder) page(target Target, kind string, column int, text string) {
	if link, _ := webAddress(text); link != "" {
		b.add(kind, link, "")
		return
	}
	if name := strings.TrimPrefix(text, "@"); name != "" && len(name) <= 100 && !strings.ContainsAny(name, " :\"<>\\\t\r\n") {
		b.add(kind, name, "")
		return
	}
	b.unusable(target, column, CodeBad, "%q is not a profile: write its address", clip(text))
}
