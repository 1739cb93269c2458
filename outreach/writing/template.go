package writing

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"aceno/campaign"
)

// placeholder is a variable of a template at Meta: {{1}} by position, {{first_name}} by name.
var placeholder = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)

// templateText are the texts of a template as the API lists them.
type templateText struct {
	header, body, footer string
	named                bool
	names                []string // of the body's variables: numbers in order, or names as they come
}

// template fills a template's variables in, and writes the text as the person will read it.
func (p *piece) template(step campaign.Step) (campaign.Draft, error) {
	params := map[string]any{"template": step.WhatsAppTemplate, "name": step.WhatsAppTemplate}
	if p.task.Template == nil {
		return holding(held(codeTemplateMissing, params, "the account has no template %s: make it at Meta, or read the templates again", step.WhatsAppTemplate)), nil
	}
	text, missing := readTemplate(p.task.Template.Components)
	if missing != "" {
		params["part"] = missing
		return holding(held(codeTemplateParts, params, "the template %s has %s, which a campaign cannot fill: choose one with a text body alone", step.WhatsAppTemplate, missing)), nil
	}
	if len(text.names) != len(step.WhatsAppParams) {
		params["want"], params["got"] = len(text.names), len(step.WhatsAppParams)
		return holding(held(codeTemplateParams, params, "the template %s takes %d values and the step gives %d: correct whatsapp_params", step.WhatsAppTemplate, len(text.names), len(step.WhatsAppParams))), nil
	}
	use := &campaign.TemplateUse{Name: p.task.Template.Name, Language: p.task.Template.Language}
	values := map[string]marked{}
	for i, src := range step.WhatsAppParams {
		value, reason, err := p.render(src)
		if err != nil || reason != nil {
			return holding(reason), err
		}
		value = value.oneLine()
		if value.words == "" {
			return holding(emptyFact("whatsapp_params[" + itoa(i) + "]")), nil
		}
		values[text.names[i]] = value
		use.Params = append(use.Params, value.words)
		if text.named {
			use.Names = append(use.Names, text.names[i])
		}
	}
	draft := p.draft(text.fill(values), 0)
	if draft.Held == nil {
		draft.Template = use
	}
	return draft, nil
}

// fill writes header, body and footer with the values in their places.
func (t templateText) fill(values map[string]marked) marked {
	var out marked
	if t.header != "" {
		out = out.append(marked{words: t.header + "\n\n"})
	}
	rest := t.body
	for {
		at := placeholder.FindStringSubmatchIndex(rest)
		if at == nil {
			break
		}
		out = out.append(marked{words: rest[:at[0]]}).append(values[rest[at[2]:at[3]]])
		rest = rest[at[1]:]
	}
	out = out.append(marked{words: rest})
	if t.footer != "" {
		out = out.append(marked{words: "\n\n" + t.footer})
	}
	return out
}

// readTemplate reads a template's texts; missing names a part that needs a value which no campaign gives.
func readTemplate(components json.RawMessage) (t templateText, missing string) {
	var list []struct {
		Type    string `json:"type"`
		Format  string `json:"format"`
		Text    string `json:"text"`
		Buttons []struct {
			Type string `json:"type"`
			URL  string `json:"url"`
		} `json:"buttons"`
	}
	if err := json.Unmarshal(components, &list); err != nil {
		return t, "components that cannot be read"
	}
	for _, c := range list {
		switch strings.ToUpper(c.Type) {
		case "HEADER":
			if c.Format != "" && !strings.EqualFold(c.Format, "TEXT") {
				return t, "a header with " + strings.ToLower(c.Format)
			}
			if placeholder.MatchString(c.Text) {
				return t, "a variable in its header"
			}
			t.header = c.Text
		case "BODY":
			t.body = c.Text
		case "FOOTER":
			t.footer = c.Text
		case "BUTTONS":
			for _, b := range c.Buttons {
				if placeholder.MatchString(b.URL) || strings.EqualFold(b.Type, "COPY_CODE") || strings.EqualFold(b.Type, "OTP") {
					return t, "a button with a variable"
				}
			}
		}
	}
	t.readNames()
	return t, ""
}

// readNames lists the body's variables: by number where they are numbers, else as they come.
func (t *templateText) readNames() {
	for _, m := range placeholder.FindAllStringSubmatch(t.body, -1) {
		if _, err := strconv.Atoi(m[1]); err != nil {
			t.named = true
		}
		if !slices.Contains(t.names, m[1]) {
			t.names = append(t.names, m[1])
		}
	}
	if !t.named {
		slices.SortFunc(t.names, func(a, b string) int {
			x, _ := strconv.Atoi(a) // all are numbers here
			y, _ := strconv.Atoi(b)
			return x - y
		})
	}
}
