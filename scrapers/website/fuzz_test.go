package website

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzPage holds that no page breaks the reading, and that what is given out stands on the page.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`<p>Fone (47) 3322-4455 / 99988-7755 <a href="https://wa.me/5547999887755">oi</a> a@b.example`,
		`<script type="application/ld+json">{"@graph":[{"@type":"Bakery","telephone":"+55 47 3322-4455","sameAs":["//x.com/a"]}]}</script>`,
		`<a href="mailto:a@b.example?x">a [arroba] b.example</a><span data-cfemail="2a4b">x</span><meta http-equiv=refresh content="0;url=/x">`,
		"\xff\xfe<\x00p\x00>\x00", `<base href="//"><a href="::"><svg><title></svg><noscript>`,
	} {
		f.Add([]byte(seed), "text/html")
	}
	at, err := url.Parse("https://padaria.example/")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		d := parse(decode(body, kind), at)
		h := home{region: "BR", areaCode: "47"}
		for _, p := range d.allPhones(h) {
			if !strings.HasPrefix(p.number, "+") || p.raw == "" || digits(p.raw) < 7 {
				t.Errorf("phone %+v", p)
			}
		}
		for _, e := range d.allEmails() {
			if strings.Count(e.address, "@") != 1 || e.raw == "" {
				t.Errorf("e-mail %+v", e)
			}
		}
		for _, p := range d.allProfiles() {
			if p.handle == "" || p.raw == "" {
				t.Errorf("profile %+v", p)
			}
		}
		for _, next := range d.candidates() {
			to := next.to
			if u, err := url.Parse(to); err != nil || !sameSite(u, at) {
				t.Errorf("link to %q, %v", to, err)
			}
		}
		d.state(false)
	})
}
