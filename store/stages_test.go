package store_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"aceno/campaign"
)

// search queues and claims the one search of a campaign.
func (h *house) search(campaignID string) campaign.SearchTask {
	h.Helper()
	_, err := h.store.QueueSearches(h.ctx(), h.ws, campaignID, "tester")
	h.ok(err, "queue searches")
	return h.claimSearch()
}

func (h *house) claimSearch() campaign.SearchTask {
	h.Helper()
	tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute)
	h.ok(err, "claim searches")
	if len(tasks) != 1 {
		h.Fatalf("%d searches were claimed, want one", len(tasks))
	}
	return tasks[0]
}

func (h *house) searched(done campaign.SearchDone) {
	h.Helper()
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{done}), "commit searches")
}

var unreachable = &campaign.Reason{Code: campaign.ReasonSourceUnreachable, Message: "the source cannot be reached: refused"}

func TestSearch_anUnreachableSourceIsFailedWithItsReasonAndThenDone(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	task := h.search(c)
	h.want("running", "SELECT status FROM searches")
	h.searched(campaign.SearchDone{Task: task, Candidates: []campaign.Candidate{business(1)}, Failed: unreachable, RetryAfter: time.Minute})
	h.want("failed", "SELECT status FROM searches")
	h.want(unreachable.Message, "SELECT error FROM searches")
	h.want("", "SELECT finished_at FROM searches")
	h.want("1", "SELECT COUNT(*) FROM prospects") // what came is kept
	h.want("active", "SELECT status FROM campaigns")
	if tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute); err != nil || len(tasks) != 0 {
		t.Errorf("tried again at once: %v %v", tasks, err)
	}

	h.sql("UPDATE searches SET lease_until = '2020-01-01 00:00:00.000Z'")
	again := h.claimSearch()
	h.want("running|", "SELECT status || '|' || error FROM searches")
	if again.Attempts != 2 || again.Cursor != task.Cursor {
		t.Errorf("the second try is %+v", again)
	}
	h.searched(campaign.SearchDone{Task: again, Candidates: []campaign.Candidate{business(1), business(2)}})
	h.want("done|2|1", "SELECT status || '|' || found || '|' || (finished_at != '') FROM searches")
	if next, err := h.store.NextSearch(h.ctx()); err != nil || !next.IsZero() {
		t.Errorf("a finished search is looked at again at %v (%v)", next, err)
	}
}

func TestSearch_oneThatFailedForGoodIsNeverTriedAgain(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.searched(campaign.SearchDone{Task: h.search(c), Failed: unreachable})
	h.want("failed|1|", "SELECT status || '|' || (finished_at != '') || '|' || lease_until FROM searches")
	h.open()
	if tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute); err != nil || len(tasks) != 0 {
		t.Errorf("claimed %v (%v)", tasks, err)
	}
	if next, err := h.store.NextSearch(h.ctx()); err != nil || !next.IsZero() {
		t.Errorf("looked at again at %v (%v)", next, err)
	}
}

func TestSearch_aSourceThatIsDownPausesNothingElse(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("campaigns", c, `search_config = '{"sources":[{"type":"websites","urls":["https://a.example"]},{"type":"websites","urls":["https://b.example"]}]}'`)
	_, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester")
	h.ok(err, "queue")
	tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	if len(tasks) != 2 {
		t.Fatalf("claimed %d of two sources", len(tasks))
	}
	h.searched(campaign.SearchDone{Task: tasks[0], Failed: unreachable, RetryAfter: time.Hour})
	h.searched(campaign.SearchDone{Task: tasks[1], Candidates: []campaign.Candidate{business(1)}})
	h.enrich()
	h.write()
	h.mustNext()
	h.want("done,failed", "SELECT group_concat(status) FROM (SELECT status FROM searches ORDER BY status)")
}

func TestSearch_oneThatWaitsForItsRetryIsStillOpen(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	task := h.search(c)
	h.searched(campaign.SearchDone{Task: task, Failed: unreachable, RetryAfter: time.Hour})
	ids, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester")
	h.ok(err, "queue again")
	if len(ids) != 1 || ids[0] != task.ID {
		t.Errorf("queued %v beside %s", ids, task.ID)
	}
	h.ok(h.store.CompleteFinished(h.ctx()), "complete finished")
	h.want("active", "SELECT status FROM campaigns") // there is more to come
	p, err := h.store.Progress(h.ctx(), c)
	h.ok(err, "progress")
	if p.Stages[0].Waiting != 1 || p.Stages[0].Doing != 0 {
		t.Errorf("the search stage shows %+v", p.Stages[0])
	}
	h.set("campaigns", c, "status = 'paused'")
	h.sql("UPDATE searches SET lease_until = '2020-01-01 00:00:00.000Z'")
	if tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute); err != nil || len(tasks) != 0 {
		t.Errorf("a paused campaign searches: %v (%v)", tasks, err)
	}
}

