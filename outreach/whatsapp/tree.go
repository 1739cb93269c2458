package whatsapp

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of what is taken over from a webhook, in bytes.
const (
	maxWord = 512
	maxText = 32 << 10
)

// tree is a JSON object as it came. Reading it never fails: what is missing or of another type is empty, since each part
// of a webhook must be of use without the others.
type tree map[string]any

// readTree reads an object, or says that it is none.
func readTree(raw json.RawMessage) (tree, bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var t tree
	if dec.Decode(&t) != nil || t == nil {
		return nil, false
	}
	return t, true
}

// sub returns the object at a key.
func (t tree) sub(key string) tree {
	m, _ := t[key].(map[string]any)
	return m
}

// list returns the objects of the array at a key.
func (t tree) list(key string) []tree {
	all, _ := t[key].([]any)
	var out []tree
	for _, one := range all {
		if m, ok := one.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// text returns the words at a key; a number is its digits.
func (t tree) text(key string) string {
	switch v := t[key].(type) {
	case string:
		return clip(strings.ReplaceAll(v, "\x00", ""), maxText)
	case json.Number:
		return clip(v.String(), maxWord)
	default:
		return ""
	}
}

// word returns an id, a name or a code at a key: without spaces around it, and empty when it is too long to be one.
func (t tree) word(key string) string {
	s := strings.TrimSpace(t.text(key))
	if len(s) > maxWord {
		return ""
	}
	return s
}

// raw returns what stands at a key as JSON; nil when nothing does.
func (t tree) raw(key string) json.RawMessage {
	if t[key] == nil {
		return nil
	}
	out, err := json.Marshal(t[key])
	if err != nil {
		return nil
	}
	return out
}

// clip cuts s to at most n bytes, between two characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Times outside these bounds are a mistake of whoever wrote them.
const (
	oldest      = 1_230_768_000 // 2009: there was no WhatsApp before
	milliFrom   = 100_000_000_000
	maxAhead    = 10 * time.Minute
	largestTime = 1 << 53
)

// at returns the time at a key, in seconds or milliseconds. A time that is missing or cannot be is now, the time of
// receipt: a message from the future would keep its window open.
func (t tree) at(key string, now time.Time) time.Time {
	seconds, err := strconv.ParseFloat(t.word(key), 64)
	if err != nil || math.IsNaN(seconds) || math.Abs(seconds) > largestTime {
		return now
	}
	if seconds >= milliFrom {
		seconds /= 1000
	}
	at := time.Unix(int64(seconds), 0).UTC()
	if seconds < oldest || at.After(now.Add(maxAhead)) {
		return now
	}
	return at
}
