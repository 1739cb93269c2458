package website

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"aceno/campaign"
	"aceno/scrapers"
)

// found returns the values of the facts of one kind.
func found(list []campaign.Fact, kind string) []string {
	var out []string
	for _, f := range list {
		if f.Kind == kind {
			out = append(out, firstOf(f.Value, f.Text))
		}
	}
	return out
}

func TestRead_tellsWhatStandsOnASiteAndWhere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{
			"padaria-doce.example/": {body: `<html lang="pt-BR"><title>Padaria Doce | Blumenau</title>
				<meta name="description" content="Pães e doces desde 1990."><a href="/contato">Contato</a><a href="/sobre">Sobre</a>
				<a href="/fora">Contato de fora</a><a href="https://instagram.com/padaria.doce">Instagram</a><p>Fone 47 3322-4455</p>`},
			"padaria-doce.example/contato": {body: `<p>WhatsApp: (47) 99988-7755</p><p>Fone (47) 3322-4455</p>
				<p>contato@padaria-doce.example ou padaria.doce@gmail.com</p><p>Site feito por ola@agencia-longe.example, (85) 3322-9988</p>`},
			"padaria-doce.example/sobre": {status: 500},
			"padaria-doce.example/fora":  {location: "http://outra.example/contato", status: 302},
			"outra.example/contato":      {body: "<p>(47) 3355-6677</p>"},
		})
		report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: "http://padaria-doce.example", Country: "BR", AreaCode: "47", Name: "Padaria Doce"})
		if err != nil {
			t.Fatal(err)
		}
		if report.State != scrapers.SiteOK || report.Pages != 2 || report.Title != "Padaria Doce | Blumenau" || report.Language != "pt-BR" ||
			report.FinalURL != "http://padaria-doce.example/" {
			t.Errorf("report %+v", report)
		}
		for kind, want := range map[string][]string{
			campaign.FactPhone:     {"+554733224455", "+5547999887755"},
			campaign.FactWhatsApp:  {"+5547999887755"},
			campaign.FactEmail:     {"contato@padaria-doce.example", "padaria.doce@gmail.com"},
			campaign.FactInstagram: {"padaria.doce"},
			campaign.FactNote:      {"Pães e doces desde 1990."},
			campaign.FactSiteState: {"ok"},
			FactEmailUnsure:        {"ola@agencia-longe.example"},
			FactPhoneUnsure:        {"+558533229988"},
		} {
			if got := found(report.Facts, kind); !slices.Equal(got, want) {
				t.Errorf("%s: got %q, want %q", kind, got, want)
			}
		}
		for _, f := range report.Facts {
			if f.Source != "website" || !strings.HasPrefix(f.URL, "http://padaria-doce.example/") || !f.At.Equal(noon) ||
				f.ID != campaign.FactID(f.Kind, f.Value, f.Source, f.URL) {
				t.Errorf("fact %+v", f)
			}
		}
	})
}

func TestRead_readsAtMostFivePages(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		pages := map[string]answer{}
		for _, path := range []string{"/", "/contato", "/contato?d=1", "/contato?d=2", "/contato?d=3", "/contato?d=4", "/contato?d=5"} {
			pages["trap.example"+path] = answer{body: `<a href="/contato">Contato</a><a href="?d=1">Contato</a><a href="/contato?d=2">Contato</a>
				<a href="/contato?d=3">Contato</a><a href="/contato?d=4">Contato</a><a href="/contato?d=5">Contato</a>`}
		}
		w := newTown(t, pages)
		report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: "http://trap.example/"})
		if err != nil || report.Pages > maxPages {
			t.Errorf("%d pages, %v", report.Pages, err)
		}
		if asked := w.requests(); len(asked) > maxPages+1 {
			t.Errorf("asked for %q", asked)
		}
	})
}

