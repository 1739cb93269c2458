package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestForecast_saysWhatTheRunThenDoes forecasts a campaign under a limit, runs it and compares.
func TestForecast_saysWhatTheRunThenDoes(t *testing.T) {
	t.Parallel()
	d := newDays(t, 1)
	d.serve()
	people := d.residents(60, quietOnes)
	id := d.newCampaign(map[string]any{"rate_limit": 10}, people)
	var forecast struct {
		Messages int        `json:"messages"`
		FirstAt  *time.Time `json:"first_at"`
		LastAt   *time.Time `json:"last_at"`
		Limited  []struct {
			Limit string `json:"limit"`
		} `json:"limited_by"`
	}
	d.must(d.admin.do(t.Context(), "GET", "/api/v1/campaigns/"+id+"/forecast", nil, &forecast))
	d.begin(id)
	for d.hop(d.began.Add(24 * time.Hour)) {
	}
	times := d.times(fromCampaign(id))
	if forecast.Messages != len(people) || len(times) != len(people) || forecast.LastAt == nil {
		t.Fatalf("the forecast was %+v, %d went out", forecast, len(times))
	}
	if off := times[len(times)-1].Sub(*forecast.LastAt).Abs(); off > 10*time.Minute {
		t.Errorf("the last message came at %s, forecast for %s", times[len(times)-1], forecast.LastAt)
	}
	if len(forecast.Limited) == 0 || forecast.Limited[0].Limit != "campaign_per_hour" {
		t.Errorf("limited by %+v", forecast.Limited)
	}
}

// TestPermission_everyMessageThatWentOutCarriesItsSlip reads the slips of what was sent.
func TestPermission_everyMessageThatWentOutCarriesItsSlip(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 600)
	w.serve()
	w.act("start")
	w.waitAccepted(100)
	w.quiet()
	db := database(t, w.dataFolder())
	sent := "FROM messages WHERE direction = 'outbound' AND sent_at != ''"
	all := w.number(db, "SELECT COUNT(*) "+sent)
	for _, part := range []string{"$.at", "$.rule", "$.gate", "$.basis", "$.source.kind", "$.window.open", "$.template.status", "$.opt_out.forms", "$.limits[0].code", "$.approved.by"} {
		if n := w.number(db, "SELECT COUNT(*) "+sent+" AND json_extract(permission, ?) IS NOT NULL", part); n != all {
			t.Errorf("%d of %d slips have %s", n, all, part)
		}
	}
	if n := w.number(db, "SELECT COUNT(*) FROM messages WHERE sent_at = '' AND permission != '' AND permission != 'null'"); n > 0 {
		t.Errorf("%d messages that never went out have a slip", n)
	}
}

// TestWhy_answersEveryCauseInBothLanguages brings about what can hold messages up, one after the other, and asks why: in English
// and in Portuguese.
func TestWhy_answersEveryCauseInBothLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 60)
	w.serve()
	w.listen()
	id := w.newCampaign(nil, w.residents(20, quietOnes))
	patch := func(collection, record string, fields map[string]any) func() {
		return func() {
			w.must(w.super.do(t.Context(), "PATCH", "/api/collections/"+collection+"/records/"+record, fields, nil))
		}
	}
	windows := func(list ...string) func() {
		return patch("campaigns", id, map[string]any{"schedule": map[string]any{"timezone": "America/Sao_Paulo", "windows": list}})
	}
	accounts := func(fields map[string]any) func() {
		return func() {
			for _, one := range w.accounts {
				patch("integrated_accounts", one, fields)()
			}
		}
	}
	for _, c := range []struct {
		code       string
		do, undo   func()
		portuguese string
	}{
		{"not_active", func() {}, func() { windows("sun 03:00-03:01")(); w.actOn(id, "start") }, "campanha"},
		{"outside_window", func() {}, func() { windows("mon-sun 00:00-24:00")() }, "horário"},
		{"limit_reached", accounts(map[string]any{"limits": map[string]int{"per_hour": 1}}), nil, ""},
		{"campaign_paused", func() { w.actOn(id, "pause") }, func() { w.actOn(id, "resume") }, "campanha"},
		{"workspace_paused", func() { w.pauseWorkspace(true) }, func() { w.pauseWorkspace(false) }, ""},
		{"global_stop", w.stop, w.resume, ""},
		{"account_blocked", accounts(map[string]any{"status": "blocked"}), accounts(map[string]any{"status": "active"}), "conta"},
		{"account_expired", accounts(map[string]any{"status": "expired"}), accounts(map[string]any{"status": "active"}), "conta"},
	} {
		c.do()
		query := url.Values{"campaign": {id}}
		var english, portuguese answerWhy
		w.speak("en")
		w.eventually("the reason "+c.code, func() bool {
			english = w.why(query)
			return english.Code == c.code
		})
		w.speak("pt-BR")
		portuguese = w.why(query)
		if portuguese.Code != c.code || english.Message == portuguese.Message || strings.Contains(english.Message+portuguese.Message, "{") {
			t.Errorf("%s: %q and %q (%s)", c.code, english.Message, portuguese.Message, portuguese.Code)
		}
		if !strings.Contains(strings.ToLower(portuguese.Message), c.portuguese) {
			t.Errorf("%s: %q does not speak of %q", c.code, portuguese.Message, c.portuguese)
		}
		t.Log(fmt.Sprint(c.code, ": ", english.Message, " / ", portuguese.Message))
		if c.undo != nil {
			c.undo()
		}
	}
}

// speak sets the admin's language.
func (w *world) speak(locale string) {
	w.Helper()
	var me struct {
		Items []created `json:"items"`
	}
	w.must(w.super.do(w.Context(), "GET", "/api/collections/users/records?filter="+url.QueryEscape(`email="`+admin+`"`), nil, &me))
	w.must(w.super.do(w.Context(), "PATCH", "/api/collections/users/records/"+me.Items[0].ID, map[string]any{"locale": locale}, nil))
}
