package website

import (
	"testing"

	"aceno/scrapers"
)

func TestPlausibleEmail_isTheSitesOwnOrAFreeMailbox(t *testing.T) {
	t.Parallel()
	visit := scrapers.Visit{Name: "Sigma Assessoria Contábil"}
	for address, want := range map[string]bool{
		"contato@sigma.example":         true,
		"contato@mail.sigma.example":    true,
		"sigma@gmail.com":               true,
		"sigma@yahoo.com.br":            true,
		"sigma@uol.com.br":              true,
		"contato@sigma.com.br":          true,
		"a@sigmassessoria.com.br":       true,
		"ola@agencia-de-sites.example":  false,
		"vendas@estranho.com.br":        false,
		"gmail@gmail.com.evil.example":  false,
		"contato@gmail.example.com.br":  false,
		"contato@contabilidade-x.local": false,
	} {
		if got := plausibleEmail(address, "sigma.example", visit, "Sigma | Início"); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

func TestPlausiblePhone_isOfTheAreaOrNational(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		phone phone
		area  string
		want  bool
	}{
		{phone{number: "+554733224455"}, "47", true},
		{phone{number: "+554833224455"}, "47", true},
		{phone{number: "+551133224455"}, "47", false},
		{phone{number: "+558007224455", national: true}, "47", true},
		{phone{number: "+351217910032"}, "47", false},
		{phone{number: "+551133224455"}, "", true},
	} {
		if got := plausiblePhone(c.phone, c.area); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
