package reply

import (
	"regexp"
	"strings"

	"aceno/campaign"
	"aceno/outreach"
)

// OptOut judges by code whether a message asks us to stop. The zero value knows no footers; it is safe for many
// goroutines.
type OptOut struct {
	footers []string // folded lines
}

var _ outreach.OptOut = (*OptOut)(nil)

// NewOptOut returns a judge that leaves out the given footers, ours, wherever a message repeats them.
func NewOptOut(footers []string) *OptOut {
	return &OptOut{footers: footerLines(footers)}
}

// Judge says what a text means for being written to again. What others wrote in it counts for nothing: quoted lines,
// what follows a reply header, our footers, lines that tell how to opt out. A message that refuses without asking to
// stop, or that may be read in two ways, is campaign.OptOutUnclear.
func (o *OptOut) Judge(text string) campaign.OptOutVerdict {
	lines := unquote(strings.Split(fold(text), "\n"))
	m := read(strings.Join(dropFooters(lines, o.footers), "\n"))
	verdict := campaign.OptOutNo
	switch command(m) {
	case "yes":
		return campaign.OptOutYes
	case "unclear":
		verdict = campaign.OptOutUnclear
	}
	for i := range m.clauses {
		switch m.judgeClause(i) {
		case campaign.OptOutYes:
			return campaign.OptOutYes
		case campaign.OptOutUnclear:
			verdict = campaign.OptOutUnclear
		}
	}
	if m.protests() {
		return campaign.OptOutYes
	}
	if verdict == campaign.OptOutNo && m.declines() {
		verdict = campaign.OptOutUnclear
	}
	return verdict
}

// judgeClause is the strongest verdict of any rule on one clause.
func (m message) judgeClause(i int) campaign.OptOutVerdict {
	best := campaign.OptOutNo
	c := m.clauses[i]
	for _, rule := range rules {
		for _, at := range rule.re.FindAllStringIndex(c.text, -1) {
			hit := hit{c: c, head: c.text[:at[0]], match: strings.TrimSpace(c.text[at[0]:at[1]]), tail: c.text[at[1]:], m: m, i: i}
			switch hit.judge(rule.kind) {
			case campaign.OptOutYes:
				return campaign.OptOutYes
			case campaign.OptOutUnclear:
				best = campaign.OptOutUnclear
			}
		}
	}
	return best
}

// hit is a place where a rule fits.
type hit struct {
	c                 clause
	head, match, tail string
	m                 message
	i                 int
}

var (
	negated     = regexp.MustCompile(`(?:^|\s)(?:nao|nunca|nem|dont|not|never|no|doesnt|didnt|sem)(?: (?:me|quero|queria|preciso|precisa|precisam|vou|vai|vao|desejo|pretendo|want|to|need|quiero|voy|a|e|pra|para|pode|podem|que|deve|i|you|is|isso|esta))* $`)
	never       = regexp.MustCompile(`(?:^|\s)(?:nao|nunca|nem|dont|never|no)(?: (?:me|se|que|ha|quero que|voces?))* $`)
	otherWord   = regexp.MustCompile(`\b` + other + `\b`)
	noteWord    = regexp.MustCompile(`\b(?:` + noteNotService + `|whatsapp|propaganda|contato)\b`)
	advertising = regexp.MustCompile(`\b(?:propagandas?|spam|publicidad\w*|promo\w*|ofertas?|marketing|oferecendo)\b`)
	whenWord    = regexp.MustCompile(`\b` + when + `\b`)
	allDay      = regexp.MustCompile(`\b(?:toda (?:hora|noite|semana)|todo (?:dia|domingo)|o tempo todo|every (?:day|week)|cada (?:hora|semana))\b`)
	againWord   = regexp.MustCompile(`\b` + again + `\b`)
	statement   = regexp.MustCompile(`(?:^|\s)(?:manda|envia|chama|liga|escreve|incomoda|perturba|contata|entra em contato|faz contato|oferec\w+|procura|spam|call|text|email|message|write|contact|follow up|approach|send|mail|bother|persegu\w+)$`)
	toUs        = regexp.MustCompile(`(?:^|\s)(?:me|nos|us|mais|nada|pra mim|aqui|neste|nesse|este|esse|this|here|again|anymore|back|mensagem|mensagens|messages?|a gente|to me|any|propagandas?|at all|these|isso|fotos?)(?:\s|$)`)
	channels    = regexp.MustCompile(`\b(?:lig\w+|telefon\w+|llam\w+|calls?|calling|emails?|email\w+|whatsapp|audios?|sms|correos?|mensage\w+|mensaj\w+|texts?|texting|chamad\w+|messag\w+)\b`)
	instead     = regexp.MustCompile(`\b(?:(?:so|somente|apenas|only|just|solo|solamente|prefiro|preferimos|prefer|use|usem?|melhor)(?: (?:me|a|o|por|pelo|pela|no|via|by|through|on|using|que|mand\w+|envi\w+|cham\w+|fal\w+|lig\w+|escrev\w+|atend\w+|respond\w+|use|contact|contato|me by|in|aceito|atendo|recebo|el|send))* (?:whatsapp|emails?|mensage\w+|mensaj\w+|textos?|texts?|ligac\w+|telefone|presencial|pessoalmente|carta|sms|calls?|phone|instagram|insta|direct|escrito|llamad\w+|correo)|(?:me|pode|podem)(?: me)? (?:chama|liga|manda|envia|chame|ligue|mande|envie|chamar|ligar|mandar|enviar)(?: (?:no|por|pelo|um|uma|via|so))|(?:manda|envia|chama|liga|mande|envie|fala|fale|escreve|escreva) (?:por|no|na|pelo|um|uma|pro|la|aqui)|(?:call|text|email|message) (?:me|us) (?:instead|only|on|by)|me (?:liga|chama|manda|ligue)$|^(?:manda|mande|envia|escreve|escreva|text|email|call|message|escribe)(?: (?:uma|um|me|us))* ?(?:mensagem|texto|email|whatsapp|audio|me|us|mensaje)?$|por (?:email|whatsapp|escrito)$)`)
	service     = regexp.MustCompile(`\b(?:google|maps|serasa|spc|internet|instagram|facebook|site|sites|website|foto|fotos|banco|fundo|concorrente|concorrentes|outro fornecedor|clientes|reclame|marketplace|ifood|duvidas?|serio|sufoco|crise|buraco|vermelho|do ar|trial|turno|reserva|pedido|medida|pagina|paginas|page|pages|web|tienda|plano|plan|itens|item|comentarios?|avaliac\w+)\b`)
	oneself     = regexp.MustCompile(`\b(?:me|meus?|minhas?|noss[oa]s?|eu|nos|my|our|us|mi|mis|this number|esse numero|este numero|sair|a gente|i)\b|(?:ame|eme|enme|anme|arme)\b`)
	untroubled  = regexp.MustCompile(`(?:incomoda|perturba|molesta)$`)
	invites     = regexp.MustCompile(`^(?:pode|podem|fica|fique|manda|mande|fala|puede|claro|sem problema)\b`)
	offer       = regexp.MustCompile(`\b(?:voces|voce|do you|you|ustedes|fazem|trabalham|consegue\w*|ferramenta|sistema|plataforma|sistemas|botao|painel)\b`)
	blockOther  = regexp.MustCompile(`\b(?:agenda|data|datas|horarios?|cartao|dia|dias|calendar|conta|contas|pagina|perfil|insta|instagram|site|anuncios?|cliente|clientes|acesso|pagamento)\b`)
)

