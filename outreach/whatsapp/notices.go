package whatsapp

import (
	"encoding/json"
	"strings"

	"aceno/campaign"
)

// notices are the fields of the webhook whose change is one event about a template, the number or the business account.
// It is never written to.
var notices = map[string]func(part, json.RawMessage, tree) campaign.Event{
	"message_template_status_update":  part.templateStatus,
	"message_template_quality_update": part.templateQuality,
	"template_category_update":        part.templateCategory,
	"account_update":                  part.accountUpdate,
	"account_review_update":           part.accountReview,
	"account_alerts":                  part.accountAlert,
	"phone_number_quality_update":     part.numberQuality,
	"business_capability_update":      part.capability,
}

// preference reads that a person stopped or resumed marketing messages.
func (p part) preference(raw json.RawMessage) campaign.Event {
	t, ok := readTree(raw)
	if !ok {
		return p.unread(raw, "a preference that is not an object")
	}
	who := p.sender(person{number: number(t, "wa_id"), userID: t.word("user_id")})
	value := strings.ToLower(t.word("value"))
	e := p.event(campaign.EventPreference, raw)
	e.At = t.at("timestamp", p.now)
	switch {
	case who.number == "" && who.userID == "":
		e.Unread = "a preference without its person"
	case value != "stop" && value != "resume":
		e.Unread = "a preference that is neither stop nor resume"
	case value == "resume" && !aboutMarketing(t.word("category")):
		e.Kind = campaign.EventIgnored // whoever wants other messages again has not asked for marketing
	default:
		e.Prefer = &campaign.PreferenceEvent{From: who.number, UserID: who.userID, Stop: value == "stop"}
	}
	return e
}

// aboutMarketing says whether a preference is about marketing messages: the only one so far, so that none named means it.
func aboutMarketing(category string) bool {
	return category == "" || strings.HasPrefix(strings.ToLower(category), "marketing")
}

// treeOf reads a change's value.
func treeOf(value map[string]json.RawMessage) tree {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	t, _ := readTree(raw)
	return t
}
