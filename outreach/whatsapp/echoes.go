package whatsapp

import (
	"encoding/json"

	"aceno/campaign"
)

// echo reads one item of message_echoes: a member wrote to a person from the WhatsApp Business app, which shares the
// number with the API. An edit or a deletion is an echo too: somebody is at work in that chat.
func (p part) echo(raw json.RawMessage) campaign.Event {
	t, ok := readTree(raw)
	if !ok {
		return p.unread(raw, "an echo that is not an object")
	}
	id := t.word("id")
	if id == "" {
		return p.unread(raw, "an echo without the message's id")
	}
	e := p.event(campaign.EventEcho, raw)
	e.Key, e.At = "echo:"+id, t.at("timestamp", p.now)
	if t.word("group_id") != "" {
		e.Kind = campaign.EventIgnored // a group is nobody's chat
		return e
	}
	to := p.receiver(t)
	if to.number == "" && to.userID == "" {
		e.Unread = "an echo without the person that it went to"
		return e
	}
	var words campaign.InboundEvent // the same objects as in a message from a person
	kind := kindOf(t)
	fill(&words, t, kind)
	e.Echo = &campaign.EchoEvent{ProviderID: id, To: to.number, UserID: to.userID, Type: kind, Text: words.Text}
	return e
}

// receiver returns whom an echo went to. The contacts beside it may name the number that sent it: that one is nobody to
// write to.
func (p part) receiver(t tree) person {
	own := person{number: number(t, "to"), userID: t.word("to_user_id")}
	who := p.sender(own)
	if from := number(t, "from"); from != "" && who.number == from {
		return own
	}
	return who
}
