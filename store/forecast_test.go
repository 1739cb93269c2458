package store_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// play sends everything that goes out, moving the clock to the next time at which something may, and returns when each message
// went.
func (h *house) play() []time.Time {
	h.Helper()
	var sent []time.Time
	for range 10_000 {
		out := h.next(nil)
		if out != nil {
			sent = append(sent, h.clock.Now())
			h.record(h.sent(out))
			continue
		}
		if h.write() > 0 {
			continue
		}
		next, err := h.store.NextSend(h.ctx())
		h.ok(err, "next send")
		due, err := h.store.NextWrite(h.ctx())
		h.ok(err, "next write")
		if !due.IsZero() {
			at := h.clock.Now().Add(time.Until(due)).Truncate(time.Millisecond).Add(time.Millisecond)
			if next.IsZero() || at.Before(next) {
				next = at
			}
		}
		if next.IsZero() {
			return sent
		}
		if next.After(h.clock.Now()) {
			h.clock.Set(next)
		}
	}
	h.Fatal("the messages never end")
	return nil
}

func TestForecast_isWhatSendingThenDoes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(o *store.Options) { o.Rand = rand.New(rand.NewPCG(0, 0)) })
	a := h.account(map[string]any{"limits": json.RawMessage(`{"per_hour": 7, "per_day": 30, "min_gap_s": 60, "max_gap_s": 400}`),
		"settings": json.RawMessage(`{"price_marketing": "0,34", "price_utility": "0.05", "price_service": "0.05"}`)})
	h.ok(h.store.SyncTemplates(h.ctx(), h.ws, a, []campaign.WhatsAppTemplate{{Name: "hello", Language: "pt_BR", Status: "APPROVED", Category: "MARKETING"}}), "sync")
	c := h.campaign(map[string]any{"accounts": []string{a}, "rate_limit": 5, "status": "draft",
		"sequence": json.RawMessage(`[{"wait_hours":0,"whatsapp_template":"hello/pt_BR"}]`),
		"schedule": json.RawMessage(`{"timezone":"America/Sao_Paulo","windows":["mon-fri 09:00-12:00","mon-fri 13:30-18:00"]}`)})
	h.pending(c, 1, 60)
	forecast, err := h.store.Forecast(h.ctx(), h.ws, c)
	h.ok(err, "forecast")
	if forecast.Messages != 60 || forecast.Prospects != 60 || forecast.Cost.MessagesMicros != 60*340_000 || len(forecast.LimitedBy) == 0 {
		t.Errorf("forecast %+v", forecast)
	}
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, c, campaign.StatusActive, "ana"), "start")
	sent := h.play()
	if len(sent) != 60 {
		t.Fatalf("%d messages went out", len(sent))
	}
	if first, last := sent[0], sent[59]; !forecast.FirstAt.Equal(first) || !forecast.LastAt.Equal(last) {
		t.Errorf("forecast from %s to %s, sent from %s to %s", forecast.FirstAt, forecast.LastAt, first, last)
	}
	zone, err := time.LoadLocation("America/Sao_Paulo")
	h.ok(err, "load the zone")
	days := map[string]int{}
	for _, at := range sent {
		days[at.In(zone).Format(time.DateOnly)]++
	}
	for _, day := range forecast.Days {
		if days[day.Date] != day.Messages {
			t.Errorf("%s: forecast %d, sent %d", day.Date, day.Messages, days[day.Date])
		}
	}
}

func TestForecast_saysWhatNeverGoesOut(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 3)
	h.set("integrated_accounts", a, "status = 'blocked'")
	forecast, err := h.store.Forecast(h.ctx(), h.ws, c)
	h.ok(err, "forecast")
	if forecast.Messages != 0 || forecast.FirstAt != nil || len(forecast.LimitedBy) != 1 || forecast.LimitedBy[0].Limit != campaign.ReasonAccountBlocked {
		t.Errorf("forecast %+v", forecast)
	}
	if _, err := h.store.Forecast(h.ctx(), h.workspace("Boreal", nil), c); err == nil {
		t.Error("another workspace's campaign has a forecast")
	}
}
