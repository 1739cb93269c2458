package whatsapp

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"aceno/sandbox/ledger"
	"aceno/sandbox/sandboxtest"
)

func TestEcho_looksLikeTheProvidersWebhook(t *testing.T) {
	t.Parallel()
	a := begin(t)
	open, hidden := a.someone(false), a.someone(true)
	if _, err := a.Echo(open.WaID, "Oi! Posso te ligar amanhã?"); err != nil {
		t.Fatal(err)
	}
	due, _ := a.ledger.Due(a.clock.Now())
	body, err := a.envelope(due)
	if err != nil {
		t.Fatal(err)
	}
	got, want := sandboxtest.Keys(t, body), sandboxtest.Keys(t, sandboxtest.Read(t, "payloads", "whatsapp-coexistence", "hook.smb_message_echoes.text.json"))
	if !slices.Equal(got, want) || !strings.Contains(string(body), `"to":"`+open.Number+`"`) {
		t.Errorf("got %q, want %q in\n%s", got, want, body)
	}
	if got := a.happen(); len(got) != 1 || !strings.Contains(got[0], "smb_message_echoes") {
		t.Errorf("told %q", got)
	}
	if _, err := a.Echo(hidden.UserID, "oi"); err != nil {
		t.Fatal(err)
	}
	if got := a.happen(); len(got) != 1 || !strings.Contains(got[0], "to_user_id:"+hidden.UserID) || strings.Contains(got[0], hidden.Number) {
		t.Errorf("told %q of somebody who is known by id alone", got)
	}
	if got := a.ledger.Totals(); got.HandSent != 2 || got.Accepted != 0 {
		t.Errorf("%+v", got)
	}
	if got := a.template(open.Number); got != 0 {
		t.Errorf("a template after an echo: code %d", got)
	}
	if status, out := a.send(textTo(open.Number, "x")); status != http.StatusOK {
		t.Fatal(out)
	}
	later, _ := a.ledger.Due(now.AddDate(1, 0, 0))
	if !slices.ContainsFunc(later, func(e ledger.Event) bool { return e.Code == 131047 }) {
		t.Error("an echo opened the person's window")
	}
}

func TestPrefer_stopsMarketingAndResumesIt(t *testing.T) {
	t.Parallel()
	a := begin(t)
	p := a.someone(false)
	fate := func() int {
		t.Helper()
		a.happenAll()
		if got := a.template(p.Number); got != 0 {
			t.Fatalf("a template was refused with %d", got)
		}
		next, _ := a.ledger.Due(now.AddDate(2, 0, 0))
		return next[0].Code
	}
	if got := fate(); got != 0 {
		t.Errorf("before: code %d", got)
	}
	for _, c := range []struct {
		stop bool
		told string
		code int
	}{{true, "value:stop", 131050}, {false, "value:resume", 0}, {true, "value:stop", 131050}} {
		a.happenAll()
		if _, err := a.Prefer(p.WaID, c.stop); err != nil {
			t.Fatal(err)
		}
		if got := a.happen(); len(got) != 1 || !strings.Contains(got[0], c.told) || !strings.Contains(got[0], "wa_id:"+p.WaID) {
			t.Errorf("told %q, want %s", got, c.told)
		}
		if got := fate(); got != c.code {
			t.Errorf("after %s: code %d, want %d", c.told, got, c.code)
		}
	}
}

// happenAll lets a year pass.
func (a *api) happenAll() {
	a.t.Helper()
	a.clock.Advance(24 * time.Hour)
	due, _ := a.ledger.Due(now.AddDate(2, 0, 0))
	for _, e := range due {
		if err := a.ledger.Happen(e.ID, e.At); err != nil {
			a.t.Fatal(err)
		}
	}
}

func TestPricing_isWhatTheProviderCharges(t *testing.T) {
	t.Parallel()
	a := begin(t)
	p := a.someone(false)
	if _, err := a.SayFromAd(p.Number, "Vi o anúncio"); err != nil {
		t.Fatal(err)
	}
	due, _ := a.ledger.Due(a.clock.Now())
	if body, err := a.envelope(due); err != nil || !strings.Contains(string(body), `"referral":{`) || !strings.Contains(string(body), `"source_type":"ad"`) {
		t.Errorf("no referral in %s %v", body, err)
	}
	before := time.Date(2026, time.September, 30, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		m    ledger.Message
		want string
	}{
		"marketing":                 {ledger.Message{At: now, Category: "MARKETING", Opens: true}, "true regular marketing"},
		"utility":                   {ledger.Message{At: now, Category: "UTILITY", Opens: true}, "true regular utility"},
		"utility in the window":     {ledger.Message{At: now, Category: "UTILITY"}, "true regular utility"},
		"an answer":                 {ledger.Message{At: now}, "true regular service"},
		"an answer, of old":         {ledger.Message{At: before}, "false free_customer_service service"},
		"utility in one, of old":    {ledger.Message{At: before, Category: "UTILITY"}, "false free_customer_service utility"},
		"utility outside, of old":   {ledger.Message{At: before, Category: "UTILITY", Opens: true}, "true regular utility"},
		"marketing, of old":         {ledger.Message{At: before, Category: "MARKETING"}, "true regular marketing"},
		"after an advertisement":    {ledger.Message{At: now.Add(71 * time.Hour), Person: p.Number, Category: "MARKETING"}, "false free_entry_point referral_conversion"},
		"long after one":            {ledger.Message{At: now.Add(72 * time.Hour), Person: p.Number, Category: "MARKETING"}, "true regular marketing"},
		"before one, of old":        {ledger.Message{At: before, Person: p.Number}, "false free_customer_service service"},
		"to another, after another": {ledger.Message{At: now.Add(time.Hour), Person: "5511900000001"}, "true regular service"},
	} {
		got := a.pricing(c.m)
		if words := fmt.Sprint(got["billable"], " ", got["type"], " ", got["category"]); words != c.want || got["pricing_model"] != "PMP" {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}
