package website

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestMarkup_isReadLikeOtherStructuredData(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]string{
		"microdata": `<div itemscope itemtype="https://schema.org/Bakery"><h1 itemprop="name">Padaria Doce</h1>
			<p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="streetAddress">Rua das Flores, 12</span>,
			<span itemprop="addressLocality">Blumenau</span></p><a itemprop="telephone" href="tel:+554733224455">Ligue</a>
			<meta itemprop="openingHours" content="Mo-Fr 08:00-18:00"><span itemprop="faxNumber">47 3322-4466</span></div>`,
		"microdata left open": `<div itemscope itemtype="http://schema.org/Bakery"><p itemprop="name">Padaria Doce<p itemprop="address" itemscope>
			<span itemprop="streetAddress">Rua das Flores, 12</span><span itemprop="addressLocality">Blumenau</span>
			<p itemprop="telephone">+55 47 3322-4455<p><time itemprop="openingHours" datetime="Mo-Fr 08:00-18:00">de dia</time>`,
		"RDFa": `<div vocab="https://schema.org/" typeof="Bakery"><span property="name">Padaria Doce</span><div property="address" typeof="PostalAddress">
			<span property="streetAddress">Rua das Flores, 12</span> <span property="schema:addressLocality">Blumenau</span></div>
			<span property="telephone">+55 47 3322-4455</span><meta property="openingHours" content="Mo-Fr 08:00-18:00"></div>`,
	} {
		b := doc(t, page).data
		if !slices.Equal(b.names, []string{"Padaria Doce"}) || len(b.phones) != 1 || b.address != "Rua das Flores, 12, Blumenau" || b.city != "Blumenau" ||
			len(b.hours) != 1 || b.hours[0].value != "Mo-Fr 08:00-18:00" || b.category != "bakery" {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

func TestMarkup_cardsAreABusinessesWhenTheySayHowToReachIt(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]string{
		`<div class="vcard"><span class="fn org">Padaria Doce</span> <span class="tel">47 3322-4455</span>
			<div class="adr"><span class="street-address">Rua das Flores, 12</span> <span class="locality">Blumenau</span></div></div>`: "Padaria Doce",
		`<p class="h-card"><span class="p-name">Ana</span>, <span class="p-org">Padaria Doce</span></p>`: "Padaria Doce",
		`<p class="author vcard"><a class="url fn" href="/ana">Ana</a></p>`:                              "",
		`<p class="h-card">Ana</p>`: "",
		`<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ana</span><span itemprop="telephone">x</span></div>`: "",
	} {
		if got := strings.Join(doc(t, page).data.names, ","); got != want {
			t.Errorf("%s: got %q, want %q", page, got, want)
		}
	}
}

// TestMarkup_readsTheNamesOfTheMicroformatsSuite compares the names of cards with the suite's own.
func TestMarkup_readsTheNamesOfTheMicroformatsSuite(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(sharedFolder(t, "data", "html", "structured", "microformats"), "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	right, of, wrong := 0, 0, 0
	for _, file := range files {
		raw, err := os.ReadFile(strings.TrimSuffix(file, ".html") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var suite struct {
			Items []struct {
				Properties struct{ Name []any }
			}
		}
		if err := json.Unmarshal(raw, &suite); err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, item := range suite.Items {
			for _, name := range item.Properties.Name {
				if s, ok := name.(string); ok {
					want = append(want, s)
				}
			}
		}
		var got []string
		for _, item := range readDocument(t, file, truth{URL: "http://example.com/"}).items {
			got = append(got, texts(item["name"])...)
		}
		for _, name := range want {
			if of++; slices.Contains(got, name) {
				right++
			} else {
				t.Logf("%s: missed %q among %q", filepath.Base(file), name, got)
			}
		}
		for _, name := range got {
			if name != "" && !slices.Contains(want, name) {
				wrong++
				t.Logf("%s: %q is none of %q", filepath.Base(file), name, want)
			}
		}
	}
	t.Logf("%d of %d names, %d others", right, of, wrong)
	if of > 0 && (right*10 < of*8 || wrong*2 > of) {
		t.Error("want eight of ten names and at most one other for two")
	}
}
