package openstreetmap

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"aceno/campaign"
)

func TestCheck_namesEachBadKeyAndTheRemedy(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	long := strings.Repeat("a", 201)
	cases := []struct{ entry, field, says string }{
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","querry":"x"}`, "querry", "type, query, area, limit"},
		{`{"type":"openstreetmap","area":"Campinas"}`, "query", "is missing"},
		{`{"type":"openstreetmap","query":null,"area":"Campinas"}`, "query", "is no text"},
		{`{"type":"openstreetmap","query":7,"area":"Campinas"}`, "query", "7 is no text"},
		{`{"type":"openstreetmap","query":"  ","area":"Campinas"}`, "query", "is empty"},
		{`{"type":"openstreetmap","query":"` + long + `","area":"Campinas"}`, "query", "longer than 200"},
		{`{"type":"openstreetmap","query":"dentits","area":"Campinas"}`, "query", "near it are dentist"},
		{`{"type":"openstreetmap","query":"shop=\"x\"","area":"Campinas"}`, "query", "key=value"},
		{`{"type":"openstreetmap","query":"dentist"}`, "area", `"Blumenau, SC"`},
		{`{"type":"openstreetmap","query":"dentist","area":""}`, "area", `"Campinas, BR"`},
		{`{"type":"openstreetmap","query":"dentist","area":["Campinas"]}`, "area", "is no text"},
		{`{"type":"openstreetmap","query":"dentist","area":"Camp\u0000inas"}`, "area", "cannot be printed"},
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":0}`, "limit", "from 1 to 10000"},
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":10001}`, "limit", "10001"},
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":"500"}`, "limit", "whole number"},
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":1.5}`, "limit", "whole number"},
		{`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":null}`, "limit", "whole number"},
		{`{"type":"websites","query":"dentist","area":"Campinas"}`, "type", `"openstreetmap"`},
		{`[]`, "", `"area":"Campinas, BR"`},
	}
	for _, c := range cases {
		err := s.Check(json.RawMessage(c.entry))
		var all campaign.Errors
		if !errors.As(err, &all) || len(all) != 1 {
			t.Errorf("%s: %v, want one refusal", c.entry, err)
			continue
		}
		if all[0].Field != c.field || !strings.Contains(all[0].Message, c.says) {
			t.Errorf("%s: %v, want the field %q and %q", c.entry, err, c.field, c.says)
		}
	}
}

func TestCheck_saysAllThatIsWrongAtOnce(t *testing.T) {
	t.Parallel()
	err := New(Options{}).Check(json.RawMessage(`{"type":"x","query":"","area":1,"limit":"a","b":1,"a":1}`))
	var all campaign.Errors
	if !errors.As(err, &all) {
		t.Fatalf("error is %v", err)
	}
	var fields []string
	for _, one := range all {
		fields = append(fields, one.Field)
	}
	if got := strings.Join(fields, " "); got != "a b type query area limit" {
		t.Errorf("fields %q", got)
	}
}

func TestCheck_takesWhatTheContractShows(t *testing.T) {
	t.Parallel()
	s := New(Options{})
	for _, entry := range []string{
		dentists,
		`{"type":"openstreetmap","query":"amenity=dentist","area":"Campinas"}`,
		`{"query":"padaria","area":"Florianópolis, SC","limit":1}`,
		`{"type":"openstreetmap","query":"salões de beleza","area":"São João del-Rei/MG","limit":10000}`,
	} {
		if err := s.Check(json.RawMessage(entry)); err != nil {
			t.Errorf("%s: %v", entry, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	s := New(Options{})
	f.Add([]byte(dentists))
	f.Add([]byte(`{"type":"openstreetmap","query":"a=b","area":"x, y","limit":3}`))
	f.Fuzz(func(t *testing.T, entry []byte) {
		e, err := s.parseEntry(entry)
		if err != nil {
			return
		}
		if e.Area == "" || e.Limit < 1 || e.Limit > maxLimit || len(e.Trade.Any) == 0 {
			t.Fatalf("%q was taken as %+v", entry, e)
		}
		query := overpassQuery(e.Trade, place{Area: 3612345678}, e.Limit)
		if strings.Count(query, `"`)%2 != 0 || strings.Count(query, "\n") != 5+len(e.Trade.Any) {
			t.Fatalf("%q makes the query %q", entry, query)
		}
		understand(e.Area, "BR")
	})
}
