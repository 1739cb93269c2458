package openstreetmap

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// contactKeys are the tags that carry contacts, without "contact:" before and a number behind: "contact:phone",
// "phone_1" and "phone:2" are all "phone". Fax numbers are none.
var contactKeys = map[string]string{
	"phone": campaign.FactPhone, "telephone": campaign.FactPhone, "tel": campaign.FactPhone, "mobile": campaign.FactPhone,
	"cellphone": campaign.FactPhone, "phone:mobile": campaign.FactPhone, "mobile_phone": campaign.FactPhone,
	"whatsapp": campaign.FactWhatsApp, "phone:whatsapp": campaign.FactWhatsApp,
	"email": campaign.FactEmail, "e-mail": campaign.FactEmail, "mail": campaign.FactEmail,
	"website": campaign.FactWebsite, "url": campaign.FactWebsite, "homepage": campaign.FactWebsite, "web": campaign.FactWebsite,
	"instagram": campaign.FactInstagram, "facebook": campaign.FactFacebook, "linkedin": campaign.FactLinkedIn,
	"tiktok": campaign.FactTikTok, "youtube": campaign.FactYouTube, "twitter": campaign.FactX, "x": campaign.FactX,
}

var numbered = regexp.MustCompile(`[_:][0-9]{1,2}$`)

// contactTag is one tag that carries a contact.
type contactTag struct{ Kind, Key, Value string }

// contactTags returns an element's contact tags in a fixed order: the plain key before its numbered ones.
func (e element) contactTags() []contactTag {
	var found []contactTag
	for key, value := range e.Tags {
		base := numbered.ReplaceAllString(strings.TrimPrefix(strings.ToLower(key), "contact:"), "")
		if kind := contactKeys[base]; kind != "" && value != "" {
			found = append(found, contactTag{kind, key, value})
		}
	}
	rank := func(t contactTag) int {
		return slices.Index([]string{"phone", "contact:phone", "website", "contact:website", "email", "contact:email"}, t.Key)
	}
	slices.SortFunc(found, func(a, b contactTag) int {
		if x, y := rank(a), rank(b); (x < 0) != (y < 0) {
			return cmp.Compare(y, x)
		}
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Key, b.Key))
	})
	return found
}

// contacts adds what the contact tags hold. region and areaCode are for numbers that lack them.
func (e element) contacts(g *gatherer, region, areaCode string) {
	for _, one := range e.contactTags() {
		switch one.Kind {
		case campaign.FactPhone, campaign.FactWhatsApp:
			g.addPhones(one.Kind, one.Value, region, areaCode)
		case campaign.FactEmail:
			for _, part := range strings.FieldsFunc(one.Value, func(r rune) bool { return r == ';' || r == ',' || r == ' ' || r == '/' }) {
				if address, err := contact.ParseEmail(strings.TrimPrefix(part, "mailto:")); err == nil {
					g.add(campaign.FactEmail, address, "")
				}
			}
		default:
			for _, part := range splitValues(one.Value) {
				g.addLink(one.Kind, part, region, areaCode)
			}
		}
	}
}

// splitValues cuts a tag's value into its values. A semicolon inside an address is written as two.
func splitValues(value string) []string {
	var parts []string
	for _, part := range strings.Split(value, ";") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// addPhones adds the numbers of a tag. A link to WhatsApp under any key says that its number is there.
func (g *gatherer) addPhones(kind, value, region, areaCode string) {
	for _, part := range splitValues(value) {
		link := unwrap(part)
		kind := kind
		if service(link) == campaign.FactWhatsApp {
			kind = campaign.FactWhatsApp
		}
		for _, phone := range contact.FindPhones(link, region, areaCode) {
			g.add(kind, phone.E164, part)
		}
	}
}

// addLink adds a website or a page on a service; the address decides which, the tag's key only where it is a handle.
func (g *gatherer) addLink(kind, value, region, areaCode string) {
	link := unwrap(value)
	if at := service(link); at != "" {
		kind = at
	}
	switch kind {
	case campaign.FactWhatsApp:
		g.addPhones(kind, value, region, areaCode)
	case campaign.FactInstagram:
		if handle, err := contact.ParseHandle(strings.TrimRight(link, "/")); err == nil {
			g.add(kind, handle, value)
		}
	case campaign.FactWebsite:
		if address := webAddress(link); address != "" {
			g.add(kind, address, value)
		}
	default:
		if name := profile(kind, link); name != "" {
			g.add(kind, name, value)
		}
	}
}
