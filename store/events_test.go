package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func identity(key string, e campaign.IdentityEvent) campaign.Event {
	return campaign.Event{Key: key, Kind: campaign.EventIdentity, At: noon, Identity: &e}
}

func TestIdentity_movesAPersonToANewNumberAndID(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Outra"})
	h.find(c, business(1))
	h.find(other, business(1))
	h.event(a, identity("1", campaign.IdentityEvent{From: phone(1)[1:], NewFrom: phone(2)[1:], NewUserID: "BR.new"}))
	h.want("2", "SELECT COUNT(*) FROM prospects WHERE whatsapp = {:p0} AND whatsapp_short = {:p1} AND whatsapp_user_id = 'BR.new'", phone(2), "+5547"+phone(2)[6:])
	h.wrote(a, phone(2)[1:], "Oi")
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE status = 'replied'")
	h.event(a, identity("2", campaign.IdentityEvent{UserID: "BR.new", NewUserID: "BR.newer"}))
	h.want("2", "SELECT COUNT(*) FROM prospects WHERE whatsapp_user_id = 'BR.newer'")
}

func TestIdentity_leavesANumberToWhoeverHasItInTheCampaign(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.find(c, business(1), business(2))
	h.event(a, identity("1", campaign.IdentityEvent{From: phone(1)[1:], NewFrom: phone(2)[1:]}))
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE whatsapp = {:p0}", phone(2))
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE whatsapp = {:p0}", phone(1))
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
}

func TestIdentity_ofNobodyWeKnowIsClosedAndKeepsASuppression(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.wrote(a, phone(7)[1:], "parar") // a stranger
	h.event(a, identity("1", campaign.IdentityEvent{From: phone(7)[1:], NewFrom: phone(8)[1:], NewUserID: "BR.8"}))
	for kind, value := range map[string]string{"phone": phone(8), "whatsapp_user_id": "BR.8"} {
		h.want("opt_out", "SELECT reason FROM suppressions WHERE kind = {:p0} AND hash = {:p1}", kind, hasher{}.Hash(h.ws, kind, value))
	}
	h.find(c, business(8))
	h.want("0", "SELECT COUNT(*) FROM prospects")
	h.event(a, identity("2", campaign.IdentityEvent{From: phone(20)[1:], NewFrom: phone(21)[1:]}))
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
}

func TestIdentity_staysInItsWorkspace(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.find(c, business(1))
	other := h.workspace("Boreal", nil)
	h.ok(h.store.Receive(h.ctx(), "whatsapp", other, a, []campaign.Event{identity("1", campaign.IdentityEvent{From: phone(1)[1:], NewFrom: phone(2)[1:]})}), "receive")
	h.want(phone(1), "SELECT whatsapp FROM prospects")
}

func TestAccountEvent_doesToTheAccountWhatItSays(t *testing.T) {
	t.Parallel()
	for effect, tt := range map[campaign.AccountEffect]struct {
		status string
		sends  bool
	}{
		campaign.AccountFine: {"active", true}, campaign.AccountSlow: {"active", false}, campaign.AccountExpired: {"expired", false}, campaign.AccountBlocked: {"blocked", false},
	} {
		t.Run(fmt.Sprint(effect), func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			other := h.account(map[string]any{"account_identifier": "other"})
			h.event(a, campaign.Event{Key: "1", Kind: campaign.EventAccount, At: noon, Account: &campaign.AccountEvent{Code: "account_update", Message: "said so", Effect: effect}})
			h.want(tt.status, "SELECT status FROM integrated_accounts WHERE id = {:p0}", a)
			h.want("active", "SELECT status FROM integrated_accounts WHERE id = {:p0}", other)
			if out := h.next(nil); (out != nil) != tt.sends {
				t.Errorf("sends: %v", out != nil)
			}
			if tt.status != "active" && !strings.Contains(h.value("SELECT status_reason FROM integrated_accounts WHERE id = {:p0}", a), "said so") {
				t.Error("the reason is lost")
			}
		})
	}
}

