package website

import (
	"slices"
	"strings"
)

// Most marked elements that are open at once, items of a page, and bytes of one value.
const (
	maxOpen  = 32
	maxItems = 64
	maxValue = 600
)

// vocabulary says in which way an element is marked.
type vocabulary byte

const (
	microdata vocabulary = iota // itemscope, itemprop
	rdfa                        // typeof, property
	hcard                       // class="vcard", class="h-card"
)

// marked is one open element that structured data is written on: an item, a property, or both.
type marked struct {
	name  string // of the element
	depth int    // elements of its name that are open inside, itself counted
	vocab vocabulary
	props []string
	item  map[string]any
	fixed string // the value where an attribute holds it
	text  strings.Builder
}

// cardProps are the classes of an h-card, old and new, by the names that schema.org has for the same.
var cardProps = map[string]string{
	"p-name": "name", "fn": "name", "p-org": "org", "org": "org", "p-tel": "telephone", "tel": "telephone", "u-email": "email", "email": "email",
	"u-url": "url", "url": "url", "p-adr": "address", "h-adr": "address", "adr": "address", "p-street-address": "streetAddress",
	"street-address": "streetAddress", "p-locality": "addressLocality", "locality": "addressLocality", "p-region": "addressRegion",
	"region": "addressRegion", "p-postal-code": "postalCode", "postal-code": "postalCode", "p-note": "description", "organization-name": "org",
}

// voidSiblings are elements that another of their name ends.
var voidSiblings = set("p li dt dd td th tr option")

// markup notes an element that carries structured data.
func (p *parser) markup(name string, attrs map[string]string, void bool) {
	if !void && voidSiblings[name] {
		if n := len(p.open); n > 0 && p.open[n-1].name == name && p.open[n-1].depth == 1 {
			p.finish(n - 1)
		}
	}
	if name == "img" && attrs["alt"] != "" {
		p.implied(attrs["alt"])
	}
	m := p.markOf(name, attrs)
	if m == nil {
		if !void {
			for _, open := range p.open {
				if open.name == name {
					open.depth++
				}
			}
		}
		return
	}
	if void {
		p.attach(m)
		return
	}
	for _, open := range p.open {
		if open.name == name {
			open.depth++
		}
	}
	if len(p.open) < maxOpen {
		p.open = append(p.open, m)
	}
}

// markOf reads the attributes of an element; nil where it carries nothing.
func (p *parser) markOf(name string, attrs map[string]string) *marked {
	m := &marked{name: name, depth: 1}
	_, scope := attrs["itemscope"]
	switch {
	case scope || attrs["itemprop"] != "":
		m.props = strings.Fields(attrs["itemprop"])
		if scope {
			m.item = map[string]any{"@type": attrs["itemtype"]}
		}
	case attrs["typeof"] != "" || attrs["property"] != "" && p.within(rdfa):
		m.vocab = rdfa
		m.props = strings.Fields(attrs["property"])
		if attrs["typeof"] != "" {
			m.item = map[string]any{"@type": attrs["typeof"]}
		}
	case attrs["class"] != "":
		m.vocab = hcard
		p.markCard(m, name, strings.Fields(attrs["class"]), attrs)
	}
	if m.item == nil && len(m.props) == 0 {
		return nil
	}
	if m.item == nil {
		m.fixed = valueOf(name, attrs, m.props)
	}
	for i, prop := range m.props {
		m.props[i] = prop[strings.LastIndexAny(prop, ":/#")+1:]
	}
	return m
}

func (p *parser) markCard(m *marked, name string, classes []string, attrs map[string]string) {
	root := (slices.Contains(classes, "vcard") || slices.Contains(classes, "h-card")) && !slices.Contains(classes, "author")
	if !root && !p.within(hcard) {
		return
	}
	for _, class := range classes {
		if prop := cardProps[class]; prop != "" && p.within(hcard) && !slices.Contains(m.props, prop) {
			m.props = append(m.props, prop)
		}
	}
	switch {
	case root:
		m.item = map[string]any{"@type": "h-card", "implied": firstOf(attrs["alt"], attrs["title"])}
		if name != "img" && name != "area" && name != "abbr" {
			m.item["implied"] = ""
		}
	case slices.Contains(m.props, "address"):
		m.item = map[string]any{"@type": "PostalAddress"}
	}
}

