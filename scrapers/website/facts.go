package website

import (
	"aceno/campaign"
	"aceno/scrapers"
)

// Most facts of one kind, and bytes of a fact's text.
const (
	maxFacts    = 60
	maxFactText = 300
)

// facts collects what was found, each contact once: where it was seen first.
type facts struct {
	list []campaign.Fact
	seen map[string]bool
	kind map[string]int
}

func (f *facts) add(fact campaign.Fact) {
	if f.seen == nil {
		f.seen, f.kind = map[string]bool{}, map[string]int{}
	}
	key := fact.Kind + "\n" + fact.Value
	if fact.Value == "" {
		key += fact.Text
	}
	if f.seen[key] || f.kind[fact.Kind] >= maxFacts {
		return
	}
	f.seen[key] = true
	f.kind[fact.Kind]++
	fact.Text = squeeze(fact.Text, maxFactText)
	f.list = append(f.list, identified(fact))
}

// identified puts source and id on a fact.
func identified(fact campaign.Fact) campaign.Fact {
	fact.Source = source
	fact.ID = campaign.FactID(fact.Kind, fact.Value, fact.Source, fact.URL)
	return fact
}

// report writes all that was read as facts.
func (c *crawl) report(state scrapers.SiteState, detail string) scrapers.Report {
	first := c.pages[0]
	out := scrapers.Report{
		State: state, Detail: detail, FinalURL: first.address, Title: first.title, Language: first.languageOf(), Pages: len(c.pages),
	}
	set := &facts{}
	set.add(campaign.Fact{Kind: campaign.FactSiteState, Value: string(state), Text: detail, URL: first.address, At: first.at})
	if state != scrapers.SiteParked {
		for _, p := range c.pages {
			c.contacts(set, p)
		}
		for _, p := range c.pages {
			p.business(set)
		}
	}
	out.Facts = set.list
	return out
}

// contacts adds the contacts of one page; those that may be a stranger's under kinds of their own.
func (c *crawl) contacts(set *facts, p *page) {
	add := func(kind, value, text string) {
		set.add(campaign.Fact{Kind: kind, Value: value, Text: text, URL: p.address, At: p.at})
	}
	for _, number := range c.phones(p) {
		sure := !number.stranger && plausiblePhone(number, c.visit.AreaCode)
		if number.whatsapp {
			add(either(sure, campaign.FactWhatsApp, FactWhatsAppUnsure), number.number, number.raw)
		}
		add(either(sure, campaign.FactPhone, FactPhoneUnsure), number.number, number.raw)
	}
	for _, mail := range p.addresses() {
		sure := !mail.stranger && plausibleEmail(mail.address, siteOf(c.pages[0].page), c.visit, c.pages[0].title)
		add(either(sure, campaign.FactEmail, FactEmailUnsure), mail.address, mail.raw)
	}
	for _, profile := range p.allProfiles() {
		add(profile.kind, profile.handle, profile.raw)
	}
}

func either(sure bool, yes, no string) string {
	if sure {
		return yes
	}
	return no
}

// business adds what structured data and meta elements say of the business itself.
func (p *page) business(set *facts) {
	b := p.data
	add := func(kind, value, text string) {
		if value != "" || text != "" {
			set.add(campaign.Fact{Kind: kind, Value: value, Text: text, URL: p.address, At: p.at})
		}
	}
	add(campaign.FactAddress, b.address, "")
	add(campaign.FactCity, b.city, "")
	add(campaign.FactCategory, b.category, "")
	for _, hours := range append(b.hours, p.hours()...) {
		add(campaign.FactHours, hours.value, hours.text)
	}
	for _, company := range p.cnpjs() {
		add(FactCNPJ, company.number, company.raw)
	}
	add(campaign.FactNote, "", firstOf(b.description, p.description))
}
