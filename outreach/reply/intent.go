package reply

import (
	"context"
	"regexp"
	"strings"

	"aceno/campaign"
	"aceno/outreach"
)

// Rules names the intent of an answer by patterns, without a model. It reads Portuguese and English, and Spanish where
// the words are much the same.
type Rules struct {
	optOut *OptOut
}

var _ outreach.Classifier = (*Rules)(nil)

// NewRules returns the offline classifier.
func NewRules() *Rules { return &Rules{optOut: NewOptOut(nil)} }

// Classify names the intent of a text and its sentiment from −1 to 1. The locale is not needed: the patterns of all
// languages are tried. A request to stop is always campaign.IntentOptOut; an empty text is campaign.IntentOther. It
// returns an error only when the context is done.
func (r *Rules) Classify(ctx context.Context, text, _ string) (campaign.Intent, float64, error) {
	if err := ctx.Err(); err != nil {
		return "", 0, err
	}
	visible := Visible(text)
	m := read(fold(visible))
	all := " " + m.all() + " "
	intent := r.intentOf(text, visible, all, m)
	return intent, mood(intent, all), nil
}

// intentOf tries the intents from the narrowest to the widest: a machine's answer before what its words say, a question
// about us before a question about the offer, a no before a yes.
func (r *Rules) intentOf(text, visible, all string, m message) campaign.Intent {
	verdict := r.optOut.Judge(text)
	switch {
	case verdict == campaign.OptOutYes:
		return campaign.IntentOptOut
	case autoReply.MatchString(fold(visible)), autoReply.MatchString(all):
		return campaign.IntentAutoReply
	case provenance.MatchString(all):
		return campaign.IntentProvenance
	case wrongPerson.MatchString(all):
		return campaign.IntentWrongPerson
	case notNow.MatchString(all) && !strongNo.MatchString(all):
		return campaign.IntentNotNow
	case verdict == campaign.OptOutUnclear && !strings.ContainsAny(all, "?"), notInterested.MatchString(all):
		return campaign.IntentNotInterested
	case interested.MatchString(all):
		return campaign.IntentInterested
	case question.MatchString(all), asks(m):
		return campaign.IntentQuestion
	case agrees(all, m):
		return campaign.IntentInterested
	}
	return campaign.IntentOther
}

// asks says whether the message ends a clause of substance with a question mark; "tudo bem?" is a greeting.
func asks(m message) bool {
	for _, c := range m.clauses {
		if c.ask && !greeting.MatchString(c.text) {
			return true
		}
	}
	return false
}

// agrees says whether a short message is a yes: at most six words, all of them yes or filler.
func agrees(all string, m message) bool {
	return m.words <= 6 && yes.MatchString(all) && !strings.Contains(all, "?") && !strings.Contains(all, " ok | obrigado")
}

