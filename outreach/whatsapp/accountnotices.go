package whatsapp

import (
	"encoding/json"
	"strings"

	"aceno/campaign"
)

// ending is why nothing can be sent over an account any more, and what to do.
type ending struct{ reason, remedy string }

// endings are the events of an account after which nothing can be sent over it.
var endings = map[string]ending{
	"DISABLED_UPDATE":         {campaign.ReasonPolicy, "Meta has disabled the account: appeal in the Business Manager, then test the account"},
	"ACCOUNT_VIOLATION":       {campaign.ReasonPolicy, "Meta has found a breach of its policy: see the Business Manager before going on, then test the account"},
	"ACCOUNT_RESTRICTION":     {campaign.ReasonPolicy, "Meta has restricted the account: see the Business Manager for reason and end, then test the account"},
	"ACCOUNT_DELETED":         {reasonRegistration, "the WhatsApp account was deleted: connect another"},
	"ACCOUNT_OFFBOARDED":      {reasonRegistration, "the number has left the API: connect it again, then test the account"},
	"PARTNER_REMOVED":         {reasonPermission, "the number's owner has taken away the access, or has not opened the app for 14 days: connect it again"},
	"PARTNER_APP_UNINSTALLED": {reasonPermission, "the app was removed from the account: connect it again"},
}

// accountUpdate reads what happened to the business account: a ban, a restriction, its end, another owner.
func (p part) accountUpdate(raw json.RawMessage, t tree) campaign.Event {
	event := strings.ToUpper(t.word("event"))
	state := strings.ToUpper(t.sub("ban_info").word("waba_ban_state"))
	if event == "" && state != "" {
		event = "DISABLED_UPDATE"
	}
	if event == "" {
		return p.saysNothing(raw)
	}
	notice := &campaign.AccountEvent{Code: strings.ToLower(event), Message: event}
	end, ends := endings[event]
	switch {
	case event == "DISABLED_UPDATE" && state == "REINSTATE":
		ends, notice.Message = false, "Meta has lifted the block: test the account to go on"
	case event == "DISABLED_UPDATE" && state == "SCHEDULE_FOR_DISABLE":
		end.remedy = "Meta is about to disable the account: appeal in the Business Manager before anything else is sent, then test the account"
	case event == "ACCOUNT_RECONNECTED":
		notice.Message = "the number is connected again: test the account to go on"
	case event == "ACCOUNT_RESTRICTION":
		kinds, harmless := restrictions(t)
		end.remedy += kinds
		if harmless {
			ends, notice.Message = false, end.remedy
		}
	case event == "ACCOUNT_VIOLATION":
		if kind := t.sub("violation_info").word("violation_type"); kind != "" {
			end.remedy += " (" + kind + ")"
		}
	}
	if ends {
		notice.Code, notice.Effect, notice.Message = end.reason, campaign.AccountBlocked, end.remedy
	}
	return p.noticed(raw, notice)
}

// restrictions names what an account may not do, and says whether messages go out all the same: without calls, new
// numbers or new templates.
func restrictions(t tree) (words string, harmless bool) {
	list := t.list("restriction_info")
	harmless = len(list) > 0
	var kinds []string
	for _, one := range list {
		kind := strings.ToUpper(one.word("restriction_type"))
		switch {
		case kind == "RESTRICTED_ADD_PHONE_NUMBER_ACTION", kind == "RESTRICTED_UTILITY_TEMPLATES", strings.Contains(kind, "CALLING"):
		default:
			harmless = false
		}
		kinds = append(kinds, kind)
	}
	if len(kinds) == 0 {
		return "", harmless
	}
	return " (" + clip(strings.Join(kinds, ", "), maxWord) + ")", harmless
}

// accountReview reads Meta's verdict on the business account: before an approval it cannot be used.
func (p part) accountReview(raw json.RawMessage, t tree) campaign.Event {
	decision := strings.ToUpper(t.word("decision"))
	switch decision {
	case "":
		return p.saysNothing(raw)
	case "APPROVED":
		return p.noticed(raw, &campaign.AccountEvent{Code: "account_review_update", Message: "Meta has approved the account: test the account to go on"})
	}
	return p.noticed(raw, &campaign.AccountEvent{Code: campaign.ReasonPolicy, Effect: campaign.AccountBlocked,
		Message: "Meta's review of the account says " + decision + ": nothing can be sent before it is approved; see the Business Manager"})
}

// accountAlert reads an alert: something to know, which changes nothing by itself.
func (p part) accountAlert(raw json.RawMessage, t tree) campaign.Event {
	info := t.sub("alert_info")
	kind := info.word("alert_type")
	if kind == "" {
		return p.saysNothing(raw)
	}
	if strings.EqualFold(t.word("entity_type"), "PHONE_NUMBER") && p.phone == "" {
		p.phone = t.word("entity_id")
	}
	words := strings.ToUpper(kind)
	if more := clip(info.text("alert_description"), maxWord); more != "" {
		words += ": " + more
	}
	return p.noticed(raw, &campaign.AccountEvent{Code: strings.ToLower(kind), Message: words})
}

// numberQuality reads that a number's limit or standing changed. FLAGGED is a number whose quality is low; UNFLAGGED says
// that it is low no longer, and not how good. A number with more throughput is called unlimited too, which says nothing
// of how many people a day it may write to (WhatsApp Cloud API, phone_number_quality_update).
func (p part) numberQuality(raw json.RawMessage, t tree) campaign.Event {
	event, limit := strings.ToUpper(t.word("event")), firstWord(t, "max_daily_conversations_per_business", "current_limit")
	if event == "" && limit == "" {
		return p.saysNothing(raw)
	}
	notice := &campaign.AccountEvent{Code: strings.ToLower(event), Message: event, Tier: tierOf(limit), Number: plusDigits(t.word("display_phone_number"))}
	if notice.Code == "" {
		notice.Code = p.field
	}
	if notice.Tier == campaign.UnlimitedTier && (event == "THROUGHPUT_UPGRADE" || event == "ONBOARDING") {
		notice.Tier = 0
	}
	if event == "FLAGGED" {
		notice.Quality = "RED"
	}
	if limit != "" {
		notice.Message = strings.TrimPrefix(event+": "+limit, ": ")
	}
	return p.noticed(raw, notice)
}

// capability reads how many people a day the business may write to from now on.
func (p part) capability(raw json.RawMessage, t tree) campaign.Event {
	limit := firstWord(t, "max_daily_conversations_per_business", "whatsapp_business_manager_messaging_limit", "max_daily_conversation_per_phone")
	notice := &campaign.AccountEvent{Code: p.field, Message: "Meta has changed what the account may do", Tier: tierOf(limit)}
	if limit != "" {
		notice.Message += ": " + limit
	}
	return p.noticed(raw, notice)
}

func firstWord(t tree, keys ...string) string {
	for _, key := range keys {
		if word := t.word(key); word != "" {
			return word
		}
	}
	return ""
}

// noticed is the event of a notice about the account.
func (p part) noticed(raw json.RawMessage, notice *campaign.AccountEvent) campaign.Event {
	e := p.event(campaign.EventAccount, raw)
	e.Account = p.about(notice)
	return e
}

// about says whom a notice is about: where no number is named by its id, every number of the business account.
func (p part) about(notice *campaign.AccountEvent) *campaign.AccountEvent {
	if p.phone == "" {
		notice.WABA = p.waba
	}
	return notice
}

func (p part) saysNothing(raw json.RawMessage) campaign.Event {
	e := p.event(campaign.EventAccount, raw)
	e.Unread = "a notice about the account that does not say what happened"
	return e
}
