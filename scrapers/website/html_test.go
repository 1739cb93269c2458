package website

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParse_linesAreWhatAReaderSees(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"blocks":            {`<h1>Padaria</h1><p>Rua <b>das</b> Flores<br>Centro</p>`, []string{"Padaria", "Rua das Flores", "Centro"}},
		"white space":       {"<p>\n a \t b&nbsp;c\u200b </p>", []string{"a b c"}},
		"cells":             {`<table><tr><td>Fone<td>1<tr><td>Fax<td>2</table>`, []string{"Fone", "1", "Fax", "2"}},
		"never closed":      {`<div><p>a<p>b<div>c`, []string{"a", "b", "c"}},
		"closed too often":  {`</div></p>a</div></span></b><p>b`, []string{"a", "b"}},
		"scripts":           {`a<script>if (1<2) document.write("<p>x</p>")</script><style>p{}</style>b`, []string{"ab"}},
		"hidden":            {`<div style="DISPLAY : none">x<div>y</div>z</div><p>a</p><span hidden>b</span>`, []string{"a"}},
		"hidden body":       {`<body style="display:none"><p>a</p></body>`, []string{"a"}},
		"template and svg":  {`<template><p>x</p></template><svg><title>x</title></svg><p>a</p>`, []string{"a"}},
		"comments":          {`a<!-- x -->b<!--[if IE]>y<![endif]-->`, []string{"ab"}},
		"entities":          {`<p>P&atilde;o &amp; Cia &#169;</p>`, []string{"Pão & Cia ©"}},
		"icon":              {`<p><i class="fa fa-whatsapp"></i>47</p>`, []string{"WhatsApp 47"}},
		"a broken tag":      {`<p class="x>a</p><p>b</p>`, nil},
		"attribute is twin": {`<a href="/a" href="/b">a</a>`, []string{"a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := doc(t, c.page).lines; !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestParse_knowsWhatThePageSaysOfItself(t *testing.T) {
	t.Parallel()
	d := doc(t, `<html lang="pt-BR"><head><base href="https://www.padaria.example/loja/"><title> Padaria
		Doce </title><meta name="description" content="Pães &amp; doces"><meta property="og:site_name" content="Padaria">
		<meta http-equiv="refresh" content="0; URL='/novo'"></head><body><iframe src="mapa.html"></iframe>
		<a href="contato.html" title="Fale conosco"><img src=x> Contato</a><a name=x>y</a><a href="javascript:go()">z</a></body>`)
	if d.title != "Padaria Doce" || d.language != "pt-BR" || d.description != "Pães & doces" || d.siteName != "Padaria" {
		t.Errorf("title %q, language %q, description %q, name %q", d.title, d.language, d.description, d.siteName)
	}
	if want := []string{"https://www.padaria.example/novo", "https://www.padaria.example/loja/mapa.html"}; !slices.Equal(d.frames, want) {
		t.Errorf("frames %q", d.frames)
	}
	if len(d.links) != 2 || d.links[0].to != "https://www.padaria.example/loja/contato.html" || d.links[0].text != "Contato" ||
		d.links[0].label != "Fale conosco" || d.links[1].to != "" {
		t.Errorf("links %+v", d.links)
	}
}

// TestParse_staysSmallOnHugePages runs alone: it measures memory.
func TestParse_staysSmallOnHugePages(t *testing.T) { //nolint:paralleltest // see above
	for name, page := range map[string]string{
		"deep":            strings.Repeat("<div>", 200_000) + "(47) 3322-4455",
		"deep and closed": strings.Repeat("<b>", 100_000) + "x" + strings.Repeat("</b>", 100_000) + "(47) 3322-4455",
		"one attribute":   `<a href="` + strings.Repeat("x", 5_000_000) + `">y</a>(47) 3322-4455`,
		"many attributes": `<a ` + strings.Repeat("x=1 ", 500_000) + `>y</a>(47) 3322-4455`,
		"many links":      strings.Repeat(`<a href="/x">y</a>`, 200_000) + "(47) 3322-4455",
		"mail signs":      strings.Repeat("a@", 500_000) + " (47) 3322-4455",
		"digits":          strings.Repeat("1 ", 500_000) + "<p>(47) 3322-4455",
		"brackets":        strings.Repeat("(", 500_000) + "<p>(47) 3322-4455",
		"JSON":            `<script type="application/ld+json">` + strings.Repeat(`[`, 400_000) + `</script>(47) 3322-4455`,
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		d := doc(t, page)
		phones := d.allPhones(home{region: "BR", areaCode: "47"})
		_, _, _ = d.allEmails(), d.allProfiles(), d.candidates()
		runtime.ReadMemStats(&after)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 64<<20 {
			t.Errorf("%s: %d MiB more on the heap", name, held>>20)
		}
		if len(phones) != 1 && name != "mail signs" && name != "digits" && name != "brackets" { // those fill all the room for text
			t.Errorf("%s: the number after it was not found", name)
		}
	}
}
