package store_test

import (
	"encoding/json"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// slip is what a test reads of a permission slip.
type slip struct {
	At, Rule, Gate, Basis, Consent string
	Source                         *struct{ Kind, Source, URL string }
	Window                         *struct {
		Open  bool
		Until string
	}
	Template *struct{ Name, Language, Status, Category string }
	OptOut   struct {
		At    string
		Forms int
	} `json:"opt_out"`
	Limits []struct {
		Code        string
		Used, Limit int
	}
	Approved struct{ By, At string }
	Cost     *struct {
		Micros      int
		SpentMicros int `json:"spent_micros"`
		Budget      int `json:"budget_micros"`
	}
}

// slipOf reads the slip of a message.
func (h *house) slipOf(id string) (s slip) {
	h.Helper()
	h.ok(json.Unmarshal([]byte(h.value("SELECT permission FROM messages WHERE id = {:p0}", id)), &s), "read the slip of "+id)
	return s
}

const noonStamp = "2026-11-25 15:00:00.000Z"

func TestPermission_ofAFirstMessageSaysWhyItWasAllowed(t *testing.T) {
	t.Parallel()
	h, c, a := paying(t, 10*marketingPrice)
	h.set("integrated_accounts", a, `limits = '{"per_hour":7}'`)
	h.set("campaigns", c, "rate_limit = 9")
	h.pending(c, 1, 2)
	h.record(h.sent(h.mustNext()))
	s := h.slipOf(h.mustNext().MessageID)
	if s.At != noonStamp || s.Rule != "recorded_basis" || s.Gate != "recorded_basis" || s.Basis != "legitimate_interest" || s.Consent != "" {
		t.Errorf("rule: %+v", s)
	}
	if s.Source == nil || s.Source.Kind != campaign.FactWhatsApp || s.Source.Source != "openstreetmap" || s.Source.URL == "" {
		t.Errorf("source: %+v", s.Source)
	}
	if s.Window == nil || s.Window.Open || s.Window.Until != "" {
		t.Errorf("window: %+v", s.Window)
	}
	if s.Template == nil || s.Template.Name != "hello" || s.Template.Language != "pt_BR" || s.Template.Status != "APPROVED" || s.Template.Category != "MARKETING" {
		t.Errorf("template: %+v", s.Template)
	}
	if s.OptOut.At != noonStamp || s.OptOut.Forms < 2 { // with and without the ninth digit
		t.Errorf("opt-out: %+v", s.OptOut)
	}
	if s.Approved.By != "campaign" || s.Approved.At != noonStamp {
		t.Errorf("approved: %+v", s.Approved)
	}
	if s.Cost == nil || s.Cost.Micros != marketingPrice || s.Cost.SpentMicros != 2*marketingPrice || s.Cost.Budget != 10*marketingPrice {
		t.Errorf("cost: %+v", s.Cost)
	}
	want := map[string][2]int{campaign.ReasonAccountPerHour: {2, 7}, campaign.ReasonProviderPerDay: {2, 1000}, campaign.ReasonProviderPerSecond: {2, 80},
		campaign.ReasonCampaignPerHour: {2, 9}, campaign.ReasonTierPerDay: {2, 10_000}}
	for _, l := range s.Limits {
		if want[l.Code] != [2]int{l.Used, l.Limit} {
			t.Errorf("limit %+v, want %v", l, want[l.Code])
		}
		delete(want, l.Code)
	}
	if len(want) != 0 {
		t.Errorf("the slip does not name %v", want)
	}
}

func TestPermission_namesTheRuleThatAllowedIt(t *testing.T) {
	t.Parallel()
	wrote := func(h *house) {
		h.sql("UPDATE prospects SET last_inbound_at = '2026-11-25 10:00:00.000Z'")
		h.sql(`UPDATE messages SET metadata = json_set(metadata, '$.approved_at', '2026-11-25 11:00:00.000Z', '$.approved_by', 'ana')`)
	}
	for name, tt := range map[string]struct {
		change func(h *house)
		want   func(s slip) bool
	}{
		"an opt-in": {func(h *house) { h.agree(h.value("SELECT id FROM prospects"), nil) },
			func(s slip) bool {
				return s.Rule == "opt_in" && s.Basis == "consent" && s.Consent != "" && !s.Window.Open
			}},
		"an opt-in before a lowered gate": {func(h *house) {
			h.sql("UPDATE campaigns SET gate = 'recorded_basis'")
			h.agree(h.value("SELECT id FROM prospects"), nil)
		}, func(s slip) bool { return s.Rule == "opt_in" && s.Gate == "recorded_basis" }},
		"the person's window": {wrote, func(s slip) bool {
			return s.Rule == "window_24h" && s.Window.Open && s.Window.Until == "2026-11-26 10:00:00.000Z" && s.Approved.By == "ana" && s.Consent == ""
		}},
		"a window that closed": {func(h *house) {
			h.sql("UPDATE prospects SET last_inbound_at = '2026-11-23 10:00:00.000Z'")
			h.sql(`UPDATE messages SET metadata = json_set(metadata, '$.approved_at', '2026-11-25 11:00:00.000Z')`)
			h.sql("UPDATE campaigns SET gate = 'recorded_basis'")
		}, func(s slip) bool {
			return s.Rule == "recorded_basis" && !s.Window.Open && s.Window.Until == "2026-11-24 10:00:00.000Z"
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.sql("UPDATE campaigns SET gate = 'provider_rules'")
			h.pending(c, 1, 1)
			tt.change(h)
			h.store.Reload("campaigns", c)
			if s := h.slipOf(h.mustNext().MessageID); !tt.want(s) {
				t.Errorf("slip %+v, window %+v", s, s.Window)
			}
		})
	}
}

func TestPermission_ofAMailAndOfAMessageByHand(t *testing.T) {
	t.Parallel()
	h, _, _ := byChannel(t, campaign.ChannelEmail, "email")
	if s := h.slipOf(h.mustNext().MessageID); s.Rule != "legal_basis" || s.Basis != "legitimate_interest" || s.Window != nil || s.Template != nil || s.Cost != nil {
		t.Errorf("of a mail: %+v", s)
	}
	h, c := byHand(t, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	s := h.slipOf(item.Message)
	if s.Rule != "assisted" || s.Basis != "legitimate_interest" || s.Source == nil || s.OptOut.Forms < 2 {
		t.Errorf("by hand: %+v", s)
	}
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark")
	if after := h.slipOf(item.Message); after.Rule != "assisted" {
		t.Errorf("the slip is lost: %+v", after)
	}
}

func TestPermission_isOfTheClaimThatSent(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultUnsent})
	h.clock.Advance(time.Hour)
	h.mustNext()
	if s := h.slipOf(out.MessageID); s.At != "2026-11-25 16:00:00.000Z" {
		t.Errorf("slip of %s", s.At)
	}
}
