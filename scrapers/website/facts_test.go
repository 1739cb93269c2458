package website

import (
	"html"
	"strings"
	"testing"
	"testing/synctest"

	"aceno/campaign"
	"aceno/scrapers"
)

// TestRead_everyContactStandsOnItsPage holds that the words of a fact are a piece of its page: of what it shows or of its
// source.
func TestRead_everyContactStandsOnItsPage(t *testing.T) {
	t.Parallel()
	const page = `<html lang="pt-BR"><p>Fone (0xx47) 3322-4455 / 99988-7755</p><p>contato [arroba] padaria [ponto] example e vendas@padaria.example</p>
		<a href="tel:+554733224466">Ligue</a><a href="https://wa.me/5547999887744">zap</a><a href="mailto:oi@padaria.example?subject=Oi">Escreva</a>
		<button onclick="open('https://wa.me/5547999887733')">zap</button><span data-cfemail="2a4945445e4b5e45186a5a4b4e4b58434b044f524b475a464f">x</span>
		<script type="application/ld+json">{"@type":"Bakery","telephone":"+55 47 3322-4477","email":"ld@padaria.example"}</script>
		<div class="joinchat" data-settings='{"telephone":"5547999887722"}'></div><p>CNPJ 11.222.333/0001-81</p><p>Seg a sex 8h às 18h</p>
		<script>document.write("info" + "@" + "padaria.example")</script><a href="https://instagram.com/padaria.doce">Siga</a>`
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{"padaria.example/": {body: page}})
		report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: "http://padaria.example/", Country: "BR", AreaCode: "47"})
		if err != nil {
			t.Fatal(err)
		}
		shown := squeeze(html.UnescapeString(page), len(page)) + "\n" + doc(t, page).text()
		bare := strings.ReplaceAll(shown, " ", "")
		kinds := map[string]int{}
		for _, f := range report.Facts {
			kinds[f.Kind]++
			if f.URL == "" || f.At.IsZero() || f.Source != source || f.ID == "" {
				t.Errorf("fact without source, address or time: %+v", f)
			}
			if f.Kind == campaign.FactSiteState || f.Kind == campaign.FactCategory {
				continue
			}
			if text := strings.ReplaceAll(firstOf(f.Text, f.Value), " ", ""); !strings.Contains(bare, text) {
				t.Errorf("%s %s: %q does not stand on the page", f.Kind, f.Value, f.Text)
			}
		}
		for kind, want := range map[string]int{
			campaign.FactPhone: 7, campaign.FactWhatsApp: 3, campaign.FactEmail: 6, campaign.FactInstagram: 1, campaign.FactHours: 1, FactCNPJ: 1,
		} {
			if kinds[kind] != want {
				t.Errorf("%s: %d facts, want %d: %q", kind, kinds[kind], want, found(report.Facts, kind))
			}
		}
	})
}
