package reply

import "testing"

func TestFold_bringsDisguisesBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"accents and case":    {"NÃO Já", "nao ja"},
		"full width":          {"ＳＡＩＲ", "sair"},
		"mathematical":        {"𝗦𝗔𝗜𝗥", "sair"},
		"Cyrillic letters":    {"ѕаіr", "sair"},
		"zero width":          {"s\u200ba\u2060i\ufeffr", "sair"},
		"soft hyphen":         {"pa\u00adrar", "parar"},
		"combining overlay":   {"s\u0336a\u0336i\u0336r\u0336", "sair"},
		"letters in squares":  {"🅂🄰🄸🅁", "sair"},
		"black squares":       {"🆂🅰🅸🆁", "sair"},
		"carriage return":     {"a\rb\u2028c", "a\nb\nc"},
		"what is not UTF-8":   {"sair\xff", "sair "},
		"right to left marks": {"\u202esair\u202c", "sair"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := fold(c.in); got != c.want {
				t.Errorf("%q: %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestRead_cutsAndSpellsOut(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"me tira, por favor, da lista": "me tira da lista",
		"n quero msg d vcs":            "nao quero mensagem de voces",
		"s a i r":                      "sair",
		"S.A.I.R, obg":                 "sair | obrigado",
		"pareeee":                      "pare",
		"p@rar":                        "parar",
		"sair? quanto":                 "sair ? quanto",
		"don't":                        "dont",
		"veja https://a.example/sair":  "veja",
		"a b c":                        "a b c",
		"por favor":                    "",
	} {
		if got := read(fold(in)).all(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
