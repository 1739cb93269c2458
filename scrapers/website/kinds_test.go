package website

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// otherTruth is what a truth file says besides contacts.
type otherTruth struct {
	Names   []label
	Hours   []string
	Address map[string][]string
}

// TestRealPages_hoursNamesAndPlaces prints how what is no contact is read. Hours have too few labels for a rate: every page that
// says some gives them, and no page of the annotated ones gives others. Names and places have no bar of their own; theirs keeps what was
// reached.
func TestRealPages_hoursNamesAndPlaces(t *testing.T) {
	t.Parallel()
	counts := map[string]*tally{"hours": {}, "names": {}, "cities": {}}
	for _, folder := range []string{"hand", "webstruct", "structured/jsonld"} {
		files, err := filepath.Glob(filepath.Join(sharedFolder(t, "data", "html"), folder, "*.truth.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no truth files in %s: %v", folder, err)
		}
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want otherTruth
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			tr := readTruthFile(t, file)
			doc := readDocument(t, filepath.Join(filepath.Dir(file), tr.Page), tr)
			site := crawl{pages: []*page{{document: doc}}}
			if folder == "webstruct" { // alone has its hours annotated
				counts["hours"].hours(t, tr.Page, doc, want.Hours)
			}
			counts["names"].one(t, tr.Page, site.name(), named(want.Names))
			if doc.data.city != "" {
				counts["cities"].one(t, tr.Page, strings.Trim(doc.data.city, ", "), want.Address["city"])
			}
		}
	}
	for kind, least := range map[string]float64{"hours": 1, "names": 0.65, "cities": 1} {
		s := counts[kind]
		t.Logf("%-6s precision %.3f recall %.3f (%d wanted, %d hit, %d missed, %d wrong)", kind, s.precision(), s.recall(), s.wanted, s.hit, s.missed, s.wrong)
		if s.wanted == 0 || s.precision() < least || s.recall() < least {
			t.Errorf("%s: want at least %.2f", kind, least)
		}
	}
}

func named(labels []label) []string {
	var names []string
	for _, l := range labels {
		names = append(names, l.Value)
	}
	return names
}

// one counts a value that is any of those that are right.
func (s *tally) one(t *testing.T, page, got string, right []string) {
	t.Helper()
	if len(right) == 0 {
		return
	}
	s.wanted++
	for _, r := range right {
		if fold(r) == fold(got) {
			s.hit++
			return
		}
	}
	s.missed++
	s.wrong++
	t.Logf("%s: %q is none of %q", page, got, right)
}

// hours counts a page: each of its hours stands among those that were marked, and there are some where some were.
func (s *tally) hours(t *testing.T, page string, doc *document, marked []string) {
	t.Helper()
	found := append(doc.data.hours, doc.hours()...)
	if len(marked) > 0 {
		if s.wanted++; len(found) > 0 {
			s.hit++
		} else {
			s.missed++
			t.Logf("%s: missed %q", page, marked)
		}
	}
	all := digitsOf(strings.Join(marked, " "))
	for _, h := range found {
		said := digitsOf(h.text)
		if h.value != "" && !strings.Contains(all, said[:min(3, len(said))]) && !strings.Contains(said, all[:min(3, len(all))]) || len(marked) == 0 {
			s.wrong++
			t.Logf("%s: %q is none of %q", page, h.text, marked)
		}
	}
}

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
}
