package website

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"aceno/campaign/contact"
)

// home is what the visit knows of the business: how numbers without country or area code are read.
type home struct {
	region   string
	areaCode string
}

// phone is one number that a page shows.
type phone struct {
	number   string // E.164
	raw      string // as printed
	mobile   bool
	national bool // 0800, 4004 …: of no city
	whatsapp bool // the page calls it a WhatsApp number
	stranger bool // the page says that it is somebody else's: who built it, an authority, an example
}

var (
	// runPattern is a run of digits and what stands between the digits of one number.
	runPattern = regexp.MustCompile(`[+(]{0,2} ?\d[\d ().+-]*`)
	// carrierPattern is the Brazilian way to leave the long-distance carrier open: (0xx11), (0**11).
	carrierPattern = regexp.MustCompile(`\(?0?(?:[xX]{2}|\*\*) ?-? ?(\d{2})\)?`)
	// oddAreas are area codes set apart in other ways than brackets: [47], ( 47 ), 47), 47/ before a number.
	oddAreas = []struct {
		pattern *regexp.Regexp
		plain   string
	}{
		{regexp.MustCompile(`[\[({] ?(0?\d{2,3}) ?[\])}]`), "($1)"},
		{regexp.MustCompile(`(^|[^(\d\pL/.-])(0?\d{2,3})[)/] ?(\d{3,5}[ .-]?\d{4})\b`), "$1($2) $3"},
		{regexp.MustCompile(`(^|[^\d\pL/.-])(0\d{1,4})/ ?(\d{5,})\b`), "$1$2 $3"},
	}
)

// maxAbove is the longest line that may be a label for the line below it, in bytes.
const maxAbove = 40

// phones returns the numbers of a page: of its text and of its tel: links. Fax numbers are left out.
func (d *document) phones(h home) []phone {
	var out []phone
	for i, line := range d.lines {
		above := useNone
		if i > 0 && len(d.lines[i-1]) <= maxAbove && digits(d.lines[i-1]) == 0 {
			above = labelOf(d.lines[i-1])
		}
		out = append(out, linePhones(line, above, h)...)
	}
	for _, l := range d.links {
		scheme, rest, _ := strings.Cut(l.href, ":")
		switch strings.ToLower(scheme) {
		case "tel", "callto", "sms":
			if p, ok := readPhone(unescape(rest), h); ok && !strings.Contains(strings.ToLower(l.text+l.label), "fax") {
				p.raw, p.stranger = l.href, l.credit
				out = append(out, p)
			}
		}
	}
	return out
}

// linePhones reads the numbers of one line; above is what the line above it calls them, if that is a label.
func linePhones(line string, above use, h home) []phone {
	if digits(line) < 7 {
		return nil
	}
	whole := line
	line = plainAreas(line)
	runs := runPattern.FindAllStringIndex(line, -1)
	var (
		out  []phone
		last use
		end  int
	)
	for n, at := range runs {
		r := run{text: line[at[0]:at[1]], after: len(out) > 0, alone: bare(line, len(runs))}
		lead, next := line[end:at[0]], len(line)
		if p, ok := nextLine(out, lead, r.text); ok {
			out, end = append(out, p), at[1]
			continue
		}
		if digits(r.text) < 7 || glued(line, at[0], at[1]) || codeLabel.MatchString(lead[max(0, len(lead)-maxLead):]) {
			continue
		}
		if n+1 < len(runs) {
			next = runs[n+1][0]
		}
		own := labelOf(lead)
		r.label = own
		switch {
		case own == useNone && end > 0 && joinPattern.MatchString(lead):
			r.label = last
		case own == useNone && end == 0 && strings.Trim(lead, " :.,;|/-") == "":
			r.label = above
		}
		r.label = relabel(r.label, line[at[1]:next])
		last, end = r.label, at[1]
		if r.label == useFax {
			continue
		}
		for _, p := range r.phones(h) {
			// A chat's name above a number, or a list after it, may be meant for others: landlines rarely chat.
			if !strings.Contains(whole, p.raw) {
				p.raw = squeeze(whole, maxLabel)
			}
			p.stranger = stranger(line[:at[0]])
			p.whatsapp = r.label == useWhatsApp && (p.mobile || own == useWhatsApp)
			out = append(out, p)
			h.areaCode = firstOf(contact.AreaCode(p.number), h.areaCode)
		}
	}
	return out
}