func TestSearch_goesOnPageByPage(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	task := h.search(c)
	for page, cursor := range []string{"p1", "p2", ""} {
		h.searched(campaign.SearchDone{Task: task, Candidates: []campaign.Candidate{business(page)}, Cursor: cursor})
		if cursor == "" {
			break
		}
		h.want("running", "SELECT status FROM searches")
		if task = h.claimSearch(); task.Cursor != cursor || task.Attempts != 1 {
			t.Errorf("page %d goes on as %+v", page, task)
		}
	}
	h.want("done|3", "SELECT status || '|' || found FROM searches")
	h.recount(c)
}

func TestQueueSearches_findsNothingForACampaignThatDoesNotFind(t *testing.T) {
	t.Parallel()
	for status, code := range map[string]string{"paused": campaign.ReasonCampaignPaused, "completed": campaign.ReasonCompleted} {
		h, c, _ := ready(t)
		h.set("campaigns", c, "status = '"+status+"'")
		var refused *campaign.Refused
		if _, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester"); !errors.As(err, &refused) || refused.Reasons[0].Code != code {
			t.Errorf("%s: %v", status, err)
		}
		h.want("0", "SELECT COUNT(*) FROM searches")
		h.want("0", "SELECT COUNT(*) FROM audit_log")
	}
}

func TestQueueSearches_knowsASourceWhateverItsSpacesAndOrder(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.search(c)
	h.set("campaigns", c, `search_config = '{"sources":[{ "urls": ["https://a.example"] , "type": "websites" },{"type":"websites","urls":["https://new.example"]}]}'`)
	ids, err := h.store.QueueSearches(h.ctx(), h.ws, c, "tester")
	h.ok(err, "queue")
	if len(ids) != 2 {
		t.Errorf("%v", ids)
	}
	h.want("2", "SELECT COUNT(*) FROM searches")
}

// enrichTask claims the one prospect that waits for enriching.
func (h *house) enrichTask() campaign.EnrichTask {
	h.Helper()
	tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute)
	h.ok(err, "claim prospects to enrich")
	if len(tasks) != 1 {
		h.Fatalf("%d prospects were claimed, want one", len(tasks))
	}
	return tasks[0]
}

func (h *house) enriched(done campaign.EnrichDone) {
	h.Helper()
	h.ok(h.store.CommitEnrich(h.ctx(), []campaign.EnrichDone{done}), "commit enriched prospects")
}

func TestEnrich_aWebsiteThatFailsIsTriedLaterAndThenDoneWithout(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	failed := &campaign.Reason{Code: "timeout", Message: "the website did not answer"}
	h.enriched(campaign.EnrichDone{Task: h.enrichTask(), Failed: failed, RetryAfter: time.Hour})
	h.want("enrich", "SELECT stage FROM prospects")
	next, err := h.store.NextEnrich(h.ctx())
	h.ok(err, "next enrich")
	if wait := time.Until(next); wait < 59*time.Minute {
		t.Errorf("tried again in %v", wait)
	}
	h.sql("UPDATE prospects SET lease_until = ''")
	h.enriched(campaign.EnrichDone{Task: h.enrichTask(), Failed: failed})
	h.want("write|found|timeout", "SELECT stage || '|' || status || '|' || json_extract(metadata, '$.enrich_failed.code') FROM prospects")
	h.recount(c)
}

func TestEnrich_keepsWhatTheMeantimeBrought(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	task := h.enrichTask()
	h.find(c, campaign.Candidate{Platform: "website", ExternalID: "again", Name: "Clínica 1", // another source knows a mailbox
		Facts: append(business(1).Facts, campaign.Fact{Kind: campaign.FactEmail, Value: "ana@clinica.example", Source: "website"})})
	p := task.Prospect
	p.Absorb([]campaign.Fact{{Kind: campaign.FactInstagram, Value: "clinica1", Source: "website"}})
	h.enriched(campaign.EnrichDone{Task: task, Prospect: p})
	h.want("ana@clinica.example|clinica1|write", "SELECT email || '|' || username || '|' || stage FROM prospects")
	h.recount(c)
}