func TestAccountEvent_aSlowAccountGoesOnWhenItsTimeHasCome(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, campaign.Event{Key: "1", Kind: campaign.EventAccount, At: noon, Account: &campaign.AccountEvent{Code: "rate", Effect: campaign.AccountSlow}})
	if out := h.next(nil); out != nil {
		t.Fatal("a slow account sent")
	}
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	if wait := next.Sub(noon); wait <= 0 || wait > time.Hour {
		t.Errorf("it waits %v", wait)
	}
	h.clock.Set(next)
	h.mustNext()
}

func TestTemplateEvent_isOfItsAccountLanguageAndWorkspace(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	other := h.account(map[string]any{"account_identifier": "other"})
	h.ok(h.store.SyncTemplates(h.ctx(), h.ws, a, []campaign.WhatsAppTemplate{{Name: "hello", Language: "pt_BR", Status: "APPROVED", Category: "UTILITY"},
		{Name: "hello", Language: "en", Status: "APPROVED", Category: "UTILITY"}}), "sync")
	tell := func(key, ws string, e campaign.TemplateEvent) {
		t.Helper()
		h.ok(h.store.Receive(h.ctx(), "whatsapp", ws, a, []campaign.Event{{Key: key, Kind: campaign.EventTemplate, At: noon, Template: &e}}), "receive")
	}
	tell("foreign", h.workspace("Boreal", nil), campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "DISABLED"})
	h.want("0", "SELECT COUNT(*) FROM whatsapp_templates WHERE status = 'DISABLED'")
	tell("paused", h.ws, campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "PAUSED"})
	h.want("UTILITY", "SELECT category FROM whatsapp_templates WHERE status = 'PAUSED'") // an event without one changes none
	tell("moved", h.ws, campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "APPROVED", Category: "MARKETING"})
	h.want("MARKETING", "SELECT category FROM whatsapp_templates WHERE account = {:p0} AND language = 'pt_BR'", a)
	h.want("APPROVED", "SELECT status FROM whatsapp_templates WHERE account = {:p0}", other)
	h.want("UTILITY", "SELECT category FROM whatsapp_templates WHERE account = {:p0} AND language = 'en'", a)
	tell("unknown", h.ws, campaign.TemplateEvent{Name: "nobody's", Language: "pt_BR", Status: "APPROVED"})
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
}

func TestUnreadEvents_areKeptForALaterVersionAndThenClosed(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, campaign.Event{Key: "odd", Unread: "no such type", Payload: []byte(`{"x":1}`)})
	h.want("no such type", "SELECT error FROM webhook_events WHERE processed_at = ''")
	h.want("1", "SELECT json_extract(payload, '$.payload.x') IS NOT NULL OR payload LIKE '%\"x\":1%' FROM webhook_events")
	if wait := time.Until(h.nextReceive()); wait < 7*24*time.Hour {
		t.Errorf("an event that nobody understands is looked at in %v", wait)
	}
	h.sql("UPDATE webhook_events SET lease_until = ''")
	h.receive()
	h.want("1", "SELECT processed_at != '' AND error = 'no such type' FROM webhook_events")
	h.want("pending", "SELECT status FROM messages")
}

func (h *house) nextReceive() time.Time {
	h.Helper()
	next, err := h.store.NextReceive(h.ctx())
	h.ok(err, "next receive")
	return next
}

func TestEvents_oneThatEndsTheProgramIsSetAside(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.event(a, statusEvent("early", campaign.MessageDelivered, "", "wamid.none", noon))
	for range 4 { // claimed, and never heard of again
		h.sql("UPDATE webhook_events SET lease_until = ''")
		_, err := h.store.ClaimReceive(h.ctx(), 10, time.Minute)
		h.ok(err, "claim")
	}
	h.want("1", "SELECT processed_at != '' AND error LIKE '%attempts%' FROM webhook_events")
	if next := h.nextReceive(); !next.IsZero() {
		t.Errorf("the stage wakes at %v for nothing", next)
	}
}

func TestEvents_backOffDoublesUpToAnHour(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.event(a, statusEvent("early", campaign.MessageDelivered, "", "wamid.none", noon))
	var last time.Duration
	for i := range 14 {
		wait := time.Until(h.nextReceive())
		if wait > time.Hour+time.Second || wait < 0 || i > 1 && i < 10 && wait < last+last/2 {
			t.Fatalf("try %d waits %v after %v", i, wait, last)
		}
		last = wait
		h.retry()
	}
	if last < 59*time.Minute {
		t.Errorf("the last wait is %v", last)
	}
}

