package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

func TestInbound_cancelsWhatWaitsInItsTransaction(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	h.clock.Advance(73 * time.Hour)
	if n := h.write(); n != 1 {
		t.Fatalf("%d follow-ups were written", n)
	}
	h.wrote(a, phone(1)[1:], "Oi, quanto custa?")
	h.want("cancelled", "SELECT status FROM messages WHERE step = 1")
	h.want("replied", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE step = 1")
	h.want("replied", "SELECT status FROM prospects")
	h.want("done", "SELECT stage FROM prospects")
	h.want("1", "SELECT replied_count FROM campaigns")
	h.want("1", "SELECT todo FROM messages WHERE direction = 'inbound'")
	h.wrote(a, phone(1)[1:], "Alô?")
	h.want("1", "SELECT replied_count FROM campaigns")
	h.receive()
	h.want("interested", "SELECT intent FROM prospects")
	h.want("0", "SELECT COUNT(*) FROM messages WHERE todo = 1")
}

func TestInbound_findsThePersonUnderEveryForm(t *testing.T) {
	t.Parallel()
	full := phone(12345678)
	for name, from := range map[string]campaign.InboundEvent{
		"with the ninth digit":    {From: full[1:]},
		"without the ninth digit": {From: contact.ShortForm(full)[1:]},
		"with a plus":             {From: full},
		"by its user id":          {UserID: "BR.abc"},
		"by the message answered": {ReplyTo: "wamid.1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 12345678, 1)
			h.record(h.sent(h.mustNext()))
			h.sql("UPDATE prospects SET whatsapp_user_id = 'BR.abc'")
			in := from
			in.ProviderID, in.Text, in.Type = "in-1", "Oi", "text"
			h.event(a, campaign.Event{Key: "in-1", Kind: campaign.EventInbound, At: noon, Inbound: &in})
			h.want("replied", "SELECT status FROM prospects")
		})
	}
}

func TestInbound_learnsTheUserID(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, campaign.Event{Key: "1", Kind: campaign.EventInbound, At: noon, Inbound: &campaign.InboundEvent{ProviderID: "1", From: phone(1)[1:], UserID: "BR.x", Text: "Oi"}})
	h.want("BR.x", "SELECT whatsapp_user_id FROM prospects")
	h.event(a, campaign.Event{Key: "2", Kind: campaign.EventInbound, At: noon, Inbound: &campaign.InboundEvent{ProviderID: "2", UserID: "BR.x", Text: "parar"}})
	h.want("opt_out", "SELECT intent FROM prospects")
}

func TestInbound_answersTheCampaignThatWroteLast(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	h.clock.Advance(200 * time.Hour)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
	h.pending(other, 1, 1)
	h.set("campaigns", c, "status = 'paused'")
	h.record(h.sent(h.mustNext()))
	h.wrote(a, phone(1)[1:], "Oi")
	h.want("1", "SELECT replied_count FROM campaigns WHERE id = {:p0}", other)
	h.want("0", "SELECT replied_count FROM campaigns WHERE id = {:p0}", c)
}

