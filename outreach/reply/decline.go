package reply

import (
	"regexp"
	"strings"
)

var (
	// refuses finds a no of any kind; used to tell an offer of another way from a second refusal.
	refuses = regexp.MustCompile(`^(?:` + no + `|no)\b|\b(?:` + no + `)(?: (?:me|quero|queremos|tenho|mais|want|tem|estou|to|temos|interested|interessa))+\b`)

	// declined are clauses that say no without saying stop.
	declined = regexp.MustCompile(`^(?:(?:eu|i|nos|im|we|were|we are|ja|olha|entao|oi|ola|bom dia|boa tarde|boa noite|hi|hello|hola|mas|but|ah|so|sorry|desculpa|well|thats a|that is|por enquanto|no momento|ok|sinceramente|infelizmente|realmente|na verdade|absolutely|hmm|mire|ya te dije que|ya le dije que|ja (?:te )?(?:disse|falei) que|eu disse que|eu falei que|told you|already said|pero|obrigado|and|e|gente|amigo|moca|moco|agora) )*` +
		`(?:` +
		`(?:nao|no|nope|nah|negativo|jamais|nunca|never|not really|nem pensar|de jeito nenhum|claro que nao|com certeza nao|de forma alguma|de manera alguna|ni loco|para nada|dispenso|passo|pass|recuso|recusado|desnecessario|not for (?:me|us)|hard pass|no way|acho que nao|creio que nao|melhor nao|hoje nao|agora nao obrigado|dessa vez nao|deixa pra la|deixa quieto|quero nao|esquece|nada disso)(?: (?:nao|no|mesmo|obrigado|you|quero|thank|gente|amigo|senhor|moca|moco|viu|ne))*` +
		`|(?:nao|nem|no|ya no|dont|not|nunca|never|no me|ya no me|ya no nos|no nos|nao me|nao nos|tampoco|doesnt)(?: (?:mais|mas|really|do|at all|nada|realmente|mesmo|ya|estou|estoy|i am|tenho|temos|tengo|tenemos|to|tou|estamos|estou mais|o menor|a menor|menor|nenhum|nenhuma|ningun|qualquer|seria|e|eh|ha|existe|hay))* (?:quero|queremos|quiero|want|interest|interes\w*|interess\w+|interested|afim|a fim|preciso|precisamos|necesito|necesitamos|need|gostei|gosto|looking|rola|compensa|pretendo|pretendemos|aceito|deseo|desejo|curti|relevante|relevant)(?: .*)?` +
		`|(?:sem|sin|zero|nenhum|ningun|no|any|falta de|without|nulo) (?:o menor |menor |qualquer |any |nenhum )?(?:interesse|interes|interest|necessidade|condicoes)(?: .*)?` +
		`|(?:agora|no momento|por enquanto|por ahora|ahora) (?:nao|no)(?: obrigado)+` +
		`|.*\b(?:disse|falei|dije|dito|said|told you)(?: (?:que|pra voce|pra voces|you|te|ya|already|i))* (?:nao|no)\b.*` +
		`|desinteressad\w|desinteresse|que saco|saco|enchendo o saco|que chatice|que inconveniente|inconveniente\w*|chato|insistente|que insistencia|spam|de novo|outra vez|voces de novo|again|quem autorizou(?: .*)?|quem (?:deu|te deu|passou) autoriz\w+|affs?|me poupe|vtnc|vsf|vai se ferrar|fdp|idiota\w*|palhacada|ridiculo` +
		`)$`)

	// open are clauses that keep the door open: a wish, a price asked, a later date, a condition.
	open = regexp.MustCompile(`(?:^|\b(?:mas|pero|but|e|so|eu) )(?:quero|queremos|queria|quiero|quisiera|preciso|precisamos|necesito|prefiro|gostaria|gostamos|gostei|aceito|i want|we want|i need|we need|id like|i prefer|me interessa|me interesa|interessa|want|need)\b|` +
		`\b(?:quanto|cuanto|cuesta|custa|preco|preco|precio|price|pricing|valor|prazo|orcamento|proposta|desconto|how much)\b|` +
		`\b(?:me|nos) (?:chama|chame|liga|ligue|manda|mande|procura|procure|explica|explique|envia|envie|conta|fala|passa|llama|escribe)\b|\b(?:call|text|email|ping|contact|try|message|reach) (?:me|us|back|again)\b|` +
		`^(?:manda|mande|envia|envie|pode mandar|send|liga|explica|talvez|maybe|quem sabe|quizas|tal vez|perhaps)\b|` +
		`\b(?:mes que vem|semana que vem|ano que vem|proximo mes|proxima semana|next (?:week|month|quarter|year)|mais pra frente|mais tarde|depois|later|quando|quem sabe|talvez|mas talvez|daqui a|em breve|amanha|another time|outra hora|outro dia)\b|` +
		`^(?:so|somente|apenas|only|just|solo) (?:o|a|os|as|um|uma|the|quero|el|la|preciso|pra|para)\b|` +
		`\b(?:pero|mas|but)(?: (?:si|sim|o|el|a|la|the|podemos|pode|posso|yes|i|we|tenho|conheco|meu|minha|depois))`)

	bareNo     = regexp.MustCompile(`^(?:nao|no|nope|nah|agora nao|hoje nao)(?: nao)*$`)
	thumbs     = regexp.MustCompile(`[👎🙅🚫🛑✋⛔🖕😡🤬😠]`)
	whoAllowed = regexp.MustCompile(`\bquem (?:te |lhe |lhes |vos |e que )*(?:autorizou|permitiu|deu (?:autoriz|permiss|o direito))|\bquien (?:te |les |los )*(?:autorizo|dio permiso)|\bwho (?:gave you permission|authorized|authorised|allowed)`)
	withVerb   = regexp.MustCompile(`^(?:nao|no) (?:gosto|gostei|gostamos) (?:do|da|de|dos|das) (?:meus?|minhas?|noss\w+)|^(?:nao|no) (?:quero|preciso|gostei|quiero|necesito|gosto|pretendo) (?:perder|ficar|errar|pagar|gastar|depender|deixar|só|so|problema|correr|me|parecer|que (?:pare|acabe|fique|meu|minha|o|a|os|as|nosso|nossa|my|mi|nao)|dor|mais (?:perder|depender|pagar)|sair|parar|cancelar)`)
)

