package reply

import "strings"

// commands are the words that, alone, ask to stop. The verbs among them are also met with polite words around.
var commands = set(`sair saia sai parar para pare parem stop stopall cancelar cancela cancele cancelem cancel cancelado descadastrar descadastra descadastre
	descadastro descadastramento desinscrever desinscreva desinscricao desinscreve desinscreve descadastrem desassinar desativar desative desativa
	remover remova remove removam removame remocao retirar retire retirem excluir exclua exclui excluam exclusao bloquear bloqueia bloqueie bloqueado
	bloqueada block blocked basta chega baja unsubscribe unsubscribed unsub unsuscribe optout quit end halt revoke revogar exit salir detener detente
	desuscribir desuscribirme desuscribe desuscribanme desuscribeme darmedebaja eliminar eliminame eliminenme borrame borrenme sacame saquenme
	interromper interrompa suspender suspenda encerrar encerre delete enough fim cease vaza descadastrame desinscrevame cancelenme pararem paren
	parae paraliza denunciar denunciando denunciado bloqueando bloqueiem reportado reported spam spammer some suma sumam xo`)

// weak are words that ask to stop only with company; alone they are unclear.
var weak = set(`tira tirar tire tirem deletar deleta delete apagar apaga apague erase report denuncio desisto finalizar recusar recuso rejeitar negar bloqueio
	cancelamento cancelei sairei fora off remover terminate arquivar silenciar mute ignorar finalize apaguem deletem tirem`)

// filler are words that may stand around a word of command without changing it.
var filler = set(`oi ola oie opa hey hi hello hola buenas bom boa bons boas dia dias tarde noite buenos ok okay entao agora ja jah imediatamente urgente urgentemente amigo amiga
	moco moca gente pessoal cara irmao mano querido querida senhor senhora eu quero queria quiero deseo desejo solicito gostaria preciso peco pido exijo pode podem
	podes poderia poderiam puede pueden podrian could can would want wants like to i id im you you voce voces daqui aqui dai ai logo right now just me nos a o tudo all isso
	isto disso disto com de do da que quero que pra pls kkk kk kkkk rsrs haha amem todos todas immediately asap already ahora mesmo mismo hoje today dapra tem como faco
	faz fazer favorzinho tudo bem obrigado pedi falei disse digo repito mandei respondi digitei escrevi the this it that gostaria ser please man bro dude sir
	it up em letras maiusculas so apenas somente e and y ou or por ate onde how do where could e tambem meu minha amor ce tá ta eh viu hein né ne poxa pow po porra caralho
	droga caramba nossa credo puta merda cacete inferno fuck fucking damn hell carajo mierda mande mandando numero contato telefone cadastro lista inscricao envio envios mensagem mensagens pelo amor deus ver contact number list please asked told said`)

// governed are words before which "para" is a preposition, or part of "para tudo!".
var governed = set("tudo todo todos todas que o a os as quem eu mim voce voces hoje onde nos")

// pleading are fillers with which a question is a request: "pode parar?".
var pleading = []string{"pode", "podem", "poderia", "poderiam", "dapra", "could", "can", "puede", "pueden", "podrian", "would", "como", "how", "quero", "gostaria", "onde", "where", "queria"}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// isCommand says whether a word alone is a request to stop, with one slip of the keyboard allowed in a long one.
func isCommand(word string) bool {
	if commands[word] {
		return true
	}
	if once := single(word); once != word && commands[once] {
		return true
	}
	if len(word) < 7 || len(word) > 16 {
		return false
	}
	for _, stem := range []string{"descadastr", "desinscr", "unsubscri", "desuscri", "desinscrev"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	for c := range commands {
		if len(c) >= 7 && !filler[word] && oneSlip(word, c) {
			return true
		}
	}
	return false
}

// single writes doubled letters once.
func single(word string) string {
	out := make([]byte, 0, len(word))
	for i := range len(word) {
		if i == 0 || word[i] != word[i-1] {
			out = append(out, word[i])
		}
	}
	return string(out)
}

// oneSlip says whether two words differ by one letter put in, left out, changed, or two swapped.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case i == len(a):
		return true
	case len(a) < len(b):
		return a[i:] == b[i+1:]
	case a[i+1:] == b[i+1:]:
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// command looks for a clause that is nothing but a word of command and fillers. It returns "yes", "unclear" or "".
func command(m message) string {
	verdict := ""
	for _, c := range m.clauses {
		v := commandClause(c)
		if v == "" || v == "unclear" && verdict == "yes" {
			continue
		}
		if v == "yes" && m.asksElsewhere(c) {
			v = "unclear"
		}
		verdict = v
	}
	if verdict == "" && m.spelled {
		if m.words <= 8 {
			return "yes"
		}
		return "unclear"
	}
	return verdict
}

// commandClause judges one clause.
func commandClause(c clause) string {
	hits, weakHits, pleads, rest := 0, 0, false, 0
	words := strings.Fields(c.text)
	if len(words) > 9 {
		return ""
	}
	for i, w := range words {
		switch {
		case w == "para" && i+1 < len(words) && (!filler[words[i+1]] && !commands[words[i+1]] || governed[words[i+1]]):
			rest++ // "para" before a word of its own is the preposition
		case isCommand(w):
			hits++
		case weak[w]:
			weakHits++
		case filler[w] || !isWord(w):
		default:
			rest++
		}
		for _, p := range pleading {
			pleads = pleads || w == p
		}
	}
	switch {
	case rest > 0 || hits+weakHits == 0:
		return ""
	case hits == 0 && words[len(words)-1] == "tudo" && len(words) < 4:
		return "yes"
	case hits == 0, c.ask && !pleads, words[len(words)-1] == "e", onlySoft(words) && len(words) > 5:
		return "unclear"
	}
	return "yes"
}

// onlySoft says whether the only commands are words that also say other things: "para", "fim", "end", "sai", "chega".
func onlySoft(words []string) bool {
	soft := set("some para sai saia fim end chega basta enough cancelado bloqueado fora")
	for _, w := range words {
		if isCommand(w) && !soft[w] {
			return false
		}
	}
	return true
}

// asksElsewhere says whether another clause asks something of substance, so that a word of command in a list is not meant.
func (m message) asksElsewhere(than clause) bool {
	for _, c := range m.clauses {
		if c != than && c.ask && len(strings.Fields(c.text)) > 3 && !refuses.MatchString(c.text) {
			return true
		}
	}
	return false
}

// isWord says whether a token has a letter; emoji and digits have none.
func isWord(w string) bool { return strings.ContainsAny(w, "abcdefghijklmnopqrstuvwxyz") }
