package website

import "strings"

func (p *parser) openLink(attrs map[string]string) {
	p.closeLink()
	href := unwrap(strings.TrimSpace(attrs["href"]))
	if href == "" || len(href) > maxAddress || len(p.doc.links) >= maxLinks {
		return
	}
	label := attrs["title"]
	if label == "" {
		label = attrs["aria-label"]
	}
	p.doc.links = append(p.doc.links, link{
		href: href, to: p.doc.resolve(href), label: squeeze(label, maxLabel), line: len(p.doc.lines),
		at: strings.HasSuffix(p.line.String(), "@"), credit: p.credited(),
	})
	p.anchor = len(p.doc.links)
	p.label.Reset()
}

func (p *parser) closeLink() {
	if p.anchor > 0 {
		p.doc.links[p.anchor-1].text = squeeze(p.label.String(), maxLabel)
		p.anchor = 0
	}
}

func (p *parser) text(s string) {
	s = s[:min(len(s), maxText-p.doc.textSize)]
	p.doc.textSize += len(s)
	if p.turning != nil {
		p.turning.text.WriteString(s)
		return
	}
	p.line.WriteString(s)
	p.markText(s)
	if p.anchor > 0 && p.label.Len() < maxLabel {
		p.label.WriteString(s[:min(len(s), maxLabel)])
	}
}

// turnBack writes what was shown from right to left as it was meant.
func (p *parser) turnBack() {
	if t := p.turning; t != nil {
		p.turning = nil
		p.doc.textSize -= t.text.Len()
		p.text(reversed(t.text.String()))
	}
}

func (p *parser) breakLine() {
	if p.anchor > 0 && p.label.Len() < maxLabel {
		p.label.WriteByte(' ')
	}
	p.markText(" ")
	if p.line.Len() == 0 {
		return
	}
	line := squeeze(p.line.String(), maxText)
	p.line.Reset()
	if line != "" && len(p.doc.lines) < maxLines {
		p.doc.lines = append(p.doc.lines, line)
	}
}