func TestStoreUnmatched_keepsABodyOnceWithItsError(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for range 2 {
		h.ok(h.store.StoreUnmatched(h.ctx(), "whatsapp", "k1", []byte(`{"a":1}`), "no account has this id"), "store")
		h.ok(h.store.StoreUnmatched(h.ctx(), "whatsapp", "k2", []byte("\x00\xff<html>"), "unreadable"), "store")
		h.ok(h.store.StoreUnmatched(h.ctx(), "instagram", "k1", []byte(`{}`), "no account"), "store")
	}
	h.want("3", "SELECT COUNT(*) FROM webhook_events WHERE processed_at != '' AND error != '' AND workspace = ''")
	h.want("1", "SELECT json_extract(payload, '$.a') FROM webhook_events WHERE event_id = 'k1' AND platform = 'whatsapp'")
	h.want("3", "SELECT SUM(json_valid(payload)) FROM webhook_events")
	if next := h.nextReceive(); !next.IsZero() {
		t.Errorf("the stage wakes at %v for what is closed", next)
	}
}

func TestAnswers_areClassifiedOnceAndGivenUpAfterTwentyTries(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 2)
	h.wrote(a, phone(1)[1:], "Quanto custa?")
	tasks, err := h.store.ClaimReceive(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	if len(tasks) != 1 || tasks[0].Text != "Quanto custa?" || tasks[0].Locale != "pt-BR" || tasks[0].Attempts != 1 {
		t.Fatalf("claimed %+v", tasks)
	}
	late := campaign.ReceiveDone{Task: tasks[0], Failed: &campaign.Reason{Code: "model", Message: "down"}, RetryAfter: time.Hour}
	h.ok(h.store.CommitReceive(h.ctx(), []campaign.ReceiveDone{late}), "commit a failure")
	if wait := time.Until(h.nextReceive()); wait < 59*time.Minute {
		t.Errorf("tried again in %v", wait)
	}
	h.ok(h.store.CommitReceive(h.ctx(), []campaign.ReceiveDone{{Task: tasks[0], Intent: campaign.IntentQuestion}}), "commit under a lost lease")
	h.want("", "SELECT intent FROM prospects WHERE whatsapp = {:p0}", phone(1))
	h.sql("UPDATE messages SET attempts = 20, lease_until = '' WHERE todo = 1")
	if tasks, err = h.store.ClaimReceive(h.ctx(), 10, time.Minute); err != nil || len(tasks) != 0 {
		t.Errorf("a twenty-first try: %v %v", tasks, err)
	}
	h.want("0", "SELECT COUNT(*) FROM messages WHERE todo = 1")
}

func TestAnswers_aModelMayAddAStopAndNeverTakesOneBack(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 2)
	h.record(h.sent(h.mustNext()))
	h.wrote(a, phone(1)[1:], "me esqueçam")
	tasks, err := h.store.ClaimReceive(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	h.ok(h.store.CommitReceive(h.ctx(), []campaign.ReceiveDone{{Task: tasks[0], Intent: campaign.IntentOptOut}}), "commit")
	h.want("opt_out", "SELECT intent FROM prospects WHERE whatsapp = {:p0}", phone(1))
	h.want("1", "SELECT COUNT(*) > 0 FROM suppressions WHERE reason = 'opt_out'")
	h.wrote(a, phone(1)[1:], "obrigado")
	h.receive() // interested, says the model
	h.want("opt_out", "SELECT intent FROM prospects WHERE whatsapp = {:p0}", phone(1))
	h.recount(c)
}

func TestReceive_refusesAfterTheStoreHasStopped(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stop := h.open()
	stop()
	if err := h.store.Receive(h.ctx(), "whatsapp", h.ws, "", []campaign.Event{{Key: "k", Kind: campaign.EventIgnored}}); err == nil {
		t.Error("an event was answered for that nobody stored")
	}
	if _, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{}); err == nil {
		t.Error("a closed store reads")
	}
}
