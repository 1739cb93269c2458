package website

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"aceno/scrapers"
)

// seen is what a page of padaria.example in Blumenau gives: numbers, those on WhatsApp, addresses, profiles, CNPJs, and its state.
func seen(t *testing.T, raw []byte, kind string) string {
	t.Helper()
	at, err := url.Parse("https://www.padaria.example/contato")
	if err != nil {
		t.Fatal(err)
	}
	d := parse(decode(raw, kind), at)
	h := home{region: "BR", areaCode: "47"}
	var parts []string
	add := func(kind string, list []string) {
		if slices.Sort(list); len(list) > 0 {
			parts = append(parts, kind+"="+strings.Join(slices.Compact(list), " "))
		}
	}
	var phones, chats, mails, profiles, firms []string
	for _, p := range d.allPhones(h) {
		if p.stranger {
			continue
		}
		if phones = append(phones, p.number); p.whatsapp {
			chats = append(chats, p.number)
		}
	}
	for _, m := range d.allEmails() {
		if !m.stranger {
			mails = append(mails, m.address)
		}
	}
	for _, p := range d.allProfiles() {
		profiles = append(profiles, p.kind+":"+p.handle)
	}
	for _, c := range d.cnpjs() {
		firms = append(firms, c.number)
	}
	add("phones", phones)
	add("whatsapp", chats)
	add("emails", mails)
	add("profiles", profiles)
	add("cnpj", firms)
	if state, _ := d.state(len(phones)+len(mails) > 0); state != scrapers.SiteOK {
		parts = append(parts, string(state))
	}
	return strings.Join(parts, " | ")
}

