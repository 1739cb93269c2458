package campaign

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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
