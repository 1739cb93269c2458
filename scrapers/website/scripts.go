package website

import (
	"encoding/base64"
	"html"
	"regexp"
	"strconv"
	"strings"
)

// How much of a page's scripts is read, and how long a text that they put together may grow.
const (
	maxScript   = 64 << 10
	maxScripts  = 512 << 10
	maxAssigned = 400
)

var (
	// scriptToken takes a script apart: comments, texts, names, numbers, signs.
	scriptToken = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`(?:[^`\\\\$]|\\\\.)*`" + `|[\pL_$][\pL\d_$.]*|\d+|\+=|\S`)
	// widgetNumber is how chat buttons are told the number they write to.
	widgetNumber = regexp.MustCompile(`(?i)["']?(?:whats_?app(?:_?(?:number|phone|numero))?|wa_?(?:number|phone)|telefone_?whats(?:app)?|numero_?whats(?:app)?)["']?\s?[:=]\s?["'](\+?\d[\d ().-]{8,20})["']`)
)

// scriptMail is an address that a script puts together from pieces, so that only a browser shows it.
type scriptMail struct{ text, source string }

// scripter runs the little of JavaScript that hides addresses: texts joined by "+", in variables, by join, as codes.
type scripter struct {
	tokens []string
	vars   map[string]string
	found  []scriptMail
	depth  int
}

// readScript returns what a script writes that may be an address: never what it merely holds.
func readScript(script string) []scriptMail {
	if !strings.Contains(script, "@") && !strings.Contains(script, "64") && !strings.Contains(script, "atob") && !strings.Contains(script, "%40") {
		return nil
	}
	s := &scripter{vars: map[string]string{}}
	for _, token := range scriptToken.FindAllString(script[:min(len(script), maxScript)], -1) {
		if !strings.HasPrefix(token, "//") && !strings.HasPrefix(token, "/*") {
			s.tokens = append(s.tokens, token)
		}
	}
	for i := 0; i < len(s.tokens); {
		value, pieces, next := s.joined(i)
		if next == i {
			i++
			continue
		}
		s.use(i, next, value, pieces)
		i = next
	}
	return s.found
}

// use keeps what was put together: in the variable it is assigned to, and as an address where it may be one.
func (s *scripter) use(from, to int, value string, pieces int) {
	before := func(n int) string {
		if from-n < 0 {
			return ""
		}
		return s.tokens[from-n]
	}
	switch before(1) {
	case "=":
		s.vars[before(2)] = value
	case "+=":
		s.vars[before(2)] = cut(s.vars[before(2)]+value, maxAssigned)
		value, pieces = s.vars[before(2)], pieces+1
	}
	written := before(1) == "(" && (before(2) == "document.write" || before(2) == "document.writeln")
	plain := html.UnescapeString(value)
	if (pieces > 1 || written) && strings.Contains(plain, "@") && len(s.found) < maxBlocks {
		s.found = append(s.found, scriptMail{plain, strings.Join(s.tokens[from:to], " ")})
	}
}

// joined reads texts and variables joined by "+" from i on, and tells of how many pieces. What it does not know becomes
// a gap that no address spans.
func (s *scripter) joined(i int) (value string, pieces, next int) {
	value, weight, next := s.piece(i)
	if next == i {
		return "", 0, i
	}
	pieces = weight
	for next+1 < len(s.tokens) && s.tokens[next] == "+" {
		more, weight, after := s.piece(next + 1)
		if after == next+1 {
			more, weight, after = "\n", 0, next+2
		}
		value, pieces, next = cut(value+more, maxAssigned), pieces+weight, after
	}
	return value, pieces, next
}

// piece reads one text, variable, code or list that is joined.
func (s *scripter) piece(i int) (value string, weight, next int) {
	if i >= len(s.tokens) {
		return "", 0, i
	}
	token := s.tokens[i]
	known, isVar := s.vars[token]
	switch {
	case strings.IndexByte("\"'`", token[0]) >= 0 && len(token) >= 2:
		return unquote(token), 1, i + 1
	case token == "String.fromCharCode":
		return s.codes(i)
	case (token == "unescape" || token == "decodeURIComponent" || token == "atob") && i+3 < len(s.tokens) && s.tokens[i+1] == "(" && s.tokens[i+3] == ")":
		return decodeText(token, unquote(s.tokens[i+2])), 2, i + 4
	case token == "[":
		return s.list(i)
	case token == "(" && s.depth < 8:
		s.depth++
		inner, n, end := s.joined(i + 1)
		s.depth--
		if end < len(s.tokens) && s.tokens[end] == ")" && end > i+1 {
			return inner, n, end + 1
		}
	case isVar && (i+1 >= len(s.tokens) || s.tokens[i+1] != "=" && s.tokens[i+1] != "+="):
		return known, 1, i + 1
	}
	return "", 0, i
}

func (s *scripter) codes(i int) (string, int, int) {
	var b strings.Builder
	for at := i + 2; at < len(s.tokens); at++ {
		code, err := strconv.Atoi(s.tokens[at])
		switch {
		case s.tokens[at] == ")":
			return b.String(), 2, at + 1
		case err == nil && code > 0 && code < 0x250:
			b.WriteRune(rune(code))
		case s.tokens[at] != ",":
			return "", 0, i
		}
	}
	return "", 0, i
}

// list reads ["a","b"].join("@").
func (s *scripter) list(i int) (string, int, int) {
	var parts []string
	for at := i + 1; at < len(s.tokens) && len(parts) < maxBlocks; at++ {
		switch token := s.tokens[at]; {
		case token == "]" && at+5 < len(s.tokens) && s.tokens[at+1] == "." && s.tokens[at+2] == "join" && s.tokens[at+3] == "(":
			return strings.Join(parts, unquote(s.tokens[at+4])), len(parts), at + 6
		case strings.IndexByte("\"'`", token[0]) >= 0 && len(token) >= 2:
			parts = append(parts, unquote(token))
		case token != ",":
			return "", 0, i
		}
	}
	return "", 0, i
}

func unquote(token string) string {
	if len(token) < 2 {
		return ""
	}
	body := token[1 : len(token)-1]
	if !strings.Contains(body, `\`) {
		return body
	}
	if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(body, `\'`, `'`), `"`, `\"`) + `"`); err == nil {
		return plain
	}
	return strings.ReplaceAll(body, `\`, "")
}

func decodeText(how, text string) string {
	if how != "atob" {
		return unescape(text)
	}
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return string(plain)
}

func cut(s string, most int) string { return s[:min(len(s), most)] }
