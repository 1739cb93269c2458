package openstreetmap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// nominatimLimits: an answer of a few places is some kilobytes.
var nominatimLimits = limits{deadline: 20 * time.Second, bytes: 1 << 20, silence: 30 * time.Second}

// How long the answer to an area is used again. Places do not move; a name that was not found may be mapped tomorrow.
const (
	placeAge   = keepFor
	missingAge = 24 * time.Hour
)

// nominatimEndpoint completes the address of a Nominatim server.
func nominatimEndpoint(raw string) string {
	if raw == "" {
		raw = "https://nominatim.openstreetmap.org"
	}
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	if path := strings.TrimRight(u.Path, "/"); !strings.HasSuffix(path, "/search") {
		u.Path = path + "/search"
	}
	return u.String()
}

// place is where to search.
type place struct {
	Area    int64  // of Overpass; 0 = use Box
	Box     string // a filter of Overpass: a rectangle, or a circle around a point
	City    string // of businesses that name none; empty for a place larger than a city
	Country string // ISO 3166-1 alpha-2
}

// spot is one result of Nominatim (jsonv2). Postcodes have no id.
type spot struct {
	OSMType     string         `json:"osm_type"`
	OSMID       int64          `json:"osm_id"`
	Lat         string         `json:"lat"`
	Lon         string         `json:"lon"`
	Category    string         `json:"category"`
	AddressType string         `json:"addresstype"`
	Name        string         `json:"name"`
	Address     map[string]any `json:"address"`
	Box         []string       `json:"boundingbox"` // south, north, west, east
}

// locate returns the place that an area names.
func (s *Source) locate(ctx context.Context, area, country string) (place, error) {
	asked := understand(area, strings.ToUpper(country))
	spots, err := s.geocode(ctx, asked)
	if err != nil {
		return place{}, err
	}
	one, found := choose(spots, asked)
	if !found {
		return place{}, s.notFound(area, asked)
	}
	where, usable := one.place()
	if !usable {
		return place{}, s.notFound(area, asked)
	}
	if where.Country == "" {
		where.Country = asked.Country
	}
	return where, nil
}

func (s *Source) notFound(area string, asked question) *scrapers.Failure {
	scope := ""
	if asked.Country != "" {
		scope = " in " + asked.Country
	}
	f := s.nominatim.failure(campaign.ReasonAreaUnknown, 0, nil,
		`OpenStreetMap knows no place %q (asked for %q%s); check the spelling, or write city and state or country, such as "Blumenau, SC" or "Campinas, BR"`,
		area, asked.Words, scope)
	f.Reason.Params["area"] = area
	return f
}

// geocode returns what Nominatim answers, from an earlier request where possible.
func (s *Source) geocode(ctx context.Context, asked question) ([]spot, error) {
	values := url.Values{"q": {asked.Words}, "format": {"jsonv2"}, "limit": {"5"}, "addressdetails": {"1"}, "accept-language": {"pt-BR"}}
	if asked.Country != "" {
		values.Set("countrycodes", strings.ToLower(asked.Country))
	}
	if asked.IsState {
		values.Set("featureType", "state")
	}
	key := digest(s.nominatim.endpoint + "\n" + values.Encode())
	if spots, ok := s.earlier(key); ok {
		return spots, nil
	}
	leave, err := s.nominatim.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if spots, ok := s.earlier(key); ok { // somebody else asked meanwhile
		return spots, nil
	}
	body, err := s.nominatim.ask(ctx, func(ctx context.Context) (*http.Request, error) {
		u, err := url.Parse(s.nominatim.endpoint)
		if err != nil {
			return nil, err
		}
		all := u.Query() // the operator's server may want a key
		maps.Copy(all, values)
		u.RawQuery = all.Encode()
		return http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	})
	if err != nil {
		return nil, err
	}
	spots, err := parseSpots(body)
	if err != nil {
		return nil, s.nominatim.failure(campaign.ReasonSourceAnswer, s.nominatim.hush(0), err, "Nominatim answered with something that cannot be read: %v", err)
	}
	// A disk that does not take the answer costs another request later and nothing else.
	_ = s.places.put(key, stored{Body: body, At: s.clock.Now()})
	return spots, nil
}

