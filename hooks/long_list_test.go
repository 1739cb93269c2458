package hooks

import (
	"net/http"
	"slices"
	"testing"
	"time"
)

// manyProspects adds prospects to a campaign by one statement.
const manyProspects = `
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
INSERT INTO prospects (id, workspace, campaign, stage, status, name, platform, external_id, phone, phone_short, city, score, facts, metadata, created, updated)
SELECT printf('p%014d', i), {:workspace}, {:campaign}, 'done', 'found', 'Padaria ' || i, 'openstreetmap', 'node/' || i, printf('+55%d90000%04d', 11 + i / 10000, i % 10000),
	printf('+55%d0000%04d', 11 + i / 10000, i % 10000), 'Blumenau', i % 101, '[{"id":"f","kind":"phone","value":"x","source":"openstreetmap","url":"https://osm.example/1"}]', '{}',
	strftime('%Y-%m-%d %H:%M:%fZ', '2026-01-01', '+' || i || ' seconds'), strftime('%Y-%m-%d %H:%M:%fZ', '2026-01-01', '+' || i || ' seconds')
FROM n`

// longListBar is the most that a page of an unfiltered list may take.
const longListBar = 50 * time.Millisecond

// BenchmarkLists_aPageOfTwoHundredThousandProspects asks the collections API, as a member and through the whole router, for
// the first page of an unfiltered list. The median stands in the figure "median-ms".
func BenchmarkLists_aPageOfTwoHundredThousandProspects(b *testing.B) {
	if testing.Short() {
		b.Skip("builds 200,000 prospects")
	}
	s := serve(b)
	own := s.world(s.a, "alfa")
	_, err := s.app.NonconcurrentDB().NewQuery(manyProspects).Bind(map[string]any{"workspace": s.a, "campaign": own["campaigns"]}).Execute()
	must(b, err)
	path := at("prospects") + "?skipTotal=1&sort=-created,-id&perPage=50"
	if got := s.do("viewer", "GET", path, nil).want(b, http.StatusOK); len(got.items()) != 50 {
		b.Fatalf("a page of %d", len(got.items()))
	}
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		s.do("viewer", "GET", path, nil).want(b, http.StatusOK)
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	median := took[len(took)/2]
	b.ReportMetric(float64(median.Microseconds())/1000, "median-ms")
	if median > longListBar {
		b.Errorf("the median is %v, the bar is %v", median, longListBar)
	}
}
