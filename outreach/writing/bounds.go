package writing

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/osteele/liquid"
)

// boundFilters replaces those of Liquid's filters whose result may be larger than what they are given, or that count
// bytes where a person counts letters. Every value on its way stays within maxValue, every list within maxList.
func boundFilters(e *liquid.Engine) {
	e.RegisterFilter("append", func(s, t string) (string, error) { return short(s, t) })
	e.RegisterFilter("prepend", func(s, t string) (string, error) { return short(t, s) })
	e.RegisterFilter("replace", func(s, old, with string) (string, error) { return replaceBounded(s, old, with, -1) })
	e.RegisterFilter("replace_first", func(s, old, with string) (string, error) { return replaceBounded(s, old, with, 1) })
	e.RegisterFilter("join", joinBounded)
	e.RegisterFilter("split", splitBounded)
	e.RegisterFilter("capitalize", capitalize)
	e.RegisterFilter("truncate", truncate)
	e.RegisterFilter("truncatewords", truncateWords)
}

// short joins two texts, unless they grow too long together.
func short(s, t string) (string, error) {
	if len(s)+len(t) > maxValue {
		return "", errTooLong
	}
	return s + t, nil
}

func replaceBounded(s, old, with string, n int) (string, error) {
	count := strings.Count(s, old)
	if n >= 0 {
		count = min(count, n)
	}
	if len(s)+count*(len(with)-len(old)) > maxValue {
		return "", errTooLong
	}
	return strings.Replace(s, old, with, n), nil
}

func joinBounded(items []any, separator func(string) string) (string, error) {
	between, size := separator(" "), 0
	words := make([]string, 0, len(items))
	for _, item := range items {
		word := portuguese.text(plain(item))
		if size += len(word) + len(between); size > maxValue {
			return "", errTooLong
		}
		words = append(words, word)
	}
	return strings.Join(words, between), nil
}

func splitBounded(s, separator string) ([]any, error) {
	parts := strings.SplitN(s, separator, maxList+1)
	if separator == " " {
		parts = strings.Fields(s)
	}
	if len(parts) > maxList {
		return nil, fmt.Errorf("a list of more than %d items: split at another mark", maxList)
	}
	items := make([]any, 0, len(parts))
	for _, part := range parts {
		items = append(items, part)
	}
	return items, nil
}

// capitalize writes the first letter large, whatever its length in bytes.
func capitalize(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// truncate keeps the first letters, the dots among them.
func truncate(s string, length func(int) int, ellipsis func(string) string) (string, error) {
	letters, most, dots := []rune(s), length(50), ellipsis("...")
	if len(letters) <= most {
		return s, nil
	}
	return short(string(letters[:max(0, most-utf8.RuneCountInString(dots))]), dots)
}

// truncateWords keeps the first words.
func truncateWords(s string, length func(int) int, ellipsis func(string) string) (string, error) {
	words, most := strings.Fields(s), max(length(15), 1)
	if len(words) <= most {
		return s, nil
	}
	return short(strings.Join(words[:most], " "), ellipsis("..."))
}
