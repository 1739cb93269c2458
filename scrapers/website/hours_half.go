package website

import (
	"regexp"
	"strings"
)

// hoursLabel says in so many words that a line is about hours.
var hoursLabel = regexp.MustCompile(`(?i)\b(?:office|opening|business|store|shop|working) hours\b|\bhor[áa]rio de (?:atendimento|funcionamento|atenci[óo]n|apertura)\b`)

// halfHours returns the first line about hours that says days without times, or times without days: as words, since the other
// half would be a guess.
func (d *document) halfHours() []opening {
	for _, line := range d.sentences() {
		label := hoursLabel.FindStringIndex(line)
		if label == nil || len(line) > maxFactText {
			continue
		}
		words := hourWords(line, false)
		if len(words) == 0 {
			words = hourWords(line[label[0]:], false)
		}
		named := 0 // days and times; one day alone may be anything
		for _, w := range words {
			switch {
			case w.sign == signTime && !w.bare:
				named += 2
			case w.sign == signDay:
				named++
			}
		}
		if named > 1 {
			return []opening{{text: line}}
		}
	}
	return nil
}

// sentences are the page's lines, longer ones cut at their full stops.
func (d *document) sentences() []string {
	var out []string
	for _, line := range d.lines {
		if len(line) > 80 {
			out = append(out, strings.Split(line, ". ")...)
		} else {
			out = append(out, line)
		}
	}
	return out
}
