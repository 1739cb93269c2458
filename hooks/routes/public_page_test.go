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
	for _, catalogue := range []map[string]map[string]string{privacyWords, reportWords} {
		portuguese, english := catalogue["pt-BR"], catalogue["en"]
		if pt, en := slices.Sorted(maps.Keys(portuguese)), slices.Sorted(maps.Keys(english)); !slices.Equal(pt, en) {
			t.Errorf("the languages have other keys:\n%v\n%v", pt, en)
		}
		for key, words := range portuguese {
			if words == "" || english[key] == "" || strings.Count(words, "%s") != strings.Count(english[key], "%s") {
				t.Errorf("%s says %q and %q", key, words, english[key])
			}
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
