package store_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// byChannel is a house with a campaign of another channel and one person who has every contact.
func byChannel(t *testing.T, channel campaign.Channel, platform string) (h *house, campaignID, accountID string) {
	t.Helper()
	h = newHouse(t)
	accountID = h.account(map[string]any{"platform": platform})
	campaignID = h.campaign(map[string]any{"accounts": []string{accountID}, "channel": string(channel), "sequence": []map[string]any{{"variants": []map[string]any{{"template": "Olá"}}}}})
	one := business(1)
	one.Facts = append(one.Facts, campaign.Fact{Kind: campaign.FactEmail, Value: "ana@clinica.example", Source: "website"},
		campaign.Fact{Kind: campaign.FactInstagram, Value: "clinica1", Source: "website"})
	h.find(campaignID, one)
	h.enrich()
	tasks, err := h.store.ClaimWrite(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	for _, task := range tasks {
		h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{{Task: task, Draft: campaign.Draft{Content: "Olá"}}}), "commit")
	}
	return h, campaignID, accountID
}

func TestNext_sendsMailOnARecordedBasis(t *testing.T) {
	t.Parallel()
	h, c, _ := byChannel(t, campaign.ChannelEmail, "email")
	h.set("campaigns", c, "legal_basis = ''")
	if out := h.next(nil); out != nil {
		t.Fatal("wrote without a basis")
	}
	h.want("no_basis", "SELECT json_extract(status_reason, '$.code') FROM messages")
	h.sql("UPDATE messages SET status = 'pending'")
	h.set("campaigns", c, "legal_basis = 'legitimate_interest'")
	if out := h.mustNext(); out.Recipient != "ana@clinica.example" {
		t.Errorf("wrote to %s", out.Recipient)
	}
	h.want("legal_basis", "SELECT json_extract(permission, '$.rule') FROM messages")
}

func TestNext_writesOnInstagramOnlyInsideThePersonsWindow(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		wrote time.Time
		sends bool
	}{
		"never wrote":        {time.Time{}, false},
		"wrote an hour ago":  {noon.Add(-time.Hour), true},
		"wrote a day ago":    {noon.Add(-24 * time.Hour), false},
		"wrote just in time": {noon.Add(-24*time.Hour + time.Second), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, _, _ := byChannel(t, campaign.ChannelInstagram, "instagram")
			if !tt.wrote.IsZero() {
				h.sql("UPDATE prospects SET last_inbound_at = '" + tt.wrote.Format("2006-01-02 15:04:05.000Z") + "'")
				h.sql(`UPDATE messages SET metadata = json_set(metadata, '$.approved_at', '2026-11-25 14:59:59.900Z')`) // the answer was written after it
			}
			if out := h.next(nil); (out != nil) != tt.sends {
				t.Errorf("sends: %v; %s", out != nil, h.value("SELECT status_reason FROM messages"))
			}
		})
	}
}

func TestNext_saysWhichTemplateIsMissing(t *testing.T) {
	t.Parallel()
	for change, says := range map[string]string{
		"DELETE FROM whatsapp_templates":                    "has no template hello/pt_BR",
		"UPDATE whatsapp_templates SET status = 'REJECTED'": "the template hello/pt_BR is REJECTED",
	} {
		h, c, _ := ready(t)
		h.pending(c, 1, 1)
		h.sql(change)
		if out := h.next(nil); out != nil {
			t.Errorf("%s: sent", change)
		}
		if got := h.value("SELECT json_extract(status_reason, '$.message') FROM messages"); !strings.Contains(got, says) || strings.Contains(got, "{") {
			t.Errorf("%s: says %q", change, got)
		}
	}
}

