package store

import (
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

var (
	fine = campaign.Outcome{Result: campaign.ResultSent}
	lost = campaign.Outcome{Result: campaign.ResultUnsent, Code: campaign.ReasonConnection}
	told = campaign.Outcome{Result: campaign.ResultRejected, Code: "131026"}
)

// noonUTC is a moment; which one does not matter.
var noonUTC = time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)

func TestBreaker_countsFailuresOfTransportAlone(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answers []campaign.Outcome
		open    bool
	}{
		"four failures":                  {[]campaign.Outcome{lost, lost, lost, lost}, false},
		"five failures":                  {[]campaign.Outcome{lost, lost, lost, lost, lost}, true},
		"five in doubt":                  {repeat(campaign.Outcome{Result: campaign.ResultInDoubt}, 5), true},
		"five time-outs":                 {repeat(campaign.Outcome{Result: campaign.ResultUnsent, Code: campaign.ReasonTimeout}, 5), true},
		"twenty refusals of messages":    {repeat(told, 20), false},
		"twenty releases after a sleep":  {repeat(campaign.Outcome{Result: campaign.ResultUnsent, Code: campaign.ReasonSuspended}, 20), false},
		"five of six":                    {[]campaign.Outcome{lost, lost, lost, lost, fine, lost}, true},
		"five of twenty-one":             {append(append([]campaign.Outcome{lost, lost, lost, lost}, repeat(fine, 16)...), lost), false},
		"an answer after it has opened":  {[]campaign.Outcome{lost, lost, lost, lost, lost, fine}, false},
		"a refusal is an answer as well": {append(append([]campaign.Outcome{lost, lost, lost, lost}, repeat(told, 16)...), lost), false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &account{}
			for i := range tt.answers {
				a.observe(&tt.answers[i], noonUTC)
			}
			if open := a.state.Breaker == breakerOpen; open != tt.open {
				t.Errorf("open is %v: %+v", open, a.state)
			}
			if tt.open && (a.state.ProbeAt == nil || !a.state.ProbeAt.Equal(noonUTC.Add(limits.FirstProbe))) {
				t.Errorf("the first probe is at %v", a.state.ProbeAt)
			}
		})
	}
}

func repeat(o campaign.Outcome, n int) []campaign.Outcome {
	list := make([]campaign.Outcome, n)
	for i := range list {
		list[i] = o
	}
	return list
}

func TestBreaker_doublesTheTimeBetweenProbesUpToADay(t *testing.T) {
	t.Parallel()
	a := &account{}
	for range limits.BreakerFailures {
		a.observe(&lost, noonUTC)
	}
	last := limits.FirstProbe
	for range 12 {
		a.delayProbe(noonUTC)
		wait := a.state.ProbeAt.Sub(noonUTC)
		if wait != min(2*last, limits.LastProbe) {
			t.Errorf("after %v a probe waits %v", last, wait)
		}
		last = wait
		a.observe(&lost, noonUTC)
	}
	if last != limits.LastProbe {
		t.Errorf("the last wait is %v", last)
	}
	if !a.observe(&fine, noonUTC) || a.state.Breaker != "" || a.state.ProbeAt != nil || a.state.Failures != 0 {
		t.Errorf("after an answer the account is %+v", a.state)
	}
	if a.observe(&fine, noonUTC) {
		t.Error("a good answer of a good account is written down")
	}
}

func TestOpenAt_isWhenAllGatesAreOpenTogether(t *testing.T) {
	t.Parallel()
	c := &cachedCampaign{Campaign: campaign.Campaign{Schedule: campaign.Schedule{Windows: []string{"mon-fri 09:00-18:00"}}}}
	plan, err := c.Schedule.Plan("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	c.plan = plan
	for name, tt := range map[string]struct {
		gates []gate
		want  time.Time
	}{
		"none":             {nil, noonUTC},
		"one":              {[]gate{{until: noonUTC.Add(time.Hour)}}, noonUTC.Add(time.Hour)},
		"the last of all":  {[]gate{{until: noonUTC.Add(time.Hour)}, {until: noonUTC.Add(2 * time.Hour)}, {}}, noonUTC.Add(2 * time.Hour)},
		"after the window": {[]gate{{until: noonUTC.Add(7 * time.Hour)}}, time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)},
		"never":            {[]gate{{until: noonUTC.Add(time.Hour)}, {until: never}}, never},
	} {
		if got := openAt(noonUTC, tt.gates, opensWith(c)); !got.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestRecipientOf_isTheContactThatTheChannelReaches(t *testing.T) {
	t.Parallel()
	mobile, landline := "+5547900001234", "+554730001234"
	for name, tt := range map[string]struct {
		prospect campaign.Prospect
		channel  campaign.Channel
		want     string
	}{
		"said to be on WhatsApp":      {campaign.Prospect{WhatsApp: landline, Phone: mobile}, campaign.ChannelWhatsApp, landline},
		"a mobile":                    {campaign.Prospect{Phone: mobile}, campaign.ChannelWhatsApp, mobile},
		"a landline":                  {campaign.Prospect{Phone: landline}, campaign.ChannelWhatsApp, ""},
		"a landline and an id":        {campaign.Prospect{Phone: landline, WhatsAppUserID: "BR.1"}, campaign.ChannelWhatsApp, "BR.1"},
		"mail":                        {campaign.Prospect{Email: "a@b.example", Phone: mobile}, campaign.ChannelEmail, "a@b.example"},
		"no mail":                     {campaign.Prospect{Phone: mobile}, campaign.ChannelEmail, ""},
		"an Instagram id":             {campaign.Prospect{InstagramID: "178", Username: "b"}, campaign.ChannelInstagram, "178"},
		"a handle":                    {campaign.Prospect{Username: "b"}, campaign.ChannelInstagram, "b"},
		"a channel that nobody knows": {campaign.Prospect{Phone: mobile}, "fax", ""},
	} {
		form, ok := recipientOf(&tt.prospect, tt.channel)
		if form.Value != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q (%v), want %q", name, form.Value, ok, tt.want)
		}
	}
	if address, user := splitRecipient(campaign.ChannelWhatsApp, "BR.1"); address != "" || user != "BR.1" {
		t.Errorf("an id splits into %q and %q", address, user)
	}
	if address, user := splitRecipient(campaign.ChannelEmail, "a@b.example"); address != "a@b.example" || user != "" {
		t.Errorf("an address splits into %q and %q", address, user)
	}
}
