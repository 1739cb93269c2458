package reply

import (
	"regexp"
	"strings"
)

var (
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n")

	wrote = `(?:wrote|escreveu|escribi[oó]|a [eé]crit|ha scritto|schrieb|schreef|skrev|napisa[lł]|kirjoitti|[ií]rta)`
	// "On 3 Nov 2025, Ana wrote:", "Em seg., 3 de nov. de 2025 às 10:00, Ana <…> escreveu:"
	headerByVerb = regexp.MustCompile(`(?i)^(?:on|em|no dia|el|le|il|am|op|den|dnia|w dniu)\b.*\d.*\b` + wrote + `\s*:?$`)
	// a sender's address and a verb of writing, in whatever order the date stands
	headerByAddress = regexp.MustCompile(`(?i)^.*\d.*(?:@|&lt;).*\b` + wrote + `\s*:$`)
	// "2017-11-24 16:32 GMT+01:00 Ana <ana@agencia.example>:"
	headerByDate = regexp.MustCompile(`^.*\d.*<[^<>]*@[^<>]*>\s*:$`)
	headerStart  = regexp.MustCompile(`(?i)^(?:(?:on|em|no dia|el|le|il|am|op|den|dnia|w dniu)\b.*\d|\S+ \d|.*\d{4}.*<)`)

	divider = regexp.MustCompile(`(?i)^[-_*\s]{2,}\s*(?:original message|mensagem original|mensagem encaminhada|forwarded message|mensaje original|mensaje reenviado|` +
		`urspr[uü]ngliche nachricht|message d'origine|messaggio originale)\s*[-_*\s]{2,}$`)
	mailField = regexp.MustCompile(`(?i)^\*?(?:from|sent|to|cc|subject|date|de|enviad[oa](?: em)?|enviado el|data|para|assunto|asunto|fecha|von|gesendet|an|betreff|datum|` +
		`da|inviato|a|oggetto|envoy[eé] le|envoy[eé]|[aà]|objet)\s?\*?\s?:`)
	senderField = regexp.MustCompile(`(?i)^\*?(?:from|de|von|da)\s?\*?\s?:`)

	signature = regexp.MustCompile(`(?i)^(?:--|__+|-- )\s*$|^(?:sent from|enviad[oa] (?:do|da|pelo|pela|desde|a partir do) |get outlook for|obter (?:o )?outlook para|` +
		`obtener outlook para|gesendet von|envoyé de mon|inviato da)`)
	closing = regexp.MustCompile(`(?i)^(?:(?:best|kind|warm)?\s?regards|att|atenciosamente|atte|cordialmente|abra[cç]os?|abs|saludos(?: cordiales)?|sincerely|un saludo)\s*[,.]?\s*$`)
)

// Visible returns the part of a text that its author wrote: no quoted lines, no header of a reply ("Em … escreveu:",
// "De: … Enviado: …") with what follows it, no signature. Where nothing of that kind is found the text comes back as it
// is, but for the blank space around it.
func Visible(text string) string {
	lines := unquote(strings.Split(lineEnds.Replace(text), "\n"))
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if signature.MatchString(line) || i > 0 && closing.MatchString(line) && isTail(lines[i+1:]) {
			lines = lines[:i]
			break
		}
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// unquote leaves out quoted lines and reply headers. After a header, lines marked ">" go one by one, since an answer may
// stand between or below them; without such marks all that follows is the quoted message.
func unquote(lines []string) []string {
	var out []string
	for i := 0; i < len(lines); i++ {
		line := strings.TrimSpace(lines[i])
		if isQuoted(line) {
			continue
		}
		if divider.MatchString(line) || isMailHead(lines[i:]) {
			break
		}
		if n := headerLines(lines[i:]); n > 0 {
			i += n - 1
			if !quoteFollows(lines[i+1:]) {
				break
			}
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

func isQuoted(line string) bool { return strings.HasPrefix(line, ">") }

// headerLines says over how many lines a header of a reply runs here; mail programs wrap it. 0 = none.
func headerLines(lines []string) int {
	joined := ""
	for n := 0; n < 3 && n < len(lines); n++ {
		line := strings.TrimSpace(lines[n])
		if line == "" || n > 0 && isQuoted(line) && line != ">:" && line != "> wrote:" {
			return 0
		}
		if n == 0 && !headerStart.MatchString(line) {
			return 0
		}
		joined = strings.TrimSpace(joined + " " + line)
		if len(joined) > 600 {
			return 0
		}
		if headerByVerb.MatchString(joined) || headerByAddress.MatchString(joined) || headerByDate.MatchString(joined) {
			return n + 1
		}
	}
	return 0
}

// isMailHead says whether a block of fields as Outlook writes them begins here: a sender and at least one field more,
// perhaps below a rule.
func isMailHead(lines []string) bool {
	if len(lines) > 1 && strings.Trim(lines[0], "_ ") == "" && strings.Contains(lines[0], "____") {
		lines = lines[1:]
	}
	if len(lines) < 2 || !senderField.MatchString(strings.TrimSpace(lines[0])) {
		return false
	}
	return mailField.MatchString(strings.TrimSpace(lines[1]))
}

func quoteFollows(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return isQuoted(line)
		}
	}
	return false
}

// isTail says whether these lines look like a name and an address rather than like text.
func isTail(lines []string) bool {
	n := 0
	for _, line := range lines {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if n++; n > 6 || len(line) > 60 {
			return false
		}
	}
	return true
}