func TestSuppressions_aWeakerReasonNeverReplacesAStronger(t *testing.T) {
	t.Parallel()
	add := func(reason string) func(h *house, a string) {
		return func(h *house, _ string) {
			h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(1), reason, "ana"), "suppress")
		}
	}
	said := func(text string) func(h *house, a string) {
		return func(h *house, a string) { h.wrote(a, phone(1)[1:], text) }
	}
	for name, tt := range map[string]struct {
		first, then func(h *house, a string)
		want        string
	}{
		"a hold, then a stop":          {said("chega?"), said("parar"), "opt_out"},
		"a stop, then a hold":          {said("parar"), said("chega?"), "opt_out"},
		"a stop, then by hand":         {said("parar"), add("manual"), "opt_out"},
		"a bounce, then a stop":        {add("bounce"), said("parar"), "opt_out"},
		"a hold, then by hand":         {said("chega?"), add("manual"), "manual"},
		"a complaint, then a bounce":   {add("complaint"), add("bounce"), "complaint"},
		"by hand, then the same again": {add("manual"), add("manual"), "manual"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			h.pending(c, 1, 1)
			tt.first(h, a)
			tt.then(h, a)
			h.want(tt.want, "SELECT reason FROM suppressions WHERE kind = 'phone' AND hash = {:p0}", hasher{}.Hash(h.ws, "phone", phone(1)))
			if out := h.next(nil); out != nil {
				t.Error("wrote to a suppressed person")
			}
		})
	}
}

func TestSuppressions_holdInTheirWorkspaceAlone(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	other := h.workspace("Boreal", nil)
	h.ok(h.store.AddSuppression(h.ctx(), other, "phone", phone(1), "", "ana"), "suppress elsewhere")
	h.want("manual", "SELECT DISTINCT reason FROM suppressions WHERE workspace = {:p0}", other)
	h.mustNext()
	if err := h.store.AddSuppression(h.ctx(), "nowhere", "phone", phone(1), "", "ana"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("in a workspace that is not there: %v", err)
	}
}

func TestDashboard_refusesADayThatIsNone(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for field, q := range map[string]store.DashboardQuery{"from": {From: "yesterday"}, "to": {From: "2026-11-01", To: "2026-11-31"}} {
		var invalid *campaign.Error
		if _, err := h.store.Dashboard(h.ctx(), h.ws, q); !errors.As(err, &invalid) || invalid.Field != field {
			t.Errorf("%+v: %v", q, err)
		}
	}
	if _, err := h.store.Dashboard(h.ctx(), h.workspace("Boreal", nil), store.DashboardQuery{Campaign: c}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's campaign: %v", err)
	}
	d, err := h.store.Dashboard(h.ctx(), h.ws, store.DashboardQuery{})
	h.ok(err, "dashboard of nothing")
	if d.Rates != (store.Rates{}) || d.Cost.Currency != "BRL" || d.Series == nil {
		t.Errorf("nothing yet: %+v", d)
	}
}

func TestDashboard_cutsTheSeriesAtItsDays(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for day := range 4 {
		h.find(c, business(day+1))
		h.clock.Advance(24 * time.Hour)
	}
	for _, tt := range []struct {
		from, to string
		want     int
	}{{"", "", 4}, {"2026-11-26", "", 3}, {"", "2026-11-26", 2}, {"2026-11-26", "2026-11-27", 2}, {"2027-01-01", "", 0}} {
		d, err := h.store.Dashboard(h.ctx(), h.ws, store.DashboardQuery{From: tt.from, To: tt.to, Campaign: c})
		h.ok(err, "dashboard")
		if len(d.Series) != tt.want || d.Funnel.Found != 4 {
			t.Errorf("%s to %s: %d days, %d found", tt.from, tt.to, len(d.Series), d.Funnel.Found)
		}
	}
}

func TestSealedAccount_handsSettingsOnAsTexts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(map[string]any{"credentials": "v1:sealed", "settings": json.RawMessage(`{"phone_number_id":"111","api_version":24,"live":true}`)})
	got, err := h.store.SealedAccount(h.ctx(), a)
	h.ok(err, "read")
	if got.Sealed != "v1:sealed" || got.Settings["phone_number_id"] != "111" || got.Settings["api_version"] != "24" || got.Settings["live"] != "true" {
		t.Errorf("read %+v", got)
	}
	if list, err := h.store.WebhookAccounts(h.ctx(), "instagram"); err != nil || len(list) != 0 {
		t.Errorf("accounts of another platform: %v %v", list, err)
	}
}
