package store_test

import (
	"strconv"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

func TestDedupe_findsATwinUnderEveryFormAndKeepsEachFact(t *testing.T) {
	t.Parallel()
	fact := func(kind, value, source string) campaign.Fact {
		return campaign.Fact{Kind: kind, Value: value, Source: source, URL: "https://" + source + ".example", At: noon}
	}
	full := phone(91234567)
	first := []campaign.Fact{fact(campaign.FactPhone, full, "map"), fact(campaign.FactEmail, "ana@clinica.example", "map"),
		fact(campaign.FactInstagram, "clinica", "map"), fact(campaign.FactWebsite, "https://www.clinica.example/", "map")}
	for name, second := range map[string]campaign.Fact{
		"the same number":               fact(campaign.FactPhone, full, "site"),
		"the number, said to be an app": fact(campaign.FactWhatsApp, full, "site"),
		"without its ninth digit":       fact(campaign.FactPhone, contact.ShortForm(full), "site"),
		"the mailbox with a tag":        fact(campaign.FactEmail, "ana+site@clinica.example", "site"),
		"the handle":                    fact(campaign.FactInstagram, "Clinica", "site"),
		"the website":                   fact(campaign.FactWebsite, "http://clinica.example/contato", "site"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.find(c, campaign.Candidate{Platform: "openstreetmap", ExternalID: "a", Name: "Clínica", Facts: first})
			h.find(c, campaign.Candidate{Platform: "website", ExternalID: "b", Name: "Clinica", Facts: []campaign.Fact{second}})
			h.want("1", "SELECT COUNT(*) FROM prospects")
			h.want("5", "SELECT json_array_length(facts) FROM prospects")
			h.want("1", "SELECT COUNT(*) FROM prospects, json_each(facts) WHERE json_extract(value, '$.source') = 'site'")
			h.want("1", "SELECT found_count FROM campaigns")
		})
	}
}

func TestDedupe_repeatsOfASourceGoInOnce(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2), business(1))
	h.find(c, business(2), business(3))
	h.want("3", "SELECT COUNT(*) FROM prospects")
	h.want("3", "SELECT found_count FROM campaigns")
	h.want("3", "SELECT SUM(found) FROM searches")
}

func TestDedupe_aNationalNumberJoinsNobody(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	for i := range 3 {
		h.find(c, campaign.Candidate{Platform: "openstreetmap", ExternalID: strconv.Itoa(i), Name: "Rede",
			Facts: []campaign.Fact{{Kind: campaign.FactPhone, Value: "+558000000000", Source: "map"}}})
	}
	h.want("3", "SELECT COUNT(*) FROM prospects")
}

func TestDedupe_aThirdProspectsContactStaysAFact(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2))
	both := business(1)
	both.ExternalID = "other"
	both.Facts = append(both.Facts, campaign.Fact{Kind: campaign.FactEmail, Value: "a@b.example", Source: "site"}, business(2).Facts[0])
	h.find(c, both)
	h.want("2", "SELECT COUNT(*) FROM prospects")
	h.want("a@b.example", "SELECT email FROM prospects WHERE whatsapp = {:p0}", phone(1))
}

func TestDedupe_stopsAtTheTiersProspects(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("workspaces", h.ws, "plan_tier = 'free'")
	h.sql("UPDATE campaigns SET found_count = 999")
	h.find(c, business(1), business(2))
	h.want("1", "SELECT COUNT(*) FROM prospects")
	h.want("failed", "SELECT status FROM searches")
}

func TestEnrich_ignoresWhoTurnsOutToBeAnother(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), campaign.Candidate{Platform: "website", ExternalID: "b", Name: "B", WebsiteURL: "https://b.example"})
	tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	var done []campaign.EnrichDone
	for _, task := range tasks {
		p := task.Prospect
		p.Absorb(business(1).Facts)
		p.Absorb([]campaign.Fact{{Kind: campaign.FactEmail, Value: "b@b.example", Source: "website"}})
		done = append(done, campaign.EnrichDone{Task: task, Prospect: p})
	}
	h.ok(h.store.CommitEnrich(h.ctx(), done), "commit")
	h.want("1", "SELECT COUNT(*) FROM prospects WHERE status = 'ignored' AND ignored_reason = 'duplicate' AND stage = 'done'")
	h.want("1", "SELECT qualified_count FROM campaigns")
}

func TestStages_dropAResultWhoseLeaseWasLost(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	old, err := h.store.ClaimEnrich(h.ctx(), 10, -time.Second)
	h.ok(err, "claim")
	h.enrich()
	late := old[0].Prospect
	late.Name = "late"
	h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{{Task: old[0], Prospect: late}}), "commit")
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE name = 'late'")
	h.want("1", "SELECT qualified_count FROM campaigns")
}

func TestStages_setAsideWhatEndsTheProgramThreeTimes(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	for i := range 3 {
		if tasks, err := h.store.ClaimEnrich(h.ctx(), 10, -time.Second); err != nil || len(tasks) != 1 || tasks[0].Attempts != i+1 {
			t.Fatalf("claim %d: %v %v", i, tasks, err)
		}
	}
	if tasks, err := h.store.ClaimEnrich(h.ctx(), 10, -time.Second); err != nil || len(tasks) != 0 {
		t.Errorf("claimed once more: %v %v", tasks, err)
	}
	h.want("write", "SELECT stage FROM prospects")
	ids, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue")
	for range 4 {
		_, err := h.store.ClaimSearches(h.ctx(), 10, -time.Second)
		h.ok(err, "claim searches")
	}
	h.want("failed", "SELECT status FROM searches WHERE id = {:p0}", ids[0])
}

