package whatsapp

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"aceno/sandbox/ledger"
)

// createRule is the body of POST /{waba}/message_templates.
var createRule = obj(map[string]rule{
	"name":                            {kind: text, need: true, pattern: name},
	"language":                        {kind: text, need: true, pattern: localeCode},
	"category":                        {kind: text, need: true, enum: categories},
	"parameter_format":                {kind: text, enum: []string{"POSITIONAL", "NAMED"}},
	"allow_category_change":           {kind: flag},
	"message_send_ttl_seconds":        {kind: number},
	"cta_url_link_tracking_opted_out": {kind: flag},
	"components": list(obj(map[string]rule{
		"type":    {kind: text, need: true},
		"format":  {kind: text, enum: []string{"TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"}},
		"text":    maybe(str(maxBody)),
		"example": {kind: object, fields: map[string]rule{"header_text": {kind: free}, "body_text": {kind: free}, "header_handle": {kind: free}, "body_text_named_params": {kind: free}, "header_text_named_params": {kind: free}}},
		"buttons": maybe(list(rule{kind: free}, 1, 10)),

		"add_security_recommendation": {kind: flag},
		"code_expiration_minutes":     {kind: number},
	}), 1, 5),
})

// create answers POST /{waba}/message_templates: the template is PENDING until its review ends.
func (s *Server) create(w http.ResponseWriter, raw []byte) {
	var body any
	if err := json.Unmarshal(raw, &body); err != nil {
		parameter("The body is not a JSON object that can be read.").write(w)
		return
	}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	_ = dec.Decode(&body) // it was read once already
	if err := createRule.check("", body); err != nil {
		err.write(w)
		return
	}
	var t Template
	if err := json.Unmarshal(raw, &t); err != nil {
		parameter("The body cannot be read: %v", err).write(w)
		return
	}
	t.ID, t.Status = "", "PENDING"
	if err := t.complete(); err != nil {
		var refused *refusal
		if !errors.As(err, &refused) {
			refused = parameter("%v", err)
		}
		refused.write(w)
		return
	}
	for _, c := range t.Components {
		if len(variables(c.Text)) > 0 && len(c.Example) == 0 {
			parameter("Param components: a %s with variables needs an example of each.", c.Type).write(w)
			return
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if slices.ContainsFunc(s.templates, func(o *Template) bool { return o.Name == t.Name && o.Language == t.Language }) {
		(&refusal{code: 100, subcode: 2388024, user: fmt.Sprintf("There is already %s content for this template.", t.Language)}).write(w)
		return
	}
	err := s.store(t)
	if err == nil {
		err = s.o.Ledger.Plan(ledger.Event{ID: "template/" + t.ID, Kind: ledger.Template, Text: t.ID, At: s.o.Clock.Now().Add(reviewTakes)})
	}
	if err != nil {
		refuse(1, "%v", err).write(w)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"id": t.ID, "status": t.Status, "category": t.Category})
}

// remove answers DELETE /{waba}/message_templates?name=.
func (s *Server) remove(w http.ResponseWriter, called string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(s.templates), func(t *Template) bool { return t.Name == called })
	if len(left) == len(s.templates) {
		(&refusal{code: 100, subcode: 2593002, user: "Message template \"" + called + "\" was not found."}).write(w)
		return
	}
	if err := s.keep(noteTemplates, left); err != nil {
		refuse(1, "%v", err).write(w)
		return
	}
	s.templates = left
	writeJSON(w, http.StatusOK, map[string]any{"success": true})
}

// check refuses what the provider's review refuses at once.
func (t *Template) check() error {
	switch {
	case !name.MatchString(t.Name):
		return parameter("Param name %q: lower-case letters, digits and underscores alone.", t.Name)
	case !localeCode.MatchString(t.Language):
		return parameter("Param language %q: a code such as pt_BR or en.", t.Language)
	case !slices.Contains(categories, t.Category):
		return parameter("Param category must be one of {%s} - got %q.", strings.Join(categories, ", "), t.Category)
	case t.part("BODY") == nil:
		return refuse(131008, "A template needs a BODY component.")
	}
	for _, c := range t.Components {
		if !slices.Contains([]string{"HEADER", "BODY", "FOOTER", "BUTTONS"}, c.Type) {
			return parameter("Param components: %q is no component.", c.Type)
		}
	}
	body := strings.TrimSpace(t.part("BODY").Text)
	names := variables(body)
	if len(names) == 0 {
		return nil
	}
	if ends := variable.FindAllStringIndex(body, -1); ends[0][0] == 0 || ends[len(ends)-1][1] == len(body) {
		return &refusal{code: 100, subcode: 2388299, user: "Variables can't be at the start or end of the template."}
	}
	words := len(strings.Fields(variable.ReplaceAllString(body, "")))
	if words < 2*len(names)+1 || utf8.RuneCountInString(body) > maxBody {
		return &refusal{code: 100, subcode: 2388293, user: "This template has too many variables for its length. Reduce the number of variables or increase the message length."}
	}
	for i, n := range names {
		if t.ParameterFormat == "POSITIONAL" && n != strconv.Itoa(i+1) {
			return &refusal{code: 100, subcode: 2388293, user: "The variables of a positional template are {{1}}, {{2}} … in their order."}
		}
	}
	return nil
}
