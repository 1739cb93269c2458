package openstreetmap

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

func TestOverpassQuery_isWrittenAsTheServerReadsIt(t *testing.T) {
	t.Parallel()
	table := loadTrades()
	dentist, _ := table.find("dentist")
	pizza, _ := table.find("pizzaria")
	anyCraft, _ := table.find("craft=*")
	cases := []struct {
		trade trade
		where place
		want  string
	}{
		{dentist, place{Area: 3_601_234_567}, "[out:json][timeout:60][maxsize:134217728];\narea(3601234567)->.a;\n(\n" +
			"  nwr[\"amenity\"=\"dentist\"][\"name\"](area.a);\n  nwr[\"healthcare\"=\"dentist\"][\"name\"](area.a);\n);\nout tags center 500;\n"},
		{pizza, place{Box: "(-1.000000,-2.000000,1.000000,2.000000)"}, "[out:json][timeout:60][maxsize:134217728];\n(\n" +
			"  nwr[\"amenity\"=\"restaurant\"][\"cuisine\"~\"(^|;) *(pizza) *(;|$)\"][\"name\"](-1.000000,-2.000000,1.000000,2.000000);\n" +
			"  nwr[\"amenity\"=\"fast_food\"][\"cuisine\"~\"(^|;) *(pizza) *(;|$)\"][\"name\"](-1.000000,-2.000000,1.000000,2.000000);\n);\nout tags center 500;\n"},
		{anyCraft, place{Area: 2_400_000_001}, "[out:json][timeout:60][maxsize:134217728];\narea(2400000001)->.a;\n(\n" +
			"  nwr[\"craft\"][\"name\"](area.a);\n);\nout tags center 500;\n"},
	}
	for _, c := range cases {
		if got := overpassQuery(c.trade, c.where, 500); got != c.want {
			t.Errorf("query is\n%s\nwant\n%s", got, c.want)
		}
	}
	for _, one := range table.list {
		if got := overpassQuery(one, cases[0].where, 10); !queryShape.MatchString(strings.ReplaceAll(got, "3601234567", "3612345678")) {
			t.Errorf("the query of %s is\n%s", one.EN, got)
		}
	}
}

// askOverpass searches at an Overpass that gives one answer.
func askOverpass(t *testing.T, serve http.HandlerFunc) (scrapers.Page, *scrapers.Failure) {
	t.Helper()
	f := &town{spots: []byte(campinas)}
	mux := http.NewServeMux()
	mux.Handle("/search", f)
	mux.Handle("/api/interpreter", serve)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	page, err := newSource(server.URL, t.TempDir(), clock.NewManual(noon)).Search(t.Context(), query(dentists))
	var failure *scrapers.Failure
	if err != nil && !errors.As(err, &failure) {
		t.Fatalf("error is %T: %v", err, err)
	}
	return page, failure
}

