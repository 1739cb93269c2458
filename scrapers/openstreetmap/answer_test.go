package openstreetmap

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestParseAnswer_readsRealAnswers(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"resp.overpy.area_01.json":                  "",
		"resp.overpy.relation_02.json":              "",
		"resp.overpy.result_expand_02.json":         "",
		"resp.overpy.remark_runtime_remark_01.json": "",
	} {
		elements, err := parseAnswer(bytes.NewReader(mustRead(t, shared(t, "payloads", "overpass", file))))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		var refs []string
		for _, one := range elements { // areas, skeletons and what has no position are no businesses
			refs = append(refs, one.Ref.String())
		}
		if got := strings.Join(refs, " "); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestParseAnswer_ordersAndPassesOverWhatIsNoBusiness(t *testing.T) {
	t.Parallel()
	elements, err := parseAnswer(strings.NewReader(`{"version":0.6,"osm3s":{"copyright":"x"},"elements":[
		{"type":"relation","id":3,"center":{"lat":1,"lon":2},"tags":{"name":"R"}},
		{"type":"way","id":9,"center":{"lat":1,"lon":2},"tags":{"name":" W \u0007 w "}},
		{"type":"node","id":8,"lat":0,"lon":0,"tags":{"name":"N8"}},
		{"type":"node","id":7,"lat":1,"lon":2,"tags":{"name":"N7","odd":7}},
		{"type":"node","id":7,"lat":5,"lon":5,"tags":{"name":"again"}},
		{"type":"node","id":1,"lat":91,"lon":2,"tags":{"name":"off the earth"}},
		{"type":"node","id":2,"lat":1,"tags":{"name":"half a position"}},
		{"type":"node","id":3,"lat":1,"lon":2},
		{"type":"node","id":4,"lat":1,"lon":2,"tags":{}},
		{"type":"node","id":-4,"lat":1,"lon":2,"tags":{"name":"x"}},
		{"type":"node","id":"5","lat":1,"lon":2,"tags":{"name":"x"}},
		{"type":"count","id":0,"tags":{"total":"3"}}, 7, null, "x", [], {}]}`))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	var got []string
	for _, one := range elements {
		got = append(got, one.Ref.String()+" "+one.Tags["name"])
	}
	if strings.Join(got, ", ") != "node/7 N7, node/8 N8, way/9 W w, relation/3 R" {
		t.Errorf("elements %q", got)
	}
	if elements[0].Tags["odd"] != "" || elements[0].Lat != 1 {
		t.Errorf("first element %+v", elements[0])
	}
}

func TestParseAnswer_refusesWhatIsNotWhole(t *testing.T) {
	t.Parallel()
	whole := `{"elements":[{"type":"node","id":8,"lat":0,"lon":0,"tags":{"name":"N8"}}],"remark":"runtime remark: x"}`
	if _, err := parseAnswer(strings.NewReader(whole)); err != nil {
		t.Fatalf("the whole answer: %v", err)
	}
	for cut := range len(whole) {
		if _, err := parseAnswer(strings.NewReader(whole[:cut])); err == nil {
			t.Errorf("cut after %d bytes it was taken: %s", cut, whole[:cut])
		}
	}
	for _, bad := range []string{`{}`, `{"elements":{}}`, `{"elements":null}`, `{"elements":7}`, `[]`, `null`, `"elements"`, `<html>`, `{"remark":7,"elements":[]}`, `{"elements":[{"type":}]}`} {
		if _, err := parseAnswer(strings.NewReader(bad)); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestParseAnswer_trustsNoAnswerWithARuntimeError(t *testing.T) {
	t.Parallel()
	for _, order := range []string{`{"remark":"runtime error: x","elements":[]}`, `{"elements":[],"remark":" runtime error: x"}`} {
		_, err := parseAnswer(strings.NewReader(order))
		var remark *remarkError
		if !errors.As(err, &remark) || remark.Error() != "runtime error: x" {
			t.Errorf("%s: %v", order, err)
		}
	}
}

func TestTidy_boundsValues(t *testing.T) {
	t.Parallel()
	if got := tidy(" a\t\n b\x00c\u200b "); got != "a b c\u200b" {
		t.Errorf("tidy gave %q", got)
	}
	if got := tidy(strings.Repeat("é", 1000)); len([]rune(got)) != maxValue+1 {
		t.Errorf("tidy kept %d characters", len([]rune(got)))
	}
}

func FuzzParseAnswer(f *testing.F) {
	f.Add([]byte(`{"elements":[{"type":"node","id":8,"lat":0,"lon":0,"tags":{"amenity":"dentist","name":"N8","phone":"+55 19 9 0000 0001; 0800 000","website":"x.example","contact:whatsapp":"https://l.instagram.com/?u=https%3A%2F%2Fwa.me%2F5519900000001"}}]}`))
	f.Add([]byte(`{"elements":[{"type":"way","id":8,"center":{"lat":0,"lon":0},"tags":{"shop":"pet","disused:shop":"pet","name":"x","contact:facebook":"a/b","email":"a@b.example;c@d"}}],"remark":"runtime remark: x"}`))
	f.Add([]byte(`{"elements":[{"type":"relation","id":1e3,"center":null}],"x":{}}`))
	table := loadTrades()
	asked, _ := table.find("dentist")
	f.Fuzz(func(t *testing.T, answer []byte) {
		elements, err := parseAnswer(bytes.NewReader(answer))
		if err != nil {
			return
		}
		where := place{City: "Campinas", Country: "BR"}
		codes := areaCodes(elements, where)
		for i, e := range elements {
			if i > 0 && elements[i-1].Ref.compare(e.Ref) >= 0 {
				t.Fatalf("%s stands after %s", e.Ref, elements[i-1].Ref)
			}
			if !e.open(asked) {
				continue
			}
			c := e.candidate(surroundings{place: where, asked: asked, trades: table, at: noon, areaCode: codes["campinas"]})
			if c.Name == "" || c.ExternalID == "" || len(c.Facts) > maxFacts {
				t.Fatalf("%q became %+v", answer, c)
			}
			for _, fact := range c.Facts {
				if fact.ID == "" || fact.Licence != Licence || fact.Value == "" && fact.Text == "" {
					t.Fatalf("%q has the fact %+v", answer, fact)
				}
			}
		}
	})
}
