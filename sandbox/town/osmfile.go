package town

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxFile bounds an Overpass answer that is read from a file.
const maxFile = 256 << 20

// trades are the keys that make an element a business.
var tradeKeys = []string{"shop", "amenity", "office", "craft", "tourism", "leisure", "healthcare", "club"}

// LoadOSM makes a town of an Overpass answer in a file. Its city is the one that most addresses name, else the last
// word or words of the file's name. Everybody at a number of the answer lives there, and its hosts serve made-up pages.
func LoadOSM(path string) (*Town, error) {
	answer, err := readAnswer(path)
	if err != nil {
		return nil, err
	}
	t := &Town{Sites: map[string]*Site{}}
	cities := map[string]int{}
	areas := map[string]int{}
	for _, e := range answer.Elements {
		one := Element{Type: e.Type, ID: e.ID, Lat: e.Lat, Lon: e.Lon, Tags: e.Tags}
		if e.Center != nil {
			one.Lat, one.Lon = e.Center.Lat, e.Center.Lon
		}
		if len(e.Tags) == 0 || (one.Lat == 0 && one.Lon == 0) {
			continue
		}
		t.Elements = append(t.Elements, one)
		if city := e.Tags["addr:city"]; city != "" {
			cities[city]++
		}
		for _, n := range phones(e.Tags, "") {
			areas[n[2:4]]++
		}
	}
	if len(t.Elements) == 0 {
		return nil, fmt.Errorf("OSM file %s: no element has tags and a position", path)
	}
	name, uf := nameOfFile(path)
	if named := most(cities); named != "" {
		name = named
	}
	city := City{Name: name, UF: uf, State: states[uf], AreaCode: most(areas), Relation: firstRelation}
	city.bound(t.Elements)
	t.Cities = []City{city}
	for i := range t.Elements {
		t.settle(&t.Elements[i])
	}
	return t, nil
}

type answer struct {
	Elements []struct {
		Type   string            `json:"type"`
		ID     int64             `json:"id"`
		Lat    float64           `json:"lat"`
		Lon    float64           `json:"lon"`
		Center *point            `json:"center"`
		Tags   map[string]string `json:"tags"`
	} `json:"elements"`
	Remark string `json:"remark"`
}

type point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

func readAnswer(path string) (*answer, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read OSM file: %w", err)
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("OSM file %s: %d MiB, at most %d MiB are read", path, info.Size()>>20, maxFile>>20)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read OSM file: %w", err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		return nil, fmt.Errorf("OSM file %s: want the JSON of an Overpass answer: %w", path, err)
	}
	if strings.HasPrefix(a.Remark, "runtime error") {
		return nil, errors.New("OSM file " + path + ": Overpass gave up while it answered: " + a.Remark)
	}
	return &a, nil
}

// settle makes a business of an element with a trade and a name, or adds the element to the one that it repeats: the
// same name and a number in common.
func (t *Town) settle(e *Element) {
	kind := ""
	for _, k := range tradeKeys {
		if v := e.Tags[k]; v != "" {
			kind = k + "=" + v
			break
		}
	}
	id := fmt.Sprintf("%s/%d", e.Type, e.ID)
	numbers := phones(e.Tags, t.Cities[0].AreaCode)
	if twin := slices.IndexFunc(t.Businesses, func(b Business) bool {
		return b.Name == e.Tags["name"] && slices.ContainsFunc(numbers, func(n string) bool { return slices.Contains(b.Numbers, n) })
	}); twin >= 0 {
		t.Businesses[twin].Elements = append(t.Businesses[twin].Elements, id)
		return
	}
	one := Business{Name: e.Tags["name"], Kind: kind, City: t.Cities[0].Name, Numbers: numbers, Elements: []string{id}}
	one.Address = strings.Trim(e.Tags["addr:street"]+", "+e.Tags["addr:housenumber"], ", ")
	one.Email = first(e.Tags, "contact:email", "email")
	one.Instagram = handle(first(e.Tags, "contact:instagram", "instagram"))
	one.Website = first(e.Tags, "contact:website", "website", "url")
	t.Businesses = append(t.Businesses, one)
	if host := hostOf(one.Website); host != "" {
		site := t.Sites[host]
		if site == nil {
			site = &Site{Host: host, Shape: shapeOf(host)}
			t.Sites[host] = site
		}
		site.Businesses = append(site.Businesses, len(t.Businesses)-1)
	}
}

