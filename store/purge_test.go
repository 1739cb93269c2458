package store_test

import (
	"testing"
	"time"

	"aceno/campaign"
)

func TestPurgeExpired_takesWhatWasLentAndLeavesTheHistory(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	lent := noon.Add(30 * 24 * time.Hour)
	business := business(1)
	business.Facts = append(business.Facts, campaign.Fact{Kind: campaign.FactAddress, Value: "Rua A, 1", Source: "google", At: noon, ExpiresAt: &lent},
		campaign.Fact{Kind: campaign.FactPhone, Value: "+554730000009", Source: "google", At: noon, ExpiresAt: &lent})
	h.find(c, business)
	h.enrich()
	tasks, err := h.store.ClaimWrite(h.ctx(), 1, time.Minute)
	h.ok(err, "claim")
	rests := campaign.FactUse{Fact: campaign.Fact{ID: "x", Kind: campaign.FactAddress, Value: "Rua A, 1", Source: "google", ExpiresAt: &lent}, Start: 0, End: 8}
	h.ok(h.store.CommitWrite(h.ctx(), []campaign.WriteDone{{Task: tasks[0], Draft: campaign.Draft{Content: "Rua A, 1: bonita", Facts: []campaign.FactUse{rests},
		Template: &campaign.TemplateUse{Name: "hello", Language: "pt_BR"}}}}), "write")
	h.record(h.sent(h.mustNext()))
	purge := func(want int) {
		t.Helper()
		n, err := h.store.PurgeExpired(h.ctx())
		h.ok(err, "purge")
		if n != want {
			t.Errorf("purged %d, want %d", n, want)
		}
	}
	purge(0)
	h.want("+554730000009|1", "SELECT phone || '|' || (expires_at != '') FROM prospects")
	h.clock.Advance(31 * 24 * time.Hour)
	purge(1)
	purge(0)
	h.want("|"+phone(1)+"|0|Clínica 1", "SELECT phone || '|' || whatsapp || '|' || (expires_at != '') || '|' || name FROM prospects")
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE facts LIKE '%google%'")
	h.want("Rua A, 1: bonita|0|1", "SELECT content || '|' || (facts LIKE '%Rua A%') || '|' || (facts LIKE '%google%') FROM messages")
	h.recount(c)
}
