package openstreetmap

import (
	"strings"
	"testing"

	"aceno/campaign"
)

// made turns tags into a candidate of a search for dentists in Campinas.
func made(t *testing.T, tags map[string]string) campaign.Candidate {
	t.Helper()
	table := loadTrades()
	asked, problem := table.find("dentist")
	if problem != "" {
		t.Fatal(problem)
	}
	e := element{Ref: ref{1, 123}, Lat: -22.9, Lon: -47.06, Tags: tags}
	return e.candidate(surroundings{place: place{City: "Campinas", Country: "BR"}, asked: asked, trades: table, at: noon, areaCode: "19"})
}

// values joins the values of a candidate's facts of one kind.
func values(c campaign.Candidate, kind string) string {
	var all []string
	for _, fact := range c.Facts {
		if fact.Kind == kind {
			all = append(all, fact.Value)
		}
	}
	return strings.Join(all, " ")
}

func TestCandidate_carriesEverythingWithItsSource(t *testing.T) {
	t.Parallel()
	c := made(t, map[string]string{
		"name": "Clínica Sorriso", "amenity": "dentist", "healthcare": "dentist", "healthcare:speciality": "orthodontics",
		"addr:street": "Rua das Acácias", "addr:housenumber": "10", "addr:suburb": "Centro", "addr:city": "Campinas", "addr:postcode": "13010-000",
		"opening_hours": "Mo-Fr 08:00-18:00", "brand": "Sorriso", "description": "Clareamento a laser",
	})
	if c.Platform != "openstreetmap" || c.ExternalID != "way/123" || c.ProfileURL != "https://www.openstreetmap.org/way/123" || c.Name != "Clínica Sorriso" {
		t.Errorf("it is %+v", c)
	}
	if c.Category != "dentista" || c.City != "Campinas" || c.Country != "BR" || c.AreaCode != "19" || c.Lat != -22.9 || c.Lon != -47.06 {
		t.Errorf("it is %+v", c)
	}
	if want := "Rua das Acácias, 10 - Centro, Campinas, 13010-000"; c.Address != want {
		t.Errorf("address %q, want %q", c.Address, want)
	}
	for kind, want := range map[string]string{
		campaign.FactAddress: c.Address, campaign.FactCity: "Campinas", campaign.FactCategory: "dentista", campaign.FactHours: "Mo-Fr 08:00-18:00",
		"brand": "Sorriso", "speciality": "orthodontics",
	} {
		if got := values(c, kind); got != want {
			t.Errorf("%s is %q, want %q", kind, got, want)
		}
	}
	for _, fact := range c.Facts {
		if fact.Source != "openstreetmap" || fact.URL != c.ProfileURL || !fact.At.Equal(noon) || fact.Licence != "© OpenStreetMap contributors, ODbL 1.0" {
			t.Errorf("fact %+v lacks its source", fact)
		}
		if fact.ID != campaign.FactID(fact.Kind, fact.Value, fact.Source, fact.URL) && fact.Kind != campaign.FactNote {
			t.Errorf("fact %+v has another id", fact)
		}
		if fact.Kind == campaign.FactNote && fact.Text != "Clareamento a laser" {
			t.Errorf("note %+v", fact)
		}
	}
}

func TestDescribe_namesWhatWasAskedForFirst(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	cases := []struct {
		query, country string
		tags           map[string]string
		word, by       string
	}{
		{"dentist", "BR", map[string]string{"amenity": "dentist"}, "dentista", "amenity=dentist"},
		{"dentist", "US", map[string]string{"healthcare": "dentist"}, "dentist", "healthcare=dentist"},
		{"academia", "BR", map[string]string{"leisure": "fitness_centre", "shop": "pet"}, "academia", "shop=pet"},
		{"salão de beleza", "BR", map[string]string{"shop": "hairdresser"}, "salão de beleza", "shop=hairdresser"},
		{"restaurante", "BR", map[string]string{"amenity": "restaurant", "cuisine": "regional; pizza"}, "pizzaria", "amenity=restaurant"},
		{"shop=bakery", "BR", map[string]string{"shop": "bakery"}, "padaria", "shop=bakery"},
		{"club=scout", "BR", map[string]string{"club": "scout"}, "scout", "club=scout"},
		{"shop=dry_goods", "PT", map[string]string{"shop": "dry_goods"}, "dry goods", "shop=dry_goods"},
		{"dentist", "BR", map[string]string{"amenity": "dentist", "shop": "vacant"}, "dentista", "amenity=dentist"},
		{"power=plant", "BR", map[string]string{"power": "plant"}, "", ""},
	}
	for _, c := range cases {
		asked, problem := table.find(c.query)
		if problem != "" {
			t.Fatalf("%s: %s", c.query, problem)
		}
		if word, by := table.describe(element{Tags: c.tags}, asked, c.country); word != c.word || by != c.by {
			t.Errorf("%s of %v: %q by %q, want %q by %q", c.query, c.tags, word, by, c.word, c.by)
		}
	}
}

