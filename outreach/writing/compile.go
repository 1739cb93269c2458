package writing

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/osteele/liquid"
	"github.com/osteele/liquid/parser"
)

// maxNesting is how deep loops may stand in each other: with lists of at most maxList it bounds what a template can
// make the program do.
const maxNesting = 2

// compiled is a template that is known to use only what it may.
type compiled struct {
	template *liquid.Template
	outputs  []output
}

// output is one {{ … }} of a template.
type output struct {
	paths      []path
	hasDefault bool
	source     string
	line       int
}

// compiler reads a template's tokens once: it finds names that do not exist and puts our hooks around each output.
type compiler struct {
	known   *shape
	out     compiled
	rewrite strings.Builder
	loops   []loop
	bad     *problem
}

type loop struct {
	variable string
	before   map[string]*shape // what the loop's names meant outside
}

// compile checks a template and makes it ready to render.
func compile(src string) (c *compiled, bad *problem) {
	if len(src) > maxTemplate {
		return nil, badTemplate(1, "a template of %d bytes is too long: at most %d", len(src), maxTemplate)
	}
	if _, bad := parse(src); bad != nil {
		return nil, bad
	}
	k := &compiler{known: names()}
	verbatim := ""
	for _, t := range parser.Scan(src, parser.SourceLoc{LineNo: 1}, nil) {
		switch {
		case verbatim != "":
			k.rewrite.WriteString(t.Source)
			if t.Type == parser.TagTokenType && t.Name == verbatim {
				verbatim = ""
			}
		case t.Type == parser.TextTokenType:
			k.text(t)
		case t.Type == parser.ObjTokenType:
			k.object(t)
		case t.Type == parser.TagTokenType:
			if t.Name == "raw" || t.Name == "comment" {
				verbatim = "end" + t.Name
			}
			k.tag(t)
		}
		if k.bad != nil {
			return nil, k.bad
		}
	}
	if verbatim != "" {
		return nil, badTemplate(1, "{%% %s %%} is missing", verbatim)
	}
	if k.out.template, bad = parse(k.rewrite.String()); bad != nil {
		return nil, bad
	}
	return &k.out, nil
}

// parse lets Liquid's parser speak. It may panic on what it did not expect; that too is a fault of the template.
func parse(src string) (t *liquid.Template, bad *problem) {
	defer func() {
		if recover() != nil {
			t, bad = nil, badTemplate(1, "this is no Liquid that can be read: check its {{ }} and {%% %%} marks")
		}
	}()
	t, err := engine.ParseTemplateLocation([]byte(src), "", 1)
	if err != nil {
		return nil, badTemplate(max(err.LineNumber(), 1), "%s", liquidWords(err))
	}
	return t, nil
}

// liquidPrefix is what the parser puts before its own words; the line is said by us.
var liquidPrefix = regexp.MustCompile(`^Liquid error(?: \(line \d+\))?: `)

func liquidWords(err error) string { return liquidPrefix.ReplaceAllString(err.Error(), "") }

func (k *compiler) text(t parser.Token) {
	for _, mark := range [...]string{"{{", "}}", "{%", "%}"} {
		if at := strings.Index(t.Source, mark); at >= 0 {
			k.bad = badTemplate(t.SourceLoc.LineNo+strings.Count(t.Source[:at], "\n"), "%s has no partner: values stand in {{ }}, tags in {%% %%}, each on one line", mark)
			return
		}
	}
	k.rewrite.WriteString(t.Source)
}

// object hooks an output: the hook notes which values were read, then the value passes through it.
func (k *compiler) object(t parser.Token) {
	e := k.expression(t.Args, t.SourceLoc.LineNo)
	if k.bad != nil {
		return
	}
	n := len(k.out.outputs)
	k.out.outputs = append(k.out.outputs, output{paths: e.paths, hasDefault: e.hasDefault, source: t.Args, line: t.SourceLoc.LineNo})
	k.write(t, fmt.Sprintf("%s | %s: (%s), %d", runName, outFilter, withRun(t.Args, e), n))
}

// write puts new insides into a token's marks, with its whitespace control.
func (k *compiler) write(t parser.Token, inside string) {
	open, end := t.Source[:2], t.Source[len(t.Source)-2:]
	if strings.HasPrefix(t.Source[2:], "-") {
		open += "-"
	}
	if strings.HasSuffix(t.Source[:len(t.Source)-2], "-") {
		end = "-" + end
	}
	k.rewrite.WriteString(open + " " + inside + " " + end)
}

