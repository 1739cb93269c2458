package overpass

import (
	"cmp"
	"math"
	"slices"

	"aceno/sandbox/town"
)

// element is one element of an answer, its fields in the order of the real server.
type element struct {
	Type   string            `json:"type"`
	ID     int64             `json:"id"`
	Lat    *float64          `json:"lat,omitempty"`
	Lon    *float64          `json:"lon,omitempty"`
	Center *center           `json:"center,omitempty"`
	Tags   map[string]string `json:"tags,omitempty"`
}

type center struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// set is what a statement found: indexes of elements in order, and cities whose areas were found.
type set struct {
	elements []int
	areas    []int
}

// machine runs a program over a town.
type machine struct {
	town *town.Town
	box  *box
	sets map[string]set
	out  []element
}

// run returns what the program prints.
func (p *program) run(t *town.Town) []element {
	m := &machine{town: t, box: p.box, sets: map[string]set{}}
	for _, s := range p.statements {
		m.do(s)
	}
	return m.out
}

func (m *machine) do(s statement) {
	switch {
	case s.out != nil:
		m.print(s.out)
	case s.union != nil:
		var all set
		for _, inner := range s.union {
			m.do(inner)
			found := m.sets[inner.into]
			all.elements = append(all.elements, found.elements...)
			all.areas = append(all.areas, found.areas...)
		}
		slices.Sort(all.elements)
		slices.Sort(all.areas)
		m.sets[s.into] = set{slices.Compact(all.elements), slices.Compact(all.areas)}
	case s.area != nil:
		var found set
		for i, c := range m.town.Cities {
			if s.area.fitsArea(c) {
				found.areas = append(found.areas, i)
			}
		}
		m.sets[s.into] = found
	case s.find != nil:
		m.sets[s.into] = set{elements: m.search(s.find)}
	}
}

func (f *find) fitsArea(c town.City) bool {
	if len(f.ids) > 0 && !slices.Contains(f.ids, areaID(c)) {
		return false
	}
	tags := map[string]string{"name": c.Name, "admin_level": "8", "boundary": "administrative", "type": "boundary"}
	if c.UF != "" {
		tags["is_in:state_code"] = c.UF
	}
	return f.fitsTags(tags)
}

func (m *machine) search(f *find) []int {
	var out []int
	fits := func(i int) {
		if m.fits(f, &m.town.Elements[i]) {
			out = append(out, i)
		}
	}
	if f.from != "" {
		for _, i := range m.sets[f.from].elements {
			fits(i)
		}
		return out
	}
	for i := range m.town.Elements {
		fits(i)
	}
	return out
}

func (m *machine) fits(f *find, e *town.Element) bool {
	if !slices.Contains(f.types, e.Type) || (len(f.ids) > 0 && !slices.Contains(f.ids, e.ID)) {
		return false
	}
	if m.box != nil && !m.box.holds(e) {
		return false
	}
	for _, b := range f.boxes {
		if !b.holds(e) {
			return false
		}
	}
	for _, a := range f.round {
		if distance(a.lat, a.lon, e.Lat, e.Lon) > a.radius {
			return false
		}
	}
	for _, a := range f.areas {
		city := m.town.Cities[e.City]
		if a.id != 0 && a.id != areaID(city) || a.id == 0 && !slices.Contains(m.sets[a.set].areas, e.City) {
			return false
		}
	}
	return f.fitsTags(e.Tags)
}

func (f *find) fitsTags(tags map[string]string) bool {
	for _, t := range f.tags {
		if t.holds(tags) == t.negate {
			return false
		}
	}
	return true
}

// holds tells whether a test holds before its negation.
func (t tagTest) holds(tags map[string]string) bool {
	if t.keyExp != nil {
		for k, v := range tags {
			if t.keyExp.MatchString(k) && t.exp != nil && t.exp.MatchString(v) {
				return true
			}
		}
		return false
	}
	value, ok := tags[t.key]
	switch {
	case !ok:
		return false
	case t.present:
		return true
	case t.exp != nil:
		return t.exp.MatchString(value)
	}
	return value == t.value
}

func (b *box) holds(e *town.Element) bool {
	return e.Lat >= b.south && e.Lat <= b.north && e.Lon >= b.west && e.Lon <= b.east
}

// distance returns the metres between two points.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, rad = 6_371_000, math.Pi / 180
	a := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * radius * math.Asin(math.Sqrt(a))
}

// print adds a set to the answer: nodes, then ways, then relations, each by id.
func (m *machine) print(o *output) {
	found := m.sets[o.set]
	for _, i := range found.areas {
		if c := m.town.Cities[i]; len(m.out) < o.limit {
			m.out = append(m.out, element{Type: "area", ID: areaID(c), Tags: map[string]string{"name": c.Name, "admin_level": "8", "boundary": "administrative", "type": "boundary"}})
		}
	}
	order := slices.Clone(found.elements)
	rank := map[string]int{"node": 0, "way": 1, "relation": 2}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &m.town.Elements[a], &m.town.Elements[b]
		return cmp.Or(cmp.Compare(rank[x.Type], rank[y.Type]), cmp.Compare(x.ID, y.ID))
	})
	for _, i := range order[:min(o.limit, len(order))] {
		m.out = append(m.out, o.element(&m.town.Elements[i]))
	}
}

// element prints an element: "out tags" leaves positions out unless a centre is asked for.
func (o *output) element(e *town.Element) element {
	one := element{Type: e.Type, ID: e.ID}
	if e.Type == "node" && (o.center || o.mode == "skel" || o.mode == "body" || o.mode == "meta") {
		one.Lat, one.Lon = &e.Lat, &e.Lon
	}
	if e.Type != "node" && o.center {
		one.Center = &center{e.Lat, e.Lon}
	}
	if o.mode == "tags" || o.mode == "body" || o.mode == "meta" {
		one.Tags = e.Tags
	}
	return one
}
