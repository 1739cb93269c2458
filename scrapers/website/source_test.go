package website

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"aceno/campaign"
	"aceno/scrapers"
)

func TestCheck_namesWhatIsWrong(t *testing.T) {
	t.Parallel()
	s := NewSource(New(Options{}))
	for entry, want := range map[string]string{
		`{"type":"websites","urls":["https://padaria.example","padaria.example/x"]}`:  "",
		`{"type":"websites","urls":["https://padaria.example"],"limit":5,"area":"x"}`: "area limit",
		`{"type":"websites"}`:                                   "urls",
		`{"type":"websites","urls":[]}`:                         "urls",
		`{"type":"websites","urls":"https://padaria.example"}`:  "urls",
		`{"type":"websites","urls":["ftp://padaria.example"]}`:  "urls[0]",
		`{"type":"websites","urls":["https://a.example",""]}`:   "urls[1]",
		`{"type":"websites","urls":["https://u:p@a.example/"]}`: "urls[0]",
		`{"type":"websites","urls":["https://"]}`:               "urls[0]",
		`[]`: " ",
	} {
		var errs campaign.Errors
		err := s.Check(json.RawMessage(entry))
		var fields []string
		if errors.As(err, &errs) {
			for _, e := range errs {
				fields = append(fields, e.Field)
			}
			slices.Sort(fields)
		}
		if got := strings.Join(fields, " "); (err == nil) != (want == "") || got != strings.TrimSpace(want) {
			t.Errorf("%s: %v, want fields %q", entry, err, want)
		}
	}
}

func TestDescribe_namesTheKeysThatCheckKnows(t *testing.T) {
	t.Parallel()
	d := NewSource(New(Options{})).Describe()
	if d.Type != "websites" || len(d.Keys) != 1 || d.Keys[0].Name != "urls" || d.Title["pt-BR"] == "" || d.Keys[0].Help["en"] == "" {
		t.Errorf("%+v", d)
	}
}

func TestSearch_givesOneCandidateASite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{
			"padaria-doce.example/": {body: `<title>Início - Padaria Doce</title><p>Fone (47) 3322-4455</p>`},
			"dr-ana.example/": {body: `<script type="application/ld+json">{"@type":"Dentist","name":"Dra. Ana","address":
				{"streetAddress":"Rua XV, 1","addressLocality":"Blumenau"}}</script>`},
			"busy.example/": {status: 429},
		})
		entry := json.RawMessage(`{"type":"websites","urls":["http://padaria-doce.example","http://dr-ana.example","http://nowhere.example","http://busy.example"]}`)
		page, err := NewSource(w.site(t)).Search(t.Context(), scrapers.Query{Entry: entry, Country: "BR"})
		if err != nil || page.Cursor != "" || len(page.Candidates) != 4 {
			t.Fatalf("%+v, %v", page, err)
		}
		for i, want := range []string{"Padaria Doce", "Dra. Ana", "nowhere.example", "busy.example"} {
			c := page.Candidates[i]
			if c.Name != want || c.Platform != campaign.PlatformWebsite || c.ExternalID == "" || len(found(c.Facts, campaign.FactWebsite)) != 1 {
				t.Errorf("%d: %+v", i, c)
			}
		}
		if c := page.Candidates[1]; c.City != "Blumenau" || c.Address != "Rua XV, 1, Blumenau" || c.Category != "dentist" {
			t.Errorf("%+v", c)
		}
		if got := found(page.Candidates[0].Facts, campaign.FactPhone); !slices.Equal(got, []string{"+554733224455"}) {
			t.Errorf("phones %q", got)
		}
	})
}

func TestSearch_goesOnWhereTheCursorSays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var list []string
		for i := range 2*sitesAPage + 5 {
			list = append(list, fmt.Sprintf("http://nowhere.example/%d", i))
		}
		entry, err := json.Marshal(map[string]any{"type": "websites", "urls": list})
		if err != nil {
			t.Fatal(err)
		}
		s := NewSource(newTown(t, nil).site(t))
		var sizes []int
		seen := map[string]bool{}
		for cursor := ""; len(sizes) < 10; {
			page, err := s.Search(t.Context(), scrapers.Query{Entry: entry, Cursor: cursor})
			if err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, len(page.Candidates))
			for _, c := range page.Candidates {
				seen[c.ExternalID] = true
			}
			if cursor = page.Cursor; cursor == "" {
				break
			}
		}
		if !slices.Equal(sizes, []int{sitesAPage, sitesAPage, 5}) || len(seen) != len(list) {
			t.Errorf("pages of %v, %d different ids", sizes, len(seen))
		}
		var failed *scrapers.Failure
		if _, err := s.Search(t.Context(), scrapers.Query{Entry: entry, Cursor: "x"}); !errors.As(err, &failed) || failed.Retry {
			t.Errorf("a strange cursor: %v", err)
		}
	})
}
