package reply

import (
	"regexp"
	"strings"
)

// howTo finds a line that tells how to opt out. Such a line is ours (or a newsletter's) come back in a quotation without
// marks; a person who asks to stop gives no instructions.
var howTo = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:responda|responder|respondendo|envie|digite|escreva|mande|reply|text|answer|responde|responda|envia|escriba|escribe)\b(?: \S+){0,3}? ["“'‘*«(]*(?:sair|parar|pare|stop|cancelar|baja|salir|descadastrar|remover|unsubscribe|quit|nao)\b`),
	regexp.MustCompile(`\b(?:para|pra|caso|se|to|if|si|clique|click|haga)\b.{0,60}\b(?:sair|parar|descadastr\w+|cancelar|deixar de receber|nao (?:quiser|quer|deseja\w?|receber|deseje)|unsubscribe|opt.out|stop receiving|no longer|baja|no desea\w*|dejar de recibir)\b.{0,80}\b(?:responda|responder|clique|acesse|envie|digite|mande|escreva|basta|e so|click|reply|visit|follow|text|responde|haga clic|escriba|here|aqui|link)\b`),
	regexp.MustCompile(`\b(?:clique|clica|click|haga clic|acesse)\b.{0,40}\b(?:para|pra|to)\b.{0,30}\b(?:sair|descadastr\w+|cancelar|unsubscribe|remover|opt.out|darse de baja)\b`),
}

// footerLines folds the footers of a workspace into lines fit for a comparison. A footer that alone would be an opt-out
// is not taken: it would hide the very word it asks for.
func footerLines(footers []string) []string {
	var out []string
	for _, f := range footers {
		for _, line := range strings.Split(fold(f), "\n") {
			if line = flat(line); len(line) >= 8 && command(read(line)) == "" {
				out = append(out, line)
			}
		}
	}
	return out
}

// flat gives a folded line single blanks.
func flat(line string) string { return strings.Join(strings.Fields(line), " ") }

// dropFooters takes our own footers and lines of instruction out of folded lines.
func dropFooters(lines, footers []string) []string {
	var out []string
	for _, line := range lines {
		line = flat(line)
		for _, f := range footers {
			line = strings.TrimSpace(strings.ReplaceAll(line, f, " "))
		}
		if !instructs(line) {
			out = append(out, line)
		}
	}
	return out
}

// instructs says whether a line tells how to opt out. A line in the first person, or with a negation ahead of the
// command, is somebody speaking.
func instructs(line string) bool {
	if len(line) < 12 || speaks.MatchString(line) {
		return false
	}
	for _, re := range howTo {
		if re.MatchString(line) {
			return true
		}
	}
	return false
}

var speaks = regexp.MustCompile(`\b(?:ja|eu|me|meu|minha|quero|respondi|mandei|digitei|my|i|i've|quiero|mi|vou)\b`)