// parseSpots reads an answer in jsonv2: an array, empty when nothing was found.
func parseSpots(body []byte) ([]spot, error) {
	spots := []spot(nil)
	if err := json.Unmarshal(body, &spots); err != nil {
		return nil, fmt.Errorf("answer of Nominatim is no list of places: %w", err)
	}
	if spots == nil {
		return nil, errors.New("answer of Nominatim is no list of places")
	}
	return spots, nil
}

// earlier returns an answer that is still good: that a place is missing holds for a day only.
func (s *Source) earlier(key string) ([]spot, bool) {
	raw, ok := s.places.get(key, placeAge)
	if !ok {
		return nil, false
	}
	spots, err := parseSpots(raw.Body)
	if err != nil || len(spots) == 0 && !fresh(s.clock.Now(), raw.At, missingAge) {
		return nil, false
	}
	return spots, true
}

// choose takes the first result in the state asked for, one with a border or a settlement before others.
func choose(spots []spot, asked question) (spot, bool) {
	inState := func(one spot) bool {
		return asked.State == "" || one.text("ISO3166-2-lvl4") == "BR-"+asked.State || plain(one.text("state")) == plain(states[asked.State])
	}
	isPlace := func(one spot) bool { return one.Category == "boundary" || one.Category == "place" }
	if i := slices.IndexFunc(spots, func(one spot) bool { return inState(one) && isPlace(one) }); i >= 0 {
		return spots[i], true
	}
	if i := slices.IndexFunc(spots, inState); i >= 0 {
		return spots[i], true
	}
	return spot{}, false
}

// Overpass numbers its areas by the element they come from.
const (
	areaOfRelation = 3_600_000_000
	areaOfWay      = 2_400_000_000
)

// place turns a result into where to search. A node, a postcode and a way that encloses nothing have no area.
func (o spot) place() (place, bool) {
	where := place{City: o.city(), Country: strings.ToUpper(o.text("country_code"))}
	switch {
	case o.OSMType == "relation" && o.OSMID > 0:
		where.Area = areaOfRelation + o.OSMID
	case o.OSMType == "way" && o.OSMID > 0 && !slices.Contains([]string{"highway", "railway", "waterway"}, o.Category):
		where.Area = areaOfWay + o.OSMID
	default:
		where.Box = o.box()
	}
	return where, where.Area != 0 || where.Box != ""
}

func (o spot) text(key string) string {
	text, _ := o.Address[key].(string)
	return strings.TrimSpace(text)
}

func (o spot) city() string {
	for _, key := range []string{"city", "town", "village", "municipality"} {
		if name := o.text(key); name != "" {
			return name
		}
	}
	if slices.Contains([]string{"city", "town", "village", "municipality"}, o.AddressType) {
		return o.Name
	}
	return ""
}

// radius is how far around a point without extent to search, in metres.
const radius = 2000

// box returns a rectangle (south, west, north, east), or a circle where the rectangle is none.
func (o spot) box() string {
	var side [4]float64
	for i := range side {
		if i >= len(o.Box) {
			return o.circle()
		}
		n, err := strconv.ParseFloat(o.Box[i], 64)
		if err != nil || !(n >= -180 && n <= 180) {
			return o.circle()
		}
		side[i] = n
	}
	south, north, west, east := side[0], side[1], side[2], side[3]
	if north-south < 0.001 || east-west < 0.001 {
		return o.circle()
	}
	return fmt.Sprintf("(%.6f,%.6f,%.6f,%.6f)", south, west, north, east)
}

func (o spot) circle() string {
	lat, err := strconv.ParseFloat(o.Lat, 64)
	lon, err2 := strconv.ParseFloat(o.Lon, 64)
	if err != nil || err2 != nil || !(point{&lat, &lon}).onEarth() {
		return ""
	}
	return fmt.Sprintf("(around:%d,%.6f,%.6f)", radius, lat, lon)
}
