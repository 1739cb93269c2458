package openstreetmap

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/scrapers"
)

var noon = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)

// town plays Nominatim and Overpass for one city, and refuses requests that the real ones would refuse or resent.
type town struct {
	answer  []byte // of Overpass
	spots   []byte // of Nominatim
	secret  string // must stand in the query of the address, when set
	mu      sync.Mutex
	asked   []string // Overpass queries
	located []string // Nominatim's q
	wrong   []string
	running int
}

var queryShape = regexp.MustCompile(`^\[out:json\]\[timeout:\d+\]\[maxsize:\d+\];\n(area\((36|24)\d{8}\)->\.a;\n)?` +
	`\(\n(  nwr(\["[^"\]]+"(=|~)?("[^"]*")?\])+(\(area\.a\)|\([-\d.,]+\)|\(around:\d+,[-\d.]+,[-\d.]+\));\n)+\);\nout tags center \d+;\n$`)

// ServeHTTP answers like the servers at their own paths.
func (f *town) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.secret != "" && r.URL.Query().Get("key") != f.secret {
		f.refuse(w, "no key")
		return
	}
	if len(r.UserAgent()) < 8 || strings.HasPrefix(r.UserAgent(), "Go-http-client") {
		f.refuse(w, "user agent "+r.UserAgent())
		return
	}
	f.mu.Lock()
	f.running++
	if f.running > 1 {
		f.wrong = append(f.wrong, "two requests at once")
	}
	f.mu.Unlock()
	defer func() {
		f.mu.Lock()
		f.running--
		f.mu.Unlock()
	}()
	switch r.URL.Path {
	case "/search":
		f.serveSearch(w, r)
	case "/api/interpreter":
		f.serveInterpreter(w, r)
	default:
		f.refuse(w, "path "+r.URL.Path)
	}
}

func (f *town) refuse(w http.ResponseWriter, why string) {
	f.mu.Lock()
	f.wrong = append(f.wrong, why)
	f.mu.Unlock()
	http.Error(w, why, http.StatusBadRequest)
}

func (f *town) serveSearch(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if r.Method != http.MethodGet || q.Get("format") != "jsonv2" || q.Get("q") == "" || q.Get("addressdetails") != "1" || q.Get("accept-language") == "" {
		f.refuse(w, "search "+r.URL.RawQuery)
		return
	}
	f.mu.Lock()
	f.located = append(f.located, q.Get("q")+"|"+q.Get("countrycodes"))
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(f.spots)
}

func (f *town) serveInterpreter(w http.ResponseWriter, r *http.Request) {
	query := r.PostFormValue("data")
	if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || !queryShape.MatchString(query) {
		f.refuse(w, "query "+query)
		return
	}
	f.mu.Lock()
	f.asked = append(f.asked, query)
	f.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(f.answer)
}

// serve starts the town and returns its address; at the end nobody may have asked it wrongly.
func (f *town) serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	t.Cleanup(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		if len(f.wrong) > 0 {
			t.Errorf("asked wrongly: %s", strings.Join(f.wrong, "; "))
		}
	})
	return server.URL
}

func (f *town) counts() (overpass, nominatim int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.asked), len(f.located)
}

// thing is an element for the town.
func thing(kind string, id int64, tags map[string]string) map[string]any {
	one := map[string]any{"type": kind, "id": id, "tags": tags}
	if kind == "node" {
		one["lat"], one["lon"] = -22.9, -47.06
	} else {
		one["center"] = map[string]any{"lat": -22.9, "lon": -47.06}
	}
	return one
}

// newTown returns a town of n fictional dentists.
func newTown(t *testing.T, n int) *town {
	t.Helper()
	var all []map[string]any
	for i := range n {
		kind := kinds[i*3/max(n, 1)]
		all = append(all, thing(kind, int64(n-i), map[string]string{
			"amenity": "dentist", "name": fmt.Sprintf("Consultório Inventado %d", i), "addr:street": "Rua das Acácias", "addr:housenumber": strconv.Itoa(i),
			"phone": fmt.Sprintf("+55 19 9 0000 %04d", i), "contact:email": fmt.Sprintf("Contato@inventado%d.example", i),
			"contact:instagram": fmt.Sprintf("https://www.instagram.com/inventado%d/", i), "website": fmt.Sprintf("www.inventado%d.example", i),
		}))
	}
	return &town{answer: overpassAnswer(t, all, ""), spots: []byte(campinas)}
}

// newBareTown returns a town of n dentists of whom only the name is known: a full page of them is light.
func newBareTown(t *testing.T, n int) *town {
	t.Helper()
	var all []map[string]any
	for i := range n {
		all = append(all, thing("way", int64(i+1), map[string]string{"amenity": "dentist", "name": fmt.Sprintf("Consultório Inventado %d", i)}))
	}
	return &town{answer: overpassAnswer(t, all, ""), spots: []byte(campinas)}
}

func overpassAnswer(t *testing.T, elements []map[string]any, remark string) []byte {
	t.Helper()
	answer := map[string]any{"version": 0.6, "generator": "test", "osm3s": map[string]any{}, "elements": elements}
	if remark != "" {
		answer["remark"] = remark
	}
	raw, err := json.Marshal(answer)
	if err != nil {
		t.Fatalf("write an answer: %v", err)
	}
	return raw
}

const campinas = `[{"osm_type":"relation","osm_id":12345678,"lat":"-22.9","lon":"-47.06","category":"boundary","addresstype":"city","name":"Campinas",
"address":{"city":"Campinas","state":"São Paulo","ISO3166-2-lvl4":"BR-SP","country_code":"br"},"boundingbox":["-23.05","-22.72","-47.22","-46.82"]}]`

// newSource returns a source that asks base, at a pace for tests.
func newSource(base, dir string, c clock.Clock) *Source {
	s := New(Options{OverpassURL: base, NominatimURL: base, CacheDir: dir, Clock: c})
	s.nominatim.every(time.Millisecond)
	return s
}

func query(entry string) scrapers.Query {
	return scrapers.Query{Entry: json.RawMessage(entry), Country: "BR", MaxAge: time.Hour}
}

// shared returns a path in the folder of test data beside the project, or skips the test where that is not there.
func shared(t *testing.T, path ...string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatalf("where am I: %v", err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	full := filepath.Join(append([]string{dir, "..", "shared"}, path...)...)
	if _, err := os.Stat(full); err != nil {
		t.Skipf("SKIPPED, the test data is not here: %v", err)
	}
	return full
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read test data: %v", err)
	}
	return raw
}
