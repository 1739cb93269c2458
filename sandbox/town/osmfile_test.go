package town

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aceno/sandbox/sandboxtest"
)

func TestLoadOSM_makesATownOfARealAnswer(t *testing.T) {
	t.Parallel()
	town, err := LoadOSM(sandboxtest.Shared(t, "data", "osm", "overpass_sc_blumenau.json"))
	if err != nil {
		t.Fatal(err)
	}
	city := town.Cities[0]
	if city.Name != "Blumenau" || city.UF != "SC" || city.State != "Santa Catarina" || city.AreaCode != "47" {
		t.Errorf("city is %+v, want Blumenau, SC with area code 47", city)
	}
	if len(town.Elements) != 686 {
		t.Errorf("%d elements, want 686", len(town.Elements))
	}
	numbers := 0
	for _, b := range town.Businesses {
		numbers += len(b.Numbers)
	}
	if numbers < 400 || len(town.Sites) < 100 {
		t.Errorf("%d numbers and %d sites, want at least 400 and 100", numbers, len(town.Sites))
	}
	if site, ok := town.Site("www.facebook.com"); ok && site.Shape != Wall {
		t.Errorf("a social network's page has the shape %s, want %s", site.Shape, Wall)
	}
	for _, e := range town.Elements {
		if e.Lat < city.South || e.Lat > city.North || e.Lon < city.West || e.Lon > city.East {
			t.Fatalf("%s/%d lies outside the city", e.Type, e.ID)
		}
	}
}

func TestLoadOSM_joinsTheNodeAndTheWayOfOneShop(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "overpass_sp_vila_nova.json")
	write(t, path, `{"elements":[
		{"type":"node","id":1,"lat":-22,"lon":-47,"tags":{"name":"Bar X","amenity":"bar","phone":"+55 19 90000-0001; 0800 000 0100","website":"bar-x.example/cardapio"}},
		{"type":"way","id":2,"center":{"lat":-22.001,"lon":-47},"tags":{"name":"Bar X","amenity":"bar","contact:mobile":"90000-0001"}},
		{"type":"way","id":3,"center":{"lat":-22.001,"lon":-47},"tags":{"name":"Bar Y","amenity":"bar","contact:instagram":"https://www.instagram.com/bary/?x=1"}},
		{"type":"node","id":4}]}`)
	town, err := LoadOSM(path)
	if err != nil {
		t.Fatal(err)
	}
	if town.Cities[0].Name != "Vila Nova" || town.Cities[0].State != "São Paulo" {
		t.Errorf("city is %s in %s, want Vila Nova in São Paulo", town.Cities[0].Name, town.Cities[0].State)
	}
	if len(town.Businesses) != 2 || len(town.Businesses[0].Elements) != 2 {
		t.Fatalf("businesses are %+v, want Bar X of two elements and Bar Y", town.Businesses)
	}
	if got := town.Businesses[0].Numbers; len(got) != 1 || got[0] != "5519900000001" {
		t.Errorf("Bar X has numbers %v, want its mobile alone", got)
	}
	if got := town.Businesses[1].Instagram; got != "bary" {
		t.Errorf("Bar Y's profile is %q, want bary", got)
	}
	if _, ok := town.Sites["bar-x.example"]; !ok {
		t.Error("the host of a website without a scheme is not served")
	}
}

func TestLoadOSM_saysWhatIsWrongWithAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, one := range map[string]struct{ text, want string }{
		"no JSON":   {"<osm>", "want the JSON of an Overpass answer"},
		"failure":   {`{"elements":[],"remark":"runtime error: Query timed out"}`, "gave up"},
		"nothing":   {`{"elements":[]}`, "no element has tags and a position"},
		"positions": {`{"elements":[{"type":"node","id":1,"tags":{"shop":"bakery"}}]}`, "no element has tags and a position"},
	} {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "_")+".json")
		write(t, path, one.text)
		if _, err := LoadOSM(path); err == nil || !strings.Contains(err.Error(), one.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got error %v, want one that names the file and says %q", name, err, one.want)
		}
	}
	if _, err := LoadOSM(filepath.Join(dir, "absent.json")); err == nil {
		t.Error("a file that is not there was read")
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