func TestRead_saysWhySiteCannotBeRead(t *testing.T) {
	t.Parallel()
	pages := map[string]answer{
		"no-robots.example/robots.txt":   {body: "User-agent: *\nDisallow: /", kind: "text/plain"},
		"no-contact.example/robots.txt":  {body: "User-agent: *\nDisallow: /contato", kind: "text/plain"},
		"no-contact.example/":            {body: `<a href="/contato">Contato</a><p>Fone (47) 3322-4455</p>`},
		"no-contact.example/contato":     {body: `<p>Fone (47) 3322-9999</p>`},
		"gone.example/":                  {status: 410},
		"broken.example/":                {status: 500},
		"pdf.example/":                   {kind: "application/pdf", body: "%PDF"},
		"parked.example/":                {body: "<h1>This domain is for sale</h1><p>Call (47) 3322-4455"},
		"app.example/":                   {body: `<div id="root"></div><script src="/a.js"></script>`},
		"to-inside.example/":             {status: 302, location: "http://127.0.0.1:8090/_/"},
		"loop.example/":                  {status: 302, location: "/"},
		"busy.example/":                  {status: 429},
		"robots-down.example/robots.txt": {status: 503},
		"no-tls.example/":                {body: "<p>Fone (47) 3322-4455"},
	}
	for address, want := range map[string]scrapers.SiteState{
		"http://no-robots.example/":      scrapers.SiteDisallowed,
		"http://no-contact.example/":     scrapers.SiteOK,
		"http://gone.example/":           scrapers.SiteUnreachable,
		"http://broken.example/":         scrapers.SiteUnreachable,
		"http://pdf.example/":            scrapers.SiteUnreachable,
		"http://parked.example/":         scrapers.SiteParked,
		"http://app.example/":            scrapers.SiteNeedsJavaScript,
		"http://to-inside.example/":      scrapers.SiteForbidden,
		"http://inside.example/":         scrapers.SiteForbidden,
		"http://user:pw@padaria.example": scrapers.SiteForbidden,
		"ftp://padaria.example/":         scrapers.SiteForbidden,
		"http://nowhere.example/":        scrapers.SiteUnreachable,
		"http://loop.example/":           scrapers.SiteUnreachable,
		"no-tls.example":                 scrapers.SiteOK,
		"https://instagram.com/padaria":  scrapers.SiteDisallowed,
		"http://busy.example/":           "",
		"http://robots-down.example/":    "",
		"http://nameserver-down.example": "",
	} {
		t.Run(address, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newTown(t, pages)
				report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: address, Country: "BR"})
				var later *scrapers.Failure
				if want == "" {
					if !errors.As(err, &later) || !later.Retry || later.After == 0 || later.Reason.Code == "" {
						t.Errorf("want a later try, got %+v, %v", report, err)
					}
					return
				}
				if err != nil || report.State != want || (report.Detail == "") != (want == scrapers.SiteOK) {
					t.Fatalf("want %s, got %+v, %v", want, report, err)
				}
				if got := found(report.Facts, campaign.FactSiteState); !slices.Equal(got, []string{string(want)}) {
					t.Errorf("state facts %q", got)
				}
				if want != scrapers.SiteOK && len(found(report.Facts, campaign.FactPhone)) > 0 {
					t.Errorf("contacts of a closed site: %+v", report.Facts)
				}
				if slices.Contains(w.requests(), "no-contact.example/contato") {
					t.Error("a page that robots.txt forbids was read")
				}
			})
		})
	}
}

func TestRead_learnsTheAreaCodeFromTheSite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{
			"padaria.example/":        {body: `<a href="/contato">Contato</a><p>Plantão: 99988-7755</p>`},
			"padaria.example/contato": {body: `<p>Fone (47) 3322-4455</p>`},
		})
		report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: "http://padaria.example/", Country: "BR"})
		if want := []string{"+5547999887755", "+554733224455"}; err != nil || !slices.Equal(found(report.Facts, campaign.FactPhone), want) {
			t.Errorf("%+v, %v", report.Facts, err)
		}
	})
}

func TestRead_takesTheHandleOfAProfileWithoutAskingForIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, nil)
		for address, want := range map[string][2]string{
			"https://www.instagram.com/padaria.doce/": {campaign.FactInstagram, "padaria.doce"},
			"facebook.com/padariadoce":                {campaign.FactFacebook, "padariadoce"},
			"https://wa.me/5547999887755":             {campaign.FactWhatsApp, "+5547999887755"},
		} {
			report, err := w.site(t).Read(t.Context(), scrapers.Visit{URL: address, Country: "BR"})
			if err != nil || !slices.Equal(found(report.Facts, want[0]), []string{want[1]}) {
				t.Errorf("%s: %+v, %v", address, report, err)
			}
		}
		if asked := w.requests(); len(asked) > 0 {
			t.Errorf("asked for %q", asked)
		}
	})
}

func TestRead_leavesPagesAboutTheBusinessWhenItKnowsHowToReachIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{
			"known.example/":      {body: `<a href="/sobre">Sobre</a><a href="/contato">Contato</a><p>(47) 3322-4455 oi@known.example`},
			"known.example/sobre": {body: "<p>Desde 1990"}, "known.example/contato": {body: "<p>Seg a sex 8h às 18h"},
			"unknown.example/":      {body: `<a href="/sobre">Sobre</a><p>Padaria`},
			"unknown.example/sobre": {body: "<p>(47) 3322-4455"},
		})
		site := w.site(t)
		for host, want := range map[string]int{"known.example": 2, "unknown.example": 2} {
			report, err := site.Read(t.Context(), scrapers.Visit{URL: "http://" + host, Country: "BR"})
			if err != nil || report.Pages != want {
				t.Errorf("%s: %d pages, want %d, %v", host, report.Pages, want, err)
			}
		}
		if slices.Contains(w.requests(), "known.example/sobre") {
			t.Error("a page was asked for that was not needed")
		}
	})
}
