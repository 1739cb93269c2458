package whatsapp

import (
	"encoding/json"
	"fmt"
	"strings"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach"
)

// statuses are the words of a status; a voice note that was played was read.
var statuses = map[string]campaign.MessageStatus{
	"sent": campaign.MessageSent, "delivered": campaign.MessageDelivered, "read": campaign.MessageRead,
	"played": campaign.MessageRead, "failed": campaign.MessageFailed,
}

// status reads one item of statuses.
func (p part) status(raw json.RawMessage) campaign.Event {
	t, ok := readTree(raw)
	if !ok {
		return p.unread(raw, "a status that is not an object")
	}
	id, word := t.word("id"), strings.ToLower(t.word("status"))
	if id == "" {
		return p.unread(raw, "a status without the message's id")
	}
	e := p.event(campaign.EventStatus, raw)
	e.At = t.at("timestamp", p.now)
	status, known := statuses[word]
	if !known {
		e.Unread = fmt.Sprintf("the status %q is not known", clip(word, 64))
		return e
	}
	e.Key = "status:" + id + ":" + word
	if t.word("group_id") != "" {
		e.Kind = campaign.EventIgnored
		return e
	}
	e.Status = &campaign.StatusEvent{
		ProviderID: id, ClaimID: t.word("biz_opaque_callback_data"), Status: status,
		Recipient: number(t, "recipient_id"), UserID: t.word("recipient_user_id"),
	}
	fillPrice(e.Status, t.sub("pricing"))
	if status == campaign.MessageFailed {
		fillFailure(e.Status, t)
	}
	return e
}

// fillPrice takes over by what category a message is charged, and whether it is free: in a customer's window of old, or
// after a click on an advertisement. Billable alone is to be dropped (WhatsApp Cloud API, pricing), so that the type goes
// before it. It comes with one of a message's statuses.
func fillPrice(s *campaign.StatusEvent, pricing tree) {
	s.Category = strings.ToLower(pricing.word("category"))
	switch strings.ToLower(pricing.word("type")) {
	case "free_customer_service", "free_entry_point":
		s.Free = true
	case "":
		billable, said := pricing["billable"].(bool)
		s.Free = said && !billable
	}
}

// fillFailure says what the code of a failed message means. A failure is never a doubt.
func fillFailure(s *campaign.StatusEvent, t tree) {
	refused := &graph.Error{Message: "the provider names no reason"}
	v := badRequest
	if found := firstError(t); found != nil {
		refused, v = found, judge(found)
	}
	if v.result == campaign.ResultInDoubt {
		v.result = campaign.ResultRejected
	}
	out := &campaign.Outcome{ClaimID: s.ClaimID, ProviderID: s.ProviderID}
	v.apply(out, refused, 0)
	out.Error = clean(out.Error, outreach.Account{}, campaign.Outgoing{Recipient: s.Recipient, UserID: s.UserID})
	out.Reason.Params["detail"] = out.Error
	s.Code, s.Error, s.Outcome = out.Code, out.Error, out
}

func firstError(t tree) *graph.Error {
	for _, one := range t.list("errors") {
		raw, err := json.Marshal(one)
		if err != nil {
			continue
		}
		if found, ok := graph.ParseError(raw); ok {
			return found
		}
	}
	return nil
}

// fault reads one item of a change's errors: about the account, not about a message.
func (p part) fault(raw json.RawMessage) campaign.Event {
	found, ok := graph.ParseError(raw)
	if !ok {
		return p.unread(raw, "an error without its code")
	}
	v := judge(found)
	return p.noticed(raw, &campaign.AccountEvent{Code: v.reason, Message: v.remedy + " (" + found.Error() + ")", Effect: v.effect})
}
