package openstreetmap

import (
	"slices"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// categories are the keys that say what a business is, the most telling first.
var categories = [...]string{"amenity", "shop", "office", "craft", "tourism", "leisure", "healthcare", "club", "social_facility", "man_made"}

// past are the prefixes and words by which mappers keep what is no more.
var past = [...]string{"disused", "was", "abandoned", "demolished", "removed", "razed", "closed", "destroyed"}

// open says that an element is a business of today with a name. A former use beside a present one ("disused:shop=bakery"
// on a school) closes nothing; one that repeats it does ("disused:amenity=dentist" on what healthcare still calls one).
func (e element) open(asked trade) bool {
	if e.Tags["name"] == "" || slices.Contains([]string{"closed", "off"}, e.Tags["opening_hours"]) {
		return false
	}
	var live []string
	for _, key := range categories {
		if value := e.Tags[key]; isUse(value) {
			live = append(live, value)
		}
	}
	if len(live) == 0 && !asked.matches(e) {
		return false
	}
	for _, word := range past {
		if e.Tags[word] == "yes" {
			return false
		}
		for _, key := range categories {
			if value := e.Tags[word+":"+key]; value != "" && slices.Contains(live, value) {
				return false
			}
		}
	}
	return true
}

func isUse(value string) bool {
	return !slices.Contains([]string{"", "no", "none", "vacant", "closed", "disused", "abandoned"}, value)
}

// matches says that one of the trade's alternatives holds.
func (t trade) matches(e element) bool { return t.weight(e) > 0 }

// weight is how many conditions the most exact alternative has that holds; 0 = none does.
func (t trade) weight(e element) int {
	most := 0
	for _, all := range t.Any {
		holds := !slices.ContainsFunc(all, func(one tag) bool { return !one.holds(e.Tags[one.Key]) })
		if holds {
			most = max(most, len(all))
		}
	}
	return most
}

func (t tag) holds(value string) bool {
	if t.Value == "*" || !t.Among {
		return value != "" && (t.Value == "*" || t.Value == value)
	}
	for _, one := range strings.Split(value, ";") {
		if slices.Contains(strings.Split(t.Value, "|"), strings.TrimSpace(one)) {
			return true
		}
	}
	return false
}

// describe says in words what an element is, and by which tag.
func (t *trades) describe(e element, asked trade, country string) (word, by string) {
	best, most := asked, asked.weight(e)
	if asked.PT == "" {
		most = 0
	}
	for _, key := range categories {
		value := e.Tags[key]
		if !isUse(value) {
			continue
		}
		if by == "" {
			by, word = key+"="+value, strings.ReplaceAll(value, "_", " ")
		}
		for _, index := range t.tags[key+"="+value] {
			if weight := t.list[index].weight(e); weight > most {
				best, most = t.list[index], weight
			}
		}
	}
	if most > 0 {
		word = best.word(country)
	}
	return word, by
}

// surroundings are what a candidate takes from its search.
type surroundings struct {
	place    place
	asked    trade
	trades   *trades
	at       time.Time
	areaCode string // of the element's city
}

// candidate turns an element into a business with its facts, each credited.
func (e element) candidate(in surroundings) campaign.Candidate {
	city := e.city(in.place)
	c := campaign.Candidate{
		Platform: Type, ExternalID: e.Ref.String(), Name: e.Tags["name"],
		ProfileURL: "https://www.openstreetmap.org/" + e.Ref.String(),
		Address:    e.address(), City: city, Country: in.place.Country, Lat: e.Lat, Lon: e.Lon, AreaCode: in.areaCode,
	}
	g := &gatherer{url: c.ProfileURL, at: in.at, seen: map[string]bool{}}
	category, by := in.trades.describe(e, in.asked, c.Country)
	c.Category = category
	e.contacts(g, c.Country, in.areaCode)
	g.add(campaign.FactAddress, c.Address, "")
	g.add(campaign.FactCity, city, "")
	g.add(campaign.FactCategory, category, by)
	g.add(campaign.FactHours, e.Tags["opening_hours"], "")
	for _, key := range []string{"brand", "cuisine", "stars"} {
		g.add(key, e.Tags[key], "")
	}
	g.add("speciality", e.Tags["healthcare:speciality"], "")
	g.add(campaign.FactNote, "", e.Tags["description"])
	c.Facts = g.facts
	c.WebsiteURL = g.website()
	return c
}

// website returns the first address that is the business's own, else one on a host of many, such as a list of links.
func (g *gatherer) website() string {
	shared := ""
	for _, one := range g.facts {
		if one.Kind != campaign.FactWebsite {
			continue
		}
		if contact.DomainOf(one.Value) != "" {
			return one.Value
		}
		shared = first(shared, one.Value)
	}
	return shared
}

// gatherer collects the facts of one element, each once.
type gatherer struct {
	url   string
	at    time.Time
	facts []campaign.Fact
	seen  map[string]bool
}

// maxFacts is more than any element has; a hostile server may send more.
const maxFacts = 60

func (g *gatherer) add(kind, value, text string) {
	if value == "" && text == "" || len(g.facts) >= maxFacts {
		return
	}
	id := campaign.FactID(kind, value+textOfNote(value, text), Type, g.url)
	if g.seen[id] {
		return
	}
	g.seen[id] = true
	g.facts = append(g.facts, campaign.Fact{ID: id, Kind: kind, Value: value, Text: text, Source: Type, URL: g.url, At: g.at, Licence: Licence})
}

// textOfNote lets a fact that has no value be told by its words.
func textOfNote(value, text string) string {
	if value == "" {
		return text
	}
	return ""
}
