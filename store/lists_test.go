package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

func TestLists_pageThroughEverythingOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 25)
	seen, cursor := map[string]bool{}, ""
	for {
		page, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{Campaign: c, Limit: 7, Cursor: cursor})
		h.ok(err, "list prospects")
		for _, item := range page.Items {
			if seen[item.ID] {
				t.Errorf("%s comes twice", item.ID)
			}
			seen[item.ID] = true
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	messages, err := h.store.ListMessages(h.ctx(), h.ws, store.MessageFilter{Limit: 500})
	h.ok(err, "list messages")
	if len(seen) != 25 || len(messages.Items) != 25 || messages.Next != "" {
		t.Errorf("%d prospects, %d messages", len(seen), len(messages.Items))
	}
}

func TestLists_filter(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 3)
	h.record(h.sent(h.mustNext()))
	for name, tt := range map[string]struct {
		filter store.ProspectFilter
		want   int
	}{
		"workspace":  {store.ProspectFilter{}, 3},
		"status":     {store.ProspectFilter{Status: "contacted"}, 1},
		"campaign":   {store.ProspectFilter{Campaign: c, Status: "found"}, 2},
		"words":      {store.ProspectFilter{Query: "clínica 2"}, 1},
		"a wildcard": {store.ProspectFilter{Query: "%"}, 0},
	} {
		page, err := h.store.ListProspects(h.ctx(), h.ws, tt.filter)
		h.ok(err, name)
		if len(page.Items) != tt.want {
			t.Errorf("%s: %d prospects, want %d", name, len(page.Items), tt.want)
		}
	}
	prospect := h.value("SELECT id FROM prospects WHERE status = 'contacted'")
	for name, tt := range map[string]struct {
		filter store.MessageFilter
		want   int
	}{
		"campaign": {store.MessageFilter{Campaign: c}, 3}, "status": {store.MessageFilter{Campaign: c, Status: "sent"}, 1},
		"prospect": {store.MessageFilter{Prospect: prospect}, 1}, "words": {store.MessageFilter{Query: "Clínica 3"}, 1},
	} {
		page, err := h.store.ListMessages(h.ctx(), h.ws, tt.filter)
		h.ok(err, name)
		if len(page.Items) != tt.want {
			t.Errorf("%s: %d messages, want %d", name, len(page.Items), tt.want)
		}
	}
	detail, err := h.store.GetProspect(h.ctx(), h.ws, prospect)
	h.ok(err, "get prospect")
	if detail.WhatsApp == "" || len(detail.Facts) != 1 || detail.Status != campaign.ProspectContacted {
		t.Errorf("detail: %+v", detail)
	}
}

