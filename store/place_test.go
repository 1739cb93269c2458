package store_test

import (
	"fmt"
	"testing"
	"time"

	"aceno/campaign"
)

// place is a candidate with a number, a website and a place on the map.
func place(n int, number, site string, lat float64) campaign.Candidate {
	c := campaign.Candidate{Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", n), Name: "Farmácia Boa Vida", City: "Blumenau", Country: "BR",
		Lat: lat, Lon: -49.06, WebsiteURL: site}
	for _, f := range [][2]string{{campaign.FactPhone, number}, {campaign.FactWebsite, site}} {
		if f[1] != "" {
			c.Facts = append(c.Facts, campaign.Fact{Kind: f[0], Value: f[1], Source: "openstreetmap", URL: fmt.Sprintf("https://osm.example/%d", n), At: noon})
		}
	}
	return c
}

func TestDedupe_tellsBranchesFromThePlaceThatWasEnteredTwice(t *testing.T) {
	t.Parallel()
	const site = "https://www.boavida.example/"
	for name, tt := range map[string]struct {
		second campaign.Candidate
		want   string // prospects
	}{
		"another branch":               {place(2, "+554730000002", site, -26.95), "2"},
		"the same place on the map":    {place(2, "+554730000002", site, -26.9101), "1"},
		"a number of the chain's":      {place(2, "+554730000001", site, -26.95), "2"},
		"another firm next door":       {place(2, "+554730000002", "https://vizinha.example/", -26.9101), "2"},
		"a number of the whole nation": {place(2, "+558000000001", site, -26.95), "2"},
		"no contact, same name, there": {place(2, "", "", -26.9102), "1"},
		"no contact, same name, off":   {place(2, "", "", -26.9110), "2"},
		"a neighbour of one name":      {place(2, "+554730000002", "", -26.9103), "2"},
	} {
		for _, apart := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, two pages %v", name, apart), func(t *testing.T) {
				t.Parallel()
				h, c, _ := ready(t)
				first := place(1, "+554730000001", site, -26.91)
				if apart {
					h.find(c, first)
					h.find(c, tt.second)
				} else {
					h.find(c, first, tt.second)
				}
				h.want(tt.want, "SELECT COUNT(*) FROM prospects")
				h.recount(c)
			})
		}
	}
}

// TestEnrich_leavesABranchWhatIsItsOwn: a chain's site shows its central number, which the first branch has already. Before, every
// branch whose page or profile was the chain's was ignored as another entry of the first.
func TestEnrich_leavesABranchWhatIsItsOwn(t *testing.T) {
	t.Parallel()
	const site = "https://www.boavida.example/"
	h, c, _ := ready(t)
	fact := func(kind, value string) campaign.Fact {
		return campaign.Fact{Kind: kind, Value: value, Source: "openstreetmap", URL: "https://osm.example/", At: noon}
	}
	first, own, bare := place(1, "+554730000001", site, -26.91), place(2, "+554730000002", site, -26.95), place(3, "", site, -26.99)
	first.Facts, own.Facts = append(first.Facts, fact(campaign.FactInstagram, "boavida")), append(own.Facts, fact(campaign.FactInstagram, "boavida"))
	h.find(c, first, own, bare)
	tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
	h.ok(err, "claim prospects to enrich")
	var done []campaign.EnrichDone
	for _, task := range tasks {
		p := task.Prospect
		p.Absorb([]campaign.Fact{{Kind: campaign.FactPhone, Value: "+554730000001", Source: "website", URL: site, At: noon}})
		done = append(done, campaign.EnrichDone{Task: task, Prospect: p})
	}
	h.ok(h.store.CommitEnrich(h.ctx(), done), "commit enriched prospects")
	for id, want := range map[string]string{"node/1": "write found +554730000001 boavida", "node/2": "write found +554730000002 ", "node/3": "done ignored  "} {
		h.want(want, "SELECT stage || ' ' || status || ' ' || phone || ' ' || username FROM prospects WHERE external_id = {:p0}", id)
	}
	h.want("duplicate", "SELECT ignored_reason FROM prospects WHERE external_id = 'node/3'")
	h.recount(c)
}

// TestMerge_judgesAgainWhoWasIgnoredForWantOfWhatCame: a place is on the map twice, and its number stands at the second entry alone,
// on a later page than the first, which was judged meanwhile.
func TestMerge_judgesAgainWhoWasIgnoredForWantOfWhatCame(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	enriched := func(want string) {
		t.Helper()
		tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
		h.ok(err, "claim prospects to enrich")
		for _, task := range tasks {
			p := task.Prospect
			if p.Phone == "" {
				p.Status, p.IgnoredReason = campaign.ProspectIgnored, campaign.ReasonNoPhone
			}
			h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: task, Prospect: p}}), "commit enriched prospects")
		}
		h.want(want, "SELECT stage || ' ' || status || ' ' || ignored_reason FROM prospects")
	}
	h.find(c, place(1, "", "", -26.91))
	enriched("done ignored no_phone")
	h.find(c, place(2, "+554730000001", "", -26.9101))
	enriched("write found ")
	h.want("1", "SELECT qualified_count FROM campaigns WHERE id = '"+c+"'")
	h.recount(c)
	h.set("prospects", h.value("SELECT id FROM prospects"), "status = 'ignored', stage = 'done', ignored_reason = 'not_a_fit', judged_at = '2026-11-25 15:00:00.000Z'")
	h.find(c, place(3, "+554730000001", "https://www.boavida.example/", -26.9101))
	h.want("done ignored", "SELECT stage || ' ' || status FROM prospects")
}

// TestCommitEnrich_judgesAgainWhenAnotherSourceBroughtWhatWasLacking: the number comes while the website is read.
func TestCommitEnrich_judgesAgainWhenAnotherSourceBroughtWhatWasLacking(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, place(1, "", "", -26.91))
	tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
	h.ok(err, "claim prospects to enrich")
	h.find(c, place(2, "+554730000001", "", -26.9101))
	poor := tasks[0].Prospect
	poor.Status, poor.IgnoredReason = campaign.ProspectIgnored, campaign.ReasonNoPhone
	h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: tasks[0], Prospect: poor}}), "commit enriched prospects")
	h.want("enrich found  +554730000001", "SELECT stage || ' ' || status || ' ' || ignored_reason || ' ' || phone FROM prospects")
	tasks, err = h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
	h.ok(err, "claim it again")
	h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: tasks[0], Prospect: tasks[0].Prospect}}), "commit it again")
	h.want("write found", "SELECT stage || ' ' || status FROM prospects")
	h.want("1", "SELECT qualified_count FROM campaigns WHERE id = {:p0}", c)
}
