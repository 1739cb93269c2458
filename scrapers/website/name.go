package website

import (
	"regexp"
	"strings"
)

// maxNameSize is the longest name of a business, in bytes.
const maxNameSize = 120

var (
	titleBreak = regexp.MustCompile(`\s+[|•·–—:»>/-]+\s+|\s*[|•·»]\s*`)
	titleEmpty = regexp.MustCompile(`(?i)^(?:home|in[ií]cio|p[áa]gina inicial|home ?page|index|welcome|bem[- ]vindos?|contato|contact(?: us)?|inicio|untitled.*|document)$`)
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
		piece = squeeze(piece, maxNameSize)
		if piece == "" || titleEmpty.MatchString(piece) {
			continue
		}
		if folded := fold(piece); len(folded) >= 3 && len(label) >= 3 && (strings.Contains(label, folded) || longestCommon(label, folded) >= 5) {
			return piece
		}
		best = firstOf(best, piece)
	}
	return best
}