// nextLine reads what a list of numbers leaves out of the further ones, "3322-1100/1101": four digits that differ from those before
// them by less than a hundred.
func nextLine(before []phone, lead, text string) (phone, bool) {
	text = strings.TrimSpace(text)
	if len(before) == 0 || strings.TrimSpace(lead) != "/" || len(text) != 4 || digits(text) != 4 {
		return phone{}, false
	}
	p := before[len(before)-1]
	head, tail := p.number[:len(p.number)-4], p.number[len(p.number)-4:]
	this, err := strconv.Atoi(text)
	last, failed := strconv.Atoi(tail)
	if apart := this - last; err != nil || failed != nil || apart == 0 || apart >= 100 || apart <= -100 {
		return phone{}, false
	}
	p.number = head + text
	return p, true
}

// plainAreas sets area codes apart in the usual way.
func plainAreas(line string) string {
	if strings.ContainsAny(line, "xX*") {
		line = carrierPattern.ReplaceAllString(line, "($1) ")
	}
	if strings.ContainsAny(line, "[({/)") {
		for _, odd := range oddAreas {
			line = odd.pattern.ReplaceAllString(line, odd.plain)
		}
	}
	return line
}

// bare tells whether a line holds nothing but a few numbers.
func bare(line string, runs int) bool {
	return runs <= maxAlone && !strings.ContainsFunc(line, unicode.IsLetter)
}

// maxAlone is how many numbers stand on a line of numbers alone: more are a table.
const maxAlone = 4

// run is one run of digits and what is known of it from around it.
type run struct {
	text  string
	label use
	after bool // a number stands before it in the line
	alone bool // it is all of its line
}

// phones reads the numbers of a run: leftmost first, longest first.
func (r run) phones(h home) []phone {
	groups := groupPattern.FindAllStringIndex(r.text, maxGroups+1)
	if len(groups) > maxGroups {
		return nil
	}
	var out []phone
	for i := 0; i < len(groups); i++ {
		for j := min(len(groups), i+maxWindow); j > i; j-- {
			text := r.text[opens(r.text, groups[i][0]):groups[j-1][1]]
			s := shape{labelled: r.label != useNone, whole: i == 0 && j == len(groups), after: r.after || len(out) > 0, alone: r.alone}
			if !shaped(text, h, s) || !strings.Contains(text, "+") && r.goesOn(groups, i, j, h.region) {
				continue
			}
			if p, ok := readPhone(text, h); ok {
				out = append(out, p)
				h.areaCode = firstOf(contact.AreaCode(p.number), h.areaCode)
				i = j - 1
				break
			}
		}
	}
	return out
}

// goesOn tells whether the groups from i to j are only a piece of a longer code: 415-555-0132-1. Where numbers are of
// any length, a group behind a space belongs to them too.
func (r run) goesOn(groups [][]int, i, j int, region string) bool {
	tied := func(a, b int) bool {
		loose := region != "BR" && region != "US" && region != "CA"
		return b-a == 1 && (r.text[a] == '-' || r.text[a] == '.' || loose && r.text[a] == ' ')
	}
	return i > 0 && tied(groups[i-1][1], groups[i][0]) || j < len(groups) && tied(groups[j-1][1], groups[j][0])
}

// opens moves the start of a number back over its plus sign and bracket.
func opens(text string, start int) int {
	for start > 0 {
		switch before := text[start-1]; {
		case before == '(' || before == '+':
			start--
		case before == ' ' && start > 1 && text[start-2] == '+':
			start -= 2
		default:
			return start
		}
	}
	return start
}
