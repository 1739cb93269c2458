package website

import (
	"regexp"
	"strings"
)

// maxNameSize is the longest name of a business, in bytes.
const maxNameSize = 120

var (
	titleBreak = regexp.MustCompile(`\s+[|•·–—:»>/-]+\s+|\s*[|•·»]\s*`)
	titleEmpty = regexp.MustCompile(`(?i)^(?:home|in[ií]cio|p[áa]gina inicial|home ?page|index|welcome|bem[- ]vindos?|contato|contact(?: us)?|inicio|untitled.*|document|` +
		`about(?: us)?|sobre(?: n[óo]s)?|quem somos|fale conosco|contacto?s?|empresa|servi[çc]os|services|location|localiza[çc][ãa]o)$`)
	// What a title says of the page and not of the business.
	titleFront = regexp.MustCompile(`(?i)^(?:welcome to|bem[- ]vind[oa]s? (?:a|à|ao|aos|às)|contact(?: us)?(?: at)?|fale com(?: a| o)?|sobre(?: a| o)|about|` +
		`the official (?:web ?)?site of|site oficial d[aeo])\s+`)
	titleBack  = regexp.MustCompile(`(?i)\s*[:,-]?\s*\b(?:contact us|home ?page|official (?:web ?)?site|fale conosco|site oficial|about us)$`)
	hostPrefix = regexp.MustCompile(`^www\d*\.`)
)

// name is what the site calls its business: by structured data, by its title, else by its domain.
func (c *crawl) name() string {
	first := c.pages[0]
	host := hostPrefix.ReplaceAllString(strings.ToLower(first.page.Hostname()), "")
	for _, p := range c.pages {
		for _, name := range p.data.names {
			if name = squeeze(name, maxNameSize); name != "" {
				return name
			}
		}
	}
	return firstOf(first.siteName, titleName(first.title, host), host)
}

// titleName takes the piece of a title that the domain confirms, else the first that says anything.
func titleName(title, host string) string {
	label, best := fold(firstLabel(host)), ""
	for _, piece := range titleBreak.Split(title, -1) {
		if piece = squeeze(piece, maxNameSize); titleEmpty.MatchString(piece) {
			continue
		}
		piece = titleBack.ReplaceAllString(titleFront.ReplaceAllString(piece, ""), "")
		if piece == "" || titleEmpty.MatchString(piece) {
			continue
		}
		if folded := fold(piece); len(folded) >= 3 && len(label) >= 3 && (strings.Contains(label, folded) || longestCommon(label, folded) >= 5) {
			return domainWords(piece, label)
		}
		best = firstOf(best, piece)
	}
	return best
}

// longName is how many words a name has at most before it is taken for a name and what it offers.
const longName = 4

// domainWords cuts a long piece of a title to its first words where those are the domain: "Decorium Furniture Stores since 1986".
func domainWords(piece, label string) string {
	words := strings.Fields(piece)
	if len(words) <= longName {
		return piece
	}
	for i := 1; i <= longName; i++ {
		if head := strings.Join(words[:i], " "); fold(head) == label {
			return strings.Trim(head, ",.;:!-")
		}
	}
	return piece
}
