package campaign

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Sequence is campaigns.sequence: what is said, step by step.
type Sequence []Step

// Step is one message of a sequence.
type Step struct {
	WaitHours        float64   `json:"wait_hours"` // after the step before was sent
	StopIf           []string  `json:"stop_if,omitempty"`
	Variants         []Variant `json:"variants,omitempty"`
	UseAgent         bool      `json:"use_agent,omitempty"`
	WhatsAppTemplate string    `json:"whatsapp_template,omitempty"` // name/lang
	WhatsAppParams   []string  `json:"whatsapp_params,omitempty"`   // Liquid, one a variable
}

// Variant is one wording of a step; variants are drawn by weight, by a stable hash of the prospect.
type Variant struct {
	Template string `json:"template"`
	Weight   int    `json:"weight,omitempty"` // 1 when absent
}

// What a step may stop for besides an opt-out, a bounce and a conversion.
const (
	StopReplied = "replied"
	StopRead    = "read"
)

// The bounds of a sequence.
const (
	maxSteps        = 20
	maxWaitHours    = 24 * 365
	maxVariants     = 50
	maxWeight       = 1000
	maxParams       = 100
	maxParamSize    = 1024
	maxEmailSize    = 100_000
	maxWhatsAppSize = 4096 // WhatsApp Cloud API, text.body
	maxDirectSize   = 1000 // Instagram, message.text
)

// whatsappTemplate is what Meta allows as name and language of a template.
var whatsappTemplate = regexp.MustCompile(`^[a-z0-9_]{1,512}/[a-z]{2,3}(?:_[A-Z]{2,3})?$`)

// ParseSequence reads campaigns.sequence for a channel. It knows shapes and sizes; the words of the templates are the
// writer's to check. Nothing or null is no sequence; errors are Errors with fields below "sequence".
func ParseSequence(raw []byte, channel Channel) (Sequence, error) {
	const root = "sequence"
	var s strict
	items := s.list(root, raw)
	if len(items) > maxSteps {
		s.refuse(root, "%d steps are too many: use at most %d", len(items), maxSteps)
		items = nil
	}
	var sequence Sequence
	for i, item := range items {
		sequence = append(sequence, s.step(at(root, i), item, i, channel))
	}
	if err := s.errs.OrNil(); err != nil {
		return nil, err
	}
	return sequence, nil
}

func (s *strict) step(field string, raw []byte, i int, channel Channel) Step {
	var step Step
	if absent(raw) {
		s.refuse(field, `the step is empty: write {"wait_hours": 0, "variants": [{"template": "…"}]}`)
		return step
	}
	before := len(s.errs)
	m := s.object(field, raw, "wait_hours", "stop_if", "variants", "use_agent", "whatsapp_template", "whatsapp_params")
	if m == nil {
		return step
	}
	value(s, field+".wait_hours", m["wait_hours"], &step.WaitHours, kindNumber)
	value(s, field+".stop_if", m["stop_if"], &step.StopIf, `a list of replied, read such as ["replied"]`)
	value(s, field+".use_agent", m["use_agent"], &step.UseAgent, kindBool)
	value(s, field+".whatsapp_template", m["whatsapp_template"], &step.WhatsAppTemplate, kindText)
	value(s, field+".whatsapp_params", m["whatsapp_params"], &step.WhatsAppParams, kindTexts)
	for j, item := range s.list(field+".variants", m["variants"]) {
		step.Variants = append(step.Variants, s.variant(at(field+".variants", j), item, channel))
	}
	if len(s.errs) == before {
		s.checkStep(field, step, i, channel)
	}
	return step
}

func (s *strict) variant(field string, raw []byte, channel Channel) Variant {
	v := Variant{Weight: 1}
	m := s.object(field, raw, "template", "weight")
	value(s, field+".template", m["template"], &v.Template, kindText)
	most := longest(channel)
	switch size := utf8.RuneCountInString(v.Template); {
	case strings.TrimSpace(v.Template) == "":
		s.refuse(field+".template", "the template is empty: write the text of the message")
	case size > most:
		s.refuse(field+".template", "%d characters are too many: the channel %s takes %d", size, channel, most)
	}
	if value(s, field+".weight", m["weight"], &v.Weight, kindWhole) && (v.Weight < 1 || v.Weight > maxWeight) {
		s.refuse(field+".weight", "%d cannot be used: write 1 to %d, or take the variant out", v.Weight, maxWeight)
	}
	return v
}

func longest(channel Channel) int {
	switch channel {
	case ChannelEmail:
		return maxEmailSize
	case ChannelInstagram:
		return maxDirectSize
	default:
		return maxWhatsAppSize
	}
}

func (s *strict) checkStep(field string, step Step, i int, channel Channel) {
	switch {
	case i == 0 && step.WaitHours != 0:
		s.refuse(field+".wait_hours", "%v cannot be used: the first message waits for none before it, write 0", step.WaitHours)
	case i > 0 && (math.IsNaN(step.WaitHours) || step.WaitHours <= 0 || step.WaitHours > maxWaitHours):
		s.refuse(field+".wait_hours", "%v cannot be used: write the hours after the message before, above 0 and at most %d, such as 72", step.WaitHours, maxWaitHours)
	}
	for j, word := range step.StopIf {
		if !slices.Contains([]string{StopReplied, StopRead}, word) {
			s.refuse(at(field+".stop_if", j), "%q cannot be used: write %s or %s", word, StopReplied, StopRead)
		}
	}
	if len(step.Variants) > maxVariants {
		s.refuse(field+".variants", "%d variants are too many: use at most %d", len(step.Variants), maxVariants)
	}
	if len(step.Variants) == 0 && step.WhatsAppTemplate == "" {
		s.refuse(field+".variants", `the step says nothing: write [{"template": "…"}]%s`, orTemplate(channel))
	}
	s.checkTemplate(field, step, channel)
}

func orTemplate(channel Channel) string {
	if channel == ChannelWhatsApp {
		return " or name a whatsapp_template"
	}
	return ""
}

func (s *strict) checkTemplate(field string, step Step, channel Channel) {
	switch {
	case step.WhatsAppTemplate == "" && len(step.WhatsAppParams) > 0:
		s.refuse(field+".whatsapp_params", "there is no whatsapp_template that takes them: name one, or take them out")
	case step.WhatsAppTemplate != "" && channel != ChannelWhatsApp:
		s.refuse(field+".whatsapp_template", "the channel %s has no templates: use variants", channel)
	case step.WhatsAppTemplate != "" && !whatsappTemplate.MatchString(step.WhatsAppTemplate):
		s.refuse(field+".whatsapp_template", "%q is not a template: write its name and language, such as first_contact/pt_BR", step.WhatsAppTemplate)
	}
	if len(step.WhatsAppParams) > maxParams {
		s.refuse(field+".whatsapp_params", "%d values are too many: use at most %d", len(step.WhatsAppParams), maxParams)
	}
	for j, param := range step.WhatsAppParams {
		if strings.TrimSpace(param) == "" || len(param) > maxParamSize {
			s.refuse(at(field+".whatsapp_params", j), "a value of %d bytes cannot be used: write 1 to %d, such as {{ prospect.name }}", len(param), maxParamSize)
		}
	}
}
