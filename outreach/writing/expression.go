package writing

import (
	"regexp"
	"strings"
)

// token is a piece of a Liquid expression.
type token struct {
	kind tokenKind
	text string // of a string without its quotes, of a property without its dot
	pos  int
}

type tokenKind int

const (
	tokenName tokenKind = iota
	tokenProperty
	tokenString
	tokenNumber
	tokenSign
)

// lexeme is Liquid's own lexical grammar: names may hold - and end in ?.
var lexeme = regexp.MustCompile(`^(?:("[^"]*"|'[^']*')|(\.[A-Za-z_][\w-]*\??)|([A-Za-z_][\w-]*\??)|(-?\d+(?:\.\d+)?)|(\.\.|[=!<>]=|.))`)

func tokens(expr string) []token {
	var out []token
	for pos := 0; pos < len(expr); {
		if c := expr[pos]; c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			pos++
			continue
		}
		m := lexeme.FindStringSubmatch(expr[pos:])
		if m == nil { // a stray byte; Liquid's parser refuses it
			pos++
			continue
		}
		t := token{pos: pos}
		switch {
		case m[1] != "":
			t.kind, t.text = tokenString, m[1][1:len(m[1])-1]
		case m[2] != "":
			t.kind, t.text = tokenProperty, m[2][1:]
		case m[3] != "":
			t.kind, t.text = tokenName, m[3]
		case m[4] != "":
			t.kind, t.text = tokenNumber, m[4]
		default:
			t.kind, t.text = tokenSign, m[5]
		}
		out = append(out, t)
		pos += len(m[0])
	}
	return out
}

// path is a value that an expression reads: prospect.name, plans[0].features. An index that is no literal reads as *.
type path []string

func (p path) String() string { return strings.Join(p, ".") }

// expression is what a template's expression reads and does, without evaluating it.
type expression struct {
	paths      []path
	filters    []token
	hasDefault bool // a default filter says what to write when a value is empty
	hasRange   bool
	bare       bool // one path and nothing else
}

// words of the language that are no values.
var words = map[string]bool{"and": true, "or": true, "contains": true, "in": true, "true": true, "false": true, "nil": true,
	"blank": true, "empty": true, "reversed": true}

// analyse reads an expression's paths and filters.
func analyse(expr string) expression {
	var e expression
	ts := tokens(expr)
	sign := func(i int, text string) bool {
		return i >= 0 && i < len(ts) && ts[i].kind == tokenSign && ts[i].text == text
	}
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		switch {
		case t.kind == tokenSign && t.text == "..":
			e.hasRange = true
		case t.kind != tokenName || words[t.text]:
		case sign(i-1, "|"):
			e.filters = append(e.filters, t)
			e.hasDefault = e.hasDefault || t.text == "default"
		case sign(i+1, ":"): // limit: offset:
		default:
			e.paths = append(e.paths, readPath(ts[i:]))
		}
	}
	e.bare = len(e.paths) == 1 && len(ts) == lengthOf(ts)
	return e
}

// readPath reads the properties and indexes after a name.
func readPath(ts []token) path {
	p := path{ts[0].text}
	for i := 1; i < len(ts); i++ {
		switch t := ts[i]; {
		case t.kind == tokenProperty:
			p = append(p, t.text)
		case t.kind == tokenSign && t.text == "[":
			if i+2 < len(ts) && ts[i+1].kind == tokenString && ts[i+2].text == "]" {
				p = append(p, ts[i+1].text)
				i += 2
				continue
			}
			p = append(p, "*")
			for depth := 1; depth > 0 && i+1 < len(ts); {
				i++
				switch {
				case ts[i].kind == tokenSign && ts[i].text == "[":
					depth++
				case ts[i].kind == tokenSign && ts[i].text == "]":
					depth--
				}
			}
		default:
			return p
		}
	}
	return p
}

// lengthOf is how many tokens the path at the start has, when it has no indexes.
func lengthOf(ts []token) int {
	n := 1
	for n < len(ts) && ts[n].kind == tokenProperty {
		n++
	}
	return n
}
