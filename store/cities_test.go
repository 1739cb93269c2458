package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
	"aceno/pipeline"
	"aceno/scrapers"
	"aceno/scrapers/openstreetmap"
	"aceno/store"
)

// realCity is one of the real answers of Overpass beside the project, and the place it is of.
type realCity struct{ file, name string }

var realCities = []realCity{
	{"overpass_sc_blumenau.json", "Blumenau"}, {"overpass_rj_rio_de_janeiro.json", "Rio de Janeiro"}, {"overpass_sc_joinville.json", "Joinville"},
	{"overpass_ba_caetite.json", "Caetité"}, {"overpass_es_vila_velha.json", "Vila Velha"}, {"overpass_mg_belo_horizonte.json", "Belo Horizonte"},
	{"overpass_pr_curitiba.json", "Curitiba"},
}

// firstArea is the number of the first city's area; the others follow.
const firstArea = 1000001

// realMap answers as Nominatim and Overpass do, with the real answers.
func realMap(t *testing.T) string {
	t.Helper()
	folder := filepath.Join("..", "..", "shared", "data", "osm")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("SKIPPED: the real cities are not here: %v", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /search", func(w http.ResponseWriter, r *http.Request) {
		for i, city := range realCities {
			if strings.HasPrefix(r.URL.Query().Get("q"), city.name) {
				_, _ = fmt.Fprintf(w, `[{"osm_type":"relation","osm_id":%d,"lat":"0","lon":"0","category":"boundary","addresstype":"city","name":%q,`+
					`"address":{"city":%q,"country_code":"br"},"boundingbox":["0","1","0","1"]}]`, firstArea+i, city.name, city.name)
			}
		}
	})
	mux.HandleFunc("POST /api/interpreter", func(w http.ResponseWriter, r *http.Request) {
		for i, city := range realCities {
			if strings.Contains(r.PostFormValue("data"), fmt.Sprintf("area(36%08d)", firstArea+i)) {
				http.ServeFile(w, r, filepath.Join(folder, city.file))
			}
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// listening is a source that remembers what it gave, in its order, by city.
type listening struct {
	scrapers.Source
	mu    sync.Mutex
	found map[string][]campaign.Candidate
}

func (s *listening) Search(ctx context.Context, q scrapers.Query) (scrapers.Page, error) {
	page, err := s.Source.Search(ctx, q)
	var entry struct{ Area string }
	if bad := json.Unmarshal(q.Entry, &entry); bad != nil {
		return page, bad
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	city, _, _ := strings.Cut(entry.Area, ",")
	s.found[city] = append(s.found[city], page.Candidates...)
	return page, err
}

// leftAlone reads no website: those of the map are real businesses'.
type leftAlone struct{}

func (leftAlone) Read(_ context.Context, v scrapers.Visit) (scrapers.Report, error) {
	return scrapers.Report{State: scrapers.SiteUnreachable, FinalURL: v.URL}, nil
}

// searchedCities takes all cities through the search and the enrich stage of the real pipeline. It returns the house, each city's
// campaign, and what the source found.
func searchedCities(t *testing.T) (h *house, campaigns map[string]string, found map[string][]campaign.Candidate) {
	t.Helper()
	address, bell, changed := realMap(t), pipeline.NewBell(), make(chan struct{}, 1)
	h = newHouse(t, func(o *store.Options) {
		o.Wake = bell.Ring
		o.Changed = func(string, string) {
			select {
			case changed <- struct{}{}:
			default:
			}
		}
	})
	source := &listening{Source: openstreetmap.New(openstreetmap.Options{OverpassURL: address, NominatimURL: address, CacheDir: t.TempDir(), Clock: h.clock}), found: map[string][]campaign.Candidate{}}
	campaigns = map[string]string{}
	for _, city := range realCities {
		campaigns[city.name] = h.campaign(map[string]any{"name": city.name, "status": "draft", "qualification": json.RawMessage(`{"require":["phone"]}`),
			"search_config": json.RawMessage(fmt.Sprintf(`{"sources":[{"type":"openstreetmap","query":"amenity=*","area":"%s, BR","limit":10000}]}`, city.name))})
		_, err := h.store.QueueSearches(h.ctx(), h.ws, campaigns[city.name], "tester")
		h.ok(err, "queue searches")
	}
	settings := pipeline.Settings{Workers: 200, Batch: 200, Bell: bell, Logger: slog.New(slog.DiscardHandler)}
	work := pipeline.New(settings.Logger, pipeline.NewSearch(h.store, map[string]scrapers.Source{openstreetmap.Type: source}, settings),
		pipeline.NewEnrich(h.store, leftAlone{}, h.clock, settings))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- work.Run(ctx) }()
	limit := time.After(5 * time.Minute)
	for h.value("SELECT (SELECT COUNT(*) FROM searches WHERE status != 'done') + (SELECT COUNT(*) FROM prospects WHERE stage = 'enrich')") != "0" {
		select {
		case <-changed:
		case err := <-ended:
			t.Fatalf("the pipeline ended: %v", err)
		case <-limit:
			t.Fatalf("not all was found and enriched: searches %s", h.value("SELECT group_concat(status || ' ' || error) FROM searches"))
		}
	}
	cancel()
	h.ok(<-ended, "run the pipeline")
	return h, campaigns, source.found
}

// group is a prospect with all that was found of it.
type group struct {
	Phone    string `db:"phone"`
	WhatsApp string `db:"whatsapp"`
	Status   string `db:"status"`
	Facts    string `db:"facts"`
	members  []campaign.Prospect
}

// groups are the prospects of a campaign, each with the candidates that went into it.
func (h *house) groups(campaignID string, found []campaign.Candidate) []*group {
	h.Helper()
	var all []*group
	h.ok(h.app.DB().NewQuery("SELECT phone, whatsapp, status, facts FROM prospects WHERE campaign = '"+campaignID+"'").All(&all), "list prospects")
	of := map[string]*group{}
	for _, g := range all {
		var facts []campaign.Fact
		h.ok(json.Unmarshal([]byte(g.Facts), &facts), "read facts")
		for _, f := range facts {
			of[f.URL] = g
		}
	}
	for _, c := range found {
		if g := of[c.ProfileURL]; g != nil {
			g.members = append(g.members, campaign.NewProspect(c))
		} else {
			h.Errorf("%s %s was found and is no prospect's", c.ExternalID, c.Name)
		}
	}
	return all
}

// ground is the distance of two places in metres.
func ground(a, b *campaign.Prospect) float64 {
	const degree = 111_195
	return math.Hypot((a.Lat-b.Lat)*degree, (a.Lon-b.Lon)*degree*math.Cos(a.Lat*math.Pi/180))
}

// share says whether two businesses have a contact in common; numbers of a whole nation are none.
func share(a, b *campaign.Prospect) bool {
	theirs := b.Identity()
	return slices.ContainsFunc(a.Identity(), func(f contact.Form) bool { return slices.Contains(theirs, f) })
}

// TestCities_areFoundMergedAndQualified takes seven real cities through the real pipeline and prints what became of them.
func TestCities_areFoundMergedAndQualified(t *testing.T) {
	t.Parallel()
	h, campaigns, found := searchedCities(t)
	t.Logf("%-15s %6s %6s %6s %9s %10s", "city", "places", "found", "merged", "qualified", "duplicates")
	for _, city := range realCities {
		all := h.groups(campaigns[city.name], found[city.name])
		merged, qualified, duplicates := 0, 0, 0
		for _, g := range all {
			merged += len(g.members) - 1
			switch {
			case g.Status == "found":
				qualified++
				if g.Phone+g.WhatsApp == "" {
					t.Errorf("%s qualifies without a number", g.members[0].Name)
				}
			case g.Phone+g.WhatsApp != "":
				duplicates++
			}
			h.checkGroup(g)
		}
		h.checkApart(all)
		t.Logf("%-15s %6d %6d %6d %9d %10d", city.name, len(found[city.name]), len(all), merged, qualified, duplicates)
		if len(all)+merged != len(found[city.name]) || len(all) < 190 || duplicates > 0 {
			t.Errorf("%s: %d prospects and %d merged places of %d", city.name, len(all), merged, len(found[city.name]))
		}
		h.want(fmt.Sprintf("%d %d", len(all), qualified), "SELECT found_count || ' ' || qualified_count FROM campaigns WHERE id = {:p0}", campaigns[city.name])
	}
	for _, column := range []string{"phone", "whatsapp", "email", "username", "domain"} {
		h.want("0", "SELECT COUNT(*) FROM (SELECT 1 FROM prospects WHERE "+column+" != '' GROUP BY campaign, "+column+" HAVING COUNT(*) > 1)")
	}
	h.want("0", "SELECT COUNT(*) FROM prospects a JOIN prospects b ON a.campaign = b.campaign AND a.phone = b.whatsapp AND a.phone != '' AND a.id != b.id")
}

// checkGroup holds that what was merged is one shop: its places share a contact that is nobody else's or a name, and none lies elsewhere.
func (h *house) checkGroup(g *group) {
	h.Helper()
	for i := range g.members {
		one, joined := &g.members[i], len(g.members) == 1
		for j := range g.members {
			other := &g.members[j]
			if apart := ground(one, other); i != j {
				joined = joined || share(one, other) || apart < 60 && strings.EqualFold(one.Name, other.Name)
				if apart > 500 {
					h.Errorf("%s and %s are %.0f m apart and were merged", one.Name, other.Name, apart)
				}
			}
		}
		if !joined {
			h.Errorf("%s was merged with %s and shares nothing with it", one.Name, g.members[0].Name)
		}
	}
}

// checkApart holds that places of one name side by side are one, unless each has a number of its own, and that a contact shared
// across the town joins nobody.
func (h *house) checkApart(all []*group) {
	h.Helper()
	type entry struct {
		*campaign.Prospect
		of *group
	}
	byName := map[string][]entry{}
	branches := 0
	for _, g := range all {
		for i := range g.members {
			m := &g.members[i]
			for _, e := range byName[m.Name] {
				apart, both := ground(m, e.Prospect), m.Phone+m.WhatsApp != "" && e.Phone+e.WhatsApp != ""
				if apart < 20 && !both && e.of != g && len(strings.Fields(m.Name)) > 1 {
					h.Errorf("%s stands twice on one spot (%.0f m) and is two prospects", m.Name, apart)
				}
				if apart > 500 && share(m, e.Prospect) {
					branches++
				}
			}
			byName[m.Name] = append(byName[m.Name], entry{m, g})
		}
	}
	h.Logf("%d pairs of one name and one contact across the town are branches", branches)
}
