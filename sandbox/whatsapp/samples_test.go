package whatsapp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aceno/sandbox/ledger"
	"aceno/sandbox/people"
	"aceno/sandbox/sandboxtest"
)

// TestCheck_takesTheProvidersOwnExamples reads the provider's example requests. What they only hint at is filled in: the
// recipient, links, ids, and the two fields that its specification requires and some examples leave out.
func TestCheck_takesTheProvidersOwnExamples(t *testing.T) {
	t.Parallel()
	dir := sandboxtest.Shared(t, "payloads", "meta-whatsapp")
	files, err := filepath.Glob(filepath.Join(dir, "req.meta.send_*.json"))
	if err != nil || len(files) < 10 {
		t.Fatalf("found %d example requests (%v)", len(files), err)
	}
	fill := strings.NewReplacer(`"{{Recipient-Phone-Number}}"`, `"5547900000101"`, `<http(s)://audio-url>`, "https://a.example/a.ogg", "http(s)://", "https://",
		"<TEMPLATE_NAME>", "modelo", "template-name", "modelo", "language-and-locale-code", "pt_BR", "<MSGID_OF_PREV_MSG>", "wamid.x")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal([]byte(fill.Replace(string(raw))), &fields); err != nil {
			t.Fatal(err)
		}
		if fields["status"] == nil {
			fields["recipient_type"] = "individual"
			if fields["type"] == nil {
				fields["type"] = "text"
			}
		}
		again, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		if _, refused := readRequest(again); refused != nil {
			t.Errorf("%s is refused: %v", filepath.Base(file), refused)
		}
	}
}

func TestCreate_takesTheProvidersOwnExamples(t *testing.T) {
	t.Parallel()
	dir := sandboxtest.Shared(t, "payloads", "meta-whatsapp")
	files, err := filepath.Glob(filepath.Join(dir, "req.meta.create_*.json"))
	if err != nil || len(files) < 3 {
		t.Fatalf("found %d example requests (%v)", len(files), err)
	}
	a := begin(t)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if status, out := a.call("POST", a.Account().WABAID+"/message_templates", string(raw)); status != 200 || out["status"] != "PENDING" {
			t.Errorf("%s is refused: %d %v", filepath.Base(file), status, out)
		}
	}
}

// known returns all keys of the provider's example webhooks, with the kinds of their values.
func known(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sandboxtest.Shared(t, "payloads", "meta-whatsapp"), "hook.*.json"))
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d example webhooks (%v)", len(files), err)
	}
	all := []string{".entry[].changes[].value.statuses[].biz_opaque_callback_data string"} // in the provider's text alone
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sandboxtest.Keys(t, raw)...)
	}
	return all
}

// TestEnvelope_looksLikeTheProvidersWebhooks compares each kind of event with the provider's example of it: all of the
// example's keys are there, and none that no example has.
func TestEnvelope_looksLikeTheProvidersWebhooks(t *testing.T) {
	t.Parallel()
	examples := known(t)
	a := begin(t)
	open, hidden := a.someone(false), a.someone(true)
	for name, c := range map[string]struct {
		event   ledger.Event
		example string
		without []string // keys of the example that come no more, or only now and then
	}{
		"text":          {ledger.Event{Kind: ledger.Answer, Person: open.Number, Reply: "wamid.in", Text: "Olá"}, "hook.meta.text_message.json", nil},
		"text by id":    {ledger.Event{Kind: ledger.Answer, Person: hidden.Number, Reply: "wamid.in", Text: "Olá"}, "hook.restfb.incoming_message_text_bsuid.json", []string{"parent_user_id", "from_parent_user_id", "group_id"}},
		"button":        {ledger.Event{Kind: ledger.Answer, Person: open.Number, Reply: "wamid.in", Text: "Parar", Button: true, Message: "wamid.out"}, "hook.meta.button_message.json", nil},
		"sent":          {ledger.Event{Kind: ledger.Sent, Person: open.Number, Message: "wamid.out"}, "hook.pywa.status.sent.json", []string{"parent_user_id", "conversation"}},
		"read by id":    {ledger.Event{Kind: ledger.Read, Person: hidden.Number, Message: "wamid.out"}, "hook.restfb.incoming_message_status_bsuid.json", []string{"parent_user_id", "parent_recipient_user_id", "pricing"}},
		"failed":        {ledger.Event{Kind: ledger.Failed, Person: open.Number, Message: "wamid.out", Code: 131047, Detail: "x"}, "hook.java.reengagementmessageerror.json", nil},
		"preference":    {ledger.Event{Kind: ledger.Preference, Person: open.Number, Text: "x"}, "hook.pywa.user_preferences.resume.json", []string{"parent_user_id"}},
		"template done": {ledger.Event{Kind: ledger.Template, Text: a.templates[0].ID}, "hook.pywa.template_status.approved.json", nil},
	} {
		c.event.ID, c.event.At = name, now
		body, err := a.envelope([]ledger.Event{c.event})
		if err != nil {
			t.Fatal(err)
		}
		got := sandboxtest.Keys(t, body)
		for _, k := range sandboxtest.Keys(t, sandboxtest.Read(t, "payloads", "meta-whatsapp", c.example)) {
			if !slices.Contains(got, k) && !slices.ContainsFunc(c.without, func(w string) bool { return strings.Contains(k, w) }) {
				t.Errorf("%s: key %s of %s is missing in\n%s", name, k, c.example, body)
			}
		}
		for _, k := range got {
			if !slices.Contains(examples, k) {
				t.Errorf("%s: no example has the key %s", name, k)
			}
		}
	}
}

func TestEnvelope_namesAPersonAsTheProviderKnowsThem(t *testing.T) {
	t.Parallel()
	a := begin(t)
	for _, p := range []*people.Person{a.someone(false), a.someone(true)} {
		body, err := a.envelope([]ledger.Event{{ID: "x", Kind: ledger.Answer, At: now, Person: p.Number, Reply: "wamid.in", Text: "Olá"}, {ID: "y", Kind: ledger.Sent, At: now, Person: p.Number, Message: "wamid.out"}})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(body), p.Number) && p.Hidden {
			t.Errorf("the number of somebody known by id alone is in\n%s", body)
		}
		if !p.Hidden && !strings.Contains(string(body), `"from":"`+p.WaID+`"`) {
			t.Errorf("%s is not named in\n%s", p.WaID, body)
		}
		if !strings.Contains(string(body), p.UserID) {
			t.Errorf("user id %s is not in\n%s", p.UserID, body)
		}
	}
}

func TestEscape_writesASCIIAlone(t *testing.T) {
	t.Parallel()
	if got, want := string(escape([]byte(`{"a":"é/😀"}`))), `{"a":"\u00e9\/\ud83d\ude00"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSign_isHMACOverTheBytes(t *testing.T) {
	t.Parallel()
	const want = "sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
	if got := Sign("key", []byte("The quick brown fox jumps over the lazy dog")); got != want {
		t.Errorf("got %s, want the published value %s", got, want)
	}
}
