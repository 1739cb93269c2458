package openstreetmap

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// locateIn locates an area at a Nominatim that gives one answer.
func locateIn(t *testing.T, answer []byte, area string) (place, error) {
	t.Helper()
	f := &town{spots: answer}
	return newSource(f.serve(t), t.TempDir(), clock.NewManual(noon)).locate(t.Context(), area, "BR")
}

func TestLocate_readsRealShapes(t *testing.T) {
	t.Parallel()
	cases := []struct {
		file string
		area string
		want place
	}{
		{"resp.search_city.jsonv2.json", "Campinas, BR", place{Area: 3_601_234_567, City: "Campinas", Country: "BR"}},
		{"resp.search_city.jsonv2.json", "Campinas, SP", place{Area: 3_601_234_567, City: "Campinas", Country: "BR"}},
		{"resp.search_postcode.jsonv2.json", "13025-000", place{Box: "(-22.946000,-22.846000,-47.105000,-47.005000)", City: "Campinas", Country: "BR"}},
		{"resp.search_suburb_node.jsonv2.json", "Bairro Inventado", place{Box: "(-22.915000,-47.068000,-22.875000,-47.028000)", City: "Campinas", Country: "BR"}},
	}
	cases[2].want.Box = "(-22.946000,-47.105000,-22.846000,-47.005000)"
	for _, c := range cases {
		got, err := locateIn(t, mustRead(t, shared(t, "payloads", "nominatim", c.file)), c.area)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.file, got, err, c.want)
		}
	}
}

func TestLocate_saysThatAPlaceIsUnknown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ answer, area string }{
		"nothing found":      {`[]`, "Campimas, SP"},
		"only another state": {campinas, "Campinas, SC"},
		"a point nowhere":    {`[{"lat":"NaN","lon":"x","category":"place","name":"X"}]`, "X"},
	} {
		_, err := locateIn(t, []byte(c.answer), c.area)
		var f *scrapers.Failure
		if !errors.As(err, &f) || f.Retry || f.Reason.Code != campaign.ReasonAreaUnknown || f.Reason.Params["area"] != c.area || !strings.Contains(err.Error(), c.area) {
			t.Errorf("%s: %v, want a final failure that names %q", name, err, c.area)
		}
	}
}

func TestPlace_choosesAreaRectangleOrCircle(t *testing.T) {
	t.Parallel()
	box := []string{"-23.0", "-22.9", "-47.1", "-47.0"}
	cases := []struct {
		name string
		spot spot
		want place
	}{
		{"way with an area", spot{OSMType: "way", OSMID: 5, Category: "place"}, place{Area: 2_400_000_005}},
		{"street", spot{OSMType: "way", OSMID: 5, Category: "highway", Lat: "-22.9", Lon: "-47", Box: box}, place{Box: "(-23.000000,-47.100000,-22.900000,-47.000000)"}},
		{"point", spot{OSMType: "node", OSMID: 5, Lat: "-22.9", Lon: "-47.0", Box: []string{"-22.9", "-22.9", "-47", "-47"}}, place{Box: "(around:2000,-22.900000,-47.000000)"}},
		{"no rectangle", spot{OSMType: "node", OSMID: 5, Lat: "-22.9", Lon: "-47.0"}, place{Box: "(around:2000,-22.900000,-47.000000)"}},
		{"rectangle of words", spot{OSMType: "node", OSMID: 5, Lat: "-22.9", Lon: "-47.0", Box: []string{"a", "b", "c", "d"}}, place{Box: "(around:2000,-22.900000,-47.000000)"}},
		{"state", spot{OSMType: "relation", OSMID: 7, AddressType: "state", Name: "Bahia", Address: map[string]any{"state": "Bahia"}}, place{Area: 3_600_000_007}},
		{"town", spot{OSMType: "relation", OSMID: 7, Address: map[string]any{"town": "Caetité", "country_code": "br"}}, place{Area: 3_600_000_007, City: "Caetité", Country: "BR"}},
		{"address of odd types", spot{OSMType: "relation", OSMID: 7, AddressType: "city", Name: "X", Address: map[string]any{"city": 7}}, place{Area: 3_600_000_007, City: "X"}},
	}
	for _, c := range cases {
		if got, ok := c.spot.place(); !ok || got != c.want {
			t.Errorf("%s: %+v (%v), want %+v", c.name, got, ok, c.want)
		}
	}
}

