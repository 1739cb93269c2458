package whatsapp

import (
	"encoding/json"

	"aceno/campaign"
)

// message reads one item of messages. Whoever wrote is known even when the words cannot be read: then they are empty,
// and the answer counts.
func (p part) message(raw json.RawMessage) campaign.Event {
	t, ok := readTree(raw)
	if !ok {
		return p.unread(raw, "a message that is not an object")
	}
	id := t.word("id")
	if id == "" {
		return p.unread(raw, "a message without its id")
	}
	e := p.event(campaign.EventInbound, raw)
	e.Key, e.At = "message:"+id, t.at("timestamp", p.now)
	kind := kindOf(t)
	switch {
	case t.word("group_id") != "":
		e.Kind = campaign.EventIgnored // a group's message is nobody's reply
		return e
	case kind == "system":
		return p.system(e, t)
	}
	who := p.sender(person{number: number(t, "from"), userID: t.word("from_user_id")})
	if who.number == "" && who.userID == "" {
		e.Unread = "a message without its sender"
		return e
	}
	e.Inbound = &campaign.InboundEvent{
		ProviderID: id, From: who.number, UserID: who.userID, Name: who.name, Username: who.username,
		Type: kind, ReplyTo: t.sub("context").word("id"),
	}
	fill(e.Inbound, t, kind)
	return e
}

// kinds are the types whose object stands under the type's own name, for a message that does not say its type.
var kinds = [...]string{"text", "button", "interactive", "image", "video", "audio", "document", "sticker", "reaction", "location", "contacts", "order", "system", "edit", "revoke"}

func kindOf(t tree) string {
	if kind := t.word("type"); kind != "" {
		return kind
	}
	for _, kind := range kinds {
		if t[kind] != nil {
			return kind
		}
	}
	return "unknown"
}

// fill takes over what a message of a kind says. An unknown kind has no words; a referral (the advertisement that was
// clicked) stays in the payload.
func fill(in *campaign.InboundEvent, t tree, kind string) {
	object := t.sub(kind)
	switch kind {
	case "text":
		in.Text = object.text("body")
	case "button":
		in.Text = object.text("text")
		if in.Text == "" {
			in.Text = object.text("payload")
		}
	case "interactive":
		fillInteractive(in, object)
	case "image", "video", "audio", "document", "sticker":
		in.Text, in.Media = object.text("caption"), t.raw(kind)
	case "reaction":
		in.Reaction, in.ReplyTo = object.text("emoji"), object.word("message_id")
	case "order":
		in.Text, in.Media = object.text("text"), t.raw(kind)
	case "location", "contacts":
		in.Media = t.raw(kind)
	case "edit":
		fillEdit(in, object)
	case "revoke":
		in.Revokes = object.word("original_message_id")
	}
}

func fillInteractive(in *campaign.InboundEvent, object tree) {
	for _, reply := range []string{"button_reply", "list_reply"} {
		if title := object.sub(reply).text("title"); title != "" {
			in.Text = title
			return
		}
	}
	if form := object.sub("nfm_reply"); form != nil {
		in.Text, in.Media = form.text("body"), object.raw("nfm_reply")
		return
	}
	in.Media, _ = json.Marshal(object) // a tree of plain values
}

// fillEdit reads a message that takes another's place: its words are the new ones.
func fillEdit(in *campaign.InboundEvent, object tree) {
	later := object.sub("message")
	fill(in, later, kindOf(later))
	in.Edits, in.Revokes = object.word("original_message_id"), ""
	if id := later.sub("context").word("id"); id != "" {
		in.ReplyTo = id
	}
}

// system reads a notice about a person: a new number, a new id. WhatsApp Cloud API, system messages: a new number brings
// a new business-scoped id too.
func (p part) system(e campaign.Event, t tree) campaign.Event {
	notice := t.sub("system")
	switch notice.word("type") {
	case "user_changed_number", "customer_changed_number", "user_changed_user_id":
	case "":
		e.Unread = "a system message that does not say what it is about"
		return e
	default:
		e.Kind = campaign.EventIgnored
		return e
	}
	e.Kind = campaign.EventIdentity
	change := &campaign.IdentityEvent{
		From: number(t, "from"), UserID: notice.word("previous_user_id"),
		NewFrom: number(notice, "wa_id"), NewUserID: notice.word("user_id"),
	}
	if change.UserID == "" {
		change.UserID = t.word("from_user_id")
	}
	if change.NewFrom == "" {
		change.NewFrom = number(notice, "new_wa_id") // before v12.0
	}
	if change.NewFrom == change.From {
		change.NewFrom = ""
	}
	if change.NewUserID == change.UserID {
		change.UserID = "" // from_user_id is the new one already
	}
	switch {
	case change.From == "" && change.UserID == "":
		e.Unread = "a change of number or id without the old one"
	case change.NewFrom == "" && change.NewUserID == "":
		e.Unread = "a change of number or id without the new one"
	default:
		e.Identity = change
	}
	return e
}
