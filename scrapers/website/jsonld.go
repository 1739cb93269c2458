package website

import (
	"encoding/json"
	"strings"
)

// maxNesting bounds how deep structured data is followed.
const maxNesting = 32

// business is what structured data (JSON-LD, schema.org) says of the business.
type business struct {
	names       []string
	phones      []string
	emails      []string
	profiles    []string // sameAs
	address     string   // in one line
	city        string
	hours       []string
	category    string
	description string
}

// addBlock reads one JSON-LD block. What is not JSON is passed over.
func (b *business) addBlock(block string) {
	var node any
	if json.Unmarshal([]byte(cleanBlock(block)), &node) == nil {
		b.walk(node, 0)
	}
}

// cleanBlock removes what some systems put around the JSON: comments, CDATA, a final semicolon, raw line breaks.
func cleanBlock(block string) string {
	block = strings.TrimSpace(block)
	for _, mark := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		block = strings.TrimSpace(strings.TrimPrefix(block, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "]]>", "/*]]>*/", ";"} {
		block = strings.TrimSpace(strings.TrimSuffix(block, mark))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, block)
}

// walk visits every object: a list, a @graph, and what stands for the business behind another thing.
func (b *business) walk(node any, depth int) {
	if depth > maxNesting {
		return
	}
	switch node := node.(type) {
	case []any:
		for _, item := range node {
			b.walk(item, depth+1)
		}
	case map[string]any:
		kind := types(node)
		if foreign(kind) {
			return
		}
		b.read(node, kind)
		for _, key := range []string{
			"@graph", "publisher", "mainEntity", "mainEntityOfPage", "about", "provider", "contactPoint", "department",
			"location", "parentOrganization", "brand", "organizer", "worksFor", "subOrganization",
		} {
			if child, ok := node[key]; ok {
				b.walk(child, depth+1)
			}
		}
	}
}

// foreign tells whether an object speaks of somebody else than the business: its reviewers, articles, products.
func foreign(kind string) bool {
	switch kind {
	case "review", "person", "product", "offer", "rating", "aggregaterating", "jobposting", "event", "comment", "recipe",
		"videoobject", "imageobject", "breadcrumblist", "searchaction":
		return true
	}
	return false
}

func (b *business) read(node map[string]any, kind string) {
	if organisation(kind) {
		b.names = append(b.names, texts(node["name"])...)
		b.names = append(b.names, texts(node["legalName"])...)
		if b.category == "" && kind != "organization" && kind != "localbusiness" && kind != "website" {
			b.category = kind
		}
		if list := texts(node["description"]); b.description == "" && len(list) > 0 {
			b.description = squeeze(list[0], 2*maxLabel)
		}
	}
	b.phones = append(b.phones, texts(node["telephone"])...)
	for _, mail := range texts(node["email"]) {
		b.emails = append(b.emails, strings.TrimPrefix(mail, "mailto:"))
	}
	b.profiles = append(b.profiles, texts(node["sameAs"])...)
	b.readAddress(node["address"])
	if len(b.hours) == 0 {
		b.hours = append(texts(node["openingHours"]), openingHours(node["openingHoursSpecification"])...)
	}
}

func organisation(kind string) bool {
	switch kind {
	case "", "webpage", "website", "contactpoint", "postaladdress", "place", "article", "newsarticle", "blogposting",
		"collectionpage", "contactpage", "aboutpage", "faqpage", "itemlist", "service":
		return false
	}
	return true
}

func (b *business) readAddress(node any) {
	switch node := node.(type) {
	case []any:
		if len(node) > 0 {
			b.readAddress(node[0])
		}
	case string:
		if b.address == "" {
			b.address = squeeze(node, maxLabel)
		}
	case map[string]any:
		var parts []string
		for _, key := range []string{"streetAddress", "addressLocality", "addressRegion", "postalCode"} {
			if list := texts(node[key]); len(list) > 0 && strings.TrimSpace(list[0]) != "" {
				parts = append(parts, squeeze(list[0], maxLabel))
			}
		}
		if b.city == "" {
			if list := texts(node["addressLocality"]); len(list) > 0 {
				b.city = squeeze(list[0], maxLabel)
			}
		}
		if len(texts(node["streetAddress"])) > 0 && b.address == "" {
			b.address = strings.Join(parts, ", ")
		}
	}
}

// openingHours writes an OpeningHoursSpecification in one line each.
func openingHours(node any) []string {
	var out []string
	switch node := node.(type) {
	case []any:
		for _, item := range node[:min(len(node), 21)] {
			out = append(out, openingHours(item)...)
		}
	case map[string]any:
		days := texts(node["dayOfWeek"])
		for i, day := range days {
			days[i] = day[strings.LastIndexByte(day, '/')+1:]
		}
		opens, closes := texts(node["opens"]), texts(node["closes"])
		if len(days) > 0 && len(opens) > 0 && len(closes) > 0 {
			out = append(out, squeeze(strings.Join(days, ",")+" "+opens[0]+"-"+closes[0], maxLabel))
		}
	}
	return out
}

// types returns the type of an object, the first of several, in lower case, without its vocabulary's address.
func types(node map[string]any) string {
	list := texts(node["@type"])
	if len(list) == 0 {
		return ""
	}
	return strings.ToLower(list[0][strings.LastIndexByte(list[0], '/')+1:])
}

// texts returns a value that is a text or a list of texts, at most 32 of them.
func texts(node any) []string {
	switch node := node.(type) {
	case string:
		return []string{node}
	case map[string]any:
		if v, ok := node["@value"].(string); ok {
			return []string{v}
		}
	case []any:
		var out []string
		for _, item := range node[:min(len(node), maxBlocks)] {
			if s, ok := item.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}
