package whatsapp

import (
	"strings"
	"testing"
	"time"

	"aceno/campaign"

	"github.com/google/go-cmp/cmp"
)

// echoes is a change of what a member sent from the phone's app.
func echoes(contacts string, items ...string) []byte {
	return onNumber("smb_message_echoes", `{"contacts":[`+contacts+`],"message_echoes":[`+strings.Join(items, ",")+`]}`)
}

func TestParse_readsWhatAMemberSendsFromThePhone(t *testing.T) {
	t.Parallel()
	const head = `"from":"5547300000000","to":"5547900001234","id":"wamid.E1","timestamp":"1795500000"`
	base := campaign.EchoEvent{ProviderID: "wamid.E1", To: "5547900001234"}
	for name, c := range map[string]struct {
		contacts, item string
		want           campaign.EchoEvent
	}{
		"text":              {"", `{` + head + `,"type":"text","text":{"body":"Posso ligar?"}}`, campaign.EchoEvent{Type: "text", Text: "Posso ligar?"}},
		"image":             {"", `{` + head + `,"type":"image","image":{"id":"1","caption":"a fachada"}}`, campaign.EchoEvent{Type: "image", Text: "a fachada"}},
		"voice":             {"", `{` + head + `,"type":"audio","audio":{"id":"1"}}`, campaign.EchoEvent{Type: "audio"}},
		"edit":              {"", `{` + head + `,"type":"edit","edit":{"original_message_id":"wamid.E0","message":{"type":"image","image":{"caption":"nova"}}}}`, campaign.EchoEvent{Type: "edit", Text: "nova"}},
		"deletion":          {"", `{` + head + `,"type":"revoke","revoke":{"original_message_id":"wamid.E0"}}`, campaign.EchoEvent{Type: "revoke"}},
		"of tomorrow":       {"", `{` + head + `,"type":"poll","poll":{}}`, campaign.EchoEvent{Type: "poll"}},
		"no type":           {"", `{` + head + `,"text":{"body":"oi"}}`, campaign.EchoEvent{Type: "text", Text: "oi"}},
		"with the contact":  {ana, `{` + head + `,"type":"text","text":{"body":"oi"}}`, campaign.EchoEvent{Type: "text", Text: "oi", UserID: "BR.123"}},
		"another's contact": {strings.ReplaceAll(ana, "1234", "9999"), `{` + head + `,"type":"text","text":{"body":"oi"}}`, campaign.EchoEvent{Type: "text", Text: "oi"}},
	} {
		e := parseOne(t, echoes(c.contacts, c.item))
		c.want.ProviderID, c.want.To = base.ProviderID, base.To
		if diff := cmp.Diff(&c.want, e.Echo); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if e.Kind != campaign.EventEcho || e.Key != "echo:wamid.E1" || e.AccountID != "PN1" || e.Inbound != nil || e.Unread != "" || !e.At.Equal(time.Unix(1795500000, 0)) {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestParse_knowsWhomAnEchoWentTo(t *testing.T) {
	t.Parallel()
	const own = `{"profile":{"name":"Agência"},"wa_id":"5547300000000"}`
	for name, c := range map[string]struct {
		contacts, item string
		to, id         string
	}{
		"by number with plus": {"", `{"id":"wamid.E1","to":"+5547900001234"}`, "5547900001234", ""},
		"by id":               {"", `{"id":"wamid.E1","to_user_id":"BR.9"}`, "", "BR.9"},
		"by the only contact": {ana, `{"id":"wamid.E1","from":"5547300000000"}`, "5547900001234", "BR.123"},
		"not to ourselves":    {own, `{"id":"wamid.E1","from":"5547300000000"}`, "", ""},
		"nobody":              {"", `{"id":"wamid.E1"}`, "", ""},
	} {
		e := parseOne(t, echoes(c.contacts, c.item))
		if c.to+c.id == "" {
			if e.Unread == "" || e.Echo != nil {
				t.Errorf("%s: %+v", name, e)
			}
			continue
		}
		if e.Echo == nil || e.Echo.To != c.to || e.Echo.UserID != c.id {
			t.Errorf("%s: %+v", name, e.Echo)
		}
	}
}

func TestParse_makesEachEchoAnEventWithAKeyThatStays(t *testing.T) {
	t.Parallel()
	one, two := `{"id":"wamid.E1","to":"5547900001234","type":"text","text":{"body":"oi"}}`, `{"id":"wamid.E2","to":"5547900009999","type":"text","text":{"body":"oi"}}`
	first, err := open("", nil).Parse(echoes("", one, `7`, two, `{"to":"1"}`, `{"id":"wamid.E3","to":"5547900001234","group_id":"g"}`))
	if err != nil || len(first) != 5 {
		t.Fatalf("%d events, %v", len(first), err)
	}
	if first[0].Key != "echo:wamid.E1" || first[2].Key != "echo:wamid.E2" || first[1].Unread == "" || first[3].Unread == "" || first[4].Kind != campaign.EventIgnored {
		t.Errorf("%+v", first)
	}
	again, err := open("", nil).Parse(echoes(ana, two, one)) // delivered once more, in another body
	if err != nil || len(again) != 2 || again[0].Key != first[2].Key || again[1].Key != first[0].Key {
		t.Errorf("%+v, %v", again, err)
	}
	if e := parseOne(t, echoes("")); e.Unread == "" {
		t.Errorf("no echo at all: %+v", e)
	}
}
