package store_test

import (
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/store"
)

// scored is a house whose campaign has n prospects with few different scores.
func scored(t *testing.T, n int) (h *house, campaignID string) {
	t.Helper()
	h, campaignID, _ = ready(t)
	h.pending(campaignID, 1, n)
	h.sql("UPDATE prospects SET score = (rowid * 37) % 5 * 20")
	return h, campaignID
}

// walk reads all pages of a list and returns its items.
func (h *house) walk(f store.ProspectFilter) []store.ProspectItem {
	h.Helper()
	var all []store.ProspectItem
	for {
		page, err := h.store.ListProspects(h.ctx(), h.ws, f)
		h.ok(err, "list prospects")
		all = append(all, page.Items...)
		if page.Next == "" {
			return all
		}
		f.Cursor = page.Next
	}
}

func TestListProspects_byScoreGoesThroughEverythingOnceBestFirst(t *testing.T) {
	t.Parallel()
	h, c := scored(t, 23)
	all := h.walk(store.ProspectFilter{Campaign: c, Sort: store.SortScore, Limit: 4})
	seen := map[string]bool{}
	for i, item := range all {
		if seen[item.ID] {
			t.Errorf("%s comes twice", item.ID)
		}
		seen[item.ID] = true
		if i > 0 && (item.Score > all[i-1].Score || item.Score == all[i-1].Score && item.ID > all[i-1].ID) {
			t.Errorf("%d of %s comes after %d of %s", item.Score, item.ID, all[i-1].Score, all[i-1].ID)
		}
	}
	if len(seen) != 23 {
		t.Errorf("%d of 23 prospects", len(seen))
	}
}

func TestListProspects_byScoreKeepsItsFilters(t *testing.T) {
	t.Parallel()
	h, c := scored(t, 12)
	h.sql("UPDATE prospects SET status = 'contacted' WHERE score = 40")
	want := h.value("SELECT COUNT(*) FROM prospects WHERE status = 'contacted'")
	if got := h.walk(store.ProspectFilter{Campaign: c, Status: "contacted", Sort: store.SortScore, Limit: 1}); strconv.Itoa(len(got)) != want {
		t.Errorf("%d contacted prospects by score, want %s", len(got), want)
	}
	if got := h.walk(store.ProspectFilter{Campaign: c, Query: "Clínica 7", Sort: store.SortScore}); len(got) != 1 || got[0].Name != "Clínica 7" {
		t.Errorf("words by score find %+v", got)
	}
	other := h.campaign(map[string]any{"name": "Outra"})
	if got := h.walk(store.ProspectFilter{Campaign: other, Sort: store.SortScore}); len(got) != 0 {
		t.Errorf("another campaign's list has %d", len(got))
	}
}

// word writes a cursor as the store does.
func word(plain string) string { return base64.RawURLEncoding.EncodeToString([]byte(plain)) }

func TestListProspects_refusesAnOrderItDoesNotHave(t *testing.T) {
	t.Parallel()
	h, c := scored(t, 3)
	page, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{Campaign: c, Sort: store.SortScore, Limit: 1})
	h.ok(err, "list by score")
	newest, err := h.store.ListProspects(h.ctx(), h.ws, store.ProspectFilter{Campaign: c, Sort: store.SortNewest, Limit: 1})
	h.ok(err, "list by time")
	for name, tt := range map[string]struct {
		filter      store.ProspectFilter
		field, says string
	}{
		"unknown":              {store.ProspectFilter{Campaign: c, Sort: "name"}, "sort", "-created"},
		"ascending":            {store.ProspectFilter{Campaign: c, Sort: "score"}, "sort", "-score"},
		"score of a workspace": {store.ProspectFilter{Sort: store.SortScore}, "sort", "campaign"},
		"score's cursor":       {store.ProspectFilter{Campaign: c, Cursor: page.Next}, "cursor", "this order"},
		"time's cursor":        {store.ProspectFilter{Campaign: c, Sort: store.SortScore, Cursor: newest.Next}, "cursor", "this order"},
		"no number":            {store.ProspectFilter{Campaign: c, Sort: store.SortScore, Cursor: word("2|n|abc")}, "cursor", "this order"},
		"another mark":         {store.ProspectFilter{Campaign: c, Sort: store.SortScore, Cursor: word("1|40|abc")}, "cursor", "this order"},
		"score's mark":         {store.ProspectFilter{Campaign: c, Cursor: word("2|2026-11-25 15:00:00.000Z|abc")}, "cursor", "this order"},
		"no id":                {store.ProspectFilter{Campaign: c, Cursor: word("1|2026-11-25 15:00:00.000Z|")}, "cursor", "this order"},
	} {
		var invalid *campaign.Error
		if _, err := h.store.ListProspects(h.ctx(), h.ws, tt.filter); !errors.As(err, &invalid) || invalid.Field != tt.field || !strings.Contains(invalid.Message, tt.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
