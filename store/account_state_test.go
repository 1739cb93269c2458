package store_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/outreach"
)

// told is what Meta says of the account itself.
func (h *house) told(accountID, key string, e campaign.AccountEvent) {
	h.Helper()
	h.event(accountID, campaign.Event{Key: key, Kind: campaign.EventAccount, At: h.clock.Now(), Account: &e})
}

func TestAccountEvent_changesTheDaysLimitAtOnce(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 12)
	h.told(a, "1", campaign.AccountEvent{Code: "phone_number_quality_update", Tier: 3})
	if n := len(h.claims()); n != 3 {
		t.Fatalf("%d went out, Meta allows 3", n)
	}
	if why := h.why(c, "en"); why.Code != campaign.ReasonLimitReached || why.Params["limit"] != campaign.ReasonProviderPerDay || why.Params["n"] != 3 {
		t.Errorf("why: %+v", why)
	}
	h.told(a, "2", campaign.AccountEvent{Tier: 5})
	if n := len(h.claims()); n != 2 {
		t.Errorf("%d more went out after the tier rose from 3 to 5", n)
	}
	h.told(a, "3", campaign.AccountEvent{Tier: 4}) // lowered below what went out
	if n := len(h.claims()); n != 0 {
		t.Errorf("%d went out beyond the tier", n)
	}
	h.open()
	if n := len(h.claims()); n != 0 {
		t.Errorf("a restart forgot the tier: %d went out", n)
	}
	h.told(a, "4", campaign.AccountEvent{Tier: campaign.UnlimitedTier})
	if n := len(h.claims()); n != 7 {
		t.Errorf("%d went out without a tier, want the 7 that are left", n)
	}
}

func TestAccountEvent_withoutATierChangesNone(t *testing.T) {
	t.Parallel()
	h, _, a := ready(t)
	h.told(a, "1", campaign.AccountEvent{Tier: 3, Quality: "GREEN"})
	h.told(a, "2", campaign.AccountEvent{Quality: "YELLOW"})
	h.told(a, "3", campaign.AccountEvent{Code: "said nothing"})
	h.want("3YELLOW", "SELECT json_extract(state, '$.tier') || json_extract(state, '$.quality') FROM integrated_accounts")
	h.want("active", "SELECT status FROM integrated_accounts")
}

func TestAccountEvent_ofRedQualityStopsTheNumberUntilSomebodyLooks(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 1)
	h.told(a, "1", campaign.AccountEvent{Quality: "RED"})
	if out := h.next(nil); out != nil {
		t.Errorf("sent %+v", out)
	}
	h.want("blocked"+campaign.ReasonQualityRed, "SELECT status || json_extract(status_reason, '$.code') FROM integrated_accounts")
	h.told(a, "2", campaign.AccountEvent{Quality: "GREEN"})
	if out := h.next(nil); out != nil {
		t.Error("better quality opened the number by itself")
	}
	h.ok(h.store.SetAccountHealth(h.ctx(), a, outreach.Health{Status: campaign.AccountStatusActive}), "test the account")
	h.mustNext()
}

func TestAccountEvent_ofAnAccountThatIsGoneIsClosed(t *testing.T) {
	t.Parallel()
	h, _, _ := ready(t)
	h.told("gone", "1", campaign.AccountEvent{Quality: "RED", Tier: 5})
	h.want("0", "SELECT COUNT(*) FROM webhook_events WHERE processed_at = ''")
}

func TestTemplate_pausedHoldsAndApprovedLetsGo(t *testing.T) {
	t.Parallel()
	for name, approve := range map[string]func(h *house, a string){
		"by a webhook": func(h *house, a string) {
			h.event(a, campaign.Event{Key: "2", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "APPROVED"}})
		},
		"by reading them anew": func(h *house, a string) { h.category(a, "UTILITY") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 3)
			h.event(a, campaign.Event{Key: "1", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "PAUSED"}})
			if out := h.next(nil); out != nil {
				t.Fatalf("sent a paused template: %+v", out)
			}
			h.want("3", "SELECT COUNT(*) FROM messages WHERE status = 'held' AND json_extract(status_reason, '$.code') = {:p0}", campaign.ReasonTemplateNotApproved)
			h.sql("UPDATE messages SET status_reason = '{\"code\":\"content_changed\"}' WHERE recipient = '" + phone(2) + "'")
			h.sql("UPDATE messages SET metadata = json_remove(metadata, '$.approved_at') WHERE recipient = '" + phone(3) + "'") // nobody approved it
			approve(h, a)
			if taken := h.claims(); len(taken) != 1 {
				t.Errorf("%d went out, want the one that was held for its template alone", len(taken))
			}
			h.want("sent", "SELECT status FROM messages WHERE recipient = {:p0}", phone(1))
		})
	}
}

func TestTemplate_aNewCategoryKeepsItsStatus(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.event(a, campaign.Event{Key: "1", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Category: "MARKETING"}})
	h.want("APPROVEDMARKETING", "SELECT status || category FROM whatsapp_templates")
	h.event(a, campaign.Event{Key: "2", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Status: "PAUSED"}})
	h.event(a, campaign.Event{Key: "3", Kind: campaign.EventTemplate, At: noon, Template: &campaign.TemplateEvent{Name: "hello", Language: "pt_BR", Category: "UTILITY"}})
	h.want("PAUSEDUTILITY", "SELECT status || category FROM whatsapp_templates")
	h.pending(c, 1, 1)
	if out := h.next(nil); out != nil {
		t.Errorf("a change of the category let a paused template go: %+v", out)
	}
}

func TestLimits_holdInstagramsFiftyAnHour(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(map[string]any{"platform": "instagram", "account_identifier": "aurora"})
	c := h.campaign(map[string]any{"channel": "instagram", "accounts": []string{a}, "name": "Instagram"})
	for n := range 60 {
		p := h.save("prospects", map[string]any{"workspace": h.ws, "campaign": c, "name": fmt.Sprintf("Clínica %d", n), "stage": "done", "status": "replied",
			"instagram_id": strconv.Itoa(1000 + n), "last_inbound_at": stampOf(noon.Add(-2 * time.Hour)), "external_id": strconv.Itoa(n), "platform": "instagram"})
		h.save("messages", map[string]any{"workspace": h.ws, "prospect": p, "campaign": c, "account": a, "channel": "instagram", "direction": "outbound",
			"status": "pending", "content": "Olá", "content_hash": campaign.ContentHash("Olá", nil), "recipient": strconv.Itoa(1000 + n), "contact_key": fmt.Sprint("k", n),
			"once_key": fmt.Sprint("o", n), "scheduled_at": stampOf(noon), "metadata": map[string]any{"approved_at": stampOf(noon.Add(-time.Hour))}})
	}
	times := h.drive(70*time.Minute, time.Minute, nil)
	if got := most(times, time.Hour); got != 50 || len(times) != 60 {
		t.Errorf("%d in an hour and %d in all; Instagram takes 50 an hour", got, len(times))
	}
	h.want("60", "SELECT COUNT(*) FROM messages WHERE json_extract(permission, '$.rule') = 'window_24h'")
}

// stampOf is a time as a column holds it.
func stampOf(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.000Z") }
