package openstreetmap

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/scrapers"
	"aceno/scrapers/scraperstest"
)

const dentists = `{"type":"openstreetmap","query":"dentist","area":"Campinas, BR","limit":500}`

func TestSource_passesTheSuiteOfItsFamily(t *testing.T) {
	t.Parallel()
	overpass := func(r *http.Request) bool { return r.Method == http.MethodPost }
	servers := map[string]struct {
		fault func(*http.Request) bool
		busy  int
		max   int64
	}{
		"Overpass":  {overpass, http.StatusGatewayTimeout, 64 << 20},
		"Nominatim": {func(r *http.Request) bool { return !overpass(r) }, http.StatusTooManyRequests, 1 << 20},
	}
	for name, server := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scraperstest.Suite(t, scraperstest.Case{
				New: func(_ *testing.T, base, dir string, c clock.Clock) scrapers.Source {
					s := New(Options{OverpassURL: base + "?key=geheimnis", NominatimURL: base + "?key=geheimnis", CacheDir: dir, Clock: c})
					s.nominatim.every(time.Millisecond)
					return s
				},
				Provider: withKey(newTown(t, 230)), Fault: server.fault, MaxBody: server.max,
				Entry: json.RawMessage(dentists), Country: "BR", Licence: Licence, Secrets: []string{"geheimnis"},
				Bad: map[string]json.RawMessage{
					"query": json.RawMessage(`{"type":"openstreetmap","query":"","area":"Campinas"}`),
					"area":  json.RawMessage(`{"type":"openstreetmap","query":"dentist","area":7}`),
					"limit": json.RawMessage(`{"type":"openstreetmap","query":"dentist","area":"Campinas","limit":-1}`),
				},
				Busy:     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(server.busy) },
				BusyWait: 30 * time.Second,
			})
		})
	}
}

func withKey(f *town) *town {
	f.secret = "geheimnis"
	return f
}

func TestSearch_asksEachServerOnceForAllPages(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{"on disk": t.TempDir(), "in memory": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newBareTown(t, 430)
			s := newSource(f.serve(t), dir, clock.NewManual(noon))
			q, found, pages := query(dentists), 0, 0
			for {
				page, err := s.Search(t.Context(), q)
				if err != nil {
					t.Fatalf("search: %v", err)
				}
				pages++
				found += len(page.Candidates)
				if q.Cursor = page.Cursor; q.Cursor == "" {
					break
				}
			}
			if overpass, _ := f.counts(); overpass != 1 || found != 430 || pages != 3 {
				t.Errorf("%d candidates on %d pages by %d queries, want 430 on 3 by 1", found, pages, overpass)
			}
		})
	}
}

func TestSearch_stopsAtTheLimit(t *testing.T) {
	t.Parallel()
	f := newBareTown(t, 430)
	s := newSource(f.serve(t), t.TempDir(), clock.NewManual(noon))
	q := query(strings.Replace(dentists, "500", "210", 1))
	first, err := s.Search(t.Context(), q)
	if err != nil || len(first.Candidates) != 200 || first.Cursor == "" {
		t.Fatalf("first page: %d candidates, cursor %q, %v", len(first.Candidates), first.Cursor, err)
	}
	q.Cursor = first.Cursor
	second, err := s.Search(t.Context(), q)
	if err != nil || len(second.Candidates) != 10 || second.Cursor != "" {
		t.Errorf("second page: %d candidates, cursor %q, %v; want the last 10", len(second.Candidates), second.Cursor, err)
	}
}

func TestSearch_goesOnBehindTheLastElementWhenTheMapChanged(t *testing.T) {
	t.Parallel()
	f := newBareTown(t, 430)
	c := clock.NewManual(noon)
	s := newSource(f.serve(t), t.TempDir(), c)
	q := query(dentists)
	first, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("first page: %v", err)
	}
	given := map[string]bool{}
	for _, one := range first.Candidates {
		given[one.ExternalID] = true
	}
	c.Advance(25 * time.Hour) // beyond what even a running search uses again
	changed := newBareTown(t, 430)
	var answer struct {
		Elements []map[string]any `json:"elements"`
	}
	if err := json.Unmarshal(changed.answer, &answer); err != nil {
		t.Fatalf("town: %v", err)
	}
	f.answer = overpassAnswer(t, append(answer.Elements[50:], thing("relation", 1, map[string]string{"amenity": "dentist", "name": "Novo"})), "")
	total := len(first.Candidates)
	for q.Cursor = first.Cursor; q.Cursor != ""; {
		page, err := s.Search(t.Context(), q)
		if err != nil {
			t.Fatalf("later page: %v", err)
		}
		for _, one := range page.Candidates {
			if given[one.ExternalID] {
				t.Errorf("%s was given before", one.ExternalID)
			}
		}
		total += len(page.Candidates)
		q.Cursor = page.Cursor
	}
	if overpass, _ := f.counts(); overpass != 2 || total != 431 {
		t.Errorf("%d candidates by %d queries, want all that were not given by 2", total, overpass)
	}
}