func answering(status int, body []byte, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

func TestSearch_readsTheServersRefusals(t *testing.T) {
	t.Parallel()
	cases := []struct {
		file   string
		status int
		code   string
		retry  bool
		says   string
	}{
		{"err.400_parse.html", 400, codeRefused, false, `line 1: parse error: Unknown type "nodee"`},
		{"err.429.html", 429, campaign.ReasonSourceBusy, true, "rate_limited"},
		{"err.504.html", 504, campaign.ReasonSourceBusy, true, "probably too busy"},
		{"resp.200_remark_memory.json", 200, codeTooLarge, false, "ran out of memory"},
		{"resp.200_remark_timeout_partial.json", 200, campaign.ReasonSourceTimeout, true, "timed out"},
		{"err.429.html", 200, campaign.ReasonSourceAnswer, true, "cannot be read"},
	}
	for _, c := range cases {
		page, f := askOverpass(t, answering(c.status, mustRead(t, shared(t, "payloads", "overpass-errors", c.file))))
		if f == nil || f.Reason.Code != c.code || f.Retry != c.retry || !strings.Contains(f.Error(), c.says) || len(page.Candidates) > 0 {
			t.Errorf("%s with %d: %v and %d candidates, want %s (retry %v) with %q and none", c.file, c.status, f, len(page.Candidates), c.code, c.retry, c.says)
		} else if c.retry && f.After < 30*time.Second {
			t.Errorf("%s: asked again after %v, want at least 30 s", c.file, f.After)
		}
	}
}

func TestSearch_takesARuntimeRemarkAsANote(t *testing.T) {
	t.Parallel()
	page, f := askOverpass(t, answering(200, mustRead(t, shared(t, "payloads", "overpass", "resp.overpy.remark_runtime_remark_01.json"))))
	if f != nil || len(page.Candidates) != 0 || page.Cursor != "" {
		t.Errorf("%d candidates, cursor %q, %v; want an empty page", len(page.Candidates), page.Cursor, f)
	}
	one := []map[string]any{thing("node", 1, map[string]string{"amenity": "dentist", "name": "Ana"})}
	if page, f = askOverpass(t, answering(200, overpassAnswer(t, one, "runtime remark: Test"))); f != nil || len(page.Candidates) != 1 {
		t.Errorf("%d candidates, %v; want the one", len(page.Candidates), f)
	}
	if page, f = askOverpass(t, answering(200, overpassAnswer(t, one, "runtime error: something new"))); f == nil || f.Reason.Code != codeIncomplete || !f.Retry {
		t.Errorf("%d candidates, %v; want a failure that is tried again", len(page.Candidates), f)
	}
}

func TestSearch_keepsNoPartialAnswer(t *testing.T) {
	t.Parallel()
	partial := mustRead(t, shared(t, "payloads", "overpass-errors", "resp.200_remark_timeout_partial.json"))
	f := newTown(t, 2)
	good := f.answer
	f.answer = partial
	base, dir := f.serve(t), t.TempDir()
	if _, err := newSource(base, dir, clock.NewManual(noon)).Search(t.Context(), query(dentists)); err == nil {
		t.Fatal("a partial answer was taken")
	}
	f.answer = good
	page, err := newSource(base, dir, clock.NewManual(noon)).Search(t.Context(), query(dentists))
	if err != nil || len(page.Candidates) != 2 {
		t.Errorf("asked again: %d candidates, %v; want 2", len(page.Candidates), err)
	}
}

func TestSearch_obeysRetryAfter(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{
		"": 30 * time.Second, "5": 30 * time.Second, "120": 2 * time.Minute, "999999": time.Hour, "-1": 30 * time.Second, "soon": 30 * time.Second,
	} {
		_, f := askOverpass(t, answering(429, nil, "Retry-After", header))
		if f == nil || f.After != want {
			t.Errorf("Retry-After %q: %v, want a wait of %v", header, f, want)
		}
	}
}

func TestSearch_isSilentAfterARefusal(t *testing.T) {
	t.Parallel()
	asked := 0
	f := &town{spots: []byte(campinas)}
	mux := http.NewServeMux()
	mux.Handle("/search", f)
	mux.HandleFunc("/api/interpreter", func(w http.ResponseWriter, _ *http.Request) {
		asked++
		w.WriteHeader(http.StatusGatewayTimeout)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s := newSource(server.URL, t.TempDir(), clock.NewManual(noon))
	for range 3 {
		_, err := s.Search(t.Context(), query(dentists))
		var failure *scrapers.Failure
		if !errors.As(err, &failure) || !failure.Retry || failure.After < 29*time.Second {
			t.Fatalf("error is %v, want to be told to wait", err)
		}
	}
	if asked != 1 {
		t.Errorf("Overpass was asked %d times within its pause, want once", asked)
	}
	s.overpass.mu.Lock()
	s.overpass.quiet = time.Now()
	s.overpass.mu.Unlock()
	_, err := s.Search(t.Context(), query(dentists))
	var failure *scrapers.Failure
	if !errors.As(err, &failure) || failure.After != time.Minute || asked != 2 {
		t.Errorf("second refusal: %v after %d requests, want a minute's wait after 2", failure.After, asked)
	}
}
