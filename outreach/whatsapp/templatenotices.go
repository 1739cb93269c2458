package whatsapp

import (
	"encoding/json"
	"strings"

	"aceno/campaign"
)

// templateStatuses are the words of a status event that the list of templates calls otherwise. Any other word is a
// status: none but APPROVED lets a template out, so that a new word stops it until the templates are read again.
var templateStatuses = map[string]string{"REINSTATED": "APPROVED"}

// templateTitles are the titles of a pause or its end. They say more than the event: an unpaused template is locked no
// longer.
var templateTitles = map[string]string{
	"FIRST_PAUSE": "PAUSED", "SECOND_PAUSE": "PAUSED", "RATE_LIMITING_PAUSE": "PAUSED", "UNPAUSE": "APPROVED", "DISABLED": "DISABLED",
}

// template begins an event about a template; it is nil when the notice does not name one. Webhooks write some languages
// with a hyphen that the list of templates writes with an underscore.
func (p part) template(t tree) *campaign.TemplateEvent {
	change := &campaign.TemplateEvent{
		WABA: p.waba, Name: t.word("message_template_name"),
		Language: strings.ReplaceAll(t.word("message_template_language"), "-", "_"),
	}
	if change.Name == "" || change.Language == "" {
		return nil
	}
	return change
}

// templateStatus reads that a template's status changed.
func (p part) templateStatus(raw json.RawMessage, t tree) campaign.Event {
	e, change := p.event(campaign.EventTemplate, raw), p.template(t)
	event := strings.ToUpper(t.word("event"))
	if change == nil || event == "" {
		e.Unread = "a template's status without name, language or status"
		return e
	}
	if event == "FLAGGED" { // people complain; it may still be sent
		return p.aboutTemplate(e, change, "template_flagged", "people complain of the template and Meta may disable it: look at its text and audience")
	}
	change.Status, change.Category, change.Reason = event, t.word("message_template_category"), t.word("reason")
	if status, ok := templateStatuses[event]; ok {
		change.Status = status
	}
	if status, ok := templateTitles[strings.ToUpper(t.sub("other_info").word("title"))]; ok && event != "REJECTED" {
		change.Status = status
	}
	if change.Reason == "NONE" {
		change.Reason = ""
	}
	e.Template = change
	return e
}

// templateQuality reads how people take a template. That is no status: Meta pauses a bad one by a notice of its own.
func (p part) templateQuality(raw json.RawMessage, t tree) campaign.Event {
	e, change := p.event(campaign.EventTemplate, raw), p.template(t)
	quality := strings.ToUpper(t.word("new_quality_score"))
	if change == nil || quality == "" {
		e.Unread = "a template's quality without name, language or quality"
		return e
	}
	words := "the template's quality is " + quality
	if before := strings.ToUpper(t.word("previous_quality_score")); before != "" {
		words += " and was " + before
	}
	return p.aboutTemplate(e, change, "template_quality", words)
}

// templateCategory reads that a template has another category, or will have one. Its status is not said: it stays. Before
// the change new_category is the present one and correct_category the one to come (WhatsApp Cloud API,
// template_category_update).
func (p part) templateCategory(raw json.RawMessage, t tree) campaign.Event {
	e, change := p.event(campaign.EventTemplate, raw), p.template(t)
	category, later := strings.ToUpper(t.word("new_category")), strings.ToUpper(t.word("correct_category"))
	switch {
	case change == nil || category == "" && later == "":
		e.Unread = "a template's category without name, language or category"
		return e
	case later != "":
		return p.aboutTemplate(e, change, "template_category", "Meta is going to make this a template of category "+later+": messages will cost that category's price")
	}
	change.Category = category
	e.Template = change
	return e
}

// aboutTemplate makes an event a notice: something to know of a template that changes nothing of it.
func (p part) aboutTemplate(e campaign.Event, about *campaign.TemplateEvent, code, words string) campaign.Event {
	e.Kind = campaign.EventAccount
	e.Account = p.about(&campaign.AccountEvent{Code: code, Message: about.Name + "/" + about.Language + ": " + words})
	return e
}
