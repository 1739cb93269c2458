package website

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Elements by what they do to the text.
var (
	blockElements = set(`address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
		figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html iframe input label legend li main menu nav ol
		option p pre section select summary table tbody td tfoot th thead tr ul`)
	silentElements = set(`style script noscript template textarea object svg math canvas audio video noembed noframes xmp
		title iframe`)
	voidElements = set(`area base br col embed hr img input link meta param source track wbr`)
	pageElements = set(`html body main head`)
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		out[word] = true
	}
	return out
}

// parser reads tokens into a document.
type parser struct {
	doc    *document
	tokens *html.Tokenizer
	line   strings.Builder
	anchor int // index of the open link + 1
	label  strings.Builder

	silent      string // name of the element whose content is passed over, and how deep we are in elements of its name
	silentDepth int

	open    []*marked // elements that carry structured data
	turning *turn     // the element whose text is shown from right to left
	styles  styles
	read    int // bytes of scripts
}

// parse reads a page. It never fails: whatever bytes come, some document comes out.
func parse(page string, at *url.URL) *document {
	p := &parser{doc: &document{page: at, base: at}, tokens: html.NewTokenizer(strings.NewReader(page))}
	for {
		switch p.tokens.Next() {
		case html.ErrorToken:
			p.closeLink()
			p.turnBack()
			p.breakLine()
			p.finish(0)
			p.business()
			return p.doc
		case html.TextToken:
			if p.silent == "" {
				p.text(string(p.tokens.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(p.tokens.Token())
		case html.EndTagToken:
			name, _ := p.tokens.TagName()
			p.end(string(name))
		}
	}
}

func (p *parser) start(t html.Token) {
	name := t.Data
	if p.silent != "" {
		if name == p.silent && t.Type == html.StartTagToken {
			p.silentDepth++
		}
		return
	}
	attrs := attributes(t.Attr)
	p.seen(name, attrs)
	void := t.Type == html.SelfClosingTagToken || voidElements[name]
	p.markup(name, attrs, void)
	if p.turning != nil && p.turning.name == name && !void {
		p.turning.depth++
	} else if p.turning == nil && !void && p.styles.turns(attrs) {
		p.turning = &turn{name: name, depth: 1}
	}
	if blockElements[name] {
		p.breakLine()
	}
	switch name {
	case "h1", "h2", "h3":
		if len(p.doc.headings) < maxHeadings {
			p.doc.headings = append(p.doc.headings, len(p.doc.lines))
		}
	case "script":
		p.script(attrs)
		return
	case "noscript":
		p.noscript()
		return
	case "style":
		if p.tokens.Next() == html.TextToken {
			p.styles.read(string(p.tokens.Raw()))
		}
		return
	case "title":
		if p.tokens.Next() == html.TextToken && p.doc.title == "" {
			p.doc.title = squeeze(string(p.tokens.Text()), maxLabel)
		}
		return
	case "a":
		p.openLink(attrs)
	}
	if void {
		return
	}
	if silentElements[name] || (hidden(attrs) || p.styles.hides(name, attrs["class"])) && !pageElements[name] {
		p.markEnd(name)
		p.silent, p.silentDepth = name, 1
	}
}

func (p *parser) end(name string) {
	if p.silent != "" {
		if name == p.silent {
			if p.silentDepth--; p.silentDepth == 0 {
				p.silent = ""
			}
		}
		return
	}
	if name == "a" {
		p.closeLink()
	}
	p.markEnd(name)
	if p.turning != nil && p.turning.name == name {
		if p.turning.depth--; p.turning.depth == 0 {
			p.turnBack()
		}
	}
	if blockElements[name] {
		p.breakLine()
	}
}

// seen notes what an element says by its attributes.
func (p *parser) seen(name string, attrs map[string]string) {
	d := p.doc
	if code := attrs["data-cfemail"]; code != "" && len(d.protected) < maxLinks {
		d.protected = append(d.protected, code)
	}
	d.seenParts(attrs)
	d.seenChat(attrs)
	switch name {
	case "html":
		if d.language == "" {
			d.language = attrs["lang"]
		}
	case "base":
		if to := d.resolve(attrs["href"]); to != "" {
			if u, err := url.Parse(to); err == nil {
				d.base = u
			}
		}
	case "meta":
		p.meta(attrs)
	case "frame", "iframe":
		if to := d.resolve(attrs["src"]); attrs["src"] != "" && to != "" && len(d.frames) < maxBlocks {
			d.frames = append(d.frames, to)
		}
	case "img":
		p.mark(attrs["alt"] + " " + attrs["src"])
		p.picture(attrs["alt"])
	case "i", "span", "svg", "em":
		p.mark(attrs["class"])
	}
	if id := attrs["id"]; name == "app-root" || id == "root" || id == "app" || id == "__next" || id == "__nuxt" ||
		id == "___gatsby" {
		d.appRoot = true
	}
}

// picture reads the words of a picture that shows a number or an address.
func (p *parser) picture(alt string) {
	if len(alt) <= maxLabel && (digits(alt) >= 8 || strings.Contains(alt, "@")) {
		p.breakLine()
		p.text(alt)
		p.breakLine()
	}
}

// seenParts notes an address whose parts stand in attributes, to be joined by a script.
func (d *document) seenParts(attrs map[string]string) {
	local := firstOf(attrs["data-user"], attrs["data-local"], attrs["data-name"])
	domain := firstOf(attrs["data-domain"], attrs["data-host"])
	if top := attrs["data-tld"]; top != "" {
		domain += "." + strings.TrimPrefix(top, ".")
	}
	if local != "" && strings.Contains(domain, ".") && len(d.mails) < maxBlocks {
		d.mails = append(d.mails, scriptMail{local + "@" + domain, local + " " + domain})
	}
}

// mark writes the word that an icon stands for, so that it labels the number beside it.
func (p *parser) mark(words string) {
	words = strings.ToLower(words)
	if len(words) > maxLabel {
		return
	}
	switch {
	case strings.Contains(words, "whatsapp"):
		p.text(" WhatsApp ")
	case strings.Contains(words, "fa-fax"), strings.TrimSpace(words) == "fax":
		p.text(" Fax ")
	}
}

func (p *parser) meta(attrs map[string]string) {
	content := squeeze(attrs["content"], 2*maxLabel)
	switch strings.ToLower(attrs["name"] + attrs["property"]) {
	case "description", "og:description":
		if p.doc.description == "" {
			p.doc.description = content
		}
	case "og:site_name":
		p.doc.siteName = content
	case "og:locale", "language":
		p.doc.language = firstOf(p.doc.language, content)
	}
	if strings.EqualFold(attrs["http-equiv"], "content-language") {
		p.doc.language = firstOf(p.doc.language, content)
	}
	if strings.EqualFold(attrs["http-equiv"], "refresh") {
		if _, to, ok := strings.Cut(strings.ToLower(attrs["content"]), "url="); ok {
			raw := attrs["content"][len(attrs["content"])-len(to):]
			if to := p.doc.resolve(strings.Trim(raw, `'" `)); to != "" {
				p.doc.frames = append(p.doc.frames, to)
			}
		}
	}
}

func (p *parser) script(attrs map[string]string) {
	p.doc.scripts++
	if p.tokens.Next() != html.TextToken {
		return
	}
	block, kind := p.tokens.Raw(), strings.ToLower(attrs["type"])
	switch {
	case strings.Contains(kind, "ld+json"):
		if p.doc.blocks < maxBlocks && len(block) <= maxBlock {
			p.doc.blocks++
			p.doc.data.addBlock(string(block))
		}
	case kind == "" || strings.Contains(kind, "javascript") || kind == "module":
		if p.read += len(block); p.read <= maxScripts {
			p.doc.addScript(string(block))
		}
	}
}

func (p *parser) noscript() {
	if p.tokens.Next() != html.TextToken {
		return
	}
	if strings.Contains(strings.ToLower(string(p.tokens.Raw())), "javascript") {
		p.doc.wantsScript = true
	}
}

func attributes(list []html.Attribute) map[string]string {
	out := make(map[string]string, len(list))
	for _, a := range list {
		if _, twice := out[a.Key]; !twice {
			out[a.Key] = a.Val
		}
	}
	return out
}

// hidden tells whether an element says by itself that nobody sees it.
func hidden(attrs map[string]string) bool {
	if _, ok := attrs["hidden"]; ok {
		return true
	}
	return hides(attrs["style"])
}
