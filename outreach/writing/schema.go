package writing

import (
	"slices"
	"strconv"
	"strings"
)

// shape is what a name stands for: a single value, an object with fields, a list of things, or whatever comes.
type shape struct {
	fields map[string]*shape // of an object
	item   *shape            // of a list
	open   bool              // any field may follow
}

func value() *shape              { return &shape{} }
func anything() *shape           { return &shape{open: true} }
func listOf(item *shape) *shape  { return &shape{item: item} }
func object(names string) *shape { return &shape{fields: fieldsOf(names)} }
func (s *shape) add(n string, f *shape) *shape {
	s.fields[n] = f
	return s
}

func fieldsOf(names string) map[string]*shape {
	fields := map[string]*shape{}
	for _, n := range strings.Fields(names) {
		fields[n] = value()
	}
	return fields
}

// Names that a template may use, as bindings fills them.
const (
	prospectFields = "name first_name username city category address country phone whatsapp email website website_url domain " +
		"instagram profile_url platform rating reviews_count followers_count has_website score"
	planFields    = "name description price price_cents currency"
	agentFields   = "name language"
	senderFields  = "name legal_name privacy_contact address"
	forloopFields = "first last index index0 rindex rindex0 length"
)

// names returns the shape of everything a template knows from the start.
func names() *shape {
	return object("slot wa_link optout privacy_link").
		add("prospect", object(prospectFields).add("facts", anything())).
		add("agent", object(agentFields)).
		add("sender", object(senderFields)).
		add("plans", listOf(object(planFields).add("features", listOf(value()))))
}

// at follows a path and returns what it leads to, or the part of the path that leads nowhere and the names that stand
// there instead.
func (s *shape) at(p path) (found *shape, lost string, instead []string) {
	for i, step := range p {
		switch {
		case s.open:
			return s, "", nil
		case step == "size" && i > 0:
			s = value()
		case s.item != nil:
			if _, err := strconv.Atoi(step); err != nil && step != "*" && step != "first" && step != "last" {
				return nil, p[:i+1].String(), []string{"first", "last", "size"}
			}
			s = s.item
		case step == "*" && s.fields != nil:
			s = anything()
		case s.fields[step] != nil:
			s = s.fields[step]
		default:
			return nil, p[:i+1].String(), sortedNames(s.fields)
		}
	}
	return s, "", nil
}

func sortedNames(fields map[string]*shape) []string {
	var out []string
	for n := range fields {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