// identities are the ways in which one person may be known, and those in which they may write.
func TestOptOut_stopsFiftyPeopleUnderEveryForm(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
	for i := range 50 {
		n := 10_000_000*(i%9) + 1_000_000*(i%7) + i
		one := business(n)
		one.Facts = append(one.Facts, campaign.Fact{Kind: campaign.FactEmail, Value: fmt.Sprintf("ana%d@clinica%d.example", i, i), Source: "website"},
			campaign.Fact{Kind: campaign.FactInstagram, Value: fmt.Sprintf("clinica%d", i), Source: "website"})
		h.find(c, one)
		one.ExternalID = "x" + one.ExternalID
		h.find(other, one)
		h.enrich()
		h.write()
		full := phone(n)
		in := campaign.InboundEvent{ProviderID: fmt.Sprint("in", i), Text: "parar", Username: fmt.Sprintf("clinica%d", i)}
		switch i % 4 {
		case 0:
			in.From = full[1:]
		case 1:
			in.From = contact.ShortForm(full)[1:]
		case 2:
			in.From, in.Username = full, ""
		case 3: // by the handle alone
		}
		h.event(a, campaign.Event{Key: in.ProviderID, Kind: campaign.EventInbound, At: noon, Inbound: &in})
		for _, form := range [][2]string{{"phone", full}, {"phone", contact.ShortForm(full)}, {"email", fmt.Sprintf("ana%d@clinica%d.example", i, i)}, {"username", fmt.Sprintf("clinica%d", i)}} {
			h.want("1", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out' AND kind = {:p0} AND hash = {:p1}", form[0], hasher{}.Hash(h.ws, form[0], form[1]))
		}
	}
	h.want("0", "SELECT COUNT(*) FROM messages WHERE status IN ('pending', 'draft', 'held')")
	h.want("50", "SELECT SUM(opt_out_count) FROM campaigns")
	if out := h.next(nil); out != nil {
		t.Errorf("still writes to %s", out.Recipient)
	}
	h.find(other, business(99))   // new people still come in, those who stopped do not
	again := business(11_000_001) // the second of the fifty
	again.ExternalID = "again"
	h.find(other, again)
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE campaign = {:p0} AND created > '' AND external_id IN ('node/99', 'again')", other)
}

func TestOptOut_holdsForPeopleNobodyKnowsYet(t *testing.T) {
	t.Parallel()
	for name, from := range map[string]string{"with the ninth digit": phone(77)[1:], "without": contact.ShortForm(phone(77))[1:]} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.wrote(a, from, "parar")
			h.pending(c, 77, 1)
			h.want("0", "SELECT COUNT(*) FROM prospects")
			h.want("0", "SELECT COUNT(*) FROM messages")
		})
	}
}

func TestClaimSend_skipsSuppressedWithoutNinthDigit(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 91234567, 1)
	short := contact.ShortForm(phone(91234567))
	h.sql(fmt.Sprintf("INSERT INTO suppressions (id, workspace, kind, hash, reason) VALUES ('s00000000000001', '%s', 'phone', '%s', 'manual')", h.ws, hasher{}.Hash(h.ws, "phone", short)))
	if out := h.next(nil); out != nil {
		t.Errorf("wrote to %s", out.Recipient)
	}
	h.want("suppressed", "SELECT json_extract(status_reason, '$.code') FROM messages")
}

func TestClaimSend_skipsWhomAnotherContactSuppresses(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	one := business(5)
	one.Facts = append(one.Facts, campaign.Fact{Kind: campaign.FactEmail, Value: "ana@clinica.example", Source: "website"})
	h.find(c, one)
	h.enrich()
	h.write()
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "email", "Ana+promo@clinica.example", "manual", "tester"), "suppress")
	h.want("cancelled", "SELECT status FROM messages")
	h.sql("UPDATE messages SET status = 'pending'")
	h.store.Reload("campaigns", c)
	if out := h.next(nil); out != nil {
		t.Error("wrote to the number of a suppressed mailbox's owner")
	}
}

func TestOptOut_unclearIsAHold(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.wrote(a, phone(1)[1:], "chega?")
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'unclear'")
	h.want("0", "SELECT opt_out_count FROM campaigns")
	h.wrote(a, phone(1)[1:], "parar")
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out'")
	h.wrote(a, phone(1)[1:], "chega?")
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out'")
}

func TestPreference_liftsOnlyWhatAPreferenceMade(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		before func(h *house, a string)
		left   string
	}{
		"its own": {func(h *house, a string) {}, "0"},
		"words":   {func(h *house, a string) { h.wrote(a, phone(1)[1:], "parar") }, "2"},
		"manual": {func(h *house, a string) {
			h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(1), "manual", "x"), "suppress")
		}, "2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			tt.before(h, a)
			stop := campaign.Event{Key: "stop", Kind: campaign.EventPreference, At: noon, Prefer: &campaign.PreferenceEvent{From: phone(1)[1:], Stop: true}}
			h.event(a, stop)
			h.want("0", "SELECT COUNT(*) FROM messages WHERE status = 'pending'")
			h.want("2", "SELECT COUNT(*) FROM suppressions WHERE kind = 'phone'")
			h.event(a, campaign.Event{Key: "resume", Kind: campaign.EventPreference, At: noon, Prefer: &campaign.PreferenceEvent{From: phone(1)[1:]}})
			h.want(tt.left, "SELECT COUNT(*) FROM suppressions")
		})
	}
}

