// Package scraperstest is the suite that every scrapers.Source passes: pages in a fixed order, cancelling, refusals
// by name, bad answers, sizes, busy providers and secrets. A source's test says how to build it and plays its provider; the
// suite makes that provider fail in every way it knows.
package scraperstest

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/scrapers"
)

// Case is one source with a provider that behaves.
type Case struct {
	// New builds a source that asks the provider at base and keeps its files in dir. It is called once a subtest, with
	// a pace that suits a test.
	New func(t *testing.T, base, dir string, c clock.Clock) scrapers.Source
	// Provider answers like the real one and finds more than scrapers.PageSize businesses for Entry. nil = the source
	// asks nobody, and the tests of bad answers are passed over.
	Provider http.Handler
	// Fault picks the requests that the suite answers badly; nil = all. A source that asks two servers runs the suite
	// once for each.
	Fault func(*http.Request) bool
	// Entry is an entry that Check takes and that finds more than one page.
	Entry json.RawMessage
	// Bad are entries that Check must refuse, by the name of the field.
	Bad map[string]json.RawMessage
	// Country is the default region for phones.
	Country string
	// Licence is the credit that every fact must carry; empty = the source asks for none.
	Licence string
	// Secrets must stand in no error: keys given to New, the provider's address with its query.
	Secrets []string
	// MaxBody is the most of one answer that the source may read, in bytes; 0 = 64 MiB.
	MaxBody int64
	// Busy is the answer of a provider that has no room now, beside 429 and 503.
	Busy http.HandlerFunc
	// BusyWait is the least wait after Busy; 0 = a second.
	BusyWait time.Duration
}

// now is where the suite's clock starts.
var now = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)

// Suite runs everything over one source.
func Suite(t *testing.T, c Case) {
	t.Helper()
	if c.MaxBody == 0 {
		c.MaxBody = 64 << 20
	}
	t.Run("describes itself as it checks", c.describes)
	t.Run("refuses unknown keys by name", c.refusesUnknownKeys)
	t.Run("refuses bad values by field", c.refusesBadValues)
	t.Run("finds candidates that can be used", c.findsUsableCandidates)
	t.Run("pages are stable", c.pagesAreStable)
	t.Run("many callers get the same pages", c.manyCallersAgree)
	t.Run("a foreign cursor fails or is empty", c.foreignCursor)
	t.Run("a cancelled search returns at once", c.cancelledBefore)
	if c.Provider == nil {
		return
	}
	t.Run("a search is cancelled in the middle of an answer", c.cancelledAmid)
	t.Run("bad answers are failures", c.badAnswers)
	t.Run("an endless answer is cut off", c.endlessAnswer)
	t.Run("a failure that passes is asked again", c.recovers)
}