var (
	greeting = regexp.MustCompile(`^(?:oi |ola |opa |e ai |hi |hello |hola |bom dia |boa tarde |boa noite )*(?:tudo (?:bem|bom|certo|joia)|td bem|beleza|blz|como vai|como (?:voce )?esta|how are you|que tal|como estas|e voce|e ai)?$`)

	autoReply = regexp.MustCompile(`\b(?:out of (?:the )?office|auto ?-?reply|automatic reply|automated (?:response|message|reply)|automatically generated|auto ?-?respond\w*|delivery status notification|on (?:pto|vacation|leave|annual leave|parental leave|maternity leave|holiday)|` +
		`(?:im|i am|will be|currently) (?:currently )?(?:travel+ing|away|out)\b|limited access to (?:my )?email|intermittent email|(?:will|i ll|ill|i'll) (?:respond|reply|answer|contact you|be back|return) .{0,30}\b(?:when|on my|upon|on|after|tomorrow)\b|be back (?:on|tomorrow|in)|^back |thank you for (?:contacting|your (?:email|message))|thanks for (?:contacting|writing)|` +
		`(?:team|agent) will (?:get back|be with|respond|contact)|your message (?:was|has been) (?:displayed|received|read)|we have received your|business hours|` +
		`resposta automatica|mensagem automatica|fora do (?:escritorio|horario|expediente)|(?:estarei|estou|estaremos|estamos) (?:ausente|de ferias|em ferias|fora|fechad\w+|de recesso|verificando|em atendimento)|retorn(?:o|arei|aremos|ando|ara) .{0,30}\b(?:dia|na|no|em|segunda|breve|logo|assim)\b|suporte retornara|` +
		`horario de (?:atendimento|funcionamento)|nosso (?:horario|atendimento)|(?:agradecemos|obrigad\w) (?:pelo|o|por|seu) (?:seu )?(?:contato|mensagem|entrar em contato|sua mensagem)|agradece (?:o |pelo )?(?:seu )?contato|seja bem ?-?vind\w|bem ?-?vind\w (?:a|ao|a nossa)|em que (?:posso|podemos) ajudar|como (?:posso|podemos) (?:te )?ajudar|` +
		`(?:digite|escolha|selecione|press|opcao) (?:o numero|uma|a opcao|1|um|an)|assistente virtual|atendente (?:virtual|humano|ira)|^aguarde|aguarde (?:um|na|que|o)|deixe (?:o )?(?:seu|sua) (?:contato|recado|mensagem|nome)|(?:em breve|assim que possivel|logo) (?:\S+ )?(?:retorn|respond|entrar|atender)\w*|(?:retornaremos|responderemos|atenderemos|retornamos|respondemos)|recebemos sua mensagem|` +
		`fuera de (?:la )?oficina|respuesta automatica|acuse de recibo|(?:estare|estoy|estaremos) (?:fuera|de vuelta|de vacaciones|ausente)|regreso el|me reincorporo|hemos recibido su|gracias por (?:contactar\w+|su (?:correo|mensaje)|comunicar\w+)|horario de atencion)\b|` +
		`^(?:out|back|returning|regreso)\b.{0,20}\b(?:until|through|on|for|oct\w*|monday|tuesday|wednesday|thursday|friday|el|\d)|^back \w+`)

	provenance = regexp.MustCompile(`\b(?:(?:como|onde|d?aonde|de onde|donde|quem|quien)(?: (?:voces?|e|que|foi|te|lhe|lhes|me|o|ustedes|usted|les|vos|ele|ela|tu|ta|eles))* (?:consegui\w*|consigu\w*|pegou|pegaram|pegam|pega|arrum\w+|obtev\w+|obtiv\w+|obtu\w+|ach(?:ou|aram)|encontr(?:ou|aram|o|aron)|tem|tirou|tiraram|veio|saiu|tiene\w*|passou|deu|dio|forneceu|descobri\w+|sac(?:o|aron|aste)|cheg(?:ou|aram))(?: (?:o|a|meus?|minhas?|mi|este|esse|nosso|ate|el|esta|nesse|no|voces?|nosso|essa))* (?:numero|contato|telefone|dados|email|whatsapp|celular|numero|telefono|correo|datos|contacto|mim|nome|fonte|informac\w+)|` +
		`(?:how|where)(?: (?:did|do|have|you|u|i|your|come|exactly|on earth))* (?:get|got|find|found|have|obtain|obtained|source)(?: (?:my|this|our|hold of|of|the|a))* (?:number|email|contact|details|data|info\w*|phone|address|name)|who gave you|(?:quem|quien)(?: (?:te|lhe|lhes|vos|foi que|les))* (?:passou|deu|dio|forneceu|indicou)|(?:origem|fonte) (?:do|dos|deste|desse) (?:meu|meus|dado|dados|contato|numero)|de onde (?:voces? )?(?:me conhece\w*|tiraram|saiu|veio))\b`)

	wrongPerson = regexp.MustCompile(`\b(?:wrong (?:person|number|contact|guy)|not (?:the right|who|the person|the one)|isnt me|not me\b|right person|nao (?:sou|e) (?:eu|mais|a pessoa|o responsavel|a responsavel|comigo|o dono|a dona|dessa empresa|daqui|quem|o numero|deste|desse|o proprietario)|numero errado|pessoa errada|contato errado|(?:se )?engan(?:o|ou|aram)(?: de)?(?: numero)?|` +
		`(?:voce|voces) (?:ligou|mandou|ligaram) errado|errou (?:de|o) numero|nao trabalho (?:mais )?(?:ai|la|nessa|nesta|na|com isso)|nao conheco (?:essa|nenhum|ninguem|esse)|(?:no longer|nolonger) (?:active|work\w*|with|employed|in use|at)|(?:forward|pass|send) (?:this|it) (?:to|on|along)|loop in|reach(?:ing)? out to (?:our|my|the)|talk to \w+ in|fala(?:r)? com (?:o |a )?(?:meu |minha )?(?:dono|dona|responsavel|gerente|patrao|chefe|socio|esposa|marido|proprietari\w)|numero equivocado|no soy (?:yo|la persona|el|quien)|persona equivocada|se equivoco|vendi a (?:loja|empresa)|era do antigo)\b`)

	notNow = regexp.MustCompile(`\b(?:agora nao|hoje nao|nao (?:agora|e (?:o|um) (?:bom )?momento|da agora|posso agora|e a hora|estou podendo|tenho tempo)|nao sei se preciso .*agora|(?:estou|to|tou|ando|estamos) (?:muito |super |bem |meio |bastante )?(?:ocupad\w|corrid\w|sem tempo|enrolad\w|atolad\w|viajando|dirigindo|em reuniao|no medico|trabalhando)|sem tempo|mais (?:pra|para) (?:frente|a frente)|mais tarde|outra hora|outro (?:dia|momento)|(?:mes|semana|ano) que vem|(?:proxim[oa]|prox) (?:mes|semana|ano|trimestre|semestre)|depois (?:eu|a gente|te|do|da|das|que|vejo|falo|falamos|vemos|conversamos)|daqui (?:a|uns)|quem sabe (?:depois|mais|um dia)|por enquanto nao|por hora nao|quando (?:eu|a gente) (?:puder|tiver|precisar|abrir|voltar)|(?:no|nesse|neste|de) momento nao|no momento (?:estamos|estou|nao)|` +
		`not (?:now|right now|at the moment|yet|at this time|this (?:quarter|year|month|week))|right now|maybe later|later (?:this|on)|next (?:quarter|month|year|week)|busy|another time|some other time|circle back|check back|(?:in|after) (?:a few|\d+|two|three|six) (?:weeks|months|days)|bad time|this moment|priority (?:right )?now|no es (?:buen|el|un buen) momento|ahora no|en este momento|mas adelante|proxim[oa] (?:trimestre|mes|semana|ano)|mas tarde|ahorita)\b`)

	// strongNo outweighs a "now": a plain lack of interest, or an invitation.
	strongNo = regexp.MustCompile(`\b(?:budget for this|need this moment|evaluating|call next week|demo next week|lets|schedule|available|mailing)\b|\bquanto\b|\bqual\b`)

	notInterested = regexp.MustCompile(`\b(?:not (?:interested|a fit|fit|good fit|relevant|open|in (?:the )?market|looking|for us|for me|need\w*|intrest\w*)|(?:no|zero) (?:interest\w*|need|thanks|obrigado)|no obrigado|isnt (?:relevant|a fit|priority|for us|what|something)|(?:doesnt|dont|does not|wont) (?:apply|need|align|fit|meet|have (?:the |a )?budget|see|work for|want|use)|too (?:small|expensive|pricey)|way too|didnt work|all set|happy (?:w|with)|locked into|com+it+ed to another|already (?:have|use|using|work|working|got|covered)|we have (?:someone|a provider|an agency)|pass on this|` +
		`(?:sem|nao (?:tenho|temos|ha)(?: nenhum)?) interesse|nao (?:me |nos )?interess\w+|nao (?:quero|queremos|preciso|precisamos|gostei|rola|compensa|estou interessad\w|to (?:afim|a fim)|curti|vale a pena|serve|trabalhamos com isso|faz sentido)|ja (?:tenho|temos|trabalho|trabalhamos|possuo|uso|usamos|tem|contratei|contratamos|estou com|fechei|fiz|fizemos|resolvi|sou atendid\w)|muito caro|^ caro|tá caro|ta caro|carissimo|sem (?:dinheiro|verba|grana|condicoes|orcamento|budget)|claro que nao|negativo|dispenso|nao obrigado|deixa pra la|nao vou querer|` +
		`no (?:me|nos) interesa|no (?:estoy|estamos) interesad\w+|no (?:necesito|necesitamos|quiero|queremos)|ya (?:tengo|tenemos|trabajo|trabajamos|contamos)|sin interes|muy caro)\b`)

	interested = regexp.MustCompile(`\b(?:(?:im|i am|were|we are|am) (?:\w+ )?(?:interested|intrested|excited|eager|keen|in)|id (?:love|like|be open|be happy)|love to|would (?:love|like) to|lets (?:\w+ )?(?:talk|chat|set|schedule|schdule|connect|arrange|do|discuss|meet|explore|go|call)|(?:set up|schedule|schdule|arrange|book|hop on) (?:a )?(?:\w+ )?(?:call|meeting|time|demo|chat|product)|calendar|tell me more|learn more|know more|sounds? (?:\w+ )?(?:interesting|good|great|fantastic|perfect|promising|like a)|looks? (?:\w+ )?(?:interesting|good|great|exciting|promising|perfect)|perfect timing|looking into this|aligns with|evaluating|could be (?:a )?(?:perfect|game|fit|great|interesting)|could (?:enhance|solve|streamline|work)|we have budget|next step|when (?:are|can) (?:you|we)|(?:available|free) (?:to|for)|walk me through|` +
		`(?:send|share|give)(?: (?:me|us|over|some|the|more|a|your|details))* (?:details|more info\w*|information|proposal|invite|calendar)|send proposal|yes (?:pfv|please|lets|i|we|im|sounds)|` +
		`tenho interesse|(?:me|nos) interess(?:a|ei|amos|ou)|interessad\w|quero (?:sim|saber|ver|conhecer|contratar|fechar|fazer|um|uma|entender|marcar|agendar|conversar|receber|o|a)|queria (?:saber|ver|conhecer|um|uma)|gostaria (?:de|sim)|gostei|amei|adorei|(?:vamos|bora|podemos|pode) (?:conversar|marcar|agendar|falar|fechar|fazer|combinar|sim)|(?:me|nos) (?:manda|mande|envia|envie|liga|ligue|passa|passe|conta|chama|explica mais)(?: (?:mais|o|a|os|as|por|sim|um|uma|ai|no|na|detalhes|sobre))*|(?:pode|podem) (?:me )?(?:mandar|enviar|ligar|passar|vir|sim|chamar|mostrar|apresentar)|^ (?:manda|envia|mande|envie)(?: |$)|como (?:a gente |eu )?(?:faco|contrato|fecho|comeco)|quando (?:podemos|pode|voces podem)|marcar (?:uma|um)|preciso (?:de|disso|muito|sim)|procurando|estava pensando|` +
		`(?:podemos|podriamos) agendar|agendar una|me interesa|cuentame|cuenteme mas|enviar(?:me)? (?:mas|una|la)|enviarme|interesante|quiero (?:saber|mas|una|ver|conocer)|me gustaria|estamos evaluando|claro que si)\b`)

	question = regexp.MustCompile(`\b(?:qual|quais|quanto|quantos|quantas|como funciona|como e|como seria|quando|por que|porque|onde|o que (?:e|voces|seria)|que tipo|quem (?:e|fala|esta)|tem (?:cases|desconto|promocao|resultado|algum|portfolio|site)|(?:voces|voce) (?:fazem|faz|tem|trabalham|atendem|sao|e|da|consegue\w*|emitem|aceitam)|pode(?:m)? (?:me )?explicar|me explica|preco|precos|valor|valores|investimento|orcamento|prazo|apresentacao|portfolio|do you|does (?:it|your|this)|how (?:much|many|long|does|do|can)|what(?:s| is| are| kind| does| exactly)|which|is (?:this|it)|are you|can (?:you|u|we)|could (?:you|u)|clarify|pricing|price|cost|provide|share|send|need more details|features?|roadmap|` +
		`cual|cuanto|como se|de que|quien (?:habla|es)|que (?:necesita|incluye|precio)|precio)\b`)

	yes = regexp.MustCompile(`\b(?:sim|s|claro|quero|aceito|pode|podem|bora|vamos|beleza|blz|joia|ok|fechado|combinado|perfeito|otimo|show|top|com certeza|confirma|confirmado|gostaria|manda|envia|topo|yes|yeah|yep|sure|absolutely|definitely|of course|sounds good|deal|si|dale|por supuesto)\b|[👍👌✅🤝]`)
)