// declines says whether the message says no (or something unfriendly) and leaves it open whether we may write again.
func (m message) declines() bool {
	said, opened := false, false
	for i, c := range m.clauses {
		switch {
		case thumbs.MatchString(c.text):
			said = true
		case bareNo.MatchString(c.text) && !c.ask && m.answersOn(i):
			// "não, quem é?": the no is swallowed by what follows
		case withVerb.MatchString(c.text):
		case declined.MatchString(c.text) && (!c.ask || strings.Contains(c.text, "autoriz") || strings.Contains(c.text, "spam")):
			said = true
			if rest := open.FindStringIndex(c.text); rest != nil && rest[0] > 0 {
				opened = true
			}
		case open.MatchString(c.text), instead.MatchString(c.text):
			opened = true
		}
	}
	return said && !opened
}

// answersOn says whether, after a bare no, the person goes on about the matter.
func (m message) answersOn(i int) bool {
	for _, c := range m.clauses[i+1:] {
		if c.text == "obrigado" || declined.MatchString(c.text) || len(strings.Fields(c.text)) == 1 && !c.ask {
			continue
		}
		return true
	}
	return false
}

// protests says whether the message questions our right to write and refuses as well: together that is a stop.
func (m message) protests() bool {
	asked, refused := false, false
	for _, c := range m.clauses {
		asked = asked || whoAllowed.MatchString(c.text)
		refused = refused || refuses.MatchString(c.text)
	}
	return asked && refused
}
