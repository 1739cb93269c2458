package website

import (
	"net/url"
	"strings"
	"testing"

	"aceno/scrapers"
)

func TestState_tellsEmptyAndParkedSitesFromRealOnes(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Pães, bolos e doces feitos todos os dias com carinho. ", 100)
	for name, c := range map[string]struct {
		page string
		want scrapers.SiteState
	}{
		"ordinary":                     {"<p>" + long, scrapers.SiteOK},
		"short and real":               {"<h1>Padaria</h1><p>Rua das Flores 12</p>", scrapers.SiteOK},
		"application":                  {`<div id="root"></div><script type="module" src="/main.js"></script>`, scrapers.SiteNeedsJavaScript},
		"application that says so":     {`<noscript>You need to enable JavaScript to run this app.</noscript><div id="x"></div><script src="a.js"></script>`, scrapers.SiteNeedsJavaScript},
		"notice in the text":           {`<p>Por favor, habilite o JavaScript do navegador.</p><script src="a.js"></script>`, scrapers.SiteNeedsJavaScript},
		"application drawn by servers": {`<div id="__next"><p>` + long + `</p></div><script src="a.js"></script>`, scrapers.SiteOK},
		"for sale":                     {"<title>padaria.example</title><h1>This domain is for sale!</h1>", scrapers.SiteParked},
		"for sale in Portuguese":       {"<h1>Este domínio está à venda</h1>", scrapers.SiteParked},
		"suspended":                    {"<h1>Account Suspended</h1>", scrapers.SiteParked},
		"web server":                   {"<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>", scrapers.SiteParked},
		"directory":                    {"<title>Index of /</title><h1>Index of /</h1>", scrapers.SiteParked},
		"hosted at, with a business":   {"<p>Padaria Doce, Rua das Flores 12. Site hospedado na Nuvem", scrapers.SiteParked},
		"nothing but a script":         {`<script src="a.js"></script><div class="x"></div>`, scrapers.SiteNeedsJavaScript},
		"domain by its name":           {"<h1>The domain padaria.example is for sale</h1>", scrapers.SiteParked},
		"estate agent":                 {"<p>Imóveis à venda: casas e terrenos. Domínio pleno.</p>", scrapers.SiteOK},
		"article about domains":        {"<p>" + long + long + " How to buy this domain</p>", scrapers.SiteOK},
	} {
		if got, detail := doc(t, c.page).state(false); got != c.want || (detail == "") != (got == scrapers.SiteOK) {
			t.Errorf("%s: %s (%s), want %s", name, got, detail, c.want)
		}
	}
	if got, _ := doc(t, "<p>Padaria Doce (47) 3322-4455. Site hospedado na Nuvem").state(true); got != scrapers.SiteOK {
		t.Errorf("a business that names its host is %s", got)
	}
	market, err := url.Parse("https://www.hugedomains.com/domain_profile.cfm?d=padaria")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := parse("<p>"+long, market).state(false); got != scrapers.SiteParked {
		t.Errorf("a domain market is %s", got)
	}
}