func TestSearch_retriesLaterAndKeepsWhatItFound(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	_, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue")
	for i := range 5 { // more tries than crashes are allowed: a failure that is reported is no crash
		tasks, err := h.store.ClaimSearches(h.ctx(), 1, time.Minute)
		h.ok(err, "claim")
		if len(tasks) != 1 || tasks[0].Attempts != i+1 || tasks[0].Country != "BR" {
			t.Fatalf("try %d: %+v", i, tasks)
		}
		h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: tasks[0], Candidates: []campaign.Candidate{business(i)},
			Failed: &campaign.Reason{Code: "source_busy", Message: "busy"}, RetryAfter: time.Hour}}), "commit")
		next, err := h.store.NextSearch(h.ctx())
		h.ok(err, "next search")
		if wait := time.Until(next); wait < 59*time.Minute || wait > time.Hour+time.Second {
			t.Errorf("tries again in %v", wait)
		}
		h.want("failed", "SELECT status FROM searches") // and shown so until it is tried again
		h.sql("UPDATE searches SET lease_until = '2020-01-01 00:00:00.000Z'")
	}
	h.want("5", "SELECT found_count FROM campaigns")
	h.want("busy", "SELECT error FROM searches")
}

func TestBeginEpoch_endsTheLeasesOfTheRunBefore(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2))
	ids, err := h.store.QueueSearches(h.ctx(), h.ws, c, "x")
	h.ok(err, "queue")
	if tasks, err := h.store.ClaimSearches(h.ctx(), 5, time.Hour); err != nil || len(tasks) != len(ids) {
		t.Fatalf("claim searches: %v %v", tasks, err)
	}
	if tasks, err := h.store.ClaimEnrich(h.ctx(), 5, time.Hour); err != nil || len(tasks) != 2 {
		t.Fatalf("claim prospects: %v %v", tasks, err)
	}
	if tasks, err := h.store.ClaimEnrich(h.ctx(), 5, time.Hour); err != nil || len(tasks) != 0 {
		t.Fatalf("leased prospects were claimed again: %v %v", tasks, err)
	}
	h.ok(h.store.BeginEpoch(h.ctx()), "begin an epoch")
	if tasks, err := h.store.ClaimEnrich(h.ctx(), 5, time.Hour); err != nil || len(tasks) != 2 {
		t.Errorf("after a restart: %v %v, want both at once", tasks, err)
	}
	if tasks, err := h.store.ClaimSearches(h.ctx(), 5, time.Hour); err != nil || len(tasks) != len(ids) {
		t.Errorf("after a restart: %v %v, want the search at once", tasks, err)
	}
}

func TestWrite_refusesTheSamePersonOfTwoProspects(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2))
	h.enrich()
	h.sql("DROP INDEX prospects_one_whatsapp")
	h.sql("UPDATE prospects SET whatsapp = '" + phone(1) + "'")
	h.write()
	h.want("1", "SELECT COUNT(*) FROM messages")
	h.want("already_sent", "SELECT ignored_reason FROM prospects WHERE status = 'ignored'")
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE stage = 'write'")
}

func TestWrite_waitsForAPersonWhereOneDecides(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	c := h.campaign(map[string]any{"accounts": []string{a}, "selection": "manual", "approval": "manual"})
	h.pending(c, 1, 2)
	h.want("0", "SELECT COUNT(*) FROM messages")
	if next, err := h.store.NextWrite(h.ctx()); err != nil || !next.IsZero() {
		t.Errorf("the write stage would wake at %v (%v) for nothing", next, err)
	}
	h.sql("UPDATE prospects SET judged_at = '2026-11-25 15:00:00.000Z' WHERE whatsapp = '" + phone(1) + "'")
	h.write()
	h.want("draft", "SELECT status FROM messages")
	if out := h.next(nil); out != nil {
		t.Error("sent a draft")
	}
}

func TestWrite_writesToNobodyWhoMayNotBeWrittenTo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ change, reason string }{
		"no number":  {"UPDATE prospects SET whatsapp = ''", "no_recipient"},
		"suppressed": {"", "suppressed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			h.find(c, business(1))
			h.enrich()
			if tt.change != "" {
				h.sql(tt.change)
			} else {
				h.ok(h.store.AddSuppression(h.ctx(), h.ws, "phone", phone(1), "", "x"), "suppress")
				h.sql("UPDATE prospects SET stage = 'write', due_at = '2026-11-25 15:00:00.000Z'")
			}
			if n := h.write(); n != 0 {
				t.Errorf("%d messages were written", n)
			}
			h.want(tt.reason, "SELECT ignored_reason FROM prospects WHERE stage = 'done'")
		})
	}
}

func TestWrite_stopsTheSequenceOfWhoReadTheMessageBefore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.account(nil)
	c := h.campaign(map[string]any{"accounts": []string{a}, "sequence": []map[string]any{
		{"whatsapp_template": "hello/pt_BR"}, {"wait_hours": 1, "whatsapp_template": "hello/pt_BR", "stop_if": []string{"read"}}}})
	h.pending(c, 1, 2)
	first, second := h.mustNext(), h.mustNext()
	h.record(h.sent(first))
	h.record(h.sent(second))
	h.event(a, statusEvent("r1", campaign.MessageRead, first.ClaimID, "", noon))
	h.clock.Advance(time.Hour)
	if n := h.write(); n != 1 {
		t.Errorf("%d follow-ups were written", n)
	}
	h.event(a, statusEvent("r2", campaign.MessageRead, second.ClaimID, "", noon))
	if out := h.next(nil); out != nil {
		t.Error("the claim forgot stop_if")
	}
	h.want("stopped_read", "SELECT json_extract(status_reason, '$.code') FROM messages WHERE step = 1")
}
