// Package nominatim plays the geocoder: GET /search in its jsonv2 form for the cities of a town, with the etiquette of
// the public server: a User-Agent of one's own and at most one request a second.
package nominatim

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/town"
)

// pace is the least time between two requests. A little less is let pass: clocks of two machines differ.
const (
	pace      = time.Second
	tolerance = 20 * time.Millisecond
)

// Server answers GET /search. It is safe for many goroutines.
type Server struct {
	town   *town.Town
	faults *fault.Book

	mu   sync.Mutex
	last time.Time
}

// New returns a server for a town.
func New(t *town.Town, faults *fault.Book) *Server { return &Server{town: t, faults: faults} }

// ServeHTTP answers one search.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := s.faults.Take(fault.Nominatim)
	if f.Before(w, r) {
		return
	}
	switch {
	case !Identified(r):
		page(w, http.StatusForbidden, "Access blocked", "This service needs a User-Agent that names your application. See the usage policy.")
		return
	case r.Method != http.MethodGet:
		fail(w, http.StatusMethodNotAllowed, "Only GET is answered here.")
		return
	case f != nil && f.Kind == fault.Busy:
		fail(w, http.StatusServiceUnavailable, "Search is not available for the moment")
		return
	case (f != nil && f.Kind == fault.Limited) || !s.inPace():
		w.Header().Set("Retry-After", "1")
		page(w, http.StatusTooManyRequests, "Too many requests", "At most one request a second, please. See the usage policy.")
		return
	}
	body, problem := s.search(r)
	if problem != "" {
		fail(w, http.StatusBadRequest, problem)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if f != nil && f.Kind == fault.Truncated {
		fault.Cut(w, body)
	}
	_, _ = w.Write(body)
}

// Identified tells whether a request says who it comes from: by a User-Agent that is not a library's own.
func Identified(r *http.Request) bool {
	agent := r.UserAgent()
	return len(agent) >= 8 && !strings.HasPrefix(agent, "Go-http-client")
}

func (s *Server) inPace() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if now.Sub(s.last) < pace-tolerance {
		return false
	}
	s.last = now
	return true
}

// search reads the parameters and returns the answer, or what is wrong with them.
func (s *Server) search(r *http.Request) (body []byte, problem string) {
	q := r.URL.Query()
	if format := q.Get("format"); format != "jsonv2" && format != "json" {
		return nil, "Parameter 'format' must be one of: json, jsonv2"
	}
	limit := 10
	if text := q.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, "Parameter 'limit' must be a number."
		}
		limit = min(max(n, 1), 40)
	}
	words := q.Get("q")
	if words == "" {
		words = strings.Trim(q.Get("city")+", "+q.Get("state")+", "+q.Get("country"), ", ")
	}
	if words == "" {
		return nil, "Nothing to search for."
	}
	found := []result{}
	for i, c := range s.town.Cities {
		if len(found) < limit && answers(c, words, q.Get("countrycodes")) && layer(q.Get("featureType")) {
			found = append(found, resultOf(i, c, q.Get("format"), q.Get("addressdetails") == "1"))
		}
	}
	body, err := json.Marshal(found)
	if err != nil {
		return nil, err.Error()
	}
	return body, ""
}

func layer(feature string) bool {
	return feature == "" || feature == "city" || feature == "settlement"
}

// answers tells whether a city is what the words ask for: its name first, then only what it lies in.
func answers(c town.City, words, countries string) bool {
	if countries != "" && !strings.Contains(","+strings.ToLower(countries)+",", ",br,") {
		return false
	}
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == '/' })
	for i, part := range parts {
		word := town.Slug(part)
		switch {
		case i == 0 && word != town.Slug(c.Name):
			return false
		case i > 0 && word != "" && word != "br" && word != "brasil" && word != "brazil":
			if c.State != "" && word != town.Slug(c.State) && word != strings.ToLower(c.UF) {
				return false
			}
		}
	}
	return len(parts) > 0
}

// result is one place, its fields in the order of the real answer.
type result struct {
	PlaceID     int64             `json:"place_id"`
	Licence     string            `json:"licence"`
	OSMType     string            `json:"osm_type"`
	OSMID       int64             `json:"osm_id"`
	Lat         string            `json:"lat"`
	Lon         string            `json:"lon"`
	Category    string            `json:"category,omitempty"`
	Class       string            `json:"class,omitempty"` // of format json
	Type        string            `json:"type"`
	PlaceRank   int               `json:"place_rank"`
	Importance  float64           `json:"importance"`
	AddressType string            `json:"addresstype"`
	Name        string            `json:"name"`
	DisplayName string            `json:"display_name"`
	Address     map[string]string `json:"address,omitempty"`
	BoundingBox [4]string         `json:"boundingbox"` // south, north, west, east
}

func resultOf(i int, c town.City, format string, details bool) result {
	one := result{
		PlaceID: int64(900000001 + i), Licence: "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
		OSMType: "relation", OSMID: c.Relation, Lat: degrees(c.Lat), Lon: degrees(c.Lon), Category: "boundary",
		Type: "administrative", PlaceRank: 16, Importance: 0.4 - float64(i)/10, AddressType: "city", Name: c.Name,
		BoundingBox: [4]string{degrees(c.South), degrees(c.North), degrees(c.West), degrees(c.East)},
	}
	if format == "json" {
		one.Category, one.Class = "", "boundary"
	}
	names := []string{c.Name}
	if c.State != "" {
		names = append(names, c.State)
	}
	one.DisplayName = strings.Join(append(names, "Brasil"), ", ")
	if details {
		one.Address = map[string]string{"city": c.Name, "country": "Brasil", "country_code": "br"}
		if c.State != "" {
			one.Address["state"], one.Address["ISO3166-2-lvl4"] = c.State, "BR-"+c.UF
		}
	}
	return one
}

func degrees(x float64) string { return strconv.FormatFloat(x, 'f', 7, 64) }

func fail(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{"code": status, "message": message}})
}

func page(w http.ResponseWriter, status int, title, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html>\n<head><title>%s</title></head>\n<body><h1>%s</h1><p>%s</p></body>\n</html>\n", title, title, text)
}
