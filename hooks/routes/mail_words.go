package routes

import "fmt"

// english says whether a language is English; every other is Portuguese, which is first here.
func english(locale string) bool { return locale == "en" }

// roleWords are the roles as the app calls them.
var roleWords = map[string][2]string{ // Portuguese, English
	"admin":  {"administra tudo", "runs everything"},
	"user":   {"trabalha nas campanhas", "works on the campaigns"},
	"viewer": {"acompanha, sem mudar nada", "follows along without changing anything"},
}

func invitationLetter(locale, workspace, by, role, link string) letter {
	if english(locale) {
		return letter{
			subject: fmt.Sprintf("%s invites you to %s", by, workspace),
			lines:   []string{fmt.Sprintf("%s invites you to join %s on Aceno. Your role: %s.", by, workspace, roleWords[role][1])},
			button:  "Accept the invitation", link: link,
			after: []string{"The link works once, for 7 days. If you were not expecting it, ignore this message."},
		}
	}
	return letter{
		subject: fmt.Sprintf("%s convida você para %s", by, workspace),
		lines:   []string{fmt.Sprintf("%s convida você para participar de %s no Aceno. Seu papel: %s.", by, workspace, roleWords[role][0])},
		button:  "Aceitar o convite", link: link,
		after: []string{"O link vale uma vez, por 7 dias. Se você não esperava este convite, ignore esta mensagem."},
	}
}

func resetLetter(locale, link string) letter {
	if english(locale) {
		return letter{
			subject: "Choose a new password",
			lines:   []string{"Somebody asked for a new password of your Aceno account. With it, every device is signed out."},
			button:  "Choose a new password", link: link,
			after: []string{"The link works for a short while. If it was not you, ignore this message: your password stays as it is."},
		}
	}
	return letter{
		subject: "Escolha uma nova senha",
		lines:   []string{"Alguém pediu uma nova senha para a sua conta no Aceno. Com ela, todos os aparelhos saem da conta."},
		button:  "Escolher nova senha", link: link,
		after: []string{"O link vale por pouco tempo. Se não foi você, ignore esta mensagem: sua senha continua a mesma."},
	}
}

func codeLetter(locale, code string) letter {
	if english(locale) {
		return letter{
			subject: "Your code: " + code,
			lines:   []string{"This is the code to sign in to Aceno:"}, code: code,
			after: []string{"It works once, for five minutes. Tell it to nobody. If you are not signing in, change your password: somebody knows it."},
		}
	}
	return letter{
		subject: "Seu código: " + code,
		lines:   []string{"Este é o código para entrar no Aceno:"}, code: code,
		after: []string{"Vale uma vez, por cinco minutos. Não passe a ninguém. Se não é você que está entrando, troque sua senha: alguém a conhece."},
	}
}

func alertLetter(locale, where, link string) letter {
	if english(locale) {
		return letter{
			subject: "A new device signed in",
			lines:   []string{"Somebody signed in to your Aceno account from a place that we do not know yet.", where},
			after:   []string{"If it was you, there is nothing to do. If not, ask for a new password, which signs every device out: " + link},
		}
	}
	return letter{
		subject: "Entrada por um aparelho novo",
		lines:   []string{"Alguém entrou na sua conta do Aceno de um lugar que ainda não conhecíamos.", where},
		after:   []string{"Se foi você, não precisa fazer nada. Se não, peça uma nova senha, que tira todos os aparelhos da conta: " + link},
	}
}