// shapeOf chooses the shape of a host by its name, so that a host has the same in every run.
func shapeOf(host string) Shape {
	for _, network := range []string{"facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "youtube.com", "google.com"} {
		if host == network || strings.HasSuffix(host, "."+network) {
			return Wall
		}
	}
	return pick(Rand(1, host), []Shape{Plain, WordPress, ChatButton, JSONLD, LinkInBio, ShareButton, Obfuscated, Windows1252, Broken, Script})
}

func hostOf(website string) string {
	website = strings.TrimSpace(strings.Split(website, ";")[0])
	if website == "" {
		return ""
	}
	if !strings.Contains(website, "://") {
		website = "http://" + website
	}
	u, err := url.Parse(website)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func handle(text string) string {
	text = strings.TrimSpace(strings.Split(text, ";")[0])
	if _, after, ok := strings.Cut(text, "instagram.com/"); ok {
		text = after
	}
	text, _, _ = strings.Cut(strings.TrimPrefix(text, "@"), "?")
	return strings.Trim(text, "/ ")
}

func first(tags map[string]string, keys ...string) string {
	for _, k := range keys {
		if v := tags[k]; v != "" {
			return v
		}
	}
	return ""
}

// most returns the key that was counted most often, the first by name among equals.
func most(counts map[string]int) string {
	best := ""
	for k, n := range counts {
		if best == "" || n > counts[best] || (n == counts[best] && k < best) {
			best = k
		}
	}
	return best
}

// nameOfFile makes "Rio De Janeiro" and "RJ" of overpass_rj_rio_de_janeiro.json.
func nameOfFile(path string) (name, uf string) {
	words := strings.FieldsFunc(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), func(c rune) bool { return c == '_' || c == '-' || c == ' ' })
	var kept []string
	for _, w := range words {
		switch {
		case w == "overpass":
		case len(kept) == 0 && uf == "" && states[strings.ToUpper(w)] != "":
			uf = strings.ToUpper(w)
		default:
			kept = append(kept, strings.ToUpper(w[:1])+w[1:])
		}
	}
	if len(kept) == 0 {
		return "Cidade", uf
	}
	return strings.Join(kept, " "), uf
}

// states are the federal units of Brazil.
var states = map[string]string{
	"AC": "Acre", "AL": "Alagoas", "AP": "Amapá", "AM": "Amazonas", "BA": "Bahia", "CE": "Ceará", "DF": "Distrito Federal",
	"ES": "Espírito Santo", "GO": "Goiás", "MA": "Maranhão", "MT": "Mato Grosso", "MS": "Mato Grosso do Sul", "MG": "Minas Gerais",
	"PA": "Pará", "PB": "Paraíba", "PR": "Paraná", "PE": "Pernambuco", "PI": "Piauí", "RJ": "Rio de Janeiro",
	"RN": "Rio Grande do Norte", "RS": "Rio Grande do Sul", "RO": "Rondônia", "RR": "Roraima", "SC": "Santa Catarina",
	"SP": "São Paulo", "SE": "Sergipe", "TO": "Tocantins",
}

// bound sets the city's rectangle and centre so that all elements lie in it.
func (c *City) bound(elements []Element) {
	c.South, c.North, c.West, c.East = 90, -90, 180, -180
	for _, e := range elements {
		c.South, c.North = min(c.South, e.Lat), max(c.North, e.Lat)
		c.West, c.East = min(c.West, e.Lon), max(c.East, e.Lon)
	}
	c.South, c.North, c.West, c.East = c.South-0.01, c.North+0.01, c.West-0.01, c.East+0.01
	c.Lat, c.Lon = (c.South+c.North)/2, (c.West+c.East)/2
}
