package whatsapp

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// rule says what a value must be. What a rule does not name must not be there.
type rule struct {
	kind    kind
	need    bool
	fields  map[string]rule
	items   *rule
	enum    []string
	min     int // characters or items
	max     int // characters or items; 0 = no bound
	pattern *regexp.Regexp
}

type kind string

const (
	text   kind = "a string"
	flag   kind = "a boolean"
	number kind = "a number"
	object kind = "a JSON object"
	array  kind = "an array"
	free   kind = "anything" // not looked into
)

// check compares a decoded value with a rule. Path names the value as the provider does: template['name'].
func (r rule) check(path string, value any) *refusal {
	if !r.is(value) {
		return parameter("Param %s must be %s.", path, r.kind)
	}
	switch v := value.(type) {
	case string:
		return r.checkText(path, v)
	case map[string]any:
		if r.kind == object {
			return r.checkObject(path, v)
		}
	case []any:
		if r.kind != array {
			return nil
		}
		if len(v) < r.min || (r.max > 0 && len(v) > r.max) {
			return parameter("Param %s has %d items, which is not allowed.", path, len(v))
		}
		for i, one := range v {
			if err := r.items.check(fmt.Sprintf("%s[%d]", path, i), one); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r rule) is(value any) bool {
	switch value.(type) {
	case string:
		return r.kind == text || r.kind == free
	case bool:
		return r.kind == flag || r.kind == free
	case json.Number:
		return r.kind == number || r.kind == free
	case map[string]any:
		return r.kind == object || r.kind == free
	case []any:
		return r.kind == array || r.kind == free
	}
	return false // null
}

func (r rule) checkText(path, v string) *refusal {
	switch n := utf8.RuneCountInString(v); {
	case r.kind != text:
		return nil
	case !utf8.ValidString(v):
		return parameter("Param %s must be valid UTF-8.", path)
	case n < r.min && n == 0:
		return parameter("Param %s must not be empty.", path)
	case n < r.min:
		return parameter("Param %s must be at least %d characters long.", path, r.min)
	case r.max > 0 && n > r.max:
		return parameter("Param %s must be at most %d characters long.", path, r.max)
	case r.enum != nil && !slices.Contains(r.enum, v):
		return parameter("Param %s must be one of {%s} - got %q.", path, strings.ToUpper(strings.Join(r.enum, ", ")), v)
	case r.pattern != nil && !r.pattern.MatchString(v):
		return parameter("Param %s is not valid: %q.", path, v)
	}
	return nil
}

func (r rule) checkObject(path string, v map[string]any) *refusal {
	for _, name := range slices.Sorted(maps.Keys(r.fields)) {
		if _, ok := v[name]; r.fields[name].need && !ok {
			if path == "" {
				return parameter("The parameter %s is required.", name)
			}
			return refuse(131008, "Parameter %s is missing.", below(path, name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		field, ok := r.fields[name]
		if !ok {
			if path == "" {
				return parameter("Unexpected key %q.", name)
			}
			return parameter("Unexpected key %q on param %q.", name, path)
		}
		if err := field.check(below(path, name), v[name]); err != nil {
			return err
		}
	}
	return nil
}

func below(path, name string) string {
	if path == "" {
		return name
	}
	return path + "['" + name + "']"
}