func TestChoose_prefersSettlementsInTheState(t *testing.T) {
	t.Parallel()
	in := func(state string) map[string]any { return map[string]any{"ISO3166-2-lvl4": "BR-" + state} }
	spots := []spot{
		{Name: "a shop", Category: "shop", Address: in("SC")},
		{Name: "in Paraná", Category: "boundary", Address: in("PR")},
		{Name: "in Santa Catarina", Category: "boundary", Address: in("SC")},
	}
	for state, want := range map[string]string{"SC": "in Santa Catarina", "PR": "in Paraná", "": "in Paraná"} {
		if got, ok := choose(spots, question{State: state}); !ok || got.Name != want {
			t.Errorf("state %q: %q (%v), want %q", state, got.Name, ok, want)
		}
	}
	if got, ok := choose(spots[:1], question{}); !ok || got.Name != "a shop" {
		t.Errorf("a lone shop: %q, %v", got.Name, ok)
	}
}

func TestLocate_remembersPlacesForWeeksAndMissingOnesForADay(t *testing.T) {
	t.Parallel()
	f := &town{spots: []byte(`[]`)}
	c := clock.NewManual(noon)
	s := newSource(f.serve(t), t.TempDir(), c)
	for _, step := range []struct {
		wait  time.Duration
		spots string
		asked int
	}{{0, `[]`, 1}, {23 * time.Hour, campinas, 1}, {2 * time.Hour, campinas, 2}, {20 * 24 * time.Hour, `[]`, 2}, {11 * 24 * time.Hour, campinas, 3}} {
		c.Advance(step.wait)
		f.spots = []byte(step.spots)
		_, _ = s.locate(t.Context(), "Campinas", "BR")
		if _, asked := f.counts(); asked != step.asked {
			t.Errorf("after %v: asked %d times, want %d", step.wait, asked, step.asked)
		}
	}
}

func TestLocate_readsTheServersRefusals(t *testing.T) {
	t.Parallel()
	cases := []struct {
		file   string
		status int
		code   string
		retry  bool
		says   string
	}{
		{"err.400.json", 400, codeRefused, false, "Parameter 'limit' must be a number."},
		{"err.403_blocked.html", 403, codeBlocked, false, "Access blocked"},
		{"err.503.json", 503, campaign.ReasonSourceBusy, true, "Search temporarily unavailable"},
	}
	for _, c := range cases {
		body := mustRead(t, shared(t, "payloads", "nominatim", c.file))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = w.Write(body)
		}))
		t.Cleanup(server.Close)
		_, err := newSource(server.URL, t.TempDir(), clock.NewManual(noon)).locate(t.Context(), "Campinas", "BR")
		var f *scrapers.Failure
		if !errors.As(err, &f) || f.Reason.Code != c.code || f.Retry != c.retry || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %s with %q", c.file, err, c.code, c.says)
		}
		if c.retry && f.After < 30*time.Second {
			t.Errorf("%s: asked again after %v, want at least 30 s", c.file, f.After)
		}
	}
}

func TestLocate_passesOverADamagedCache(t *testing.T) {
	t.Parallel()
	f := &town{spots: []byte(campinas)}
	base, dir := f.serve(t), t.TempDir()
	if _, err := newSource(base, dir, clock.NewManual(noon)).locate(t.Context(), "Campinas", "BR"); err != nil {
		t.Fatalf("locate: %v", err)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "nominatim", "*.raw"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("files %v, %v", kept, err)
	}
	for _, damage := range []string{"", "no time\n[]", noon.Format(time.RFC3339Nano) + "\n[{", noon.Format(time.RFC3339Nano)} {
		if err := os.WriteFile(kept[0], []byte(damage), 0o600); err != nil {
			t.Fatalf("damage: %v", err)
		}
		if _, err := newSource(base, dir, clock.NewManual(noon)).locate(t.Context(), "Campinas", "BR"); err != nil {
			t.Errorf("with %q in the cache: %v", damage, err)
		}
	}
	if _, asked := f.counts(); asked != 5 {
		t.Errorf("asked %d times, want 5", asked)
	}
}