func TestEnrich_nobodyWhoWroteMeanwhileIsWrittenTo(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.find(c, business(1))
	task := h.enrichTask()
	h.wrote(a, phone(1)[1:], "Oi")
	h.enriched(campaign.EnrichDone{Task: task, Prospect: task.Prospect}) // its lease ended with the answer
	h.want("enrich|replied", "SELECT stage || '|' || status FROM prospects")
	h.enrich()
	h.want("done|replied", "SELECT stage || '|' || status FROM prospects")
	h.want("0", "SELECT qualified_count FROM campaigns")
	if n := h.write(); n != 0 {
		t.Errorf("%d messages were written to them", n)
	}
	h.recount(c)
}

func TestEnrich_ignoresWhoIsSuppressedUnderAContactOfTheWebsite(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "email", "ana@clinica.example", "opt_out", "tester"), "suppress")
	h.find(c, business(1))
	task := h.enrichTask()
	p := task.Prospect
	p.Absorb([]campaign.Fact{{Kind: campaign.FactEmail, Value: "ana+promo@clinica.example", Source: "website"}})
	h.enriched(campaign.EnrichDone{Task: task, Prospect: p})
	h.want("ignored|suppressed|done", "SELECT status || '|' || ignored_reason || '|' || stage FROM prospects")
	h.recount(c)
}

func TestEnrich_whoDoesNotQualifyIsIgnoredWithTheReason(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	task := h.enrichTask()
	p := task.Prospect
	p.Status, p.IgnoredReason, p.Score = campaign.ProspectIgnored, campaign.ReasonScoreLow, 12
	h.enriched(campaign.EnrichDone{Task: task, Prospect: p})
	h.want("ignored|score_low|done|12|", "SELECT status || '|' || ignored_reason || '|' || stage || '|' || score || '|' || due_at FROM prospects")
	h.recount(c)
}

func TestEnrich_leavesPausedCampaignsAlone(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1))
	h.set("campaigns", c, "status = 'paused'")
	if tasks, err := h.store.ClaimEnrich(h.ctx(), 10, time.Minute); err != nil || len(tasks) != 0 {
		t.Errorf("claimed %v (%v)", tasks, err)
	}
	if next, err := h.store.NextEnrich(h.ctx()); err != nil || !next.IsZero() {
		t.Errorf("looked at again at %v (%v)", next, err)
	}
	h.set("campaigns", c, "status = 'draft'") // a draft is enriched, so that a person judges
	h.enrichTask()
}

func TestProspect_everyFieldSurvivesBeingStored(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	followers, reviews, rating := 1200, 31, 4.5
	posted := noon.Add(-48 * time.Hour)
	one := campaign.Candidate{Platform: "google", ExternalID: "g1", Name: "Clínica Aurora", ProfileURL: "https://maps.example/g1", WebsiteURL: "https://aurora.example/",
		Category: "dentist", Address: "Rua das Flores 1", City: "Blumenau", Country: "BR", Lat: -26.9, Lon: -49.06, Followers: &followers, Reviews: &reviews, Rating: &rating,
		Facts: []campaign.Fact{{Kind: campaign.FactPhone, Value: phone(1), Source: "google", URL: "https://maps.example/g1", At: noon, Licence: "x"}}}
	h.find(c, one)
	h.sql("UPDATE prospects SET last_post_date = '" + posted.Format("2006-01-02 15:04:05.000Z") + "', metadata = '{\"a\":1}'")
	d, err := h.store.GetProspect(h.ctx(), h.ws, h.value("SELECT id FROM prospects"))
	h.ok(err, "get prospect")
	if d.Name != one.Name || d.Platform != "google" || d.ProfileURL != one.ProfileURL || d.WebsiteURL != one.WebsiteURL || d.Domain != "aurora.example" || !d.HasWebsite {
		t.Errorf("read %+v", d)
	}
	if d.Category != "dentist" || d.Address != one.Address || d.City != "Blumenau" || d.Country != "BR" || d.Location.Lat != -26.9 || d.Location.Lon != -49.06 {
		t.Errorf("read %+v", d)
	}
	if d.Followers == nil || *d.Followers != 1200 || d.Reviews == nil || *d.Reviews != 31 || d.Rating == nil || *d.Rating != 4.5 {
		t.Errorf("read %v %v %v", d.Followers, d.Reviews, d.Rating)
	}
	if d.LastPostDate == nil || !d.LastPostDate.Equal(posted) || string(d.Metadata) != `{"a":1}` || d.Phone != phone(1) || len(d.Facts) == 0 || d.Facts[0].Licence != "x" {
		t.Errorf("read %+v", d)
	}
	if raw, err := json.Marshal(d); err != nil || len(raw) == 0 {
		t.Errorf("as JSON: %v", err)
	}
}
