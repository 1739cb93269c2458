package website

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aceno/scrapers"
)

// truth is what a person says stands on a page.
type truth struct {
	Page            string
	URL             string
	Site            string
	Region          string
	AreaCode        string `json:"area_code"`
	NeedsJavaScript bool   `json:"needs_javascript"`
	Phones          []label
	WhatsApp        []label
	Emails          []label
	Socials         []label
	Language        string
}

type label struct {
	Value   string
	Kind    string
	Network string
	Handle  string
	Also    []string
}

// tally counts one kind of contact over all pages.
type tally struct{ wanted, hit, missed, wrong int }

func (s tally) precision() float64 { return ratio(s.hit, s.hit+s.wrong) }
func (s tally) recall() float64    { return ratio(s.hit, s.wanted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// bars are the least precision and recall of each kind; one with few labels has no rate: nothing missed, nothing wrong.
var bars = map[string][2]float64{
	"phones": {0.95, 0.90}, "emails": {0.95, 0.95}, "whatsapp": {1, 1}, "instagram": {1, 1}, "socials": {0.95, 0.90},
}

func TestRealPages_contactsAreFoundAndNothingElseIs(t *testing.T) {
	t.Parallel()
	for kind, s := range measure(t, func(page string) string { return page }) {
		t.Logf("%-9s precision %.3f recall %.3f (%d wanted, %d hit, %d missed, %d wrong)",
			kind, s.precision(), s.recall(), s.wanted, s.hit, s.missed, s.wrong)
		if s.precision() < bars[kind][0] || s.recall() < bars[kind][1] {
			t.Errorf("%s: want precision %.2f and recall %.2f", kind, bars[kind][0], bars[kind][1])
		}
	}
}

// TestRealPages_readTheSameWhenTheirTemplateChanges holds that the rules do not lean on the pages they were tried on: the
// same pages with other names, elements, spaces and dashes say the same.
func TestRealPages_readTheSameWhenTheirTemplateChanges(t *testing.T) {
	t.Parallel()
	classes := regexp.MustCompile(`(?i)\s(?:class|id|title|style)\s*=\s*(?:"[^"]*"|'[^']*')`)
	inlines := regexp.MustCompile(`(?i)(</?)(?:strong|em|font|b|u)\b`)
	dash := regexp.MustCompile(`(\d)-(\d{4}\b)`)
	gap := regexp.MustCompile(`(\)|\d) (\d{3,5}\b)`)
	for name, change := range map[string]func(string) string{
		"other elements, no names": func(page string) string {
			page = inlines.ReplaceAllString(classes.ReplaceAllString(page, ""), "${1}span")
			return strings.NewReplacer("<p>", "<DIV>", "</p>", "</DIV>", "<a ", "<A ", "</a>", "</A>").Replace(page)
		},
		"other dashes and spaces": func(page string) string {
			return gap.ReplaceAllString(dash.ReplaceAllString(page, "$1\u2013$2"), "$1&nbsp;$2")
		},
		"comments and scripts": func(page string) string {
			page = strings.ReplaceAll(page, "</p>", "<!-- (47) 3322-4455 --></p>")
			return strings.ReplaceAll(page, "</head>", `<script>var a = "x@y.example", b = "(47) 3322-4455";</script></head>`)
		},
	} {
		counts := measure(t, change)
		for _, kind := range []string{"phones", "emails"} {
			s := counts[kind]
			t.Logf("%-24s %-6s precision %.3f recall %.3f", name, kind, s.precision(), s.recall())
			if s.precision() < bars[kind][0] || s.recall() < bars[kind][1] {
				t.Errorf("%s, %s: want precision %.2f and recall %.2f", name, kind, bars[kind][0], bars[kind][1])
			}
		}
	}
}

// measure reads all labelled pages, each changed first.
func measure(t *testing.T, change func(string) string) map[string]*tally {
	t.Helper()
	root := sharedFolder(t, "data", "html")
	counts := map[string]*tally{"phones": {}, "emails": {}, "whatsapp": {}, "instagram": {}, "socials": {}}
	for _, folder := range []string{"hand", "webstruct", "structured/jsonld"} {
		files, err := filepath.Glob(filepath.Join(root, folder, "*.truth.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no truth files in %s: %v", folder, err)
		}
		for _, file := range files {
			want, got := readTruth(t, file, change)
			for kind, list := range want {
				counts[kind].add(t, filepath.Base(file)+" "+kind, list, got[kind])
			}
		}
	}
	return counts
}

func (s *tally) add(t *testing.T, where string, want []label, got []string) {
	t.Helper()
	found := map[string]bool{}
	for _, g := range got {
		found[g] = true
	}
	known := map[string]bool{}
	for _, w := range want {
		forms := append([]string{w.Value}, w.Also...)
		hit := false
		for _, f := range forms {
			known[f] = true
			hit = hit || found[f]
		}
		if w.Kind != "wanted" {
			continue
		}
		if s.wanted++; hit {
			s.hit++
		} else {
			s.missed++
			t.Logf("%s: missed %s", where, w.Value)
		}
	}
	for g := range found {
		if !known[g] {
			s.wrong++
			t.Logf("%s: wrong %s", where, g)
		}
	}
}

// readTruth reads a truth file and the page beside it, both as lists of plain values a kind.
func readTruth(t *testing.T, file string, change func(string) string) (map[string][]label, map[string][]string) {
	t.Helper()
	tr := readTruthFile(t, file)
	doc := parse(change(readPage(t, filepath.Join(filepath.Dir(file), tr.Page))), placeOf(t, tr))
	h := home{region: tr.Region, areaCode: tr.AreaCode}
	got := map[string][]string{}
	for _, p := range doc.allPhones(h) {
		got["phones"] = append(got["phones"], p.number)
		if p.whatsapp {
			got["whatsapp"] = append(got["whatsapp"], p.number)
		}
	}
	for _, m := range doc.allEmails() {
		got["emails"] = append(got["emails"], m.address)
	}
	for _, p := range doc.allProfiles() {
		kind := strings.Replace(p.kind, "x", "twitter", strings.Count(p.kind, "x")/len(p.kind))
		got["socials"] = append(got["socials"], profileKey(kind, p.handle))
		if p.kind == "instagram" {
			got["instagram"] = append(got["instagram"], strings.ToLower(p.handle))
		}
	}
	if state, _ := doc.state(len(got) > 0); (state == scrapers.SiteNeedsJavaScript) != tr.NeedsJavaScript {
		t.Errorf("%s: state %s, the page needs JavaScript: %v", tr.Page, state, tr.NeedsJavaScript)
	}
	want := map[string][]label{"phones": tr.Phones, "whatsapp": tr.WhatsApp, "emails": tr.Emails, "socials": nil, "instagram": nil}
	for i := range want["emails"] {
		want["emails"][i].Value = strings.ToLower(want["emails"][i].Value)
	}
	for _, s := range tr.Socials {
		if s.Network == "instagram" {
			want["instagram"] = append(want["instagram"], label{Value: strings.ToLower(s.Handle), Kind: s.Kind})
		}
		want["socials"] = append(want["socials"], label{Value: profileKey(s.Network, s.Handle), Kind: s.Kind})
	}
	return want, got
}

func readTruthFile(t *testing.T, file string) truth {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var tr truth
	if err := json.Unmarshal(raw, &tr); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return tr
}

func readDocument(t *testing.T, path string, tr truth) *document {
	t.Helper()
	return parse(readPage(t, path), placeOf(t, tr))
}

// placeOf is where a page stood.
func placeOf(t *testing.T, tr truth) *url.URL {
	t.Helper()
	u, err := url.Parse(firstOf(tr.URL, "http://"+firstOf(tr.Site, "page.example")+"/"))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func readPage(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(path, ".json") {
		return `<script type="application/ld+json">` + string(raw) + `</script>`
	}
	return decode(raw, "text/html")
}

var lastID = regexp.MustCompile(`^pages/.*/(\d+)$`)

// profileKey is one way to write one profile: a page named by words and number is its number.
func profileKey(network, handle string) string {
	handle = strings.ToLower(handle)
	if m := lastID.FindStringSubmatch(handle); m != nil {
		handle = m[1]
	}
	return network + " " + handle
}
