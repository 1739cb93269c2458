package writing

import (
	"fmt"

	"aceno/campaign"
)

// Codes of what keeps a text from being written, as the domain lists them.
const (
	codeUnknownVariable = campaign.ReasonUnknownVariable // params: name
	codeEmptyFact       = campaign.ReasonEmptyFact       // params: name
	codeBadTemplate     = campaign.ReasonTemplateSyntax  // params: line
	codeTooLong         = campaign.ReasonTextTooLong     // params: length, most
	codeEmptyText       = campaign.ReasonTextEmpty
	codeNoVariant       = campaign.ReasonNoSequence        // params: step
	codeTemplateMissing = campaign.ReasonTemplateNotSynced // params: template
	codeTemplateParams  = campaign.ReasonTemplateParams    // params: template, want, got
	codeTemplateParts   = campaign.ReasonTemplateParams    // params: template, part
)

// problem is what is wrong with a template, where, in words that name the remedy.
type problem struct {
	code string
	line int
	name string // of the variable, if it is about one
	msg  string
}

func badTemplate(line int, format string, args ...any) *problem {
	return &problem{code: codeBadTemplate, line: line, msg: fmt.Sprintf(format, args...)}
}

func unknownVariable(line int, name, msg string) *problem {
	return &problem{code: codeUnknownVariable, line: line, name: name, msg: msg}
}

// refusal is the problem as an answer to whoever saves the field.
func (p *problem) refusal(field string) *campaign.Error {
	e := campaign.Invalid(field, "line %d: %s", p.line, p.msg)
	e.Params = map[string]any{"line": p.line}
	if p.name != "" {
		e.Code = p.code
		e.Params["name"] = p.name
	}
	return e
}

// reason is the problem as the reason why a message is held.
func (p *problem) reason() *campaign.Reason {
	r := held(p.code, map[string]any{"line": p.line}, "line %d: %s", p.line, p.msg)
	if p.name != "" {
		r.Params["name"] = p.name
	}
	return r
}

func held(code string, params map[string]any, format string, args ...any) *campaign.Reason {
	return &campaign.Reason{Code: code, Params: params, Message: fmt.Sprintf(format, args...)}
}

func emptyFact(name string) *campaign.Reason {
	return held(codeEmptyFact, map[string]any{"name": name},
		"%s is empty for this prospect: fill it in, or give the template a default, such as {{ %s | default: \"…\" }}", name, name)
}
