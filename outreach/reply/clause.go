package reply

import (
	"strings"
	"unicode"
)

// clause is a piece of a message between two marks of punctuation: its words, spelt out, with one space between.
type clause struct {
	text string
	ask  bool // ended with a question mark
}

// message is a text made ready for the rules.
type message struct {
	clauses []clause
	spelled bool // a word of command stood there letter by letter
	words   int
}

// read folds and cuts a text. Words of politeness vanish; thanks end a clause.
func read(folded string) message {
	folded = address.ReplaceAllString(folded, " ")
	folded, spelledOut := unspell(folded)
	m := message{spelled: spelledOut}
	var words []string
	flush := func(ask bool) {
		if len(words) > 0 {
			m.words += len(words)
			m.clauses = append(m.clauses, clause{strings.Join(words, " "), ask})
		} else if ask && len(m.clauses) > 0 {
			m.clauses[len(m.clauses)-1].ask = true
		}
		words = nil
	}
	for _, tok := range tokens(folded) {
		switch tok {
		case "?":
			flush(true)
		case "|":
			flush(false)
		default:
			words = append(words, strings.Fields(spellOut(tok))...)
		}
	}
	flush(false)
	m.clauses = polish(m.clauses)
	return m
}

// tokens cuts a folded text into words, marks ("|", "?") and symbols.
func tokens(s string) []string {
	var out []string
	var w strings.Builder
	end := func() {
		if w.Len() > 0 {
			out = append(out, w.String())
			w.Reset()
		}
	}
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '@', r == '$':
			w.WriteRune(r)
		case r == '\'' || r == '’' || r == '‘' || r == '`' || r == '´':
			// "don't" is one word
		case r == '?' || r == '¿':
			end()
			if r == '?' {
				out = append(out, "?")
			}
		case strings.ContainsRune(".,!;:\n()[]\"“”«»|…¡{}–—", r):
			end()
			out = append(out, "|")
		case unicode.IsSpace(r) || strings.ContainsRune("-_*~/\\+=<>#&%^", r):
			end()
		default:
			end()
			out = append(out, string(r))
		}
	}
	end()
	return out
}

var spelling = strings.NewReplacer(" do not ", " dont ", " does not ", " doesnt ", " por pfv ", " ", " se faz pfv ", " ", " pfv ", " ", " e mail ", " email ",
	" e mails ", " emails ", " tchau ", " ", " num quero ", " nao quero ", " num me ", " nao me ", " num manda ", " nao manda ", " num mande ", " nao mande ",
	" opt me out ", " optout ", " opt out ", " optout ", " opting out ", " optout ", " un subscribe ", " unsubscribe ", " des cadastrar ", " descadastrar ",
	" no longer ", " nolonger ", " any more ", " anymore ", " si us plau ", " ", " da pra ", " dapra ", " da para ", " dapra ", " tem como ", " dapra ")

// polish takes politeness out of the clauses. A clause that was nothing else goes, and its neighbours join:
// "me tira, por favor, da lista" is one sentence.
func polish(in []clause) []clause {
	var out []clause
	glue := false
	for _, c := range in {
		after := c.text
		for range 2 { // neighbours share a blank, so the second of two is met in the second round
			after = strings.Join(strings.Fields(spelling.Replace(" "+after+" ")), " ")
		}
		if after == "" {
			glue = len(out) > 0
			continue
		}
		for i, part := range strings.Split(" "+after+" ", " obrigado ") {
			part = strings.TrimSpace(part)
			if i > 0 {
				out = append(out, clause{text: "obrigado"})
			}
			if part == "" {
				continue
			}
			if glue && i == 0 && strings.HasPrefix(part, "da ") {
				out[len(out)-1].text += " " + part
			} else {
				out = append(out, clause{part, c.ask})
			}
		}
		glue = false
	}
	return out
}

// all returns the words of the message, clauses parted by " | " and questions by " ? ".
func (m message) all() string {
	var b strings.Builder
	for _, c := range m.clauses {
		b.WriteString(c.text)
		if c.ask {
			b.WriteString(" ? ")
		} else {
			b.WriteString(" | ")
		}
	}
	return strings.TrimRight(b.String(), " |")
}
