package whatsapp

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aceno/campaign"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// change wraps a value into a whole body.
func change(field, value string) []byte {
	return fmt.Appendf(nil, `{"object":"whatsapp_business_account","entry":[{"id":"WABA1","time":1795500000,"changes":[{"field":%q,"value":%s}]}]}`, field, value)
}

// messages wraps items into a value of the field messages; contact is the only one beside them.
func messages(contact, list, items string) []byte {
	return change("messages", fmt.Sprintf(`{"messaging_product":"whatsapp","metadata":{"phone_number_id":"PN1"},"contacts":[%s],%q:[%s]}`, contact, list, items))
}

const ana = `{"profile":{"name":"Ana","username":"@ana.padaria"},"wa_id":"5547900001234","user_id":"BR.123"}`

// parseOne parses a body of one event.
func parseOne(t *testing.T, body []byte) campaign.Event {
	t.Helper()
	events, err := open("", nil).Parse(body)
	if err != nil || len(events) != 1 {
		t.Fatalf("%d events, %v: %s", len(events), err, body)
	}
	return events[0]
}

func TestParse_readsWhatAPersonSends(t *testing.T) {
	t.Parallel()
	base := campaign.InboundEvent{ProviderID: "wamid.1", From: "5547900001234", UserID: "BR.123", Name: "Ana", Username: "ana.padaria"}
	with := func(change func(*campaign.InboundEvent)) campaign.InboundEvent {
		in := base
		change(&in)
		return in
	}
	for name, c := range map[string]struct {
		item string
		want campaign.InboundEvent
	}{
		"text":               {`"type":"text","text":{"body":"Oi, quanto custa?"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "text", "Oi, quanto custa?" })},
		"answer":             {`"type":"text","text":{"body":"sim"},"context":{"id":"wamid.0"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text, in.ReplyTo = "text", "sim", "wamid.0" })},
		"no type":            {`"text":{"body":"sim"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "text", "sim" })},
		"a number as text":   {`"type":"text","text":{"body":2}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "text", "2" })},
		"text without words": {`"type":"text","text":{"body":{}}`, with(func(in *campaign.InboundEvent) { in.Type = "text" })},
		"button":             {`"type":"button","button":{"text":"Parar","payload":"STOP"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "button", "Parar" })},
		"button reply":       {`"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"x","title":"Quero"}}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "interactive", "Quero" })},
		"list reply":         {`"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"x","title":"Plano A","description":"d"}}`, with(func(in *campaign.InboundEvent) { in.Type, in.Text = "interactive", "Plano A" })},
		"form": {`"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{}"}}`, with(func(in *campaign.InboundEvent) {
			in.Type, in.Text, in.Media = "interactive", "Sent", []byte(`{"body":"Sent","name":"flow","response_json":"{}"}`)
		})},
		"image": {`"type":"image","image":{"id":1003383421387256,"caption":"a fachada","mime_type":"image/jpeg"}`, with(func(in *campaign.InboundEvent) {
			in.Type, in.Text, in.Media = "image", "a fachada", []byte(`{"caption":"a fachada","id":1003383421387256,"mime_type":"image/jpeg"}`)
		})},
		"voice":    {`"type":"audio","audio":{"id":"9","voice":true}`, with(func(in *campaign.InboundEvent) { in.Type, in.Media = "audio", []byte(`{"id":"9","voice":true}`) })},
		"reaction": {`"type":"reaction","reaction":{"message_id":"wamid.0","emoji":"👍"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Reaction, in.ReplyTo = "reaction", "👍", "wamid.0" })},
		"location": {`"type":"location","location":{"latitude":-26.9,"longitude":-49}`, with(func(in *campaign.InboundEvent) {
			in.Type, in.Media = "location", []byte(`{"latitude":-26.9,"longitude":-49}`)
		})},
		"order": {`"type":"order","order":{"catalog_id":"1","text":"para hoje"}`, with(func(in *campaign.InboundEvent) {
			in.Type, in.Text, in.Media = "order", "para hoje", []byte(`{"catalog_id":"1","text":"para hoje"}`)
		})},
		"edit": {`"type":"edit","edit":{"original_message_id":"wamid.9","message":{"type":"text","text":{"body":"sábado"},"context":{"id":"wamid.0"}}}`, with(func(in *campaign.InboundEvent) {
			in.Type, in.Text, in.Edits, in.ReplyTo = "edit", "sábado", "wamid.9", "wamid.0"
		})},
		"revoke":      {`"type":"revoke","revoke":{"original_message_id":"wamid.9"}`, with(func(in *campaign.InboundEvent) { in.Type, in.Revokes = "revoke", "wamid.9" })},
		"unsupported": {`"type":"unsupported","errors":[{"code":131051}]`, with(func(in *campaign.InboundEvent) { in.Type = "unsupported" })},
		"of tomorrow": {`"type":"poll","poll":{"question":"?"}`, with(func(in *campaign.InboundEvent) { in.Type = "poll" })},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := parseOne(t, messages(ana, "messages", `{"from":"5547900001234","id":"wamid.1","timestamp":"1795500000",`+c.item+`}`))
			if e.Kind != campaign.EventInbound || e.Key != "message:wamid.1" || e.AccountID != "PN1" || e.Unread != "" || !e.At.Equal(time.Unix(1795500000, 0)) {
				t.Errorf("event %+v", e)
			}
			if diff := cmp.Diff(&c.want, e.Inbound); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParse_knowsWhoWrote(t *testing.T) {
	t.Parallel()
	const bia = `{"profile":{"name":"Bia"},"user_id":"BR.9"}`
	for name, c := range map[string]struct {
		contacts, sender string
		from, id, called string
	}{
		"by number":              {ana, `"from":"5547900001234"`, "5547900001234", "BR.123", "Ana"},
		"by a number as number":  {ana, `"from":5547900001234`, "5547900001234", "BR.123", "Ana"},
		"by id alone":            {bia, `"from_user_id":"BR.9"`, "", "BR.9", "Bia"},
		"by id among several":    {ana + "," + bia, `"from_user_id":"BR.9"`, "", "BR.9", "Bia"},
		"by the only contact":    {ana, `"x":1`, "5547900001234", "BR.123", "Ana"},
		"without contacts":       {``, `"from":"+5547900001234"`, "5547900001234", "", ""},
		"not of another contact": {bia, `"from":"5547900001234"`, "5547900001234", "", ""},
	} {
		e := parseOne(t, messages(c.contacts, "messages", `{"id":"wamid.1","type":"text","text":{"body":"oi"},`+c.sender+`}`))
		if e.Inbound == nil || e.Inbound.From != c.from || e.Inbound.UserID != c.id || e.Inbound.Name != c.called {
			t.Errorf("%s: %+v", name, e.Inbound)
		}
	}
	e := parseOne(t, messages(ana+","+bia, "messages", `{"id":"wamid.1","type":"text","text":{"body":"oi"}}`))
	if e.Unread == "" || e.Inbound != nil {
		t.Errorf("a message of one of two people became %+v", e)
	}
}

func TestParse_readsAStatus(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]campaign.MessageStatus{
		"sent": campaign.MessageSent, "delivered": campaign.MessageDelivered, "read": campaign.MessageRead, "played": campaign.MessageRead,
	} {
		e := parseOne(t, messages("", "statuses", `{"id":"wamid.1","status":"`+word+`","timestamp":1795500000,"recipient_id":5547900001234,"recipient_user_id":"BR.1","biz_opaque_callback_data":"claim1"}`))
		want := &campaign.StatusEvent{ProviderID: "wamid.1", ClaimID: "claim1", Status: want, Recipient: "5547900001234", UserID: "BR.1"}
		if diff := cmp.Diff(want, e.Status); diff != "" || e.Key != "status:wamid.1:"+word || e.Kind != campaign.EventStatus {
			t.Errorf("%s: %s %s", word, e.Key, diff)
		}
	}
}

func TestParse_saysWhatAFailureMeans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		errors string
		want   campaign.Outcome
	}{
		"opt-out":        {`[{"code":131050,"title":"Stopped"}]`, campaign.Outcome{Result: rejected, OptOut: true, Code: "131050"}},
		"bad recipient":  {`[{"code":"131026","title":"Undeliverable"}]`, campaign.Outcome{Result: rejected, BadRecipient: true, Code: "131026"}},
		"spam":           {`[{"code":131048}]`, campaign.Outcome{Result: unsent, Effect: campaign.AccountBlocked, Code: "131048"}},
		"unknown":        {`[{"code":1}]`, campaign.Outcome{Result: rejected, Code: "1"}},
		"second is good": {`[7,{"title":"x"},{"code":131047}]`, campaign.Outcome{Result: rejected, Code: "131047"}},
		"none":           {`[]`, campaign.Outcome{Result: rejected, Code: "0"}},
		"no list":        {`"broken"`, campaign.Outcome{Result: rejected, Code: "0"}},
	} {
		e := parseOne(t, messages("", "statuses", `{"id":"wamid.1","status":"failed","recipient_id":"5547900001234","errors":`+c.errors+`}`))
		if e.Status == nil || e.Status.Outcome == nil || e.Status.Outcome.Reason == nil {
			t.Errorf("%s: %+v", name, e.Status)
			continue
		}
		if diff := cmp.Diff(c.want, *e.Status.Outcome, cmpopts.IgnoreFields(campaign.Outcome{}, "Error", "Reason", "Wait", "ProviderID")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParse_readsNoticesAboutPeopleTemplatesAndAccounts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body []byte
		want campaign.Event
	}{
		"stop": {change("user_preferences", `{"contacts":[`+ana+`],"user_preferences":[{"wa_id":"5547900001234","value":"stop","category":"marketing_messages","timestamp":1795500000}]}`),
			campaign.Event{Kind: campaign.EventPreference, AccountID: "WABA1", Prefer: &campaign.PreferenceEvent{From: "5547900001234", UserID: "BR.123", Stop: true}}},
		"paused": {change("message_template_status_update", `{"event":"PAUSED","message_template_name":"ola","message_template_language":"pt_BR","reason":"NONE","message_template_category":"MARKETING"}`),
			campaign.Event{Kind: campaign.EventTemplate, AccountID: "WABA1", Template: &campaign.TemplateEvent{WABA: "WABA1", Name: "ola", Language: "pt_BR", Status: "PAUSED", Category: "MARKETING"}}},
		"fault": {messages("", "errors", `{"code":131031,"title":"Locked"}`),
			campaign.Event{Kind: campaign.EventAccount, AccountID: "PN1", Account: &campaign.AccountEvent{Code: campaign.ReasonPolicy, Message: locked.remedy + " (Locked)", Effect: campaign.AccountBlocked}}},
		"new number": {messages("", "messages", `{"from":"5547900001234","id":"wamid.1","type":"system","system":{"type":"user_changed_number","wa_id":"5547900009999","user_id":"BR.2","previous_user_id":"BR.1"}}`),
			campaign.Event{Kind: campaign.EventIdentity, AccountID: "PN1", Identity: &campaign.IdentityEvent{From: "5547900001234", UserID: "BR.1", NewFrom: "5547900009999", NewUserID: "BR.2"}}},
		"new id": {messages("", "messages", `{"from_user_id":"BR.2","id":"wamid.1","type":"system","system":{"type":"user_changed_user_id","user_id":"BR.2","previous_user_id":"BR.1"}}`),
			campaign.Event{Kind: campaign.EventIdentity, AccountID: "PN1", Identity: &campaign.IdentityEvent{UserID: "BR.1", NewUserID: "BR.2"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := parseOne(t, c.body)
			if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(campaign.Event{}, "Key", "At", "Payload")); diff != "" || got.Key == "" {
				t.Errorf("key %q: %s", got.Key, diff)
			}
		})
	}
}

func TestParse_leavesAloneWhatIsNobodysReply(t *testing.T) {
	t.Parallel()
	for name, body := range map[string][]byte{
		"a group's message": messages(ana, "messages", `{"from":"5547900001234","group_id":"g1","id":"wamid.1","type":"text","text":{"body":"PARAR"}}`),
		"a group's status":  messages("", "statuses", `{"id":"wamid.1","status":"read","group_id":"g1"}`),
		"history":           change("history", `{"metadata":{"phone_number_id":"PN1"},"history":[{"threads":[{"id":"5547900001234","messages":[{"from":"5547900001234","id":"wamid.1","type":"text","text":{"body":"PARAR"}}]}]}]}`),
		"the address book":  change("smb_app_state_sync", `{"state_sync":[{"type":"contact","contact":{"phone_number":"5547900001234"},"action":"remove"}]}`),
		"another's echo":    change("message_echoes", `{"message_echoes":[{"id":"wamid.1","from":"1","to":"2"}]}`),
		"an unknown field":  change("field_of_tomorrow", `{"anything":[1]}`),
		"a new device":      messages("", "messages", `{"from":"1","id":"wamid.1","type":"system","system":{"type":"customer_identity_changed","identity":"x"}}`),
	} {
		if e := parseOne(t, body); e.Kind != campaign.EventIgnored || e.Unread != "" || e.Inbound != nil || e.Status != nil || e.Echo != nil {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestParse_givesABrokenPartAwayAndKeepsTheOthers(t *testing.T) {
	t.Parallel()
	good := `{"from":"5547900001234","id":"wamid.%d","type":"text","text":{"body":"oi"}}`
	broken := []string{`7`, `null`, `"text"`, `[]`, `{}`, `{"id":{}}`, `{"id":"wamid.x","from":{}}`, `{"id":"` + strings.Repeat("x", 600) + `","from":"1"}`}
	var items []string
	for i, b := range broken {
		items = append(items, fmt.Sprintf(good, i), b)
	}
	events, err := open("", nil).Parse(messages("", "messages", strings.Join(items, ",")))
	if err != nil || len(events) != 2*len(broken) {
		t.Fatalf("%d events, %v", len(events), err)
	}
	keys := map[string]bool{}
	for i, e := range events {
		if (i%2 == 1) != (e.Unread != "") || (i%2 == 0 && (e.Inbound == nil || e.Inbound.ProviderID != fmt.Sprintf("wamid.%d", i/2))) {
			t.Errorf("event %d: %+v", i, e)
		}
		if keys[e.Key] || len(e.Payload) == 0 {
			t.Errorf("event %d: key %q twice, or no payload", i, e.Key)
		}
		keys[e.Key] = true
	}
}

func TestParse_refusesABodyThatIsNoWebhook(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		"", " ", "null", "7", `"x"`, "[]", "{}", `{"object":"instagram","entry":[{"id":"1"}]}`, `{"object":"whatsapp_business_account"}`,
		`{"entry":[]}`, `{"entry":{}}`, `{"entry":[{"id":`, "<html></html>", "\xff\xfe{\x00}\x00", "\x1f\x8b\x08\x00",
	} {
		if events, err := open("", nil).Parse([]byte(body)); err == nil {
			t.Errorf("%q became %d events", body, len(events))
		}
	}
}

func TestParse_tellsTheTimeOfReceiptWhereNoneIsPossible(t *testing.T) {
	t.Parallel()
	early := time.Unix(1795500000, 0)
	for stamp, want := range map[string]time.Time{
		`"1795500000"`: early, `1795500000`: early, `1795500000000`: early, `"1795500000.0"`: early,
		`1e400`: noon, `-5`: noon, `"year"`: noon, `null`: noon, `{}`: noon, `32503680000`: noon, `0`: noon, `"NaN"`: noon,
	} {
		e := parseOne(t, messages("", "statuses", `{"id":"wamid.1","status":"read","timestamp":`+stamp+`}`))
		if !e.At.Equal(want) {
			t.Errorf("%s: %v, want %v", stamp, e.At, want)
		}
	}
}

func TestParse_tellsTwoNoticesOfTheSameWordsApart(t *testing.T) {
	t.Parallel()
	first := change("account_update", `{"event":"ACCOUNT_RECONNECTED"}`)
	later := []byte(strings.Replace(string(first), "1795500000", "1795586400", 1))
	a, again, b := parseOne(t, first), parseOne(t, first), parseOne(t, later)
	if a.Key != again.Key || a.Key == b.Key {
		t.Errorf("keys %s, %s, %s", a.Key, again.Key, b.Key)
	}
}
