package openstreetmap

import (
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/internal/clock"
)

// mapped is an element with tags written as "key=value" and separated by bars.
func mapped(id int64, tags string) element {
	e := element{Ref: ref{0, id}, Tags: map[string]string{"name": "A", "amenity": "dentist"}}
	for _, one := range strings.Split(tags, "|") {
		key, value, _ := strings.Cut(one, "=")
		e.Tags[key] = value
	}
	return e
}

func TestAreaCodes_takesTheMajorityOfEachCity(t *testing.T) {
	t.Parallel()
	here := place{City: "Campinas", Country: "BR"}
	cases := []struct {
		name string
		all  []element
		want map[string]string
	}{
		{"the most frequent wins", []element{mapped(1, "phone=+55 19 90000-0001"), mapped(2, "phone=+55 19 90000-0002"), mapped(3, "phone=+55 11 90000-0003")}, map[string]string{"campinas": "19"}},
		{"per city, however it is spelled", []element{mapped(1, "phone=+55 19 90000-0001|addr:city=CAMPINAS"), mapped(2, "phone=+55 11 90000-0002|addr:city=São Paulo"), mapped(3, "phone=+55 11 90000-0003|addr:city=Sao Paulo - SP")}, map[string]string{"campinas": "19", "sao paulo": "11"}},
		{"as frequent is none", []element{mapped(1, "phone=+55 19 90000-0001"), mapped(2, "phone=+55 11 90000-0002")}, nil},
		{"a number counts once", []element{mapped(1, "phone=+55 19 90000-0001"), mapped(2, "phone=+55 11 90000-0002"), mapped(3, "phone=+55 19 90000-0003"), mapped(4, "phone=+55 11 90000-0002"), mapped(5, "phone=+55 11 90000-0002")}, map[string]string{"campinas": "19"}},
		{"national numbers say nothing", []element{mapped(1, "phone=0800 000 0000;4004 0001")}, nil},
		{"numbers without a code say nothing", []element{mapped(1, "phone=90000-0001")}, nil},
		{"links count", []element{mapped(1, "contact:whatsapp=https://wa.me/5519900000001")}, map[string]string{"campinas": "19"}},
	}
	for _, c := range cases {
		got := areaCodes(c.all, here)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		for city, code := range c.want {
			if got[city] != code {
				t.Errorf("%s: %s has %q, want %q", c.name, city, got[city], code)
			}
		}
	}
	if got := areaCodes(cases[0].all, place{Country: "BR"}); len(got) != 0 {
		t.Errorf("in a whole state: %v, want none for those that name no city", got)
	}
}

func TestSearch_fillsTheAreaCodeInFromTheSameCity(t *testing.T) {
	t.Parallel()
	f := newTown(t, 0)
	f.answer = overpassAnswer(t, []map[string]any{
		thing("node", 1, map[string]string{"name": "A", "amenity": "dentist", "phone": "+55 19 90000-0001"}),
		thing("node", 2, map[string]string{"name": "B", "amenity": "dentist", "phone": "90000-0002"}),
		thing("node", 3, map[string]string{"name": "C", "amenity": "dentist", "phone": "90000-0003", "addr:city": "Jundiaí"}),
		thing("way", 4, map[string]string{"name": "D", "amenity": "dentist", "phone": "9 0000-0004", "addr:city": "campinas"}),
	}, "")
	page, err := newSource(f.serve(t), "", clock.NewManual(noon)).Search(t.Context(), query(dentists))
	if err != nil {
		t.Fatalf("search: %v", err)
	}
	want := map[string][2]string{"A": {"+5519900000001", "19"}, "B": {"+5519900000002", "19"}, "C": {"", ""}, "D": {"+5519900000004", "19"}}
	for _, c := range page.Candidates {
		if got := [2]string{values(c, campaign.FactPhone), c.AreaCode}; got != want[c.Name] {
			t.Errorf("%s has %v, want %v", c.Name, got, want[c.Name])
		}
	}
}
