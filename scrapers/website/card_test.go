package website

import (
	"strings"
	"testing"
	"testing/synctest"

	"aceno/scrapers"
)

// agency is the site of an agency as small ones have it.
var agency = map[string]answer{
	"agencia-girassol.example/": {body: `<html lang="pt-BR"><title>Agência Girassol | Sites que atendem</title>
		<meta name="description" content="Sites rápidos e anúncios locais para clínicas e comércios de bairro.">
		<script type="application/ld+json">{"@type":"ProfessionalService","name":"Agência Girassol","legalName":"Girassol Digital Ltda","address":{"streetAddress":"Rua das Palmas 12","addressLocality":"Campinas"}}</script>
		<h1>Seu negócio encontrado em 15 dias</h1><p>Atendemos clínicas e consultórios de até 20 pessoas.</p>
		<p>Você aprova cada passo. Nunca prometemos primeiro lugar no Google.</p>
		<h2>Serviços</h2><ul><li>Sites em 15 dias</li><li>Anúncios locais</li><li>WhatsApp organizado</li></ul>
		<h2>Resultados</h2><p>Mais de 120 clientes em Campinas. Desde 2014.</p>
		<p>oi@agencia-girassol.example</p><a href="/privacidade">Política de privacidade</a><a href="https://outra.example/servicos">Serviços de fora</a>`},
	"agencia-girassol.example/privacidade": {body: `<h1>Privacidade</h1><p>Fale com privacidade@agencia-girassol.example.</p>`},
	"outra.example/servicos":               {body: "<h2>Serviços</h2><p>Coisa de outra firma</p><p>Mais coisa</p>"},
}

func TestCard_saysWhatTheSiteSaysAndWhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, agency)
		card, err := w.site(t).Card(t.Context(), scrapers.Visit{URL: "http://agencia-girassol.example", Country: "BR"})
		if err != nil {
			t.Fatal(err)
		}
		if card.State != scrapers.SiteOK || card.Language != "pt-BR" || card.Pages != 2 {
			t.Errorf("the card is %+v", card)
		}
		for name, piece := range map[string]struct {
			got   *scrapers.Quoted
			value string
			url   string
		}{
			"offer":     {card.Offer, "Sites em 15 dias; Anúncios locais; WhatsApp organizado", "http://agencia-girassol.example/"},
			"for whom":  {card.ForWhom, "Sites rápidos e anúncios locais para clínicas e comércios de bairro.", "http://agencia-girassol.example/"},
			"proof":     {card.Proof, "Mais de 120 clientes em Campinas. Desde 2014.", "http://agencia-girassol.example/"},
			"tone":      {card.Tone, "próximo, trata por você", "http://agencia-girassol.example/"},
			"never say": {card.NeverSay, "Nunca prometemos primeiro lugar no Google.", "http://agencia-girassol.example/"},
			"name":      {card.Name, "Agência Girassol", "http://agencia-girassol.example/"},
			"legal":     {card.LegalName, "Girassol Digital Ltda", "http://agencia-girassol.example/"},
			"address":   {card.Address, "Rua das Palmas 12, Campinas", "http://agencia-girassol.example/"},
			"mail":      {card.Email, "oi@agencia-girassol.example", "http://agencia-girassol.example/"},
			"privacy":   {card.PrivacyContact, "privacidade@agencia-girassol.example", "http://agencia-girassol.example/privacidade"},
		} {
			if piece.got == nil {
				t.Errorf("%s is absent", name)
				continue
			}
			if piece.got.Value != piece.value || piece.got.URL != piece.url || piece.got.Quote == "" {
				t.Errorf("%s is %+v, want %q on %s", name, *piece.got, piece.value, piece.url)
			}
		}
	})
}

func TestCard_inventsNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{
			"quieta.example/":  {body: `<html><title>Quieta</title><h1>Quieta</h1><p>Em breve.</p>`},
			"rodape.example/":  {body: `<html><title>Rodapé</title><p>© 2026 Rodapé Serviços Digitais LTDA. Todos os direitos reservados.</p>`},
			"fechada.example/": {status: 500},
		})
		site := w.site(t)
		card, err := site.Card(t.Context(), scrapers.Visit{URL: "http://quieta.example", Country: "BR"})
		if err != nil {
			t.Fatal(err)
		}
		for name, piece := range map[string]*scrapers.Quoted{"offer": card.Offer, "for whom": card.ForWhom, "proof": card.Proof, "tone": card.Tone, "never say": card.NeverSay,
			"legal": card.LegalName, "mail": card.Email, "privacy": card.PrivacyContact, "address": card.Address} {
			if piece != nil {
				t.Errorf("%s is %+v", name, *piece)
			}
		}
		card, err = site.Card(t.Context(), scrapers.Visit{URL: "http://rodape.example", Country: "BR"})
		if err != nil || card.LegalName == nil || card.LegalName.Value != "Rodapé Serviços Digitais LTDA" || !strings.Contains(card.LegalName.Quote, "©") {
			t.Errorf("the foot says %+v, %v", card.LegalName, err)
		}
		if card, err := site.Card(t.Context(), scrapers.Visit{URL: "http://fechada.example"}); err == nil && (card.State != scrapers.SiteUnreachable || card.Offer != nil) {
			t.Errorf("a broken site is %+v", card)
		}
	})
}
