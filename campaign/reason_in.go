package campaign

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// wording is how reasons are worded for one reader.
type wording struct {
	lang lang
	zone *time.Location
}

// lang is a language of sentences, as its place in the tables.
type lang int

const (
	english lang = iota
	portuguese
)

// placeholder is a {name} of a sentence.
var placeholder = regexp.MustCompile(`\{([a-z_]+)\}`)

// In returns the reason worded in a locale, Portuguese where that is pt or pt-BR and English else, with its times as the clock
// on the wall of a zone (nil = UTC) shows them, and its params' codes as words. Params stay as they are. A reason that has
// no sentence keeps its message, and so does an English one whose message the giver worded itself, for that says more; so does
// one that lacks a param of its sentence.
func (r Reason) In(locale string, zone *time.Location) Reason {
	w := wording{lang: languageOf(locale), zone: zone}
	if zone == nil {
		w.zone = time.UTC
	}
	sentence, known := w.sentence(r.Code)
	if !known || w.lang == english && r.Message != "" && !fits(reasonSentences[r.Code], r.Message) {
		return r
	}
	message, whole := w.fill(sentence, r.Params)
	if !whole {
		if message, whole = w.fill(bareSentences[r.Code][w.lang], r.Params); !whole || message == "" {
			return r
		}
	}
	r.Message = message
	return r
}

func languageOf(locale string) lang {
	if tag, _, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-"); strings.EqualFold(tag, "pt") {
		return portuguese
	}
	return english
}

func (w wording) sentence(code string) (string, bool) {
	if w.lang == portuguese {
		s, ok := reasonSentencesPT[code]
		return s, ok
	}
	s, ok := reasonSentences[code]
	return s, ok
}

// fits says whether a message is a sentence with something in the places of its {names}.
func fits(sentence, message string) bool {
	for i, part := range placeholder.Split(sentence, -1) {
		at := strings.Index(message, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		message = message[at+len(part):]
	}
	return true
}

// fill puts the params into a sentence; false when one is not there.
func (w wording) fill(sentence string, params map[string]any) (string, bool) {
	whole := true
	filled := placeholder.ReplaceAllStringFunc(sentence, func(braced string) string {
		name := braced[1 : len(braced)-1]
		said, ok := w.say(name, params[name])
		whole = whole && ok
		return said
	})
	return filled, whole
}

// say returns a param as people read it; false when there is nothing to say.
func (w wording) say(name string, value any) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "", false
	case time.Time:
		return w.moment(v)
	case Reason:
		return w.nested(v)
	case *Reason:
		if v == nil {
			return "", false
		}
		return w.nested(*v)
	case map[string]any: // a reason that was stored
		code, _ := v["code"].(string)
		message, _ := v["message"].(string)
		params, _ := v["params"].(map[string]any)
		return w.nested(Reason{Code: code, Params: params, Message: message})
	case int:
		return w.number(int64(v)), true
	case int64:
		return w.number(v), true
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return w.number(n), true
		}
		return v.String(), true
	case float64:
		if v == float64(int64(v)) {
			return w.number(int64(v)), true
		}
		return w.decimal(v), true
	default:
		return w.text(name, fmt.Sprint(v))
	}
}

func (w wording) nested(r Reason) (string, bool) {
	locale := "en"
	if w.lang == portuguese {
		locale = "pt-BR"
	}
	said := r.In(locale, w.zone).Message
	return said, said != ""
}

// text words a param that is text: a time, a day, a code of a table, or words of somebody else's, which stay.
func (w wording) text(name, value string) (string, bool) {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return w.moment(t)
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return w.day(day), true
	}
	if name == "limit" || name == "reason" {
		if sentence, known := w.sentence(value); known && !strings.Contains(sentence, "{") {
			return sentence, true
		}
	}
	table, listed := paramWords[name]
	if !listed {
		return value, value != ""
	}
	parts := strings.Split(value, ", ")
	for i, part := range parts {
		if word, known := table[part]; known {
			parts[i] = word[w.lang]
		} else {
			parts[i] = strings.ReplaceAll(part, "_", " ")
		}
	}
	return strings.Join(parts, ", "), value != ""
}

// unknownYear is the year from which a time stands for none that is known.
const unknownYear = 9999

// moment words a time, without the year: what people wait for is near.
func (w wording) moment(t time.Time) (string, bool) {
	switch {
	case t.IsZero() || t.Year() >= unknownYear:
		return "", false
	case w.lang == portuguese:
		return t.In(w.zone).Format("02/01 às 15:04"), true
	default:
		return t.In(w.zone).Format("2 Jan 15:04"), true
	}
}

func (w wording) day(t time.Time) string {
	if w.lang == portuguese {
		return t.Format("02/01/2006")
	}
	return t.Format("2 Jan 2006")
}

// number groups the digits of a number by thousands.
func (w wording) number(n int64) string {
	mark := ","
	if w.lang == portuguese {
		mark = "."
	}
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + mark + digits[at:]
	}
	return sign + digits
}

func (w wording) decimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if w.lang == portuguese {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}
