package nominatim

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"aceno/sandbox/fault"
	"aceno/sandbox/sandboxtest"
	"aceno/sandbox/town"
)

func place() *town.Town {
	return &town.Town{Cities: []town.City{
		{Name: "Vale Sereno", State: "Santa Catarina", UF: "SC", Relation: 101, Lat: -26.5, Lon: -49.5, South: -27, North: -26, West: -50, East: -49},
		{Name: "São Exemplo", Relation: 102},
	}}
}

// get asks a fresh server, so that its pace does not matter.
func get(query string) *httptest.ResponseRecorder {
	return ask(New(place(), &fault.Book{}), query, "nominatim-test/1.0")
}

func ask(s *Server, query, agent string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/search?"+query, nil)
	r.Header.Set("User-Agent", agent)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestSearch_findsTheTownsCities(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"q=Vale+Sereno":                                    "Vale Sereno",
		"q=vale+sereno,+BR":                                "Vale Sereno",
		"q=Vale+Sereno,+Santa+Catarina,+Brasil":            "Vale Sereno",
		"q=Vale+Sereno,+SC&countrycodes=br":                "Vale Sereno",
		"q=Vale+Sereno&featureType=city":                   "Vale Sereno",
		"city=Vale+Sereno&state=Santa+Catarina&country=BR": "Vale Sereno",
		"q=sao+exemplo,+SP":                                "São Exemplo", // its state is not known
		"q=Vale+Sereno,+PR":                                "",
		"q=Vale+Sereno&countrycodes=pt":                    "",
		"q=Vale+Sereno&featureType=state":                  "",
		"q=Campinas":                                       "",
	} {
		w := get(query + "&format=jsonv2&addressdetails=1")
		var out []result
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", query, w.Code, w.Body)
		}
		got := ""
		if len(out) > 0 {
			got = out[0].Name
		}
		if got != want || len(out) > 1 {
			t.Errorf("%s: found %q, want %q", query, got, want)
		}
	}
}

func TestSearch_refusesBadParameters(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"q=x&format=jsonv2&limit=many": "'limit' must be a number",
		"q=x":                          "'format'",
		"q=x&format=xml":               "'format'",
		"format=jsonv2":                "Nothing to search for",
	} {
		w := get(query)
		var out struct {
			Error struct {
				Code    int    `json:"code"`
				Message string `json:"message"`
			} `json:"error"`
		}
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusBadRequest || out.Error.Code != 400 || !strings.Contains(out.Error.Message, want) {
			t.Errorf("%s: got %d %s, want 400 with %q", query, w.Code, w.Body, want)
		}
	}
}

func TestSearch_holdsItsPolicy(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(place(), &fault.Book{})
		const query = "q=Vale+Sereno&format=jsonv2"
		for _, agent := range []string{"", "Go-http-client/1.1"} {
			if w := ask(s, query, agent); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "<h1>Access blocked</h1>") {
				t.Errorf("User-Agent %q: got %d %s, want the page of a block", agent, w.Code, w.Body)
			}
		}
		for i, step := range []struct {
			wait time.Duration
			want int
		}{{0, 200}, {500 * time.Millisecond, 429}, {500 * time.Millisecond, 200}, {time.Second, 200}, {0, 429}} {
			<-time.After(step.wait) // of the bubble: no real time passes
			if w := ask(s, query, "nominatim-test/1.0"); w.Code != step.want {
				t.Errorf("request %d, %s after the one before: got %d, want %d", i, step.wait, w.Code, step.want)
			}
		}
	})
}

func TestSearch_misbehavesOnRequest(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]int{fault.Busy: 503, fault.Limited: 429, fault.Status: 500} {
		faults := &fault.Book{}
		if err := faults.Add(fault.Fault{On: fault.Nominatim, Kind: kind, Status: 500}); err != nil {
			t.Fatal(err)
		}
		if w := ask(New(place(), faults), "q=Vale+Sereno&format=jsonv2", "nominatim-test/1.0"); w.Code != want {
			t.Errorf("%s: got %d, want %d", kind, w.Code, want)
		}
	}
}

func TestSearch_looksLikeTheRealServer(t *testing.T) {
	t.Parallel()
	want := sandboxtest.Keys(t, sandboxtest.Read(t, "payloads", "nominatim", "resp.search_city.jsonv2.json"))
	got := sandboxtest.Keys(t, get("q=Vale+Sereno&format=jsonv2&addressdetails=1").Body.Bytes())
	want = slices.DeleteFunc(want, func(k string) bool { return k == "[].address.region string" }) // not every state lies in one
	if !slices.Equal(got, want) {
		t.Errorf("a place has the keys\n%v, want\n%v", got, want)
	}
}
