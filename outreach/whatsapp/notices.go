package whatsapp

import (
	"encoding/json"
	"strings"

	"aceno/campaign"
)

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
	default:
		e.Prefer = &campaign.PreferenceEvent{From: who.number, UserID: who.userID, Stop: value == "stop"}
	}
	return e
}

// template reads that a template's status changed.
func (p part) template(raw json.RawMessage, value map[string]json.RawMessage) campaign.Event {
	t := treeOf(value)
	e := p.event(campaign.EventTemplate, raw)
	change := &campaign.TemplateEvent{
		WABA: p.waba, Name: t.word("message_template_name"), Language: t.word("message_template_language"),
		Status: strings.ToUpper(t.word("event")), Category: t.word("message_template_category"), Reason: t.word("reason"),
	}
	if change.Reason == "NONE" {
		change.Reason = ""
	}
	if change.Name == "" || change.Language == "" || change.Status == "" {
		e.Unread = "a template's status without name, language or status"
		return e
	}
	e.Template = change
	return e
}

// endings are the events of an account after which nothing can be sent over it, with what to do.
var endings = map[string]string{
	"DISABLED_UPDATE":         "Meta has disabled the account: appeal in the Business Manager",
	"ACCOUNT_VIOLATION":       "Meta has found a breach of its policy: see the Business Manager before going on",
	"ACCOUNT_RESTRICTION":     "Meta has restricted the account: see the Business Manager for reason and end",
	"ACCOUNT_DELETED":         "the WhatsApp account was deleted: connect another",
	"ACCOUNT_OFFBOARDED":      "the number has left the API: connect it again",
	"PARTNER_REMOVED":         "the number's owner has taken away the access, or has not opened the app for 14 days: connect it again",
	"PARTNER_APP_UNINSTALLED": "the app was removed from the account: connect it again",
}

// account reads a notice about the account itself: quality, limit, block.
func (p part) account(raw json.RawMessage, value map[string]json.RawMessage) campaign.Event {
	t := treeOf(value)
	e := p.event(campaign.EventAccount, raw)
	event := strings.ToUpper(t.word("event"))
	if event == "" && p.field != "business_capability_update" {
		e.Unread = "a notice about the account that does not say what happened"
		return e
	}
	notice := &campaign.AccountEvent{Code: strings.ToLower(event), Message: event}
	if p.field == "business_capability_update" {
		notice.Code, notice.Message = p.field, "Meta has changed what the account may do"
	}
	if remedy, ends := endings[event]; ends && p.field == "account_update" {
		notice.Effect, notice.Message = campaign.AccountBlocked, remedy
	}
	if event == "DISABLED_UPDATE" && t.sub("ban_info").word("waba_ban_state") == "REINSTATE" {
		notice.Effect, notice.Message = campaign.AccountFine, "Meta has lifted the block: test the account to go on"
	}
	for _, key := range []string{"current_limit", "max_daily_conversations_per_business", "max_daily_conversation_per_phone"} {
		if limit := t.word(key); limit != "" {
			notice.Message += ": " + limit
		}
	}
	e.Account = notice
	return e
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
