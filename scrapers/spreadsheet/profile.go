package spreadsheet

import (
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// profile reads what the business is and where the list has it from.
func (b *builder) profile() {
	c := b.c
	if text := b.text(ToExternalID); text != "" {
		if id, lost := wholeNumber(text); lost {
			_, column := b.first(ToExternalID)
			b.unusable(ToExternalID, column, CodeDigitsLost, "%s: the digits were lost when a spreadsheet saved the file: format the column as text and export again", clip(text))
		} else {
			c.ExternalID = id
		}
	}
	if text, column := b.first(ToSourceURL); text != "" {
		link, code := webAddress(text)
		if code == CodeBad && strings.HasPrefix(text, "http") {
			link = "" // a host without a dot is nobody's page
		} else if link == "" {
			b.unusable(ToSourceURL, column, code, "%q is not the address of a page: write one such as https://www.example.com", clip(text))
		}
		c.ProfileURL = link
	}
	c.Category = b.text(ToCategory)
	b.add(campaign.FactCategory, c.Category, "")
	b.add(campaign.FactHours, b.text(ToOpeningHours), "")
	for _, target := range []Target{ToContactTitle, ToOwner} {
		b.add(string(target), b.text(target), "")
	}
	for _, column := range b.by[ToTags] {
		b.add(string(ToTags), b.cell(column), "")
	}
	for _, column := range b.by[ToNotes] {
		b.add(campaign.FactNote, "", b.cell(column))
	}
}

// figures reads the numbers about the business.
func (b *builder) figures() {
	if text, column := b.first(ToRating); text != "" {
		mark, ok := parseDecimal(text)
		if ok && mark >= 0 && mark <= 5 {
			b.c.Rating = &mark
		} else {
			b.unusable(ToRating, column, CodeBad, "%q is no rating from 0 to 5", clip(text))
		}
	}
	b.c.Reviews = b.count(ToReviews)
	b.c.Followers = b.count(ToFollowers)
}

func (b *builder) count(target Target) *int {
	text, column := b.first(target)
	if text == "" {
		return nil
	}
	n, ok := parseCount(text)
	if !ok {
		b.unusable(target, column, CodeBad, "%q is no count: write a whole number", clip(text))
		return nil
	}
	return &n
}

// refusals reads what the file says of closed businesses, doubtful addresses and people who want to be left alone. Nobody's
// wish is lost by moving from one program to the other: the contacts go on the list of those who must not be written to.
func (b *builder) refusals() {
	if text, column := b.first(ToStatus); text != "" {
		b.add(string(ToStatus), b.text(ToStatus), "")
		if saysAny(text, closedWords) {
			b.warn(ToStatus, column, CodeClosed, "%s: the business may be closed", clip(text))
		}
	}
	if text, column := b.first(ToEmailStatus); text != "" {
		b.add(string(ToEmailStatus), b.text(ToEmailStatus), "")
		if !goodMail[unaccented(text)] {
			b.warn(ToEmailStatus, column, CodeEmailStatus, "%s: the address may not work", clip(text))
		}
	}
	if text, column := b.first(ToEmailConsent); text != "" && b.refuses(column, text) {
		b.warn(ToEmailConsent, column, CodeRefusal, "%s: no e-mail may be sent to it", clip(text))
		b.suppress(campaign.FactEmail)
	}
	if text, column := b.first(ToDoNotCall); text != "" && isYes(text) {
		b.warn(ToDoNotCall, column, CodeRefusal, "%s: not to be called or messaged", clip(text))
		b.suppress(campaign.FactPhone, campaign.FactWhatsApp)
	}
}

func (b *builder) suppress(kinds ...string) {
	for _, f := range b.c.Facts {
		switch {
		case kinds[0] == campaign.FactEmail && f.Kind == campaign.FactEmail:
			b.row1.Suppress = append(b.row1.Suppress, contact.Canonical(contact.Form{Kind: contact.KindEmail, Value: f.Value}))
		case kinds[0] == campaign.FactPhone && (f.Kind == campaign.FactPhone || f.Kind == campaign.FactWhatsApp) && !contact.IsNational(f.Value):
			b.row1.Suppress = append(b.row1.Suppress, contact.Canonical(contact.Form{Kind: contact.KindPhone, Value: f.Value}))
		}
	}
}

var (
	closedWords  = strings.Fields("closed fechado fechada encerrado encerrada baixada baixado inapta cerrado cerrada permanently")
	refusalWords = strings.Fields("descadastrado descadastrada unsubscribed unsubscribe bounce bounced optout opted-out baja spam complained cancelado cancelada bloqueado suppressed cleaned non-marketing")
	goodMail     = wordSet("verified valid valido valida deliverable ok active ativo true yes sim confirmed verificado likely extrapolated")
)

// saysAny says that one of the words stands in a text.
func saysAny(text string, words []string) bool {
	padded := " " + strings.Join(strings.FieldsFunc(unaccented(text), func(r rune) bool { return !isLetter(r) && r != '-' }), " ") + " "
	for _, word := range words {
		if strings.Contains(padded, " "+word+" ") {
			return true
		}
	}
	return false
}

func isYes(text string) bool {
	return wordSet("true 1 yes y sim s si x verdadeiro verdadero on")[unaccented(text)]
}

func isNo(text string) bool {
	return wordSet("false 0 no n nao falso off never nunca")[unaccented(text)]
}

// refuses says that a cell about consent is a no. Under a header that asks whether somebody has left, yes is a no.
func (b *builder) refuses(column int, text string) bool {
	if saysAny(text, refusalWords) {
		return true
	}
	header := plainHeader(b.columns[column].Header)
	for _, word := range []string{"out", "unsub", "descadastr", "bloque", "block", "baja", "opted"} {
		if strings.Contains(header, word) {
			return isYes(text)
		}
	}
	return isNo(text)
}