func TestSearch_usesRawAnswersUpToTheAgeAskedFor(t *testing.T) {
	t.Parallel()
	f := newTown(t, 3)
	c := clock.NewManual(noon)
	base, dir := f.serve(t), t.TempDir()
	steps := []struct {
		name     string
		wait     time.Duration
		maxAge   time.Duration
		overpass int
	}{
		{"the first time it asks", 0, time.Hour, 1},
		{"an answer of 59 minutes is used", 59 * time.Minute, time.Hour, 1},
		{"one of an hour is not", time.Minute, time.Hour, 2},
		{"no age asks at once again", 0, 0, 3},
		{"a day holds for days", 23 * time.Hour, 24 * time.Hour, 3},
		{"a clock set back asks again", -50 * time.Hour, 24 * time.Hour, 4},
	}
	for _, step := range steps {
		c.Advance(step.wait)
		q := query(dentists)
		q.MaxAge = step.maxAge
		page, err := newSource(base, dir, c).Search(t.Context(), q) // anew, as after a restart
		if err != nil || len(page.Candidates) != 3 {
			t.Fatalf("%s: %d candidates, %v", step.name, len(page.Candidates), err)
		}
		if overpass, _ := f.counts(); overpass != step.overpass {
			t.Errorf("%s: asked Overpass %d times, want %d", step.name, overpass, step.overpass)
		}
	}
	if _, nominatim := f.counts(); nominatim != 1 {
		t.Errorf("asked Nominatim %d times, want once", nominatim)
	}
}

func TestSearch_asksOnceForCallersWhoCameTogether(t *testing.T) {
	t.Parallel()
	f := newTown(t, 20)
	s := newSource(f.serve(t), t.TempDir(), clock.NewManual(noon))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if page, err := s.Search(t.Context(), query(dentists)); err != nil || len(page.Candidates) != 20 {
				t.Errorf("%d candidates, %v", len(page.Candidates), err)
			}
		})
	}
	group.Wait()
	if overpass, nominatim := f.counts(); overpass != 1 || nominatim != 1 {
		t.Errorf("asked Overpass %d times and Nominatim %d times, want once each", overpass, nominatim)
	}
}

func TestSearch_finishesOnTheAnswerItBeganWith(t *testing.T) {
	t.Parallel()
	f := newBareTown(t, 430)
	c := clock.NewManual(noon)
	s := newSource(f.serve(t), t.TempDir(), c)
	q := query(dentists)
	q.MaxAge = time.Minute
	first, err := s.Search(t.Context(), q)
	if err != nil || first.Cursor == "" {
		t.Fatalf("first page: %v, cursor %q", err, first.Cursor)
	}
	c.Advance(2 * time.Hour)
	q.Cursor = first.Cursor
	if page, err := s.Search(t.Context(), q); err != nil || len(page.Candidates) == 0 {
		t.Fatalf("second page: %d candidates, %v", len(page.Candidates), err)
	}
	if overpass, _ := f.counts(); overpass != 1 {
		t.Errorf("asked Overpass %d times for one search, want once", overpass)
	}
}

func TestSearch_refusesAnEntryThatCheckWouldRefuse(t *testing.T) {
	t.Parallel()
	s := newSource("http://127.0.0.1:1", "", clock.NewManual(noon))
	_, err := s.Search(t.Context(), query(`{"type":"openstreetmap","query":"dentist","area":"Campinas","town":"x"}`))
	if err == nil || !strings.Contains(err.Error(), "town") {
		t.Errorf("error is %v, want one that names town", err)
	}
}

func TestNew_completesTheServersAddresses(t *testing.T) {
	t.Parallel()
	cases := []struct{ overpass, nominatim, wantOverpass, wantNominatim string }{
		{"", "", "https://overpass-api.de/api/interpreter", "https://nominatim.openstreetmap.org/search"},
		{"http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9/api/interpreter", "http://127.0.0.1:9/search"},
		{"https://o.example/", "https://n.example/", "https://o.example/api/interpreter", "https://n.example/search"},
		{"https://o.example/api", "https://n.example/search", "https://o.example/api/interpreter", "https://n.example/search"},
		{"https://o.example/api/", "https://n.example/geo", "https://o.example/api/interpreter", "https://n.example/geo/search"},
		{"https://o.example/x/api/interpreter", "https://n.example/search?key=1", "https://o.example/x/api/interpreter", "https://n.example/search?key=1"},
		{"https://o.example?key=1", "https://n.example", "https://o.example/api/interpreter?key=1", "https://n.example/search"},
	}
	for _, c := range cases {
		s := New(Options{OverpassURL: c.overpass, NominatimURL: c.nominatim})
		if s.overpass.endpoint != c.wantOverpass || s.nominatim.endpoint != c.wantNominatim {
			t.Errorf("%q, %q became %q, %q", c.overpass, c.nominatim, s.overpass.endpoint, s.nominatim.endpoint)
		}
	}
}
