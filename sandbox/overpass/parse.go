package overpass

import (
	"fmt"
	"slices"
	"strconv"
)

// The server's own bounds where a query names none.
const (
	defaultTimeout = 180
	defaultLimit   = 1 << 30
)

// program is a parsed query.
type program struct {
	timeout    int
	statements []statement
	box        *box // of [bbox:…]
}

// statement is a query, a union or an output.
type statement struct {
	find  *find
	union []statement
	area  *find // area(…)
	out   *output
	into  string // the set that takes the result; "_" is the default
}

// output is an out statement.
type output struct {
	set    string
	mode   string // ids, skel, body, tags, meta
	center bool
	limit  int
}

type parser struct {
	tokens []token
	at     int
	json   bool
	p      *program
}

// parse reads a query, or says what is wrong as the real server does.
func parse(query string) (*program, error) {
	tokens, err := lex(query)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens, p: &program{timeout: defaultTimeout}}
	if err := p.settings(); err != nil {
		return nil, err
	}
	for p.peek().text != "" || p.peek().quoted {
		one, err := p.statement()
		if err != nil {
			return nil, err
		}
		p.p.statements = append(p.p.statements, one)
	}
	if !p.json {
		return nil, p.fault("parse error", "The sandbox answers [out:json] alone.")
	}
	return p.p, nil
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) next() token {
	t := p.tokens[p.at]
	if p.at < len(p.tokens)-1 {
		p.at++
	}
	return t
}

func (p *parser) is(text string) bool {
	t := p.peek()
	return !t.quoted && t.text == text
}

func (p *parser) take(text string) bool {
	if p.is(text) {
		p.next()
		return true
	}
	return false
}

func (p *parser) want(text string) error {
	if p.take(text) {
		return nil
	}
	if p.peek().text == "" && !p.peek().quoted {
		return p.fault("parse error", fmt.Sprintf("'%s' expected - end of input found.", text))
	}
	return p.fault("parse error", fmt.Sprintf("'%s' expected - '%s' found.", text, p.peek().text))
}

func (p *parser) fault(kind, text string) error { return &syntax{p.peek().line, kind, text} }

// settings reads [out:json][timeout:60]… at the start.
func (p *parser) settings() error {
	had := false
	for p.take("[") {
		had = true
		name := p.next()
		if err := p.want(":"); err != nil {
			return err
		}
		switch name.text {
		case "out":
			if format := p.next().text; format == "json" {
				p.json = true
			} else if !slices.Contains([]string{"xml", "csv", "custom", "popup"}, format) {
				return p.fault("parse error", fmt.Sprintf("Unknown output format: %s", format))
			}
		case "timeout", "maxsize":
			n, err := strconv.ParseInt(p.next().text, 10, 64)
			if err != nil || n <= 0 {
				return p.fault("parse error", fmt.Sprintf("A positive number expected for %s.", name.text))
			}
			if name.text == "timeout" {
				p.p.timeout = int(n)
			}
		case "bbox":
			b, err := p.box()
			if err != nil {
				return err
			}
			p.p.box = b
		default:
			return p.fault("parse error", fmt.Sprintf("Unknown setting %q", name.text))
		}
		if err := p.want("]"); err != nil {
			return err
		}
	}
	if had {
		return p.want(";")
	}
	return nil
}

func (p *parser) statement() (statement, error) {
	one := statement{into: "_"}
	var err error
	switch {
	case p.take("("):
		for !p.take(")") {
			inner, err := p.statement()
			if err != nil {
				return one, err
			}
			if inner.out != nil {
				return one, p.fault("parse error", "An output cannot stand in a union.")
			}
			one.union = append(one.union, inner)
		}
		if one.union == nil {
			return one, p.fault("parse error", "A union needs at least one statement.")
		}
	case p.is("out"), p.is("."):
		one.out, err = p.output()
	case p.is("area"):
		p.next()
		one.area, err = p.find("area")
	case slices.Contains([]string{"node", "way", "relation", "rel", "nwr", "nw", "nr", "wr"}, p.peek().text) && !p.peek().quoted:
		one.find, err = p.find(p.next().text)
	default:
		return one, p.fault("parse error", fmt.Sprintf("Unknown type %q", p.peek().text))
	}
	if err != nil {
		return one, err
	}
	if p.take("->") {
		if err := p.want("."); err != nil {
			return one, err
		}
		one.into = p.next().text
	}
	return one, p.want(";")
}

// output reads .a out tags center 500.
func (p *parser) output() (*output, error) {
	o := &output{set: "_", mode: "body", limit: defaultLimit}
	if p.take(".") {
		o.set = p.next().text
	}
	if err := p.want("out"); err != nil {
		return nil, err
	}
	for !p.is(";") {
		t := p.next()
		switch {
		case slices.Contains([]string{"ids", "skel", "body", "tags", "meta"}, t.text):
			o.mode = t.text
		case t.text == "center":
			o.center = true
		case slices.Contains([]string{"asc", "qt"}, t.text): // the order: ids are in order already
		case isNumber(t.text):
			n, err := strconv.Atoi(t.text)
			if err != nil || n < 1 {
				return nil, p.fault("parse error", "A positive number expected after out.")
			}
			o.limit = n
		default:
			return nil, p.fault("parse error", fmt.Sprintf("Unknown print mode %q", t.text))
		}
	}
	return o, nil
}
