package store_test

import (
	"encoding/json"
	"errors"
	"testing"

	"aceno/campaign"
	"aceno/store"
)

// board reads a workspace's dashboard as a screen does.
func (h *house) board(ws string, q store.DashboardQuery) store.Dashboard {
	h.Helper()
	text, err := h.store.DashboardJSON(h.ctx(), ws, q)
	h.ok(err, "read the dashboard")
	var d store.Dashboard
	h.ok(json.Unmarshal(text, &d), "read the dashboard as JSON")
	return d
}

func TestDashboardJSON_seesEveryCommitThatCounts(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for found := int64(1); found <= 3; found++ {
		h.find(c, business(int(found)))
		for _, q := range []store.DashboardQuery{{}, {Campaign: c}, {}} { // read twice: the second one is remembered
			if d := h.board(h.ws, q); d.Funnel.Found != found || len(d.Series) != 1 || d.Series[0].Found != found {
				t.Errorf("after %d were found, %+v says %+v", found, q, d)
			}
		}
	}
	h.pending(c, 10, 1)
	h.record(h.sent(h.mustNext()))
	if d := h.board(h.ws, store.DashboardQuery{}); d.Funnel.Contacted != 1 {
		t.Errorf("after a message was sent, %d are contacted", d.Funnel.Contacted)
	}
}

func TestDashboardJSON_isEachWorkspacesOwn(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	other := h.workspace("Outra", nil)
	if mine, theirs := h.board(h.ws, store.DashboardQuery{}), h.board(other, store.DashboardQuery{}); mine.Funnel.Found != 1 || theirs.Funnel.Found != 0 {
		t.Errorf("mine says %d, theirs %d", mine.Funnel.Found, theirs.Funnel.Found)
	}
	if _, err := h.store.DashboardJSON(h.ctx(), h.ws, store.DashboardQuery{Campaign: c}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.DashboardJSON(h.ctx(), other, store.DashboardQuery{Campaign: c}); err == nil {
		t.Error("another workspace reads a remembered campaign")
	}
}

func TestDashboardJSON_seesWhatTheCollectionsAPIChanged(t *testing.T) {
	t.Parallel()
	h, _, _ := ready(t)
	before := h.board(h.ws, store.DashboardQuery{})
	h.set("workspaces", h.ws, "currency = 'EUR'")
	h.store.Reload("workspaces", h.ws)
	if after := h.board(h.ws, store.DashboardQuery{}); before.Cost.Currency == "EUR" || after.Cost.Currency != "EUR" {
		t.Errorf("the currency was %s, and is %s", before.Cost.Currency, after.Cost.Currency)
	}
}

func TestDashboardJSON_refusesADayThatIsNone(t *testing.T) {
	t.Parallel()
	h, _, _ := ready(t)
	_, err := h.store.DashboardJSON(h.ctx(), h.ws, store.DashboardQuery{From: "soon"})
	var bad *campaign.Error
	if !errors.As(err, &bad) || bad.Field != "from" {
		t.Errorf("the error is %v", err)
	}
}
