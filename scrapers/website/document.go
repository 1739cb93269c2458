package website

import (
	"net/url"
	"strings"
)

// What is kept of one page. No tree is built, so that depth costs nothing: a page nested 200,000 deep is read like any
// other, and deeper than 512 nothing is told apart any more.
const (
	maxText   = 512 << 10 // bytes of visible text
	maxLines  = 20_000    // lines of it
	maxLinks  = 4_000     // links
	maxBlock  = 512 << 10 // bytes of one JSON-LD block
	maxBlocks = 32
	maxLabel  = 300 // bytes of a link's text

	maxAddress = 4 << 10 // bytes of a link's address

	maxHeadings = 500
)

// document is what a page shows: its text in lines as a reader sees them, its links, its structured data.
type document struct {
	page        *url.URL // where it was read
	base        *url.URL // what its relative links start from
	title       string
	language    string
	description string
	siteName    string
	lines       []string
	headings    []int // lines that h1 to h3 begin
	links       []link
	frames      []string         // addresses of frames and of a refresh, absolute
	items       []map[string]any // of microdata, RDFa and h-card
	data        business         // of all structured data
	mails       []scriptMail
	blocks      int      // of JSON-LD read
	protected   []string // data-cfemail
	chats       []string // addresses of WhatsApp chats that buttons open
	chatNumbers []string // numbers that chat buttons are told to write to
	scripts     int
	appRoot     bool // an empty element that a script fills
	wantsScript bool // says in its noscript that it needs JavaScript
	textSize    int
}

// link is one anchor.
type link struct {
	href  string // as written, entities decoded
	to    string // absolute, "" when it is no web address
	text  string
	label string // title or aria-label
	line  int    // index of the line in which it begins
	at    bool   // an @ stands right before it

	credit bool // stands behind the words that name who built the site
}

// text returns all that is visible.
func (d *document) text() string { return strings.Join(d.lines, "\n") }

// resolve makes an address absolute, or returns "".
func (d *document) resolve(href string) string {
	ref, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return ""
	}
	u := d.base.ResolveReference(ref)
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return u.String()
}
