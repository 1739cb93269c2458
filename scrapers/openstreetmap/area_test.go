package openstreetmap

import "testing"

func TestUnderstand_readsStateAndCountry(t *testing.T) {
	t.Parallel()
	cases := []struct {
		area, workspace string
		want            question
	}{
		{"Campinas", "BR", question{Words: "Campinas", Country: "BR"}},
		{"Campinas", "", question{Words: "Campinas"}},
		{"Campinas, BR", "", question{Words: "Campinas", Country: "BR"}},
		{"Campinas, br", "PT", question{Words: "Campinas", Country: "BR"}},
		{"Campinas, Brasil", "US", question{Words: "Campinas", Country: "BR"}},
		{"Blumenau, SC", "BR", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau, sc", "", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau - SC", "BR", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau/SC", "BR", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau/SC, Brasil", "BR", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau, SC, BR", "US", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Blumenau, Santa Catarina", "BR", question{Words: "Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"  Rio   de Janeiro ,RJ ", "BR", question{Words: "Rio de Janeiro, Rio de Janeiro", Country: "BR", State: "RJ"}},
		{"Centro, Blumenau, SC", "BR", question{Words: "Centro, Blumenau, Santa Catarina", Country: "BR", State: "SC"}},
		{"Centro, Blumenau", "BR", question{Words: "Centro, Blumenau"}},
		{"São João del-Rei", "BR", question{Words: "São João del-Rei", Country: "BR"}},
		{"Lisboa, PT", "BR", question{Words: "Lisboa", Country: "PT"}},
		{"Lisboa, Portugal", "BR", question{Words: "Lisboa", Country: "PT"}},
		{"Rosario, AR", "BR", question{Words: "Rosario", Country: "AR"}},
		{"BR-SC", "BR", question{Words: "Santa Catarina", Country: "BR", State: "SC", IsState: true}},
		{"br-sp", "", question{Words: "São Paulo", Country: "BR", State: "SP", IsState: true}},
		{"BR-XX", "BR", question{Words: "BR-XX", Country: "BR"}},
		{", ,", "BR", question{Country: "BR"}},
	}
	for _, c := range cases {
		if got := understand(c.area, c.workspace); got != c.want {
			t.Errorf("%q in %q: %+v, want %+v", c.area, c.workspace, got, c.want)
		}
	}
}
