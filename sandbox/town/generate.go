package town

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Sizes of a made-up town.
const (
	DefaultSize = 160
	MaxSize     = 8_000
)

// Numbers of elements begin where no map of this decade has come to.
const (
	firstNode     = 99_000_000_001
	firstWay      = 9_900_000_001
	firstRelation = 99_000_101
)

// Generate makes up a town of size businesses. The same seed and size give the same town.
func Generate(seed int64, size int) (*Town, error) {
	if size == 0 {
		size = DefaultSize
	}
	if size < 1 || size > MaxSize {
		return nil, fmt.Errorf("town size %d: want 1 to %d businesses", size, MaxSize)
	}
	b := &builder{
		r:       Rand(seed, "town"),
		numbers: newNumbers(),
		node:    firstNode, way: firstWay,
		names: map[string]bool{}, hosts: map[string]bool{},
		town: &Town{Sites: map[string]*Site{}, Cities: []City{
			{Name: "Vale Sereno", State: "Santa Catarina", UF: "SC", Relation: firstRelation, Lat: -26.71, Lon: -49.31,
				South: -26.76, North: -26.66, West: -49.38, East: -49.24, AreaCode: "47"},
			{Name: "Porto Manso", State: "Santa Catarina", UF: "SC", Relation: firstRelation + 1, Lat: -26.83, Lon: -49.31,
				South: -26.88, North: -26.76, West: -49.38, East: -49.24, AreaCode: "49"},
		}},
	}
	b.chain(min(3, size/40))
	for len(b.town.Businesses) < size {
		b.business()
	}
	return b.town, nil
}

// builder makes up a town, business by business.
type builder struct {
	r       *rand.Rand
	numbers *numbers
	node    int64
	way     int64
	names   map[string]bool
	hosts   map[string]bool // and profiles
	shapes  []Shape
	town    *Town
}

func (b *builder) chance(percent int) bool { return b.r.IntN(100) < percent }

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (b *builder) kind() kind {
	total := 0
	for _, k := range kinds {
		total += k.weight
	}
	roll := b.r.IntN(total)
	for _, k := range kinds {
		if roll -= k.weight; roll < 0 {
			return k
		}
	}
	return kinds[0]
}

// name makes up a name that the town does not have yet.
func (b *builder) name(k kind) string {
	for try := 0; ; try++ {
		name := pick(b.r, k.first) + " " + pick(b.r, seconds)
		if try > 20 {
			name = fmt.Sprintf("%s %d", name, len(b.names)+1)
		}
		if !b.names[name] {
			b.names[name] = true
			return name
		}
	}
}

// business makes up one business, its elements and its site.
func (b *builder) business() {
	k := b.kind()
	city := 0
	if b.chance(14) {
		city = 1
	}
	area := b.town.Cities[city].AreaCode
	one := Business{Name: b.name(k), Kind: k.tags[0], City: b.town.Cities[city].Name}
	one.Address = fmt.Sprintf("%s, %d", pick(b.r, streets), 10+b.r.IntN(2000))
	if b.chance(82) {
		one.Numbers = append(one.Numbers, b.numbers.nextMobile(area))
	}
	if b.chance(45) {
		one.Numbers = append(one.Numbers, b.numbers.nextFixed(area))
	}
	one.Closed = b.chance(2)
	slug := Slug(one.Name)
	if b.chance(45) {
		one.Instagram = b.handle(slug)
	}
	var site *Site
	if b.chance(62) {
		site = b.site(&one, slug)
	}
	switch {
	case b.chance(30) && site != nil:
		one.Email = "contato@" + site.Host
	case b.chance(20):
		one.Email = strings.ReplaceAll(slug, "-", ".") + "@correio.example"
	}
	b.elements(&one, k, city, site)
	b.town.Businesses = append(b.town.Businesses, one)
}

// site gives a business a website. The shapes go round in a shuffled order, so that a town of any size has all of them.
func (b *builder) site(one *Business, slug string) *Site {
	if len(b.shapes) == 0 {
		for _, s := range Shapes() {
			weight := 1
			if s == Plain || s == WordPress || s == ChatButton || s == JSONLD || s == LinkInBio {
				weight = 3
			}
			for range weight {
				b.shapes = append(b.shapes, s)
			}
		}
		b.r.Shuffle(len(b.shapes), func(i, j int) { b.shapes[i], b.shapes[j] = b.shapes[j], b.shapes[i] })
	}
	host := strings.ReplaceAll(slug, "-", "")
	if b.chance(25) {
		host = slug
	}
	if host += ".example"; b.hosts[host] {
		host = fmt.Sprintf("%s%d.example", strings.TrimSuffix(host, ".example"), len(b.hosts))
	}
	b.hosts[host] = true
	site := &Site{Host: host, Shape: b.shapes[0], Businesses: []int{len(b.town.Businesses)}}
	b.shapes = b.shapes[1:]
	b.town.Sites[host] = site
	switch roll := b.r.IntN(100); {
	case roll < 70:
		one.Website = "http://" + host + "/"
	case roll < 80:
		one.Website = "http://www." + host
	case roll < 92:
		one.Website = host // no scheme, as people type it
	default:
		one.Website = "http://" + host + "/?utm_source=mapa"
	}
	return site
}

// chain makes up n branches that share a national number and, but for the last, a website.
func (b *builder) chain(n int) {
	if n < 2 {
		return
	}
	k := kind{tags: []string{"amenity=pharmacy", "healthcare=pharmacy"}, first: []string{"Rede Farma Sereno"}, does: "medicamentos e perfumaria"}
	site := &Site{Host: "redefarmasereno.example", Shape: WordPress}
	b.hosts[site.Host] = true
	b.town.Sites[site.Host] = site
	for i := range n {
		one := Business{Name: "Rede Farma Sereno", Kind: k.tags[0], City: b.town.Cities[0].Name, National: "08000000100"}
		one.Address = fmt.Sprintf("%s, %d", streets[i], 100+i)
		if i < n-1 {
			one.Website = fmt.Sprintf("http://redefarmasereno.example/unidade-%d", i+1)
			site.Businesses = append(site.Businesses, len(b.town.Businesses))
		}
		b.elements(&one, k, 0, site)
		b.town.Businesses = append(b.town.Businesses, one)
	}
}

// Slug writes a name as a host or a handle does.
func Slug(name string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		plain = name
	}
	var out strings.Builder
	for _, c := range strings.ToLower(plain) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			out.WriteRune(c)
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}

// handle makes a profile's name of at most 30 characters that no other business of the town has.
func (b *builder) handle(slug string) string {
	bare := strings.ReplaceAll(slug, "-", "")
	for n := 0; ; n++ {
		end := "_valesereno"
		if n > 0 {
			end = fmt.Sprintf("%d%s", n, end)
		}
		handle := bare[:min(len(bare), 30-len(end))] + end
		if !b.hosts[handle] {
			b.hosts[handle] = true
			return handle
		}
	}
}