func TestInbound_editsRevokesAndReactions(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.record(h.sent(h.mustNext()))
	in := func(key string, e campaign.InboundEvent) {
		e.From, e.ProviderID = phone(1)[1:], key
		h.event(a, campaign.Event{Key: key, Kind: campaign.EventInbound, At: noon, Inbound: &e})
	}
	in("r", campaign.InboundEvent{Reaction: "👍", ReplyTo: "wamid.1"})
	h.want("contacted", "SELECT status FROM prospects")
	h.want("👍", "SELECT content FROM messages WHERE provider_id = 'r'")
	in("a", campaign.InboundEvent{Text: "Oi"})
	in("b", campaign.InboundEvent{Text: "parar", Edits: "a"})
	h.want("parar", "SELECT content FROM messages WHERE provider_id = 'a'")
	h.want("Oi", "SELECT json_extract(metadata, '$.edited[0]') FROM messages WHERE provider_id = 'a'")
	h.want("opt_out", "SELECT intent FROM prospects")
	in("c", campaign.InboundEvent{Revokes: "a"})
	h.want("", "SELECT content FROM messages WHERE provider_id = 'a'")
	h.want("opt_out", "SELECT intent FROM prospects")
	h.want("2", "SELECT COUNT(*) FROM messages WHERE direction = 'inbound'")
}

func TestReceive_keepsWhatCannotBeApplied(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.ok(h.store.Receive(h.ctx(), "whatsapp", h.ws, a, []campaign.Event{
		{Key: "bad", Kind: campaign.EventStatus, At: noon},
		{Key: "unread", Unread: "no such type", Payload: []byte(`{"x":1}`)},
		{Key: "group", Kind: campaign.EventIgnored},
		{Key: "good", Kind: campaign.EventInbound, At: noon, Inbound: &campaign.InboundEvent{ProviderID: "g", From: phone(1)[1:], Text: "Oi"}},
	}), "receive")
	h.want("replied", "SELECT status FROM prospects")
	h.want("2", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = '' AND error != ''")
	h.ok(h.store.StoreUnmatched(h.ctx(), "whatsapp", "k", []byte("not json"), "no account"), "store unmatched")
	h.want("no account", "SELECT error FROM webhook_events WHERE event_id = 'k'")
	next, err := h.store.NextReceive(h.ctx())
	h.ok(err, "next receive")
	if next.IsZero() {
		t.Error("the receive stage would sleep for ever")
	}
}

func TestIdentity_keepsASuppressionUnderTheNewNumber(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.wrote(a, phone(1)[1:], "parar")
	h.event(a, campaign.Event{Key: "id", Kind: campaign.EventIdentity, At: noon, Identity: &campaign.IdentityEvent{From: phone(1)[1:], NewFrom: phone(2)[1:]}})
	h.want(phone(2), "SELECT whatsapp FROM prospects")
	h.want("4", "SELECT COUNT(*) FROM suppressions")
}

func TestTemplateEvent_changesTheTemplateOfItsAccount(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, campaign.Event{Key: "t", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "REJECTED"}})
	if out := h.next(nil); out != nil {
		t.Error("a rejected template went out")
	}
	h.event(a, campaign.Event{Key: "b", Kind: campaign.EventAccount, At: noon, Account: &campaign.AccountEvent{Code: "policy", Message: "locked", Effect: campaign.AccountBlocked}})
	h.want("blocked", "SELECT status FROM integrated_accounts")
	if got := h.value("SELECT status_reason FROM integrated_accounts"); !strings.Contains(got, "policy") {
		t.Errorf("status_reason is %s", got)
	}
}
