package website

import (
	"regexp"
	"slices"
	"strings"
)

// maxStyle is how much of one style element is read.
const maxStyle = 128 << 10

var (
	styleRule    = regexp.MustCompile(`([^{}]{1,400})\{([^{}]{1,999})\}`)
	styleComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	plainClass   = regexp.MustCompile(`(?:^|[\s>+~])(?:\w+)?\.([\w-]+)$`)
)

// styles are the classes by which a page's own style sheet hides a piece of a text or turns it round: what keeps
// collectors from mail addresses and is undone for the eye.
type styles struct {
	hidden map[string]bool
	turned map[string]bool
}

// read takes in a style element.
func (s *styles) read(sheet string) {
	sheet = styleComment.ReplaceAllString(sheet[:min(len(sheet), maxStyle)], "")
	if at := strings.Index(sheet, "@media"); at >= 0 {
		sheet = sheet[:at] // what holds only on some screens says nothing
	}
	for _, m := range styleRule.FindAllStringSubmatch(sheet, 2000) {
		into := (map[string]bool)(nil)
		switch {
		case turns(m[2]):
			into = s.ensure(&s.turned)
		case hides(m[2]):
			into = s.ensure(&s.hidden)
		default:
			continue
		}
		for selector := range strings.SplitSeq(m[1], ",") {
			if class := plainClass.FindStringSubmatch(strings.TrimSpace(selector)); class != nil {
				into[class[1]] = true
			}
		}
	}
}

func (s *styles) ensure(set *map[string]bool) map[string]bool {
	if *set == nil {
		*set = map[string]bool{}
	}
	return *set
}

func hides(style string) bool {
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

func turns(style string) bool {
	style = strings.ReplaceAll(strings.ToLower(style), " ", "")
	return strings.Contains(style, "unicode-bidi:bidi-override") && strings.Contains(style, "direction:rtl")
}

// hides tells whether the sheet hides an element inside a line. Blocks are left: menus and tabs are hidden until asked for.
func (s *styles) hides(name, class string) bool {
	return inline[name] && slices.ContainsFunc(strings.Fields(class), func(c string) bool { return s.hidden[c] })
}

// turns tells whether an element shows its text from right to left.
func (s *styles) turns(attrs map[string]string) bool {
	return turns(attrs["style"]) || slices.ContainsFunc(strings.Fields(attrs["class"]), func(c string) bool { return s.turned[c] })
}

var inline = set("span b i em strong small font")

// turn is an element whose text is shown from right to left.
type turn struct {
	name  string
	depth int
	text  strings.Builder
}

func reversed(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
