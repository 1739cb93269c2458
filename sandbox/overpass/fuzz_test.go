package overpass

import (
	"errors"
	"strings"
	"testing"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`[out:json][timeout:60];area["name"="X"]["admin_level"="8"]->.a;(nwr["shop"~"a|b",i](area.a);way(around:1,-2.5,3););out tags center 500;`,
		`[out:json];node(1,2,3,4)[!a][~"k"~"v"];.a out qt;`, "((((", `["`, "out;", "area(", "-", "[out:json];node[a:b:c=1.5.];", "é",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		program, err := parse(query)
		if err == nil {
			program.run(place()) // whatever parses also runs
			return
		}
		var wrong *syntax
		if !errors.As(err, &wrong) || wrong.line < 1 || wrong.line > 1+strings.Count(query, "\n") {
			t.Errorf("%q is refused with %v, which names no line of it", query, err)
		}
	})
}

func TestLex_cutsAQueryIntoTokens(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`node["a:b"!~"c"]->.x;`:  `node [ "a:b" !~ "c" ] -> . x ;`,
		"(-26.5,49)":             "( - 26.5 , 49 )",
		"area->.a":               "area -> . a",
		"[k!=v]":                 "[ k != v ]",
		"a // b\nc":              "a c",
		"a /* b\n */ c":          "a c",
		`"x\"y" 'z'`:             `"x"y" "z"`,
		"padaria-do-joão":        "padaria-do-joão",
		"nwr(around:1000,-1,-2)": "nwr ( around : 1000 , - 1 , - 2 )",
	} {
		tokens, err := lex(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		var out []string
		for _, one := range tokens[:len(tokens)-1] {
			if one.quoted {
				one.text = `"` + one.text + `"`
			}
			out = append(out, one.text)
		}
		if got := strings.Join(out, " "); got != want {
			t.Errorf("%s became %s, want %s", query, got, want)
		}
	}
}