// implied gives the card that is being read the name that its picture says, where nothing else will.
func (p *parser) implied(name string) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if item := p.open[i].item; item != nil && p.open[i].vocab == hcard {
			if item["implied"] == "" {
				item["implied"] = name
			}
			return
		}
	}
}

// within tells whether an item of a vocabulary is open.
func (p *parser) within(v vocabulary) bool {
	return slices.ContainsFunc(p.open, func(m *marked) bool { return m.vocab == v && m.item != nil })
}

// valueOf is the value that an attribute gives a property, or "" where its text is meant.
func valueOf(name string, attrs map[string]string, props []string) string {
	if content := attrs["content"]; content != "" {
		return content
	}
	switch name {
	case "time":
		return attrs["datetime"]
	case "data", "meter":
		return attrs["value"]
	case "link", "img", "area":
		return firstOf(attrs["href"], attrs["alt"], attrs["src"])
	case "abbr":
		return attrs["title"]
	case "a":
		href := strings.TrimSpace(attrs["href"])
		scheme, rest, _ := strings.Cut(href, ":")
		switch {
		case strings.EqualFold(scheme, "tel"):
			return unescape(rest)
		case strings.EqualFold(scheme, "mailto"):
			to, _, _ := strings.Cut(rest, "?")
			return unescape(to)
		case slices.Contains(props, "url"), slices.Contains(props, "sameAs"):
			if len(props) == 1 {
				return href
			}
		}
	}
	return ""
}

// markText gives a piece of visible text to the properties it stands in.
func (p *parser) markText(s string) {
	for _, m := range p.open {
		if m.text.Len() < maxValue {
			m.text.WriteString(s[:min(len(s), maxValue)])
		}
	}
}

// markEnd ends the elements that an end tag closes.
func (p *parser) markEnd(name string) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if i >= len(p.open) || p.open[i].name != name {
			continue
		}
		if p.open[i].depth--; p.open[i].depth == 0 {
			p.finish(i)
		}
	}
}

// finish closes the element at i and those inside it that were never closed.
func (p *parser) finish(i int) {
	for len(p.open) > max(i, 0) {
		m := p.open[len(p.open)-1]
		p.open = p.open[:len(p.open)-1]
		p.attach(m)
	}
}

// attach puts a value into the item it belongs to, or an item without one among the page's.
func (p *parser) attach(m *marked) {
	text := firstOf(m.fixed, squeeze(m.text.String(), maxValue))
	var value any = text
	if m.item != nil {
		value = m.item
		if m.vocab == hcard && m.item["@type"] == "h-card" && m.item["name"] == nil {
			m.item["name"] = text
			if alt, ok := m.item["implied"].(string); ok && (text == "" || m.name == "abbr") {
				m.item["name"] = firstOf(alt, text)
			}
		}
		delete(m.item, "implied")
	} else if text == "" {
		return
	}
	for i := len(p.open) - 1; i >= 0 && len(m.props) > 0; i-- {
		if parent := p.open[i]; parent.item != nil && parent.vocab == m.vocab {
			for _, prop := range m.props {
				parent.put(prop, value)
			}
			return
		}
	}
	if m.item != nil && len(p.doc.items) < maxItems {
		p.doc.items = append(p.doc.items, m.item)
	}
}

func (m *marked) put(prop string, value any) {
	switch have := m.item[prop].(type) {
	case nil:
		m.item[prop] = value
	case []any:
		if len(have) < maxBlocks {
			m.item[prop] = append(have, value)
		}
	default:
		m.item[prop] = []any{have, value}
	}
}

// business takes the marked items into what the page says of the business. A card is one when it names an organisation
// or says where or how to reach it: a name alone is a writer's.
func (p *parser) business() {
	for _, item := range p.doc.items {
		if item["@type"] == "h-card" {
			if item["org"] == nil && item["telephone"] == nil && item["address"] == nil && item["streetAddress"] == nil {
				continue
			}
			card := map[string]any{"@type": "Organization", "name": item["name"], "telephone": item["telephone"], "email": item["email"], "address": item["address"]}
			if item["org"] != nil {
				card["name"] = orgOf(item["org"])
			}
			if item["address"] == nil && item["streetAddress"] != nil {
				card["address"] = item
			}
			item = card
		}
		p.doc.data.walk(item, 0)
	}
}

func orgOf(org any) any {
	if card, ok := org.(map[string]any); ok {
		return card["name"]
	}
	return org
}
