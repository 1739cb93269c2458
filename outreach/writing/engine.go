package writing

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/osteele/liquid"
)

// formatName is how a rewritten template hands its run to the filters that write by language.
const formatName = "_format"

// standardFilters are Liquid's own that a message may use: none of them makes markup or links.
var standardFilters = []string{
	"default", "upcase", "downcase", "capitalize", "strip", "lstrip", "rstrip", "strip_newlines", "truncate", "truncatewords", "append", "prepend",
	"replace", "replace_first", "remove", "remove_first", "slice", "split", "join", "first", "last", "size", "sort", "uniq", "reverse", "compact", "map",
	"plus", "minus", "times", "divided_by", "modulo", "abs", "round", "floor", "ceil",
}

// filtersOfRun are ours that write by the message's language; the run is their first argument.
var filtersOfRun = map[string]bool{"money": true, "number": true}

// allowedFilters are all that a template may name.
var allowedFilters = allowed()

func allowed() map[string]bool {
	all := map[string]bool{"first_name": true, "titlecase": true}
	maps.Copy(all, filtersOfRun)
	for _, name := range standardFilters {
		all[name] = true
	}
	return all
}

func filterNames() string { return strings.Join(slices.Sorted(maps.Keys(allowedFilters)), ", ") }

// engine is Liquid with our filters around it. It holds no state of a message.
var engine = newEngine()

func newEngine() *liquid.Engine {
	e := liquid.NewEngine()
	e.RegisterFilter(outFilter, func(r *run, v any, n int) (string, error) { return r.out(v, n) })
	e.RegisterFilter(letFilter, func(r *run, v any, name string) (any, error) { return r.let(v, name) })
	e.RegisterFilter("first_name", firstName)
	boundFilters(e)
	e.RegisterFilter("titlecase", titleCase)
	e.RegisterFilter("number", func(v any, r *run) string { return r.locale.text(v) })
	e.RegisterFilter("money", func(cents any, r *run, currency func(string) string) string {
		n, ok := wholeNumber(cents)
		if !ok {
			return ""
		}
		return r.locale.money(n, currency(r.currencyRead()))
	})
	e.RegisterBlock(captureBlock, capture)
	return e
}

// currencyRead is the currency of the price that this output read last, or the workspace's.
func (r *run) currencyRead() string {
	for _, l := range slices.Backward(r.touched) {
		if l.currency != "" {
			return l.currency
		}
	}
	return r.currency
}

func wholeNumber(v any) (int64, bool) {
	switch v := v.(type) {
	case int:
		return int64(v), true
	case int64:
		return v, true
	case float64:
		return int64(v), true
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		return n, err == nil
	default:
		return 0, false
	}
}

// titles are what stands before a person's name, folded.
var titles = map[string]bool{"dr": true, "dra": true, "prof": true, "profa": true, "sr": true, "sra": true, "srta": true, "mr": true, "mrs": true, "ms": true}

// firstName returns the first name of a person whose title shows that it is one: "Dra. Ana Souza" is Ana. The name of a
// business stays whole, since half of it would greet nobody.
func firstName(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 || !titles[strings.TrimSuffix(strings.ToLower(words[0]), ".")] {
		return name
	}
	return titleCase(words[1])
}

// particles stay small inside a Portuguese name.
var particles = map[string]bool{"de": true, "da": true, "do": true, "das": true, "dos": true, "e": true, "em": true, "no": true, "na": true, "of": true, "and": true}

// titleCase writes a name that shouts in small letters with capitals; any other name is somebody's own spelling and stays.
func titleCase(name string) string {
	letters, upper := 0, 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	if letters < 4 || upper < letters {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, word := range words {
		if i > 0 && particles[word] {
			continue
		}
		runes := []rune(word)
		for j, r := range runes {
			if unicode.IsLetter(r) {
				runes[j] = unicode.ToUpper(r)
				break
			}
		}
		words[i] = string(runes)
	}
	return strings.Join(words, " ")
}

func itoa(n int) string { return strconv.Itoa(n) }
