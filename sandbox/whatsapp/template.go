package whatsapp

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Template is a message template as the API lists it.
type Template struct {
	ID              string      `json:"id"`
	Name            string      `json:"name"`
	Language        string      `json:"language"`
	Category        string      `json:"category"`
	Status          string      `json:"status"`
	ParameterFormat string      `json:"parameter_format"`
	Components      []Component `json:"components"`
	QualityScore    *Score      `json:"quality_score,omitempty"`
}

// Score is how people take a template.
type Score struct {
	Score string `json:"score"` // GREEN, YELLOW, RED, UNKNOWN
}

// Component is a part of a template.
type Component struct {
	Type    string          `json:"type"` // HEADER, BODY, FOOTER, BUTTONS
	Format  string          `json:"format,omitempty"`
	Text    string          `json:"text,omitempty"`
	Example json.RawMessage `json:"example,omitempty"`
	Buttons []Button        `json:"buttons,omitempty"`
}

// Button is one button of a template.
type Button struct {
	Type        string          `json:"type"` // QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE …
	Text        string          `json:"text,omitempty"`
	URL         string          `json:"url,omitempty"`
	PhoneNumber string          `json:"phone_number,omitempty"`
	Example     json.RawMessage `json:"example,omitempty"`
}

// usage is the template object of a message.
type usage struct {
	Name     string `json:"name"`
	Language struct {
		Code string `json:"code"`
	} `json:"language"`
	Components []struct {
		Type       string  `json:"type"`
		SubType    string  `json:"sub_type"`
		Index      string  `json:"index"`
		Parameters []value `json:"parameters"`
	} `json:"components"`
}

// value is one parameter.
type value struct {
	Type string  `json:"type"`
	Text *string `json:"text"`
	Name string  `json:"parameter_name"`

	Currency *struct {
		Fallback string `json:"fallback_value"`
	} `json:"currency"`
	DateTime *struct {
		Fallback string `json:"fallback_value"`
	} `json:"date_time"`
}

// maxBody bounds the body of a template with its variables filled in.
const maxBody = 1024

var (
	variable = regexp.MustCompile(`\{\{\s*([a-z0-9_]+)\s*\}\}`)
	runs     = regexp.MustCompile(`[\n\r\t]| {4,}`)
)

// variables returns the names of a text's variables, each once, in their order.
func variables(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			out = append(out, m[1])
		}
	}
	return out
}

func (t *Template) part(kind string) *Component {
	for i := range t.Components {
		if strings.EqualFold(t.Components[i].Type, kind) {
			return &t.Components[i]
		}
	}
	return nil
}

// exit returns the quick reply with which the template lets people out, or "".
func (t *Template) exit() string {
	part := t.part("BUTTONS")
	if part == nil {
		return ""
	}
	for _, b := range part.Buttons {
		low := strings.ToLower(b.Text)
		for _, word := range []string{"sair", "parar", "pare", "não quero", "stop", "descadastrar", "cancelar"} {
			if b.Type == "QUICK_REPLY" && strings.Contains(low, word) {
				return b.Text
			}
		}
	}
	return ""
}

// fill checks the use of a template and returns its body with the variables filled in, and their values in order.
func (t *Template) fill(u usage) (body string, params []string, err *refusal) {
	given := map[string][]value{}
	for _, c := range u.Components {
		key := c.Type
		if key == "button" {
			if c.SubType == "" || c.Index == "" {
				return "", nil, refuse(131008, "template['components']: a button needs sub_type and index.")
			}
			key += c.Index
		}
		if _, twice := given[key]; twice {
			return "", nil, parameter("Param template['components'] has %s twice.", key)
		}
		given[key] = c.Parameters
	}
	if err := t.fillHeader(given["header"]); err != nil {
		return "", nil, err
	}
	if err := t.fillButtons(given); err != nil {
		return "", nil, err
	}
	text := ""
	if part := t.part("BODY"); part != nil {
		text = part.Text
	}
	body, params, err = fillText("body", text, given["body"], t.ParameterFormat == "NAMED")
	if err == nil && utf8.RuneCountInString(body) > maxBody {
		err = refuse(132005, "body: the text is %d characters long with its variables, at most %d are allowed.", utf8.RuneCountInString(body), maxBody)
	}
	return body, params, err
}