// judge weighs what stands around a hit.
func (h hit) judge(k kind) campaign.OptOutVerdict {
	around := h.match + " " + h.tail
	switch k {
	case refusal:
		return h.judgeRefusal(around)
	case stopper:
		if never.MatchString(h.head) {
			if strings.HasPrefix(h.match, "par") {
				return campaign.OptOutUnclear // "não para de mandar": a complaint
			}
			return campaign.OptOutNo
		}
		if h.otherObject() || h.otherChannel(around) {
			return campaign.OptOutNo
		}
		return campaign.OptOutYes
	case removal:
		return h.judgeRemoval(around)
	}
	if negated.MatchString(h.head) || blockOther.MatchString(h.head+around) && strings.Contains(around, "bloque") {
		return campaign.OptOutNo
	}
	if h.c.ask && offer.MatchString(h.head+around) && !oneself.MatchString(h.head+around) {
		return campaign.OptOutNo
	}
	return campaign.OptOutYes
}

func (h hit) judgeRefusal(around string) campaign.OptOutVerdict {
	last := againWord.MatchString(around)
	switch {
	case h.otherObject(), h.otherChannel(around):
		return campaign.OptOutNo
	case statement.MatchString(h.match) && !toUs.MatchString(h.match) && h.tail != "" && !toUs.MatchString(h.tail):
		return campaign.OptOutNo // "meu site não chama atenção"
	case untroubled.MatchString(h.match) && !last:
		if h.m.invites() {
			return campaign.OptOutNo
		}
		return campaign.OptOutUnclear
	case h.c.ask && last:
		return campaign.OptOutUnclear
	case h.c.ask && !strings.Contains(around, "quero") && !strings.Contains(around, "want"):
		return campaign.OptOutNo
	case whenWord.MatchString(allDay.ReplaceAllString(h.tail, "")) && !last:
		if noteWord.MatchString(h.tail) {
			return campaign.OptOutUnclear
		}
		return campaign.OptOutNo
	case strings.Contains(h.match, "precisa") && !last:
		return campaign.OptOutUnclear
	}
	return campaign.OptOutYes
}

func (h hit) judgeRemoval(around string) campaign.OptOutVerdict {
	switch {
	case negated.MatchString(h.head), service.MatchString(h.tail), service.MatchString(h.match):
		return campaign.OptOutNo
	case h.c.ask && offer.MatchString(h.head+around) && !oneself.MatchString(h.head+around):
		return campaign.OptOutNo
	case h.c.ask && !oneself.MatchString(h.head+around) && len(strings.Fields(h.c.text)) > 4 && !strings.HasPrefix(h.c.text, "como") && !strings.HasPrefix(h.c.text, "how"):
		return campaign.OptOutUnclear
	}
	return campaign.OptOutYes
}

// otherObject says whether what is refused is something a customer gets, such as an order or a bill: the first of both
// kinds of nouns in the match and behind it decides.
func (h hit) otherObject() bool {
	text := h.match + " " + h.tail
	o := otherWord.FindStringIndex(text)
	if o == nil || advertising.MatchString(text) {
		return false
	}
	n := noteWord.FindStringIndex(text)
	return n == nil || o[0] < n[0]
}

// otherChannel says whether the message refuses one way of being reached and names another.
func (h hit) otherChannel(around string) bool {
	if !channels.MatchString(around) {
		return false
	}
	if instead.MatchString(h.tail) {
		return true
	}
	for i, c := range h.m.clauses {
		if i != h.i && instead.MatchString(c.text) && !refuses.MatchString(c.text) {
			return true
		}
	}
	return false
}

// invites says whether a clause of the message asks us to go on.
func (m message) invites() bool {
	for _, c := range m.clauses {
		if invites.MatchString(c.text) {
			return true
		}
	}
	return false
}