// TestPages_ofShapesThatAreInNoSample holds the rules against what the labelled pages do not show.
func TestPages_ofShapesThatAreInNoSample(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<p>Pães artesanais de fermentação natural, feitos todos os dias com farinha orgânica da serra.</p>", 12)
	for _, tc := range []struct{ name, page, want string }{
		{"arroba in brackets", `<p>contato [arroba] padaria [ponto] example</p>`, "emails=contato@padaria.example"},
		{"arroba in round brackets", `<p>E-mail: contato(arroba)padaria.example</p>`, "emails=contato@padaria.example"},
		{"at and dot", `<p>contact (at) padaria (dot) example</p>`, "emails=contact@padaria.example"},
		{"entities", `<p>&#99;ontato&#64;padaria&#46;example</p>`, "emails=contato@padaria.example"},
		{"elements between", `<p>contato<span>@</span>padaria<b>.example</b></p>`, "emails=contato@padaria.example"},
		{"a comment between", `<p>contato<!-- nada -->@padaria.example</p>`, "emails=contato@padaria.example"},
		{"written backwards", `<p style="unicode-bidi:bidi-override;direction:rtl">elpmaxe.airadap@otatnoc</p>`, "emails=contato@padaria.example"},
		{"in data attributes", `<a class="mail" data-user="contato" data-domain="padaria.example" href="#">e-mail</a>`, "emails=contato@padaria.example"},
		{"a subject behind", `<a href="mailto:contato@padaria.example?subject=Oi&cc=outra@padaria.example">escreva</a>`, "emails=contato@padaria.example"},
		{"encoded link", `<a href="mailto:%20contato%40padaria.example">escreva</a>`, "emails=contato@padaria.example"},
		{"a full stop behind", `<p>Escreva para contato@padaria.example. Obrigado!</p>`, "emails=contato@padaria.example"},
		{"a picture called @2x", `<img src="/logo@2x.png" alt="logo@2x.png"><script>var s="sentry@1.2.3.io";</script>`, ""},
		{"a number in a picture's words", `<img src="tel.png" alt="Telefone (47) 2000-0001">`, "phones=+554720000001"},
		{"JSON-LD in a graph", `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":["Bakery","LocalBusiness"],"name":"Padaria","telephone":"+55 47 2000-0001","email":"mailto:contato@padaria.example","sameAs":["https://www.instagram.com/padaria.x/"],"contactPoint":[{"@type":"ContactPoint","telephone":"+55 47 90000-0002"}]}]}</script>`,
			"phones=+554720000001 +5547900000002 | emails=contato@padaria.example | profiles=instagram:padaria.x"},
		{"microdata", `<div itemscope itemtype="https://schema.org/Bakery"><meta itemprop="telephone" content="47 2000-0001"><a itemprop="email" href="mailto:contato@padaria.example">e</a><link itemprop="sameAs" href="https://instagram.com/padaria.x"></div>`,
			"phones=+554720000001 | emails=contato@padaria.example | profiles=instagram:padaria.x"},
		{"an extension", `<p>Fone: (47) 2000-0001 ramal 23</p><p>Tel. (47) 2000-0002 - r. 105</p>`, "phones=+554720000001 +554720000002"},
		{"two numbers in one", `<p>Fones: (47) 2000-1100/1101</p>`, "phones=+554720001100 +554720001101"},
		{"two with one area code", `<p>(47) 2000-0001 / 90000-0002</p>`, "phones=+554720000001 +5547900000002"},
		{"two words", `<p>(47) 2000-0001 ou (47) 90000-0002 (WhatsApp)</p>`, "phones=+554720000001 +5547900000002 | whatsapp=+5547900000002"},
		{"a chat link", `<a href="https://api.whatsapp.com/send?phone=5547900000001&text=Oi">Fale</a>`, "phones=+5547900000001 | whatsapp=+5547900000001"},
		{"a chat link of an app", `<a href="whatsapp://send?phone=+5547900000001">Fale</a>`, "phones=+5547900000001 | whatsapp=+5547900000001"},
		{"a chat code without a number", `<a href="https://wa.me/message/ABCD1234567890">Fale</a>`, ""},
		{"a link that shares", `<a href="https://api.whatsapp.com/send?text=Veja%20isto%20https://padaria.example">Compartilhe</a><a href="https://www.facebook.com/sharer/sharer.php?u=x">f</a><a href="https://twitter.com/intent/tweet?text=x">t</a>`, ""},
		{"CNPJ with letters", `<p>CNPJ: 12.ABC.345/01DE-35</p>`, "cnpj=12ABC34501DE35"},
		{"CNPJ and phone", `<p>CNPJ 11.222.333/0001-81 | Tel: 47 2000-0001</p>`, "phones=+554720000001 | cnpj=11222333000181"},
		{"a fax", `<p>Fone: (47) 2000-0001<br>Fax: (47) 2000-0002</p>`, "phones=+554720000001"},
		{"phone and fax in one", `<p>Fone/Fax: (47) 2000-0001</p>`, "phones=+554720000001"},
		{"who built the site", `<p>(47) 2000-0001</p><footer>© 2026 Padaria. Desenvolvido por <a href="https://agencia.example">Agência X</a> - (11) 90000-0009 - oi@agencia.example</footer>`, "phones=+554720000001"},
		{"figures that are none", `<p>CEP 89010-000</p><p>Pedido 4720000001234</p><p>R$ 4.720,00 à vista</p><p>CPF 123.456.789-09</p><p>Inscrição estadual 254.000.001</p><p>ISBN 978-85-0000-001-5</p><p>20/11/2026 14:30</p><p>Lat -26.9187, -49.0653</p><p>Boleto 34191.79001 01043.510047 91020.150008</p>`, ""},
		{"prices and codes", `<p>De 2000-0001 por R$ 1999,90</p><p>SKU 47900000001-X</p><p>Protocolo nº 47 2000 0001 2</p>`, ""},
		{"points between", `<p>47.2000.0001 | 47 9.0000.0002</p>`, "phones=+554720000001 +5547900000002"},
		{"a carrier code", `<p>0xx47 2000-0001</p><p>(0**47) 2000-0002</p>`, "phones=+554720000001 +554720000002"},
		{"national numbers", `<p>0800 000 0001 e 4004-0001</p>`, "phones=+5540040001 +558000000001"},
		{"spaced digits", `<p>Tel: 4 7 2 0 0 0 0 0 0 1</p>`, ""},
		{"digits in elements", `<p>(47) <b>2000</b>-<b>0001</b></p>`, "phones=+554720000001"},
		{"a tel link with words", `<a href="tel:+55-47-2000-0001">Ligue agora</a>`, "phones=+554720000001"},
		{"a tel link without area", `<a href="tel:20000001">2000-0001</a>`, "phones=+554720000001"},
		{"an hour and a number", `<p>Seg a sex das 08:00 às 18:00 (47) 2000-0001</p>`, "phones=+554720000001"},
		{"a parked domain", `<html><head><title>padaria.example</title></head><body><h1>padaria.example</h1><p>Este domínio está à venda. Buy this domain.</p></body></html>`, "parked"},
		{"a shell", `<html><head><title>Padaria</title><script src="/static/js/main.4f3a.js"></script></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>`, "needs_javascript"},
		{"a shell with data", `<html><head><title>Padaria</title></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props":{"phone":"+55 47 2000-0001"}}</script><script src="/_next/a.js"></script></body></html>`, "needs_javascript"},
		{"profiles", `<a href="https://instagram.com/padaria.x?igshid=1">i</a><a href="https://www.instagram.com/p/ABC123/">post</a><a href="https://www.facebook.com/padaria.x">f</a><a href="https://www.linkedin.com/company/padaria-x/">l</a><a href="https://instagram.com/">i</a>`,
			"profiles=facebook:padaria.x instagram:padaria.x linkedin:company/padaria-x"},
		{"a handle in words", `<p>Siga no Instagram: @padaria.x</p>`, "profiles=instagram:padaria.x"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			page := tc.page
			if !strings.Contains(page, "<html") {
				page = `<html lang="pt-BR"><head><title>Padaria X</title></head><body>` + long + page + `</body></html>`
			}
			if got := seen(t, []byte(page), "text/html; charset=utf-8"); got != tc.want {
				t.Errorf("gives %s\nwant  %s", got, tc.want)
			}
		})
	}
}

func TestPages_whoseCharsetIsALie(t *testing.T) {
	t.Parallel()
	latin := []byte("<html><head><meta charset=\"utf-8\"><title>P\xE3es</title></head><body><p>S\xE3o Jo\xE3o: contato@padaria.example, Fone (47) 2000-0001</p></body></html>")
	if got := seen(t, latin, "text/html; charset=utf-8"); got != "phones=+554720000001 | emails=contato@padaria.example" {
		t.Errorf("Latin-1 declared as UTF-8 gives %s", got)
	}
	if text := decode(latin, "text/html; charset=utf-8"); !strings.Contains(text, "São João") {
		t.Errorf("read as %.200q", text)
	}
	utf := []byte("<html><head><meta charset=\"iso-8859-1\"><title>Pães</title></head><body><p>São João e açaí</p></body></html>")
	if text := decode(utf, "text/html; charset=iso-8859-1"); !strings.Contains(text, "São João e açaí") {
		t.Errorf("UTF-8 declared as Latin-1 is read as %.200q", text)
	}
}
