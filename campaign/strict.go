package campaign

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// strict reads configuration as clients send it: it refuses unknown keys by name and gathers all that is wrong, so that a
// person sees everything at once.
type strict struct {
	errs Errors
}

func (s *strict) refuse(field, format string, args ...any) {
	s.errs = append(s.errs, Invalid(field, format, args...))
}

// absent says whether raw holds nothing: no bytes or null.
func absent(raw []byte) bool {
	text := bytes.TrimSpace(raw)
	return len(text) == 0 || bytes.Equal(text, []byte("null"))
}

// object reads an object that has no other keys than the given ones.
func (s *strict) object(field string, raw []byte, keys ...string) map[string]json.RawMessage {
	if absent(raw) {
		return nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil {
		s.refuse(field, "%s is not an object: write %s", clip(raw), example(keys))
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		if !slices.Contains(keys, key) {
			s.refuse(join(field, key), "the key %q is unknown: use %s", key, strings.Join(keys, ", "))
		}
	}
	return members
}

// list reads an array.
func (s *strict) list(field string, raw []byte) []json.RawMessage {
	if absent(raw) {
		return nil
	}
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		s.refuse(field, "%s is not a list: write [ … ]", clip(raw))
		return nil
	}
	return items
}

// value reads a plain value into *to and says whether one was there and could be used; kind names what is wanted.
func value[T any](s *strict, field string, raw []byte, to *T, kind string) bool {
	if absent(raw) {
		return false
	}
	if err := json.Unmarshal(raw, to); err != nil {
		s.refuse(field, "%s cannot be used: write %s", clip(raw), kind)
		return false
	}
	return true
}

// optional reads a plain value that may be missing.
func optional[T any](s *strict, field string, raw []byte, kind string) *T {
	var v T
	if !value(s, field, raw, &v, kind) {
		return nil
	}
	return &v
}

// The kinds of plain values, as error sentences name them.
const (
	kindText   = "text in quotes"
	kindTexts  = `a list of texts such as ["…"]`
	kindWhole  = "a whole number"
	kindNumber = "a number"
	kindBool   = "true or false"
)

func join(field, key string) string {
	if field == "" {
		return key
	}
	return field + "." + key
}

func at(field string, i int) string { return fmt.Sprintf("%s[%d]", field, i) }

// clip shortens a refused value for its sentence.
func clip(raw []byte) string {
	const most = 60
	text := []rune(strings.ToValidUTF8(string(bytes.TrimSpace(raw)), "�"))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

func example(keys []string) string { return fmt.Sprintf("{%q: …}", keys[0]) }
