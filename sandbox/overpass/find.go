package overpass

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"aceno/sandbox/town"
)

// Areas are numbered by the element they come from.
const areaOfRelation = 3_600_000_000

// find is a query for elements or areas: all its conditions must hold.
type find struct {
	types []string // node, way, relation; empty for an area
	from  string   // the set to search in; "" = all
	ids   []int64
	tags  []tagTest
	areas []areaTest
	boxes []*box
	round []*around
}

type tagTest struct {
	key     string
	keyExp  *regexp.Regexp // of [~"k"~"v"]
	value   string
	exp     *regexp.Regexp
	present bool // [k]
	negate  bool
}

type areaTest struct {
	set string
	id  int64 // 0 = the areas of the set
}

type box struct{ south, west, north, east float64 }

type around struct{ radius, lat, lon float64 }

// find reads what follows the type of a query.
func (p *parser) find(kind string) (*find, error) {
	f := &find{}
	for letter, name := range map[string]string{"n": "node", "w": "way", "r": "relation"} {
		if kind == name || (len(kind) <= 3 && kind != "rel" && kind != "way" && strings.Contains(kind, letter)) || (kind == "rel" && letter == "r") {
			f.types = append(f.types, name)
		}
	}
	if kind == "area" {
		f.types = nil
	}
	for {
		var err error
		switch {
		case p.take("."):
			f.from = p.next().text
		case p.take("["):
			err = p.tag(f)
		case p.take("("):
			err = p.filter(f, kind)
		default:
			if f.from == "" && len(f.ids)+len(f.tags)+len(f.areas)+len(f.boxes)+len(f.round) == 0 {
				return nil, p.fault("static error", "For the attribute \"type\" of the element \"query\" at least one filter is needed.")
			}
			return f, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// tag reads ["k"="v"], ["k"!="v"], ["k"~"v",i], ["k"!~"v"], ["k"], [!"k"], [~"k"~"v"].
func (p *parser) tag(f *find) error {
	one := tagTest{}
	one.negate = p.take("!")
	keyExp := p.take("~")
	key, err := p.name()
	if err != nil {
		return err
	}
	one.key = key
	if keyExp {
		if one.keyExp, err = p.regexp(key); err != nil {
			return err
		}
	}
	operator := p.peek().text
	switch {
	case p.is("]"):
		one.present = true
	case p.take("="), p.take("!="):
		one.value, err = p.name()
		one.negate = operator == "!="
	case p.take("~"), p.take("!~"):
		one.negate = operator == "!~"
		pattern, err := p.name()
		if err != nil {
			return err
		}
		if p.take(",") {
			if err := p.want("i"); err != nil {
				return err
			}
			pattern = "(?i)" + pattern
		}
		if one.exp, err = p.regexp(pattern); err != nil {
			return err
		}
	default:
		return p.fault("parse error", fmt.Sprintf("'!', '~', '=', '!=', or ']' expected - '%s' found.", operator))
	}
	if err != nil {
		return err
	}
	f.tags = append(f.tags, one)
	return p.want("]")
}

// name reads a key or a value: quoted, or words joined by colons.
func (p *parser) name() (string, error) {
	t := p.next()
	if t.quoted {
		return t.text, nil
	}
	if t.text == "" || !word(t.text[0]) {
		return "", p.fault("parse error", fmt.Sprintf("Key expected - '%s' found.", t.text))
	}
	parts := []string{t.text}
	for p.take(":") {
		parts = append(parts, p.next().text)
	}
	return strings.Join(parts, ":"), nil
}

func (p *parser) regexp(pattern string) (*regexp.Regexp, error) {
	exp, err := regexp.Compile(pattern)
	if err != nil {
		return nil, p.fault("static error", fmt.Sprintf("Invalid regular expression: \"%s\"", pattern))
	}
	return exp, nil
}

// filter reads (area.a), (area:ID), (around:R,LAT,LON), (S,W,N,E), (ID) and (id:1,2).
func (p *parser) filter(f *find, kind string) error {
	switch {
	case p.take("area"):
		one := areaTest{set: "_"}
		if p.take(".") {
			one.set = p.next().text
		} else if p.take(":") {
			id, err := p.number()
			if err != nil {
				return err
			}
			one.id = int64(id)
		}
		f.areas = append(f.areas, one)
	case p.take("around"):
		if err := p.want(":"); err != nil {
			return err
		}
		n, err := p.list(3)
		if err != nil {
			return err
		}
		f.round = append(f.round, &around{n[0], n[1], n[2]})
	case p.take("id"):
		if err := p.want(":"); err != nil {
			return err
		}
		for {
			id, err := p.number()
			if err != nil {
				return err
			}
			f.ids = append(f.ids, int64(id))
			if !p.take(",") {
				break
			}
		}
	default:
		start := p.at
		first, err := p.number()
		if err != nil {
			return err
		}
		if p.is(")") {
			f.ids = append(f.ids, int64(first))
			break
		}
		p.at = start
		b, err := p.box()
		if err != nil {
			return err
		}
		f.boxes = append(f.boxes, b)
	}
	if kind == "area" && len(f.areas)+len(f.boxes)+len(f.round) > 0 {
		return p.fault("static error", "An area is found by its id or its tags.")
	}
	return p.want(")")
}

func (p *parser) box() (*box, error) {
	n, err := p.list(4)
	if err != nil {
		return nil, err
	}
	b := &box{n[0], n[1], n[2], n[3]}
	if b.south > b.north || b.south < -90 || b.north > 90 {
		return nil, p.fault("static error", "For the attribute \"s\" of the element \"bbox-query\" the only allowed values are floats between -90.0 and 90.0, no larger than \"n\".")
	}
	return b, nil
}

func (p *parser) list(n int) ([]float64, error) {
	out := make([]float64, n)
	for i := range out {
		if i > 0 {
			if err := p.want(","); err != nil {
				return nil, err
			}
		}
		var err error
		if out[i], err = p.number(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *parser) number() (float64, error) {
	sign := 1.0
	if p.take("-") {
		sign = -1
	}
	t := p.peek()
	n, err := strconv.ParseFloat(t.text, 64)
	if err != nil || t.quoted {
		return 0, p.fault("parse error", fmt.Sprintf("Number expected - '%s' found.", t.text))
	}
	p.next()
	return sign * n, nil
}

// areaID returns the number of a city's area.
func areaID(c town.City) int64 { return areaOfRelation + c.Relation }
