package website

import (
	"encoding/json"
	"html"
	"strings"
)

// decodeLenient reads the JSON values of a block as browsers' readers of structured data do: as they stand, else without
// comments, final commas and raw line breaks, else with the entities decoded that a template escaped by mistake.
// Several values one after the other are all read; what is cut off is not completed by guessing.
func decodeLenient(block string) []any {
	block = cleanBlock(block)
	if values, ok := decodeAll(block); ok {
		return values
	}
	bare := bareJSON(block)
	values, ok := decodeAll(bare)
	if ok {
		return values
	}
	if decoded, ok := decodeAll(bareJSON(html.UnescapeString(block))); ok || len(decoded) > len(values) {
		return decoded
	}
	return values
}

// decodeAll reads value after value and tells whether it came to the end.
func decodeAll(block string) ([]any, bool) {
	var out []any
	for d := json.NewDecoder(strings.NewReader(block)); len(out) < maxBlocks; {
		var node any
		if d.Decode(&node) != nil {
			rest := strings.TrimSpace(block[min(int(d.InputOffset()), len(block)):])
			return out, len(out) > 0 && strings.Trim(rest, "; ") == ""
		}
		out = append(out, node)
	}
	return out, true
}

// cleanBlock removes what some systems put around the JSON: comments, CDATA, a final semicolon.
func cleanBlock(block string) string {
	block = strings.TrimSpace(strings.TrimPrefix(block, "\ufeff"))
	for _, mark := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "/*<![CDATA[*/"} {
		block = strings.TrimSpace(strings.TrimPrefix(block, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "]]>", "/*]]>*/", "//", ";"} {
		block = strings.TrimSpace(strings.TrimSuffix(block, mark))
	}
	return block
}

// bareJSON takes out what JSON does not know: comments and final commas outside of texts, control characters inside.
func bareJSON(block string) string {
	var b strings.Builder
	for i := 0; i < len(block); i++ {
		switch c := block[i]; {
		case c == '"':
			i = copyText(&b, block, i)
		case c == '/' && strings.HasPrefix(block[i:], "//"):
			i += lengthTo(block[i:], "\n") - 1
		case c == '/' && strings.HasPrefix(block[i:], "/*"):
			i += lengthTo(block[i:], "*/") - 1
		case c == ',' && closes(block[i+1:]):
		case c < ' ':
			b.WriteByte(' ')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// copyText copies the text that begins at the quote at i, and returns where it ends.
func copyText(b *strings.Builder, block string, i int) int {
	b.WriteByte('"')
	for i++; i < len(block); i++ {
		switch c := block[i]; {
		case c == '\\' && i+1 < len(block) && strings.IndexByte(`"\/bfnrtu`, block[i+1]) < 0: // \' and the like
			continue
		case c == '\\' && i+1 < len(block):
			b.WriteString(block[i : i+2])
			i++
		case c < ' ':
			b.WriteByte(' ')
		case c == '"':
			b.WriteByte(c)
			return i
		default:
			b.WriteByte(c)
		}
	}
	return i
}

// lengthTo is how far it is to the end of the first end in s, or all of it.
func lengthTo(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// closes tells whether the next sign closes a list or an object: a comma before it is one too many. Comments between are
// passed over.
func closes(rest string) bool {
	for {
		rest = strings.TrimLeft(rest, " \t\r\n")
		switch {
		case strings.HasPrefix(rest, "//"):
			rest = rest[lengthTo(rest, "\n"):]
		case strings.HasPrefix(rest, "/*"):
			rest = rest[lengthTo(rest, "*/"):]
		default:
			return rest != "" && (rest[0] == '}' || rest[0] == ']')
		}
	}
}
