package reply

import (
	"context"
	"errors"
	"testing"

	"aceno/campaign"
)

func TestRules_nameTheIntentOfPlainAnswers(t *testing.T) {
	t.Parallel()
	for want, texts := range map[campaign.Intent][]string{
		campaign.IntentInterested:    {"Tenho interesse sim!", "pode me mandar o portfólio", "quero fazer um site", "vamos marcar uma reunião", "I'd love to hear more", "gostei, me liga", "Sim"},
		campaign.IntentQuestion:      {"Quanto custa?", "qual o prazo de entrega?", "vocês atendem em Blumenau?", "How much is it?", "quem é?", "¿Cuánto cuesta?"},
		campaign.IntentProvenance:    {"Como conseguiu meu número?", "de onde vcs tiraram meu contato?", "quem passou meu telefone?", "where did you get my number?", "how did you find my email", "¿de dónde sacaron mi número?", "onde vc achou meu zap"},
		campaign.IntentNotNow:        {"agora não, me chama mês que vem", "tô ocupado", "estou sem tempo", "maybe next quarter", "mais pra frente a gente conversa", "ahora no puedo"},
		campaign.IntentNotInterested: {"não tenho interesse", "não, obrigado", "já tenho site", "já temos agência", "not interested", "no me interesa", "muito caro"},
		campaign.IntentWrongPerson:   {"não sou o dono", "número errado", "you have the wrong number", "fala com o meu sócio", "não trabalho mais lá"},
		campaign.IntentAutoReply: {"Olá! Agradecemos o seu contato. Nosso horário de atendimento é de segunda a sexta, das 9h às 18h.", "Resposta automática: estou de férias até 10/01",
			"Bem-vindo à Padaria Sol! Digite 1 para pedidos", "Obrigado por entrar em contato. Retornaremos em breve.", "I am out of the office until Monday", "No momento estamos fechados. Em breve retornaremos."},
		campaign.IntentOptOut: {"SAIR", "me tira da lista", "stop messaging me"},
		campaign.IntentOther:  {"", "bom dia", "kkkk", "ok, obrigado", "tudo bem?"},
	} {
		for _, text := range texts {
			got, _, err := NewRules().Classify(t.Context(), text, "pt-BR")
			if err != nil {
				t.Fatalf("classify %q: %v", text, err)
			}
			if got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
	}
}

func TestRules_neverUndoAStop(t *testing.T) {
	t.Parallel()
	for _, text := range phrases(t, "opt_out") {
		got, mood, err := NewRules().Classify(t.Context(), text, "")
		if err != nil || got != campaign.IntentOptOut {
			t.Errorf("%q: %s, %v", text, got, err)
		}
		if mood < -1 || mood > 1 {
			t.Errorf("%q: sentiment %v", text, mood)
		}
	}
}

func TestRules_readWhatTheAuthorWroteAlone(t *testing.T) {
	t.Parallel()
	got, _, err := NewRules().Classify(t.Context(), "Tenho interesse\n\nEm 3 de nov. de 2025, Ana <ana@agencia.example> escreveu:\n> número errado?", "")
	if err != nil || got != campaign.IntentInterested {
		t.Errorf("%s, %v", got, err)
	}
}

func TestRules_stopWhenTheContextIsDone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := NewRules().Classify(ctx, "oi", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestRules_giveGladWordsAHigherSentimentThanSadOnes(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"adorei, ficou lindo", "que horrível, péssimo"}, {"gostei", "não gostei"}, {"great, love it", "terrible, hate it"}, {"SAIR", "sair, seus idiotas"}} {
		_, first, err := NewRules().Classify(t.Context(), pair[0], "")
		if err != nil {
			t.Fatalf("classify %q: %v", pair[0], err)
		}
		_, second, err := NewRules().Classify(t.Context(), pair[1], "")
		if err != nil {
			t.Fatalf("classify %q: %v", pair[1], err)
		}
		if first <= second {
			t.Errorf("%q %.2f, %q %.2f", pair[0], first, pair[1], second)
		}
	}
}