func TestOpen_leavesOutWhatIsNoMore(t *testing.T) {
	t.Parallel()
	asked, _ := loadTrades().find("power=plant")
	cases := []struct {
		name string
		tags map[string]string
		want bool
	}{
		{"a dentist", map[string]string{"name": "A", "amenity": "dentist"}, true},
		{"no name", map[string]string{"amenity": "dentist"}, false},
		{"disused", map[string]string{"name": "A", "disused:amenity": "dentist"}, false},
		{"was", map[string]string{"name": "A", "was:shop": "bakery", "building": "yes"}, false},
		{"a former use beside a present one", map[string]string{"name": "A", "amenity": "school", "disused:shop": "bakery"}, true},
		{"a former use that a present one repeats", map[string]string{"name": "A", "healthcare": "dentist", "disused:amenity": "dentist"}, false},
		{"disused as a word", map[string]string{"name": "A", "shop": "bakery", "disused": "yes"}, false},
		{"abandoned as a word", map[string]string{"name": "A", "tourism": "hotel", "abandoned": "yes"}, false},
		{"vacant alone", map[string]string{"name": "A", "shop": "vacant"}, false},
		{"vacant beside a practice", map[string]string{"name": "A", "shop": "vacant", "amenity": "dentist"}, true},
		{"hours that say closed", map[string]string{"name": "A", "shop": "bakery", "opening_hours": "closed"}, false},
		{"a tag that was asked for", map[string]string{"name": "A", "power": "plant"}, true},
		{"a place", map[string]string{"name": "A", "place": "suburb"}, false},
	}
	for _, c := range cases {
		if got := (element{Tags: c.tags}).open(asked); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestAddress_isWrittenFromWhatIsThere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tags map[string]string
		want string
		city string
	}{
		{map[string]string{}, "", "Campinas"},
		{map[string]string{"addr:city": "Valinhos"}, "", "Valinhos"},
		{map[string]string{"addr:city": "Valinhos - SP"}, "", "Valinhos"},
		{map[string]string{"addr:city": " , "}, "", "Campinas"},
		{map[string]string{"addr:full": "Rua A, 1"}, "Rua A, 1", "Campinas"},
		{map[string]string{"addr:place": "Sítio Velho", "addr:housenumber": "3"}, "Sítio Velho, 3", "Campinas"},
		{map[string]string{"addr:suburb": "Centro", "addr:city": "Campinas"}, "Centro, Campinas", "Campinas"},
		{map[string]string{"addr:housenumber": "3"}, "", "Campinas"},
		{map[string]string{"addr:street": "Rua A", "addr:postcode": "13010-000"}, "Rua A, 13010-000", "Campinas"},
	} {
		e := element{Tags: c.tags}
		if got, city := e.address(), e.city(place{City: "Campinas"}); got != c.want || city != c.city {
			t.Errorf("%v: %q in %q, want %q in %q", c.tags, got, city, c.want, c.city)
		}
	}
}

func TestCandidate_isBoundedWhateverTheServerSends(t *testing.T) {
	t.Parallel()
	tags := map[string]string{"name": "A", "amenity": "dentist"}
	tags["phone"] = strings.Repeat("+55 19 9 0000 0001; ", 20)
	var many []string
	for i := range 400 {
		many = append(many, "https://a"+strings.Repeat("b", i%50)+string(rune('a'+i%26))+".example")
	}
	tags["website"] = strings.Join(many, ";")
	if c := made(t, tags); len(c.Facts) > maxFacts || values(c, campaign.FactPhone) != "+5519900000001" {
		t.Errorf("%d facts, phones %q", len(c.Facts), values(c, campaign.FactPhone))
	}
}
