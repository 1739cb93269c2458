package openstreetmap

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"aceno/campaign"
)

// The bounds of an entry's values.
const (
	defaultLimit = 500
	maxLimit     = 10_000
	maxWords     = 200 // characters of query and area
)

// entry is one entry of search_config.sources, understood.
type entry struct {
	Trade trade
	Area  string
	Limit int
}

// key names the entry in cursors.
func (e entry) key() string { return digest(fmt.Sprint(e.Trade.Any, e.Area, e.Limit))[:12] }

var entryKeys = [...]string{"type", "query", "area", "limit"}

// parseEntry reads an entry and returns all that is wrong with it as campaign.Errors.
func (s *Source) parseEntry(raw json.RawMessage) (entry, error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(raw, &keys); err != nil || keys == nil {
		return entry{}, campaign.Errors{campaign.Invalid("", `a source is an object: write {"type":"openstreetmap","query":"dentist","area":"Campinas, BR"}`)}
	}
	var bad campaign.Errors
	refuse := func(field, format string, args ...any) {
		bad = append(bad, campaign.Invalid(field, format, args...))
	}
	for _, key := range unknownKeys(keys) {
		refuse(key, "openstreetmap has no key %q; its keys are %s", key, strings.Join(entryKeys[:], ", "))
	}
	if raw, ok := keys["type"]; ok && string(bytes.TrimSpace(raw)) != `"`+Type+`"` {
		refuse("type", "%s is not this source's type; write \"openstreetmap\"", clip(string(raw), 60))
	}
	e := entry{Limit: defaultLimit}
	words, problem := textOf(keys["query"])
	if problem == "" {
		e.Trade, problem = s.trades.find(words)
	}
	if problem != "" {
		refuse("query", "%s", problem)
	}
	if e.Area, problem = textOf(keys["area"]); problem != "" {
		refuse("area", "%s", strings.ReplaceAll(problem, queryExample, areaExample))
	}
	if raw, ok := keys["limit"]; ok {
		n, err := strconv.Atoi(string(bytes.TrimSpace(raw)))
		if err != nil || n < 1 || n > maxLimit {
			refuse("limit", "%s cannot be used: write a whole number from 1 to %d", clip(string(raw), 60), maxLimit)
		}
		e.Limit = n
	}
	return e, bad.OrNil()
}

// unknownKeys returns the keys that this source does not have, in order.
func unknownKeys(keys map[string]json.RawMessage) []string {
	var unknown []string
	for key := range keys {
		if !slices.Contains(entryKeys[:], key) {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	return unknown
}

const (
	queryExample = `a trade ("dentist", "padaria") or key=value ("shop=bakery")`
	areaExample  = `a city with its state or country ("Blumenau, SC", "Campinas, BR")`
)

// textOf reads a text that must be there, or says what is wrong with it.
func textOf(raw json.RawMessage) (text, problem string) {
	if raw == nil {
		return "", "is missing: write " + queryExample
	}
	if err := json.Unmarshal(raw, &text); err != nil || string(bytes.TrimSpace(raw)) == "null" {
		return "", clip(string(raw), 60) + " is no text: write " + queryExample
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", "is empty: write " + queryExample
	case utf8.RuneCountInString(text) > maxWords:
		return "", "is longer than " + strconv.Itoa(maxWords) + " characters: write " + queryExample
	case strings.ContainsFunc(text, unicode.IsControl) || strings.ContainsRune(text, utf8.RuneError):
		return "", strconv.Quote(clip(text, 60)) + " holds characters that cannot be printed: write " + queryExample
	}
	return text, ""
}

var (
	tagKey   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_:-]{0,62}$`)
	tagValue = regexp.MustCompile(`^[^=\[\]{}"\\]{1,100}$`)
)

// parseTag reads key=value, or says what is wrong with it.
func parseTag(text string) (trade, string) {
	key, value, _ := strings.Cut(text, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !tagKey.MatchString(key) || !tagValue.MatchString(value) {
		return trade{}, strconv.Quote(clip(text, 60)) + ` is no OpenStreetMap tag: write key=value, such as shop=bakery, or key=* for any value`
	}
	return trade{Any: [][]tag{{{Key: key, Value: value}}}}, ""
}

// clip shortens text to n characters at most.
func clip(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i] + "…"
		}
		n--
	}
	return text
}
