package routes

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestPublicWords_areTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	pt, en := slices.Sorted(maps.Keys(privacyPortuguese)), slices.Sorted(maps.Keys(privacyEnglish))
	if !slices.Equal(pt, en) {
		t.Errorf("the languages have other keys:\n%v\n%v", pt, en)
	}
	for key, words := range privacyPortuguese {
		if words == "" || privacyEnglish[key] == "" || strings.Count(words, "%s") != strings.Count(privacyEnglish[key], "%s") {
			t.Errorf("%s says %q and %q", key, words, privacyEnglish[key])
		}
	}
}

func TestLanguageOf_takesTheFirstThatWeSpeak(t *testing.T) {
	t.Parallel()
	for _, tt := range [...][3]string{
		{"pt-BR,en;q=0.5", "", "pt-BR"}, {"en-US", "pt-BR", "en"}, {"de, en;q=0.7, pt;q=0.3", "", "en"}, {"fr", "en", "en"}, {"", "", "pt-BR"}, {"PT", "en", "pt-BR"}, {"ptx", "en", "en"},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "/p/x", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Language", tt[0])
		if got := languageOf(r, tt[1]); got != tt[2] {
			t.Errorf("%q with %q gives %s, want %s", tt[0], tt[1], got, tt[2])
		}
	}
}
