package reply

import (
	"os"
	"strings"
	"testing"

	"aceno/campaign"
)

// phrases reads one of our own lists: a phrase a line, "#" begins a comment.
func phrases(t *testing.T, label string) []string {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + label + ".txt")
	if err != nil {
		t.Fatalf("read the phrases of %s: %v", label, err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

func TestOptOut_judgesOurOwnPhrases(t *testing.T) {
	t.Parallel()
	judge := NewOptOut(nil)
	for label, want := range verdicts {
		wrong, list := 0, phrases(t, label)
		for _, text := range list {
			if got := judge.Judge(text); got != want {
				wrong++
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
		t.Logf("%s: %d of %d right", label, len(list)-wrong, len(list))
	}
}

func TestOptOut_leavesOutWhatOthersWrote(t *testing.T) {
	t.Parallel()
	footer := "Não quer mais mensagens? Responda SAIR.\nEstúdio Aceno"
	for name, c := range map[string]struct {
		text string
		want campaign.OptOutVerdict
	}{
		"quoted command":                {"> SAIR\nquanto custa?", campaign.OptOutNo},
		"quoted after a hidden rune":    {"\u200b> pare de mandar\npode mandar", campaign.OptOutNo},
		"below a Portuguese header":     {"Gostei!\n\nEm seg., 3 de nov. de 2025 às 10:00, Ana <ana@agencia.example> escreveu:\nPara não receber mais, responda SAIR", campaign.OptOutNo},
		"below an English header":       {"Sounds good\n\nOn Mon, Nov 3, 2025 at 10:00 AM Ana <ana@agencia.example> wrote:\n> reply STOP to opt out", campaign.OptOutNo},
		"our footer":                    {"Quero saber mais\nNão quer mais mensagens? Responda SAIR.", campaign.OptOutNo},
		"a line that instructs":         {"Qual o valor?\nPara deixar de receber, responda SAIR", campaign.OptOutNo},
		"an English line that does":     {"How much?\nTo unsubscribe, click here", campaign.OptOutNo},
		"the answer above a quotation":  {"SAIR\n\nEm 3 de nov. de 2025, Ana escreveu:\n> Olá!", campaign.OptOutYes},
		"the answer below a quotation":  {"Em 3 de nov. de 2025, Ana escreveu:\n> Olá!\n\nSAIR", campaign.OptOutYes},
		"the answer among our footer":   {"sair\nNão quer mais mensagens? Responda SAIR.\nEstúdio Aceno", campaign.OptOutYes},
		"a person who did as told":      {"já respondi SAIR três vezes", campaign.OptOutYes},
		"empty":                         {"", campaign.OptOutNo},
		"blank":                         {" \u200b\n", campaign.OptOutNo},
		"no text":                       {"\xff\xfe", campaign.OptOutNo},
		"a request at the end of a lot": {strings.Repeat("bla bla\n", 30000) + "\nme tira da lista", campaign.OptOutYes},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := NewOptOut([]string{footer}).Judge(c.text); got != c.want {
				t.Errorf("%.200q: %s, want %s", c.text, got, c.want)
			}
		})
	}
}

func TestNewOptOut_refusesAFooterThatWouldHideTheCommand(t *testing.T) {
	t.Parallel()
	if got := NewOptOut([]string{"SAIR", "descadastrar", ""}).Judge("descadastrar"); got != campaign.OptOutYes {
		t.Errorf("the command is hidden by a footer: %s", got)
	}
}

func FuzzOptOut_Judge(f *testing.F) {
	for _, seed := range []string{"SAIR", "> sair", "s a i r", "não, obrigado", "Em 1 Ana escreveu:\n", "me tira, por favor, da lista", "\u200b\xff👎?", "p.a.r.e"} {
		f.Add(seed)
	}
	judge := NewOptOut([]string{"Responda SAIR para não receber mais"})
	f.Fuzz(func(t *testing.T, text string) {
		got := judge.Judge(text)
		if got != campaign.OptOutNo && got != campaign.OptOutYes && got != campaign.OptOutUnclear {
			t.Fatalf("%q: %q is no verdict", text, got)
		}
		if again := judge.Judge(text); again != got {
			t.Fatalf("%q: %s, then %s", text, got, again)
		}
		if len(text) > maxRead/4 {
			return
		}
		quoted := "> " + strings.ReplaceAll(fold(text), "\n", "\n> ")
		if v := judge.Judge(quoted); v != campaign.OptOutNo {
			t.Fatalf("%q, all quoted: %s", text, v)
		}
		if v := judge.Judge("me tira da lista\n" + quoted); v != campaign.OptOutYes {
			t.Fatalf("a request above the quotation of %q: %s", text, v)
		}
	})
}
