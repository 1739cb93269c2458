package campaign

import "testing"

func TestReanchor_keepsTheFactsWhoseWordsAreStillThere(t *testing.T) {
	t.Parallel()
	const before = "Olá, Padaria Sol! Vi a Padaria Sol no mapa de Blumenau."
	use := func(kind string, start, end int) FactUse {
		return FactUse{Fact: Fact{Kind: kind}, Start: start, End: end}
	}
	facts := []FactUse{use("name", 6, 17), use("name", 24, 35), use("city", 47, 55), use("broken", 50, 999), use("empty", 3, 3)}
	for name, tt := range map[string]struct {
		after string
		want  map[int]string // start → words
	}{
		"nothing changed":       {before, map[int]string{6: "Padaria Sol", 24: "Padaria Sol", 47: "Blumenau"}},
		"a greeting is longer":  {"Bom dia, Padaria Sol! Vi vocês no mapa de Blumenau.", map[int]string{9: "Padaria Sol", 43: "Blumenau"}},
		"the city was replaced": {"Olá, Padaria Sol!", map[int]string{6: "Padaria Sol"}},
		"all was replaced":      {"Oi", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := map[int]string{}
			for _, f := range Reanchor(facts, before, tt.after) {
				found[f.Start] = tt.after[f.Start:f.End]
			}
			if len(found) != len(tt.want) {
				t.Fatalf("got %v, want %v", found, tt.want)
			}
			for at, words := range tt.want {
				if found[at] != words {
					t.Errorf("at %d: %q, want %q", at, found[at], words)
				}
			}
		})
	}
}
