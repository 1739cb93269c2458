package website

import (
	"html"
	"strings"
)

// maxNesting bounds how deep structured data is followed.
const maxNesting = 32

// business is what structured data (JSON-LD, microdata, RDFa, h-card) says of the business.
type business struct {
	names       []string
	legal       []string // legalName
	phones      []string
	emails      []string
	profiles    []string // sameAs
	address     string   // in one line
	city        string
	hours       []opening
	cnpjs       []string
	category    string
	description string
}

// addBlock reads one JSON-LD block. What is not JSON is passed over.
func (b *business) addBlock(block string) {
	for _, node := range decodeLenient(block) {
		b.walk(node, 0)
	}
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
		b.legal = append(b.legal, texts(node["legalName"])...)
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
	for _, key := range []string{"taxID", "vatID", "identifier"} {
		b.cnpjs = append(b.cnpjs, texts(node[key])...)
	}
	if hours, ok := structuredHours(node); ok && len(b.hours) < maxBlocks {
		b.hours = append(b.hours, hours)
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
		return []string{html.UnescapeString(node)}
	case map[string]any:
		for _, key := range []string{"@value", "value"} {
			if v, ok := node[key].(string); ok {
				return []string{html.UnescapeString(v)}
			}
		}
	case []any:
		var out []string
		for _, item := range node[:min(len(node), maxBlocks)] {
			if s, ok := item.(string); ok {
				out = append(out, html.UnescapeString(s))
			}
		}
		return out
	}
	return nil
}
