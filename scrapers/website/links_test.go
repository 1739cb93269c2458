package website

import (
	"net/url"
	"slices"
	"testing"
)

func TestCandidates_areContactPagesFirstAndOnlyOfThisSite(t *testing.T) {
	t.Parallel()
	d := doc(t, `<a href="/produtos">Produtos</a><a href="/sobre">A padaria</a><a href="/quem-somos">Quem somos</a>
		<a href="/fale">Contato</a><a href="http://www.padaria.example/contato/#mapa">Onde fica</a><a href="/contato">de novo</a>
		<a href="/index.html">Contato</a><a href="#contato">Contato</a><a href="https://outra.example/contato">Contato</a>
		<a href="/contato.pdf">Contato</a><a href="mailto:contato@padaria.example">Contato</a>
		<a href="/blog/2026/11/24/sobre-o-pao">Leia</a><iframe src="/topo.html"></iframe><iframe src="https://maps.example/embed"></iframe>`)
	want := []string{
		"https://padaria.example/fale", "http://www.padaria.example/contato/", "https://padaria.example/quem-somos",
		"https://padaria.example/topo.html", "https://padaria.example/sobre",
	}
	var got []string
	for _, c := range d.candidates() {
		got = append(got, c.to)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestCandidates_areNoneWhereOthersHavePagesToo(t *testing.T) {
	t.Parallel()
	u, err := url.Parse("https://linktr.ee/padaria")
	if err != nil {
		t.Fatal(err)
	}
	if got := parse(`<a href="/outra/contato">Contato</a>`, u).candidates(); len(got) > 0 {
		t.Errorf("got %d", len(got))
	}
}

func TestSameSite_countsSubdomainsOfOneOwner(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]string]bool{
		{"https://padaria.com.br/", "http://www.padaria.com.br/x"}:     true,
		{"https://loja.padaria.com.br/", "https://padaria.com.br/"}:    true,
		{"https://padaria.com.br/", "https://outra.com.br/"}:           false,
		{"https://a.wixsite.com/x", "https://b.wixsite.com/x"}:         false,
		{"https://a.blogspot.com/", "https://a.blogspot.com/p/x"}:      true,
		{"http://93.184.216.34/", "http://93.184.216.34/contato"}:      true,
		{"https://padaria.com.br.evil.com/", "https://padaria.com.br"}: false,
	} {
		a, errA := url.Parse(pair[0])
		b, errB := url.Parse(pair[1])
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if sameSite(a, b) != want {
			t.Errorf("%q: want %v", pair, want)
		}
	}
}
