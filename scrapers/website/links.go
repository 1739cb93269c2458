package website

import (
	"cmp"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"aceno/campaign/contact"
)

// maxPages is how many pages of a site are read, the home page among them.
const maxPages = 5

var (
	contactWords = regexp.MustCompile(`(?i)contact|contato|contacto|kontakt|fale[ _-]?(?:com|conosco)|atendimento|locali[zs]a|` +
		`onde[ _-]?estamos|como[ _-]?chegar|unidades|encontre|impressum|ubicaci|telefone|whatsapp|agende|agendamento|reach[ _-]?us`)
	aboutWords = regexp.MustCompile(`(?i)about|sobre|quem[ _-]?somos|empresa|institucional|hist[óo]ria|quienes|nosotros|` +
		`a[ _-]cl[íi]nica|conhe[çc]a|nossa[ _-]equipe|equipe|company|team`)
	fileEndings = set(`.pdf .jpg .jpeg .png .gif .webp .svg .zip .rar .doc .docx .xls .xlsx .ppt .mp4 .mp3 .avi .xml .rss .ics
		.vcf .exe .apk .css .js .json`)
)

// candidate is a page worth reading.
type candidate struct {
	to    string
	score int
}

// contactScore is the least score of a page that is likely about contacts.
const contactScore = 4

// candidates returns the pages worth reading beside the home page, best first: contact pages, frames, pages about the
// business. Only pages of the same site, each once.
func (d *document) candidates() []candidate {
	var list []candidate
	if shared(d.page) {
		return nil
	}
	seen := map[string]bool{pageKey(d.page.String()): true}
	consider := func(to string, score int) {
		u, err := url.Parse(to)
		if err != nil || score == 0 || !sameSite(u, d.page) || fileEndings[strings.ToLower(path.Ext(u.Path))] {
			return
		}
		if u.Fragment = ""; seen[pageKey(u.String())] {
			return
		}
		seen[pageKey(u.String())] = true
		list = append(list, candidate{u.String(), score})
	}
	for _, frame := range d.frames {
		consider(frame, 2)
	}
	for _, l := range d.links {
		if l.to != "" {
			consider(l.to, linkScore(l))
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return list
}

// linkScore says how likely a link leads to contacts: by its last path element and by its words.
func linkScore(l link) int {
	u, err := url.Parse(l.to)
	if err != nil {
		return 0
	}
	where := strings.Trim(u.Path, "/")
	depth := strings.Count(where, "/")
	words := unescape(path.Base("/"+where)) + " " + u.RawQuery
	label := l.text
	if len(label) > 60 {
		label = ""
	}
	switch {
	case contactWords.MatchString(label):
		return 5
	case contactWords.MatchString(words) && depth <= 2:
		return 4
	case aboutWords.MatchString(label) && depth <= 2:
		return 3
	case aboutWords.MatchString(words) && depth <= 1:
		return 1
	}
	return 0
}

// unwrap returns where a link leads that goes out through a network's or a search engine's own redirect.
func unwrap(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.RawQuery == "" {
		return href
	}
	var key string
	switch host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."); {
	case strings.HasPrefix(host, "l.instagram.com"), strings.HasPrefix(host, "l.facebook.com"), strings.HasPrefix(host, "lm.facebook.com"):
		key = "u"
	case strings.HasPrefix(host, "google.") && u.Path == "/url", host == "youtube.com" && u.Path == "/redirect":
		key = "q"
	default:
		return href
	}
	if to := u.Query().Get(key); strings.HasPrefix(to, "http") {
		return to
	}
	return href
}

// pageKey makes addresses of one page equal: without scheme, www, final slash, index page.
func pageKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	p := strings.TrimSuffix(u.Path, "/")
	if base := strings.ToLower(path.Base(p)); strings.HasPrefix(base, "index.") || base == "home" {
		p = strings.TrimSuffix(path.Dir(p), "/")
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + p + "?" + u.RawQuery
}

// sameSite tells whether two addresses are of one owner: the same registrable domain, the private suffixes of shared
// hosts (blogspot.com, wixsite.com) counted as such.
func sameSite(a, b *url.URL) bool {
	return siteOf(a) == siteOf(b)
}

// shared tells whether many businesses have pages at a host (linktr.ee): its other pages are somebody else's.
func shared(u *url.URL) bool {
	_, err := netip.ParseAddr(u.Hostname())
	return err != nil && contact.DomainOf(u.String()) == ""
}

func registrable(host string) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}
