package overpass

import (
	"fmt"
	"strings"
)

// token is a piece of a query.
type token struct {
	text   string
	quoted bool // a string: text is its value
	line   int
}

// syntax is what is wrong with a query, in the words of the real server.
type syntax struct {
	line int
	kind string // "parse error" or "static error"
	text string
}

// Error says it.
func (e *syntax) Error() string { return fmt.Sprintf("line %d: %s: %s", e.line, e.kind, e.text) }

// marks are the tokens of more than one character, the longer ones first.
var marks = []string{"->", "!=", "!~", ">>", "<<"}

// lex cuts a query into tokens.
func lex(query string) ([]token, error) {
	var out []token
	line := 1
	for i := 0; i < len(query); {
		c := query[i]
		switch {
		case c == '\n':
			line++
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case strings.HasPrefix(query[i:], "//"):
			end := strings.IndexByte(query[i:], '\n')
			if end < 0 {
				end = len(query) - i
			}
			i += end
		case strings.HasPrefix(query[i:], "/*"):
			end := strings.Index(query[i:], "*/")
			if end < 0 {
				return nil, &syntax{line, "parse error", "Unclosed comment"}
			}
			line += strings.Count(query[i:i+end], "\n")
			i += end + 2
		case c == '"' || c == '\'':
			text, used, err := quoted(query[i:], line)
			if err != nil {
				return nil, err
			}
			out = append(out, token{text, true, line})
			i += used
		case word(c):
			start := i
			for i < len(query) && (word(query[i]) || query[i] == '.' && isNumber(query[start:i]) || query[i] == '-' && i > start && query[i-1] != ':' && !isNumber(query[start:i])) && !strings.HasPrefix(query[i:], "->") {
				i++
			}
			out = append(out, token{query[start:i], false, line})
		default:
			text := string(c)
			for _, m := range marks {
				if strings.HasPrefix(query[i:], m) {
					text = m
					break
				}
			}
			out = append(out, token{text, false, line})
			i += len(text)
		}
	}
	return append(out, token{"", false, line}), nil
}

func word(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

func isNumber(s string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return s != ""
}

// quoted reads a string with its escapes.
func quoted(s string, line int) (text string, used int, err error) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return b.String(), i + 1, nil
		case s[i] == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case '"', '\'', '\\':
				b.WriteByte(s[i])
			default: // of a regular expression
				b.WriteByte('\\')
				b.WriteByte(s[i])
			}
		default:
			b.WriteByte(s[i])
		}
	}
	return "", 0, &syntax{line, "parse error", "Unclosed quotation mark"}
}
