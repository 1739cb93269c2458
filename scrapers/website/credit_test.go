package website

import (
	"testing"
	"testing/synctest"

	"aceno/campaign"
	"aceno/scrapers"
)

func TestStranger_isWhoBuiltTheSiteAnAuthorityOrAnExample(t *testing.T) {
	t.Parallel()
	for before, want := range map[string]bool{
		"© 2026 Padaria Doce. Desenvolvido por Agência Longe ": true, "Site by Longe - ": true, "Website: Powered by ": true, "Criado por ": true,
		"Todos os direitos reservados. Feito por ": true, "Designed and developed by ": true, "Web design: ": true, "Hospedado por ": true,
		"Diseñado por ": true, "PROCON: ": true, "Central do Mercado Pago ": true, "Ligue, por exemplo ": true,
		"Fone ": false, "Pão feito na hora, peça já: ": false, "Móveis criados por quem entende. Fone ": false, "Curso de web: ": false,
		"Bolo feito por nós, encomende: ": false, "Nosso site oficial, fone ": false, "Projetos desenvolvidos por nossa equipe. Ligue ": false,
		"contato@padaria.example ou ": false,
	} {
		if got := stranger(before); got != want {
			t.Errorf("%q: %v", before, got)
		}
	}
}

func TestRead_holdsBackTheContactsOfWhoBuiltTheSite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{"padaria.example/": {body: `<p>Fone (47) 3322-4455</p><p><a href="https://instagram.com/padaria.doce">Siga</a></p>
			<footer>Desenvolvido por <a href="https://instagram.com/agencia.longe">Agência Longe</a> <a href="https://wa.me/5547999887755">zap</a>
			<a href="mailto:agencia.longe@gmail.com">mail</a> (47) 3355-6677</footer>`}})
		report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: "http://padaria.example/", Country: "BR", AreaCode: "47"})
		if err != nil {
			t.Fatal(err)
		}
		for kind, want := range map[string]int{
			campaign.FactPhone: 1, campaign.FactInstagram: 1, campaign.FactEmail: 0, campaign.FactWhatsApp: 0,
			FactPhoneUnsure: 2, FactWhatsAppUnsure: 1, FactEmailUnsure: 1,
		} {
			if got := found(report.Facts, kind); len(got) != want {
				t.Errorf("%s: got %q, want %d", kind, got, want)
			}
		}
	})
}
