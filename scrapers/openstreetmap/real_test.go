package openstreetmap

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// realCity is one of the real answers and the place that was searched.
type realCity struct {
	file, city, code string
	elements, phones int // as its list of sources counts them
}

var realCities = []realCity{
	{"overpass_sc_blumenau.json", "Blumenau", "47", 686, 425},
	{"overpass_rj_rio_de_janeiro.json", "Rio de Janeiro", "21", 3586, 1125},
	{"overpass_sc_joinville.json", "Joinville", "47", 529, 328},
	{"overpass_ba_caetite.json", "Caetité", "77", 194, 110},
	{"overpass_es_vila_velha.json", "Vila Velha", "27", 490, 258},
	{"overpass_mg_belo_horizonte.json", "Belo Horizonte", "31", 856, 118},
	{"overpass_pr_curitiba.json", "Curitiba", "41", 1279, 199},
}

// spotOf is Nominatim's answer for a city.
func spotOf(city string) []byte {
	return fmt.Appendf(nil, `[{"osm_type":"relation","osm_id":12345678,"lat":"0","lon":"0","category":"boundary","addresstype":"city","name":%q,"address":{"city":%q,"country_code":"br"},"boundingbox":["0","1","0","1"]}]`, city, city)
}

// searchReal runs a whole search over a real answer.
func searchReal(t *testing.T, one realCity) []campaign.Candidate {
	t.Helper()
	f := &town{answer: mustRead(t, shared(t, "data", "osm", one.file)), spots: spotOf(one.city)}
	s := newSource(f.serve(t), t.TempDir(), clock.NewManual(noon))
	q := scrapers.Query{Entry: fmt.Appendf(nil, `{"type":"openstreetmap","query":"amenity=*","area":%q,"limit":10000}`, one.city+", BR"), Country: "BR", MaxAge: 1e15}
	var all []campaign.Candidate
	for {
		page, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatalf("search %s: %v", one.city, err)
		}
		if raw, err := json.Marshal(page); err != nil || len(raw) > 256<<10 {
			t.Errorf("a page of %s weighs %d bytes (%v)", one.city, len(raw), err)
		}
		all = append(all, page.Candidates...)
		if q.Cursor = page.Cursor; q.Cursor == "" {
			return all
		}
	}
}

// tagged counts the elements of a file with one of the tags.
func tagged(t *testing.T, file string, keys ...string) int {
	t.Helper()
	elements, err := parseAnswer(bytes.NewReader(mustRead(t, shared(t, "data", "osm", file))))
	if err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	n := 0
	for _, e := range elements {
		for _, key := range keys {
			if e.Tags[key] != "" {
				n++
				break
			}
		}
	}
	return n
}

// with counts the candidates that have a fact of one of the kinds.
func with(all []campaign.Candidate, kinds ...string) int {
	n := 0
	for _, c := range all {
		for _, kind := range kinds {
			if values(c, kind) != "" {
				n++
				break
			}
		}
	}
	return n
}

func TestSearch_findsWhatIsTaggedInRealCities(t *testing.T) {
	t.Parallel()
	for _, one := range realCities {
		t.Run(one.city, func(t *testing.T) {
			t.Parallel()
			all := searchReal(t, one)
			if len(all) < one.elements*99/100 {
				t.Errorf("%d candidates of %d elements", len(all), one.elements)
			}
			t.Logf("%s: %d candidates of %d elements, area code %s", one.city, len(all), one.elements, all[0].AreaCode)
			for _, row := range []struct {
				name  string
				kinds []string
				keys  []string
				least int // percent
			}{
				{"phone or WhatsApp", []string{campaign.FactPhone, campaign.FactWhatsApp}, []string{"phone", "contact:phone", "mobile", "contact:mobile", "contact:whatsapp", "phone_1", "phone:2", "phone:mobile"}, 97},
				{"WhatsApp", []string{campaign.FactWhatsApp}, []string{"contact:whatsapp"}, 60},
				{"Instagram", []string{campaign.FactInstagram}, []string{"contact:instagram"}, 90},
				{"e-mail", []string{campaign.FactEmail}, []string{"email", "contact:email"}, 97},
				{"website", []string{campaign.FactWebsite}, []string{"website", "contact:website", "url"}, 80},
				{"website or page", []string{campaign.FactWebsite, campaign.FactFacebook, campaign.FactInstagram, campaign.FactWhatsApp}, []string{"website", "contact:website", "url"}, 97},
				{"Facebook", []string{campaign.FactFacebook}, []string{"facebook", "contact:facebook"}, 90},
				{"hours", []string{campaign.FactHours}, []string{"opening_hours"}, 99},
				{"category", []string{campaign.FactCategory}, []string{"amenity", "shop", "tourism", "leisure", "healthcare", "office", "craft"}, 99},
			} {
				found, marked := with(all, row.kinds...), tagged(t, one.file, row.keys...)
				t.Logf("%-18s %4d found, %4d tagged", row.name, found, marked)
				if found*100 < marked*row.least {
					t.Errorf("%s: %d found of %d tagged, want at least %d %%", row.name, found, marked, row.least)
				}
			}
			if got := all[0].AreaCode; got != one.code {
				t.Errorf("area code %q, want %q", got, one.code)
			}
		})
	}
}

func TestSearch_readsRealNumbersAsTheirListDoes(t *testing.T) {
	t.Parallel()
	right, wrong := 0, []string(nil)
	lines := strings.Split(strings.TrimSpace(string(mustRead(t, shared(t, "data", "phones", "br_osm_auto.tsv")))), "\n")
	found := map[string]map[string]bool{} // element → its numbers
	for _, one := range realCities {
		for _, c := range searchReal(t, one) {
			found[c.ExternalID] = map[string]bool{}
			for _, fact := range c.Facts {
				if fact.Kind == campaign.FactPhone || fact.Kind == campaign.FactWhatsApp {
					found[c.ExternalID][fact.Value] = true
				}
			}
		}
	}
	for _, line := range lines[1:] {
		columns := strings.Split(line, "\t")
		numbers, searched := found[columns[0]]
		if !searched || strings.Contains(columns[5], "fax") {
			continue
		}
		var missing []string
		for _, number := range strings.Fields(columns[7]) {
			if !numbers[number] {
				missing = append(missing, number)
			}
		}
		if len(missing) == 0 {
			right++
		} else {
			wrong = append(wrong, columns[0]+" "+columns[4]+"="+columns[6]+" lacks "+strings.Join(missing, " "))
		}
	}
	t.Logf("%d tags of the searched cities, %d read in full, %d not:\n%s", right+len(wrong), right, len(wrong), strings.Join(wrong, "\n"))
	if right == 0 || len(wrong)*100 > right+len(wrong) {
		t.Errorf("%d of %d tags were not read in full, want at most 1 %%", len(wrong), right+len(wrong))
	}
}

func TestParseAnswer_readsEveryRealFile(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(shared(t, "data", "osm"), "*.json"))
	if err != nil || len(files) < len(realCities) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		elements, err := parseAnswer(bytes.NewReader(mustRead(t, file)))
		if err != nil || len(elements) == 0 {
			t.Errorf("%s: %d elements, %v", filepath.Base(file), len(elements), err)
		}
	}
}
