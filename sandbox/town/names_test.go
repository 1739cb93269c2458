package town

import (
	"strings"
	"testing"
)

func TestScribble_everyWritingIsTheSameNumber(t *testing.T) {
	t.Parallel()
	r := Rand(1, "scribble")
	forms := map[string]bool{}
	for _, digits := range []string{"5547900000101", "554730000011"} {
		for range 500 {
			text := scribble(digits, r)
			forms[strings.Map(shape, text)] = true
			if got := Digits(text, "47"); got != digits {
				t.Fatalf("%s was written as %q, which reads as %q", digits, text, got)
			}
		}
	}
	if len(forms) < 12 {
		t.Errorf("numbers are written in %d ways, want many: %v", len(forms), forms)
	}
}

// shape turns every digit into the same one.
func shape(c rune) rune {
	if c >= '0' && c <= '9' {
		return '0'
	}
	return c
}

func TestOldForm_hasEightDigits(t *testing.T) {
	t.Parallel()
	if got := oldForm("5547900000101"); got != "+55 47 0000-0101" {
		t.Errorf("got %q", got)
	}
}

func TestNumbers_mobilesTakeOverWhenLandlinesAreUp(t *testing.T) {
	t.Parallel()
	n := newNumbers()
	seen := map[string]bool{}
	for i := range fixedPerArea + 50 {
		one := n.nextFixed("47")
		if seen[one] || !madeUp.MatchString(one) {
			t.Fatalf("number %d is %s: taken already, or not made up", i, one)
		}
		seen[one] = true
	}
}

func TestSlug_writesNamesAsHostsDo(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Padaria Três Irmãos": "padaria-tres-irmaos", "  Açaí & Cia. ": "acai-cia", "Quero-Quero": "quero-quero", "24 Horas": "24-horas", "": "", "日本": "",
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestNameOfFile_findsCityAndState(t *testing.T) {
	t.Parallel()
	for path, want := range map[string][2]string{
		"/x/overpass_sc_blumenau.json":       {"Blumenau", "SC"},
		"overpass_rj_rio_de_janeiro.json":    {"Rio De Janeiro", "RJ"},
		"campinas.json":                      {"Campinas", ""},
		"overpass.json":                      {"Cidade", ""},
		"overpass_mg_belo horizonte-v2.json": {"Belo Horizonte V2", "MG"},
	} {
		if name, uf := nameOfFile(path); name != want[0] || uf != want[1] {
			t.Errorf("%s is %q in %q, want %q in %q", path, name, uf, want[0], want[1])
		}
	}
}

func TestRand_dependsOnSeedAndWords(t *testing.T) {
	t.Parallel()
	one := Rand(1, "a", "b").Uint64()
	if Rand(1, "a", "b").Uint64() != one {
		t.Error("the same words give another sequence")
	}
	for name, other := range map[string]uint64{
		"another seed": Rand(2, "a", "b").Uint64(), "joined words": Rand(1, "ab").Uint64(), "another word": Rand(1, "a", "c").Uint64(),
	} {
		if other == one {
			t.Errorf("%s gives the same sequence", name)
		}
	}
}

func TestHandle_isUniqueAndShort(t *testing.T) {
	t.Parallel()
	b := &builder{hosts: map[string]bool{}}
	seen := map[string]bool{}
	for range 12 {
		one := b.handle("clinica-odontologica-ipe-amarelo")
		if seen[one] || len(one) > 30 || !strings.HasSuffix(one, "_valesereno") {
			t.Fatalf("handle %q is taken, too long or without its end", one)
		}
		seen[one] = true
	}
}
