package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"aceno/campaign/contact"
)

// FactID returns the id of a fact: the same for the same kind, value, source and URL, whenever it is read.
func FactID(kind, value, source, url string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{kind, value, source, url}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// NewProspect returns the prospect that a candidate becomes: found, to be enriched, with all that its facts say.
func NewProspect(c Candidate) Prospect {
	p := Prospect{
		Stage: StageEnrich, Status: ProspectFound, Platform: c.Platform, ExternalID: c.ExternalID, Name: strings.TrimSpace(c.Name),
		ProfileURL: c.ProfileURL, Category: c.Category, Address: c.Address, City: c.City, Country: c.Country,
		Lat: c.Lat, Lon: c.Lon, Followers: c.Followers, Rating: c.Rating, Reviews: c.Reviews,
	}
	if c.AreaCode != "" {
		p.Metadata = map[string]any{"area_code": c.AreaCode}
	}
	p.setWebsite(c.WebsiteURL)
	p.Absorb(c.Facts)
	return p
}

// Absorb adds facts, each once, and fills the fields that are still empty from them, in the order of the facts. A value
// that two sources give stays as two facts. National numbers (0800, 4004 …) are kept as facts alone: they identify nobody.
func (p *Prospect) Absorb(facts []Fact) {
	p.Facts = slices.Clip(p.Facts) // the caller's copy of the prospect shares the array
	known := make(map[string]bool, len(p.Facts)+len(facts))
	for _, f := range p.Facts {
		known[f.ID] = true
	}
	for _, f := range facts {
		if f.ID == "" {
			f.ID = FactID(f.Kind, f.Value, f.Source, f.URL)
		}
		if known[f.ID] {
			continue // a field that was left empty although it is known stays so: the contact is another prospect's
		}
		known[f.ID] = true
		p.Facts = append(p.Facts, f)
		p.fill(f)
	}
}

// Without takes contacts that belong to other prospects out of the fields and fills what became empty from the next facts that do
// not. They stay as facts: they are known, and reach the others.
func (p *Prospect) Without(taken []contact.Form) {
	others := func(forms ...contact.Form) bool {
		return slices.ContainsFunc(forms, func(f contact.Form) bool { return slices.Contains(taken, f) })
	}
	yield := func(field *string, forms ...contact.Form) {
		if others(forms...) {
			*field = ""
		}
	}
	yield(&p.Phone, contact.PhoneForms(p.Phone)...)
	yield(&p.WhatsApp, contact.PhoneForms(p.WhatsApp)...)
	yield(&p.Email, contact.EmailForms(p.Email)...)
	yield(&p.Username, contact.HandleForms(p.Username)...)
	yield(&p.Domain, contact.Form{Kind: contact.KindDomain, Value: p.Domain})
	for _, f := range p.Facts {
		one := Prospect{Facts: []Fact{f}}
		if forms := one.Identity(); len(forms) > 0 && !others(forms...) {
			p.fill(f)
		}
	}
}

func (p *Prospect) fill(f Fact) {
	value := f.Value
	if value == "" {
		value = f.Text
	}
	switch f.Kind {
	case FactPhone:
		fillPhone(&p.Phone, value)
	case FactWhatsApp:
		fillPhone(&p.WhatsApp, value)
	case FactEmail:
		fillEmpty(&p.Email, value)
	case FactInstagram:
		fillEmpty(&p.Username, value)
	case FactWebsite:
		p.setWebsite(value)
	case FactAddress:
		fillEmpty(&p.Address, value)
	case FactCity:
		fillEmpty(&p.City, value)
	case FactCategory:
		fillEmpty(&p.Category, value)
	}
}

// setWebsite takes a website in while there is none of the business's own. A page on a shared host (a social profile, a
// list of links) is worth reading, but is no website.
func (p *Prospect) setWebsite(rawURL string) {
	if rawURL == "" || p.HasWebsite {
		return
	}
	domain := contact.DomainOf(rawURL)
	if domain == "" && p.WebsiteURL != "" {
		return
	}
	p.WebsiteURL, p.Domain, p.HasWebsite = rawURL, domain, domain != ""
}

func fillPhone(field *string, e164 string) {
	if *field == "" && !contact.IsNational(e164) {
		*field = e164
	}
}

func fillEmpty(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

// Identity returns all forms of all contacts of a prospect, those of its fields first, each once. National numbers are left out:
// they are many businesses' own.
func (p *Prospect) Identity() []contact.Form {
	var forms []contact.Form
	add := func(list ...contact.Form) {
		for _, f := range list {
			if f.Value != "" && !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
	}
	phone := func(e164 string) {
		if e164 != "" && !contact.IsNational(e164) {
			add(contact.PhoneForms(e164)...)
		}
	}
	phone(p.Phone)
	phone(p.WhatsApp)
	add(contact.EmailForms(p.Email)...)
	add(contact.HandleForms(p.Username)...)
	add(contact.Form{Kind: contact.KindDomain, Value: p.Domain}, contact.Form{Kind: contact.KindWhatsAppUserID, Value: p.WhatsAppUserID},
		contact.Form{Kind: contact.KindInstagramID, Value: p.InstagramID})
	for _, f := range p.Facts {
		switch f.Kind {
		case FactPhone, FactWhatsApp:
			phone(f.Value)
		case FactEmail:
			add(contact.EmailForms(f.Value)...)
		case FactInstagram:
			add(contact.HandleForms(f.Value)...)
		case FactWebsite:
			add(contact.Form{Kind: contact.KindDomain, Value: contact.DomainOf(f.Value)})
		}
	}
	return forms
}
