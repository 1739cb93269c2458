package website

import "testing"

func TestTitleName_isThePieceThatTheDomainConfirms(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ title, host, want string }{
		{"Padaria Doce | Pães em Blumenau", "padariadoce.example", "Padaria Doce"},
		{"Pães em Blumenau - Padaria Doce", "padariadoce.example", "Padaria Doce"},
		{"Início", "padaria.example", ""},
		{"Home - Dra. Ana Souza", "clinica.example", "Dra. Ana Souza"},
		{"Contato :: Auto Peças Silva", "silvapecas.example", "Auto Peças Silva"},
		{"Bem-vindo | Quitanda", "outro.example", "Quitanda"},
		{"Ana-Maria Doces", "x.example", "Ana-Maria Doces"},
		{"", "x.example", ""},
	} {
		if got := titleName(c.title, c.host); got != c.want {
			t.Errorf("%q at %s: got %q, want %q", c.title, c.host, got, c.want)
		}
	}
}
