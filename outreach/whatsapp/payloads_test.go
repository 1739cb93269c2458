package whatsapp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aceno/campaign"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// kindsOfFiles says what the real payloads become, by a part of the file's name; the first that fits counts.
var kindsOfFiles = []struct {
	part string
	kind campaign.EventKind
}{
	{"template_status", campaign.EventTemplate}, {"status.", campaign.EventStatus}, {"message_status", campaign.EventStatus},
	{"reengagement", campaign.EventStatus},
	{"text_bsuid", campaign.EventIgnored}, // written in a group
	{"system_message", campaign.EventIdentity}, {"user_preferences", campaign.EventPreference},
	{"account_update", campaign.EventAccount}, {"group_", campaign.EventIgnored}, {"smb_message_echoes", campaign.EventEcho}, {"smb_app", campaign.EventIgnored}, {"history", campaign.EventIgnored},
	{"message", campaign.EventInbound},
}

func TestParse_understandsEveryRealPayload(t *testing.T) {
	t.Parallel()
	ch, seen := open("", nil), 0
	for _, folder := range []string{"meta-whatsapp", "whatsapp-coexistence"} {
		files, err := filepath.Glob(filepath.Join(shared(t, "payloads", folder), "hook.*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			events, err := ch.Parse(body)
			if err != nil || len(events) != 1 {
				t.Errorf("%s: %d events, %v", name, len(events), err)
				continue
			}
			e := events[0]
			if want := kindOfFile(strings.TrimSuffix(strings.TrimPrefix(name, "hook."), ".json")); e.Kind != want || e.Unread != "" {
				t.Errorf("%s: %s (%s), want %s", name, e.Kind, e.Unread, want)
			}
			if e.Key == "" || e.AccountID == "" || e.At.IsZero() || len(e.Payload) == 0 {
				t.Errorf("%s: %+v", name, e)
			}
			if e.Kind != campaign.EventInbound && e.Inbound != nil {
				t.Errorf("%s: %s became somebody's reply", name, e.Kind)
			}
			if e.Inbound != nil && e.Inbound.From == "" && e.Inbound.UserID == "" {
				t.Errorf("%s: nobody wrote it", name)
			}
		}
	}
	if seen < 34 {
		t.Errorf("only %d payloads found", seen)
	}
}

func kindOfFile(name string) campaign.EventKind {
	for _, k := range kindsOfFiles {
		if strings.Contains(name, k.part) {
			return k.kind
		}
	}
	return ""
}

func TestParse_takesTheWordsOutOfRealPayloads(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]campaign.InboundEvent{
		"hook.meta.button_message.json":                            {Type: "button", Text: "Unsubscribe", ReplyTo: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJFNjk2OTMwNEZCQjhGMzUyQUYA"},
		"hook.meta.interactive_list_reply_message.json":            {Type: "interactive", Text: "Priority Mail Express", ReplyTo: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBJGMzEyNzhENTZDMzNGODlDRDgA"},
		"hook.meta.image_message.json":                             {Type: "image", Text: "Taj Mahal"},
		"hook.meta.text_message_from_click_to_whatsapp_ad.json":    {Type: "text", Text: "Hello! Can I get more info on this?"},
		"hook.pywa.message.reply.json":                             {Type: "text", Text: "replied text", ReplyTo: "wamid.xyzxyz=="},
		"hook.meta.reaction_message.json":                          {Type: "reaction", Reaction: "👍", ReplyTo: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA"},
		"../whatsapp-coexistence/hook.messages.edit.json":          {Type: "edit", Text: "Quero para domingo, não sábado", Edits: "wamid.INVENTEDMSG0001", ReplyTo: "M0"},
		"../whatsapp-coexistence/hook.messages.revoke.json":        {Type: "revoke", Revokes: "wamid.INVENTEDMSG0001"},
		"hook.meta.unsupported_message.json":                       {Type: "unsupported"},
		"hook.meta.contact_sharing_message.json":                   {Type: "contacts"},
		"hook.meta.text_message_with_context_product_inquiry.json": {Type: "text", Text: "Is this still available?", ReplyTo: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGA9wcm9kdWN0X2lucXVpcnkA"},
	} {
		body, err := os.ReadFile(filepath.Join(shared(t, "payloads", "meta-whatsapp"), file))
		if err != nil {
			t.Fatal(err)
		}
		in := parseOne(t, body).Inbound
		if in == nil || in.Type != want.Type || in.Text != want.Text || in.ReplyTo != want.ReplyTo || in.Reaction != want.Reaction || in.Edits != want.Edits || in.Revokes != want.Revokes {
			t.Errorf("%s: %+v", file, in)
		}
	}
}

func TestParse_readsWhatRealPayloadsSayBesideMessages(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]campaign.Event{
		"whatsapp-coexistence/hook.smb_message_echoes.text.json": {Key: "echo:wamid.INVENTEDECHO0001", Kind: campaign.EventEcho, AccountID: "106540352242922", Echo: &campaign.EchoEvent{
			ProviderID: "wamid.INVENTEDECHO0001", To: "5519955500202", Type: "text", Text: "Oi! Posso te ligar amanhã?"}},
		"whatsapp-coexistence/hook.account_update.partner_removed.json": {Kind: campaign.EventAccount, AccountID: "102290129340398", Account: &campaign.AccountEvent{
			Code: campaign.ReasonPermissionMissing, Message: endings["PARTNER_REMOVED"].remedy, Effect: campaign.AccountBlocked, WABA: "102290129340398"}},
		"whatsapp-coexistence/hook.account_update.offboarded.json": {Kind: campaign.EventAccount, AccountID: "102290129340398", Account: &campaign.AccountEvent{
			Code: campaign.ReasonNotRegistered, Message: endings["ACCOUNT_OFFBOARDED"].remedy, Effect: campaign.AccountBlocked, WABA: "102290129340398"}},
		"whatsapp-coexistence/hook.account_update.reconnected.json": {Kind: campaign.EventAccount, AccountID: "102290129340398", Account: &campaign.AccountEvent{
			Code: "account_reconnected", Message: "the number is connected again: test the account to go on", WABA: "102290129340398"}},
		"meta-whatsapp/hook.pywa.user_preferences.resume.json": {Kind: campaign.EventPreference, AccountID: "106540352242922", Prefer: &campaign.PreferenceEvent{From: "16505551234"}},
		"meta-whatsapp/hook.pywa.template_status.approved.json": {Kind: campaign.EventTemplate, AccountID: "102290129340398", Template: &campaign.TemplateEvent{
			WABA: "102290129340398", Name: "order_confirmation", Language: "en_US", Status: "APPROVED", Category: "UTILITY"}},
		"meta-whatsapp/hook.pywa.status.sent.json": {Key: "status:wamid.xyzxyz:sent", Kind: campaign.EventStatus, AccountID: "1122334455667", Status: &campaign.StatusEvent{
			ProviderID: "wamid.xyzxyz", Status: campaign.MessageSent, Recipient: "972987654321", Category: "service"}},
	} {
		body, err := os.ReadFile(filepath.Join(shared(t, "payloads"), filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		got := parseOne(t, body)
		if want.Key == "" {
			want.Key = got.Key
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(campaign.Event{}, "At", "Payload")); diff != "" || !strings.HasPrefix(got.Key, strings.SplitN(want.Key, ":", 2)[0]) {
			t.Errorf("%s: key %q: %s", file, got.Key, diff)
		}
	}
}
