package store_test

import (
	"strconv"
	"testing"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// listed is a row of an imported list.
func listed(id, name string, n int) campaign.ImportRow {
	c := business(n)
	c.Platform, c.ExternalID, c.Name = campaign.PlatformCSV, id, name
	return campaign.ImportRow{Candidate: c}
}

func (h *house) take(campaignID string, rows ...campaign.ImportRow) string {
	h.Helper()
	results, err := h.store.Import(h.ctx(), h.ws, campaignID, rows)
	h.ok(err, "import")
	words := make([]byte, len(results))
	for i, r := range results {
		words[i] = r.Result[0]
	}
	return string(words)
}

func TestImport_saysWhatBecameOfEachRow(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(3), "", "ana"), "suppress")
	if got := h.take(c, listed("1", "Padaria A", 1), listed("2", "Padaria B", 2), listed("3", "Padaria C", 3), listed("9", "Padaria A", 1)); got != "ccrm" {
		t.Errorf("created, created, rejected, merged is %q", got)
	}
	if got := h.take(c, listed("1", "Padaria A", 1), listed("2", "Padaria B", 2)); got != "mm" {
		t.Errorf("the same list again: %q", got)
	}
	h.want("2", "SELECT COUNT(*) FROM prospects")
	h.recount(c)
}

func TestImport_anIDOfTwoListsMayMeanTwoBusinesses(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	if got := h.take(c, listed("1", "Padaria A", 1)); got != "c" {
		t.Fatal(got)
	}
	if got := h.take(c, listed("1", "Oficina B", 2)); got != "c" {
		t.Errorf("another business with the id of another list: %q", got)
	}
	if got := h.take(c, listed("1", "padaria a", 7)); got != "m" {
		t.Errorf("the same business with a new number: %q", got)
	}
	h.want("2", "SELECT COUNT(*) FROM prospects")
}

func TestImport_takesNoMoreThanTheTierAllows(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("workspaces", h.ws, "plan_tier = 'free'")
	h.sql("UPDATE campaigns SET found_count = 998 WHERE id = '" + c + "'")
	var rows []campaign.ImportRow
	for i := range 4 {
		rows = append(rows, listed(strconv.Itoa(i), "Padaria "+strconv.Itoa(i), i))
	}
	if got := h.take(c, rows...); got != "ccrr" {
		t.Errorf("two fit, two do not: %q", got)
	}
}

func TestImport_suppressesWhoTheListSaysMustNotBeUsed(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	row := listed("1", "Padaria A", 1)
	row.Suppress = contact.PhoneForms(phone(1))
	if got := h.take(c, row, listed("2", "Padaria B", 2)); got != "rc" {
		t.Errorf("the first is not to be written to: %q", got)
	}
	h.want("1", "SELECT COUNT(*) > 0 FROM suppressions WHERE reason = 'manual'")
}

func TestTakeIn_takesPagesInTheOrderOfItsCallsBeforeAnybodyWaits(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	page := []campaign.ImportRow{{Candidate: business(1)}}
	first, err := h.store.TakeIn(h.ctx(), h.ws, c, page)
	h.ok(err, "hand the first page in")
	page[0] = campaign.ImportRow{Candidate: business(2)} // the caller's list is its own again
	second, err := h.store.TakeIn(h.ctx(), h.ws, c, page)
	h.ok(err, "hand the second page in")
	page[0] = campaign.ImportRow{Candidate: business(1)}
	third, err := h.store.TakeIn(h.ctx(), h.ws, c, page)
	h.ok(err, "hand the first page in again")
	var prospects []string
	for i, wait := range []func() ([]campaign.Imported, error){first, second, third} {
		results, err := wait()
		h.ok(err, "wait")
		want := campaign.ImportCreated
		if i == 2 {
			want = campaign.ImportMerged
		}
		if len(results) != 1 || results[0].Result != want {
			t.Errorf("page %d: %+v, want %s", i+1, results, want)
		}
		prospects = append(prospects, results[0].Prospect)
	}
	if prospects[0] == prospects[1] || prospects[0] != prospects[2] {
		t.Errorf("the prospects are %v", prospects)
	}
}