func TestLists_refuseBadInputAndOtherWorkspaces(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	for _, bad := range []store.ProspectFilter{{Limit: 501}, {Limit: -1}, {Cursor: "x"}, {Cursor: "MXx8"}} {
		var invalid *campaign.Error
		if _, err := h.store.ListProspects(h.ctx(), h.ws, bad); !errors.As(err, &invalid) || invalid.Field == "" {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	other := h.workspace("Boreal", nil)
	if _, err := h.store.ListProspects(h.ctx(), other, store.ProspectFilter{Campaign: c}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's campaign: %v", err)
	}
	if _, err := h.store.GetProspect(h.ctx(), other, h.value("SELECT id FROM prospects")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's prospect: %v", err)
	}
	page, err := h.store.ListMessages(h.ctx(), other, store.MessageFilter{Prospect: h.value("SELECT id FROM prospects")})
	if err != nil || len(page.Items) != 0 {
		t.Errorf("another workspace's messages: %+v %v", page.Items, err)
	}
}

func TestDashboard_readsFunnelSeriesRatesAndCost(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 4)
	cents := 2.0
	for range 4 {
		out := h.mustNext()
		h.record(h.sent(out))
		e := statusEvent(out.ClaimID, campaign.MessageDelivered, out.ClaimID, "", noon)
		e.Status.CostCents = &cents
		h.event(a, e)
	}
	h.clock.Advance(24 * time.Hour)
	h.wrote(a, phone(1)[1:], "Oi")
	for _, q := range []store.DashboardQuery{{}, {Campaign: c}} {
		d, err := h.store.Dashboard(h.ctx(), h.ws, q)
		h.ok(err, "dashboard")
		if d.Funnel != (store.Funnel{Found: 4, Qualified: 4, Contacted: 4, Delivered: 4, Replied: 1}) || len(d.Series) != 2 || d.Rates.Reply != 0.25 {
			t.Errorf("dashboard: %+v", d)
		}
		if d.Cost != (store.Cost{Currency: "BRL", TotalMicros: 80_000, PerLeadMicros: 80_000}) {
			t.Errorf("cost: %+v", d.Cost)
		}
	}
	d, err := h.store.Dashboard(h.ctx(), h.ws, store.DashboardQuery{From: "2026-11-26"})
	h.ok(err, "dashboard")
	if len(d.Series) != 1 || d.Series[0].Replies != 1 {
		t.Errorf("series: %+v", d.Series)
	}
	if _, err := h.store.Dashboard(h.ctx(), h.ws, store.DashboardQuery{From: "yesterday"}); err == nil {
		t.Error("a bad day was taken")
	}
}

func TestWhy_namesWhatStandsInTheWay(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(h *house, c, a string)
		code   string
	}{
		"sending":         {func(h *house, c, a string) { h.pending(c, 1, 1) }, ""},
		"nothing":         {func(*house, string, string) {}, campaign.ReasonNothingPending},
		"paused":          {func(h *house, c, _ string) { h.set("campaigns", c, "status = 'paused'") }, campaign.ReasonCampaignPaused},
		"window":          {func(h *house, c, _ string) { h.set("campaigns", c, `schedule = '{"windows":["sat 09:00-10:00"]}'`) }, campaign.ReasonOutsideWindow},
		"account":         {func(h *house, _, a string) { h.set("integrated_accounts", a, "status = 'expired'") }, campaign.ReasonAccountExpired},
		"missing account": {func(h *house, c, _ string) { h.set("campaigns", c, "accounts = '[\"gone\"]'") }, campaign.ReasonAccountMissing},
		"approval": {func(h *house, c, _ string) {
			h.set("campaigns", c, "approval = 'manual'")
			h.pending(c, 1, 1)
		}, campaign.ReasonAwaitingApproval},
		"selection": {func(h *house, c, _ string) {
			h.set("campaigns", c, "selection = 'manual'")
			h.pending(c, 1, 1)
		}, campaign.ReasonAwaitingSelection},
		"by hand": {func(h *house, c, _ string) {
			h.set("campaigns", c, "accounts = '[]'")
			h.pending(c, 1, 1)
		}, campaign.ReasonAssistedWaiting},
		"limit": {func(h *house, c, a string) {
			h.set("integrated_accounts", a, `limits = '{"per_hour":1}'`)
			h.pending(c, 1, 2)
			h.record(h.sent(h.mustNext()))
		}, campaign.ReasonLimitReached},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, a := ready(t)
			tt.change(h, c, a)
			why, err := h.store.Why(h.ctx(), h.ws, c, "", "en")
			h.ok(err, "why")
			if why.Code != tt.code || why.Sending != (tt.code == "") || tt.code != "" && why.Message == "" {
				t.Errorf("why: %+v", why)
			}
			if tt.code == campaign.ReasonLimitReached && (why.NextAt == nil || why.Next == nil) {
				t.Errorf("why does not say when and who: %+v", why)
			}
			progress, err := h.store.Progress(h.ctx(), c)
			h.ok(err, "progress")
			if progress.Why.Code != tt.code || progress.Workspace != h.ws || len(progress.Stages) != 5 {
				t.Errorf("progress: %+v", progress)
			}
		})
	}
}

func TestProgress_countsTheStages(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 3)
	h.mustNext()
	h.find(c, business(10), business(11))
	p, err := h.store.Progress(h.ctx(), c)
	h.ok(err, "progress")
	got := map[string]string{}
	for _, s := range p.Stages {
		got[s.Name] = fmt.Sprint(s.Waiting, "+", s.Doing)
	}
	if got["send"] != "2+1" || got["enrich"] != "2+0" || got["write"] != "0+0" || p.Counters.Found != 5 {
		t.Errorf("stages %v, counters %+v", got, p.Counters)
	}
}
