package website

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestLanguageOf_believesTheTextBeforeTheTemplate(t *testing.T) {
	t.Parallel()
	const portuguese = `<p>Nós fazemos pães e bolos para você e sua família todos os dias, com o carinho que só uma padaria de bairro tem. Venha até a nossa loja no centro da cidade ou peça pelo telefone, não cobramos a entrega.`
	const english = `<p>We are a small bakery in the heart of the city and all our bread is made by hand. Come by when you can, or call us and we will be happy to bring it to your door.`
	for page, want := range map[string]string{
		`<html lang="pt-br">` + portuguese:                  "pt-BR",
		`<html lang="pt_BR">` + portuguese:                  "pt-BR",
		`<html lang="en">` + portuguese:                     "pt",
		portuguese:                                          "pt",
		`<html lang="en-US">` + english:                     "en-US",
		`<html lang="pt-BR">` + english:                     "en",
		`<html lang="es"><p>Panadería`:                      "es",
		`<html lang="nonsense value">` + english:            "en",
		`<p>Padaria`:                                        "",
		`<meta http-equiv="content-language" content="de">`: "de",
		`<meta property="og:locale" content="pt_BR">`:       "pt-BR",
	} {
		if got := doc(t, page).languageOf(); got != want {
			t.Errorf("%.60s: got %q, want %q", page, got, want)
		}
	}
}

func TestLanguageOf_realPages(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(sharedFolder(t, "data", "html"), "hand", "*.truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	right, of := 0, 0
	for _, file := range files {
		tr := readTruthFile(t, file)
		want, _, _ := strings.Cut(tr.Language, "-")
		got, _, _ := strings.Cut(readDocument(t, filepath.Join(filepath.Dir(file), tr.Page), tr).languageOf(), "-")
		if of++; got == want {
			right++
		} else {
			t.Logf("%s: got %q, want %q", tr.Page, got, want)
		}
	}
	t.Logf("%d of %d languages right", right, of)
	if of > 0 && right*100 < of*95 {
		t.Error("want 95 of 100")
	}
}
