package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// ContentHash returns the hash of what a person approves: the text and, of a template, its name, language and values.
// Hex SHA-256.
func ContentHash(content string, t *TemplateUse) string {
	approved, err := json.Marshal(struct {
		Content  string       `json:"content"`
		Template *TemplateUse `json:"template,omitempty"`
	}{content, t})
	if err != nil { // strings alone: cannot happen
		panic("hash the content of a message: " + err.Error())
	}
	sum := sha256.Sum256(approved)
	return hex.EncodeToString(sum[:])
}

// Reanchor keeps the facts that an edited text still rests on: those whose words it still holds, with their new place. Words that
// were changed back nothing any more.
func Reanchor(facts []FactUse, before, after string) []FactUse {
	kept := make([]FactUse, 0, len(facts))
	for _, f := range facts {
		if f.Start < 0 || f.End > len(before) || f.Start >= f.End {
			continue
		}
		words := before[f.Start:f.End]
		at := nearest(after, words, f.Start)
		if at < 0 {
			continue
		}
		f.Start, f.End = at, at+len(words)
		kept = append(kept, f)
	}
	return kept
}

// nearest returns where words stand in a text closest to a place, or -1.
func nearest(text, words string, place int) int {
	best := -1
	for from := 0; from <= len(text)-len(words); {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		at := from + i
		if best < 0 || max(at-place, place-at) < max(best-place, place-best) {
			best = at
		}
		from = at + 1
	}
	return best
}
