package whatsapp

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"

	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
	"aceno/sandbox/town"
)

// field returns which field of the webhook an event belongs to, and its value.
func (s *Server) field(e ledger.Event) (string, map[string]any) {
	a := s.Account()
	value := map[string]any{"messaging_product": "whatsapp", "metadata": metadata(a)}
	p := s.o.People.Find(e.Person)
	switch e.Kind {
	case ledger.Template:
		return "message_template_status_update", s.templateValue(e)
	case ledger.Answer:
		value["contacts"] = []any{contact(p, e.Person)}
		value["messages"] = []any{s.inbound(e, p)}
		return "messages", value
	case ledger.Preference:
		value["contacts"] = []any{contact(p, e.Person)}
		one := map[string]any{"detail": e.Text, "category": "marketing_messages", "value": "resume", "timestamp": e.At.Unix()}
		if e.OptOut {
			one["value"] = "stop"
		}
		if identify(one, p, e.Person, "wa_id", ""); p != nil && p.Hidden {
			one["user_id"] = p.UserID
		}
		value["user_preferences"] = []any{one}
		return "user_preferences", value
	}
	if e.Kind != ledger.Failed {
		value["contacts"] = []any{contact(p, e.Person)}
	}
	value["statuses"] = []any{s.status(e, p)}
	return "messages", value
}

// identify names a person in an object: by number, by user id, or by both.
func identify(o map[string]any, p *people.Person, who, number, user string) {
	if p == nil {
		o[number] = who
		return
	}
	if !p.Hidden {
		o[number] = p.WaID
	}
	if user != "" {
		o[user] = p.UserID
	}
}

func contact(p *people.Person, who string) map[string]any {
	profile := map[string]any{"name": who}
	if p != nil {
		profile["name"] = p.Name
		if p.Username != "" {
			profile["username"] = "@" + p.Username
		}
	}
	one := map[string]any{"profile": profile}
	identify(one, p, who, "wa_id", "user_id")
	return one
}

// inbound is what a person wrote.
func (s *Server) inbound(e ledger.Event, p *people.Person) map[string]any {
	one := map[string]any{"id": e.Reply, "timestamp": strconv.FormatInt(e.At.Unix(), 10)}
	identify(one, p, e.Person, "from", "from_user_id")
	if e.Button {
		one["type"], one["button"] = "button", map[string]any{"payload": e.Text, "text": e.Text}
	} else {
		one["type"], one["text"] = "text", map[string]any{"body": e.Text}
	}
	if e.Detail == fromAd {
		one["referral"] = map[string]any{
			"source_url": "https://ads.example/1", "source_id": "120226305854810726", "source_type": "ad", "headline": "Fale com a gente",
			"body": "Tire suas dúvidas pelo WhatsApp", "media_type": "image", "image_url": "https://ads.example/1.jpg", "ctwa_clid": "sandbox-click",
		}
	}
	if e.Message != "" && (e.Button || town.Rand(s.o.Seed, "quotes", e.ID).IntN(100) < 25) {
		one["context"] = map[string]any{"from": s.Account().DisplayPhone, "id": e.Message}
	}
	return one
}

// status is what became of a message.
func (s *Server) status(e ledger.Event, p *people.Person) map[string]any {
	one := map[string]any{"id": e.Message, "status": string(e.Kind), "timestamp": strconv.FormatInt(e.At.Unix(), 10)}
	identify(one, p, e.Person, "recipient_id", "recipient_user_id")
	m, _ := s.o.Ledger.Message(e.Message)
	if m.Claim != "" {
		one["biz_opaque_callback_data"] = m.Claim
	}
	switch e.Kind {
	case ledger.Sent:
		one["pricing"] = s.pricing(m)
	case ledger.Failed:
		title := codes[e.Code].title
		one["errors"] = []any{map[string]any{
			"code": e.Code, "title": title, "message": title, "error_data": map[string]any{"details": e.Detail},
			"href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
		}}
	}
	return one
}

func (s *Server) templateValue(e ledger.Event) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	value := map[string]any{"event": "APPROVED", "message_template_id": json.Number(e.Text), "reason": "NONE"}
	for _, t := range s.templates {
		if t.ID == e.Text {
			value["event"], value["message_template_name"] = t.Status, t.Name
			value["message_template_language"], value["message_template_category"] = t.Language, t.Category
		}
	}
	return value
}

// envelope is the body of one POST for some events, in their order: the changes about messages share an entry of the
// account, what is about a template, the number or the account itself has an entry with its own time, as the provider
// writes them.
func (s *Server) envelope(events []ledger.Event) ([]byte, error) {
	var entries []any
	var shared map[string]any // the last entry, where it has no time
	id := s.Account().WABAID
	for _, e := range events {
		field, value, at, err := s.told(e)
		if err != nil {
			return nil, err
		}
		one := map[string]any{"value": value, "field": field}
		if at != 0 {
			shared = nil
			entries = append(entries, map[string]any{"id": id, "time": at, "changes": []any{one}})
			continue
		}
		if shared == nil {
			shared = map[string]any{"id": id, "changes": []any{}}
			entries = append(entries, shared)
		}
		changes, _ := shared["changes"].([]any)
		shared["changes"] = append(changes, one)
	}
	raw, err := json.Marshal(map[string]any{"object": "whatsapp_business_account", "entry": entries})
	if err != nil {
		return nil, fmt.Errorf("write a webhook: %w", err)
	}
	return escape(raw), nil
}

// told returns an event's field and value, and the time of its entry; 0 = it has none.
func (s *Server) told(e ledger.Event) (field string, value any, at int64, err error) {
	switch e.Kind {
	case notice:
		what, err := readNotice(e)
		return e.Detail, what.Value, what.Time, err
	case ledger.Template:
		at = e.At.Unix()
	}
	field, value = s.field(e)
	return field, value, at, nil
}

// escape writes JSON as the provider does: all that is not ASCII as \uxxxx, a slash as \/.
func escape(raw []byte) []byte {
	var out bytes.Buffer
	for _, c := range string(raw) {
		switch {
		case c == '/':
			out.WriteString(`\/`)
		case c < 0x80:
			out.WriteRune(c)
		case c > 0xffff:
			hi, lo := utf16.EncodeRune(c)
			_, _ = fmt.Fprintf(&out, `\u%04x\u%04x`, hi, lo)
		default:
			_, _ = fmt.Fprintf(&out, `\u%04x`, c)
		}
	}
	return out.Bytes()
}

// Sign returns the value of X-Hub-Signature-256 for a body.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}