func (t *Template) fillHeader(given []value) *refusal {
	part := t.part("HEADER")
	switch {
	case part == nil && len(given) > 0:
		return mismatch("header", len(given), 0)
	case part == nil:
		return nil
	case part.Format == "" || strings.EqualFold(part.Format, "TEXT"):
		_, _, err := fillText("header", part.Text, given, t.ParameterFormat == "NAMED")
		return err
	case len(given) != 1:
		return mismatch("header", len(given), 1)
	case !strings.EqualFold(given[0].Type, part.Format):
		return refuse(132012, "header: Format mismatch, expected %s, received %s", strings.ToUpper(part.Format), strings.ToUpper(given[0].Type))
	}
	return nil
}

// fillButtons checks the values of buttons: a URL with a variable needs its end, a quick reply may have a payload.
func (t *Template) fillButtons(given map[string][]value) *refusal {
	var buttons []Button
	if part := t.part("BUTTONS"); part != nil {
		buttons = part.Buttons
	}
	for i := range 10 {
		values := given[fmt.Sprintf("button%d", i)]
		want, least := 0, 0
		if i < len(buttons) {
			switch b := buttons[i]; {
			case b.Type == "URL" && variable.MatchString(b.URL), b.Type == "COPY_CODE":
				want, least = 1, 1
			case b.Type == "QUICK_REPLY", b.Type == "FLOW":
				want = 1
			}
		}
		if len(values) > want || len(values) < least {
			return mismatch(fmt.Sprintf("button %d", i), len(values), want)
		}
	}
	return nil
}

func mismatch(where string, got, want int) *refusal {
	return refuse(132000, "%s: number of localizable_params (%d) does not match the expected number of params (%d)", where, got, want)
}

// fillText puts values in the place of variables.
func fillText(where, text string, given []value, named bool) (string, []string, *refusal) {
	names := variables(text)
	if len(given) != len(names) {
		return "", nil, mismatch(where, len(given), len(names))
	}
	by := map[string]string{}
	var params []string
	for i, v := range given {
		words, err := v.words(where, i)
		if err != nil {
			return "", nil, err
		}
		key := strconv.Itoa(i + 1)
		if named {
			if key = v.Name; key == "" {
				return "", nil, parameter("Parameter name is missing or empty: %s, parameter %d.", where, i+1)
			}
		} else if v.Name != "" {
			return "", nil, parameter("Param template['components'] of %s has parameter_name %q, but the template is positional.", where, v.Name)
		}
		by[key] = words
		params = append(params, words)
	}
	for _, n := range names {
		if _, ok := by[n]; !ok {
			return "", nil, refuse(132000, "%s: variable {{%s}} has no value", where, n)
		}
	}
	return variable.ReplaceAllStringFunc(text, func(m string) string {
		return by[variable.FindStringSubmatch(m)[1]]
	}), params, nil
}

// words returns what a value shows, or why it may not be used.
func (v value) words(where string, i int) (string, *refusal) {
	switch {
	case v.Type == "text" && (v.Text == nil || *v.Text == ""):
		return "", refuse(131008, "%s: parameter %d of type text is missing its text or it is empty.", where, i+1)
	case v.Type == "text" && runs.MatchString(*v.Text):
		return "", parameter("Param text cannot have new-line/tab characters or more than 3 consecutive spaces: %s, parameter %d.", where, i+1)
	case v.Type == "text":
		return *v.Text, nil
	case v.Type == "currency" && v.Currency != nil:
		return v.Currency.Fallback, nil
	case v.Type == "date_time" && v.DateTime != nil:
		return v.DateTime.Fallback, nil
	}
	return "", refuse(132012, "%s: parameter %d has type %q, which the template does not take there, or lacks its object.", where, i+1, v.Type)
}