// withRun hands the run to the filters that need it, as their first argument.
func withRun(expr string, e expression) string {
	for i := len(e.filters) - 1; i >= 0; i-- {
		f := e.filters[i]
		if !filtersOfRun[f.text] {
			continue
		}
		end := f.pos + len(f.text)
		rest := strings.TrimLeft(expr[end:], " \t")
		if strings.HasPrefix(rest, ":") {
			expr = expr[:end] + ": " + formatName + ", " + rest[1:]
		} else {
			expr = expr[:end] + ": " + formatName + " " + expr[end:]
		}
	}
	return expr
}

var (
	assignment = regexp.MustCompile(`^([A-Za-z_][\w-]*\??)\s*=\s*(.+)$`)
	iteration  = regexp.MustCompile(`^([A-Za-z_][\w-]*\??)\s+in\s+(.+)$`)
	plainName  = regexp.MustCompile(`^[A-Za-z_]\w*$`)
)

// tag checks a tag's names and keeps account of the names it makes.
func (k *compiler) tag(t parser.Token) {
	line := t.SourceLoc.LineNo
	switch t.Name {
	case "assign":
		m := assignment.FindStringSubmatch(t.Args)
		if m == nil {
			k.bad = badTemplate(line, "write {%% assign name = value %%}")
			return
		}
		e := k.expression(m[2], line)
		k.define(m[1], k.assigned(e), line)
		k.write(t, fmt.Sprintf("assign %s = %s | %s: (%s), %s", m[1], runName, letFilter, withRun(m[2], e), strconv.Quote(m[1])))
		return
	case "capture":
		if !plainName.MatchString(t.Args) {
			k.bad = badTemplate(line, "write {%% capture name %%}")
			return
		}
		k.define(t.Args, value(), line)
		k.write(t, captureBlock+" "+t.Args)
		return
	case "endcapture":
		k.write(t, "end"+captureBlock)
		return
	case "for":
		k.enter(t)
	case "endfor":
		k.leave()
	case "if", "elsif", "unless", "case", "when":
		k.expression(t.Args, line)
	case "else", "endif", "endunless", "endcase", "break", "continue", "cycle", "raw", "endraw", "comment", "endcomment":
	default:
		k.bad = badTemplate(line, "a message cannot use the tag %q: use if, unless, case, for, assign, capture, cycle, raw or comment", t.Name)
		return
	}
	k.rewrite.WriteString(t.Source)
}

// expression checks that all it reads exists and all it does is allowed.
func (k *compiler) expression(expr string, line int) expression {
	e := analyse(expr)
	if e.hasRange {
		k.bad = badTemplate(line, "a message cannot use ranges such as (1..3): loop over plans or their features")
	}
	for _, f := range e.filters {
		if !allowedFilters[f.text] {
			k.bad = badTemplate(line, "there is no filter %q: use one of %s", f.text, filterNames())
		}
	}
	for _, p := range e.paths {
		if _, lost, instead := k.known.at(p); lost != "" {
			k.bad = unknownVariable(line, lost, fmt.Sprintf("no template knows %q: here stands one of %s", lost, strings.Join(instead, ", ")))
		}
	}
	return e
}

func (k *compiler) assigned(e expression) *shape {
	if e.bare && k.bad == nil {
		found, _, _ := k.known.at(e.paths[0])
		return found
	}
	return anything()
}

func (k *compiler) define(name string, s *shape, line int) {
	if _, ours := names().fields[name]; ours || strings.HasPrefix(name, "_") || words[name] {
		k.bad = badTemplate(line, "%q has a meaning of its own: choose another name", name)
		return
	}
	k.known.fields[name] = s
}

func (k *compiler) enter(t parser.Token) {
	m := iteration.FindStringSubmatch(t.Args)
	switch {
	case m == nil:
		k.bad = badTemplate(t.SourceLoc.LineNo, "write {%% for plan in plans %%}")
		return
	case len(k.loops) >= maxNesting:
		k.bad = badTemplate(t.SourceLoc.LineNo, "loops stand at most %d deep in each other", maxNesting)
		return
	}
	e := k.expression(m[2], t.SourceLoc.LineNo)
	item := anything()
	if k.bad == nil && len(e.paths) > 0 && len(e.filters) == 0 {
		if list, _, _ := k.known.at(e.paths[0]); list.item != nil {
			item = list.item
		}
	}
	k.loops = append(k.loops, loop{variable: m[1], before: map[string]*shape{m[1]: k.known.fields[m[1]], "forloop": k.known.fields["forloop"]}})
	k.define(m[1], item, t.SourceLoc.LineNo)
	k.known.fields["forloop"] = object(forloopFields)
}

func (k *compiler) leave() {
	if len(k.loops) == 0 {
		return
	}
	l := k.loops[len(k.loops)-1]
	k.loops = k.loops[:len(k.loops)-1]
	for name, s := range l.before {
		if s == nil {
			delete(k.known.fields, name)
		} else {
			k.known.fields[name] = s
		}
	}
}
