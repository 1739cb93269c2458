package store_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/store"
)

// failed makes n messages that a provider refused with a code.
func (h *house) failed(n int, code string) {
	h.Helper()
	for range n {
		out := h.mustNext()
		reason := campaign.NewReason(campaign.ReasonNotRegistered, nil)
		h.record(campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultRejected, Code: code, Reason: &reason, BadRecipient: true})
	}
}

func TestFailures_areGatheredByReasonAndTriedAgainTogether(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 5)
	h.failed(3, "131026")
	h.failed(1, "131000")
	list, err := h.store.Failures(h.ctx(), h.ws, c, "en")
	h.ok(err, "failures")
	if len(list) != 2 || list[0].Count != 3 || list[0].ErrorCode != "131026" || list[0].Reason.Code != campaign.ReasonNotRegistered || list[0].Example.Name == "" {
		t.Fatalf("failures: %+v", list)
	}
	ids, err := h.store.FailedMessages(h.ctx(), h.ws, c, "131026")
	h.ok(err, "failed messages")
	answers, err := h.store.RetryMessages(h.ctx(), h.ws, "ana", append(ids, "nobody", ids[0]))
	h.ok(err, "retry")
	if len(answers) != 5 || !answers[0].OK || !answers[2].OK || answers[3].OK || answers[3].Reason.Code != campaign.ReasonNotFound || answers[4].OK {
		t.Errorf("answers: %+v", answers)
	}
	h.want("3", "SELECT COUNT(*) FROM messages WHERE status = 'pending' AND attempts = 1")
	h.want("1", "SELECT failed_count FROM campaigns")
	other := h.workspace("Boreal", nil)
	if _, err := h.store.Failures(h.ctx(), other, c, ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's failures: %v", err)
	}
	if answers, err := h.store.RetryMessages(h.ctx(), other, "eve", ids); err != nil || answers[0].OK {
		t.Errorf("another workspace's retry: %+v %v", answers, err)
	}
}

func TestRechannel_writesADraftAnotherWay(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	h.failed(1, "131026")
	id := h.value("SELECT id FROM messages")
	_, err := h.store.Rechannel(h.ctx(), h.ws, id, "ana", campaign.ChannelEmail)
	h.refusedWith(err, campaign.ReasonNoRecipient)
	h.sql("UPDATE prospects SET email = 'oi@clinica.example'")
	draft, err := h.store.Rechannel(h.ctx(), h.ws, id, "ana", campaign.ChannelEmail)
	h.ok(err, "rechannel")
	h.want("draft|email|oi@clinica.example||Olá, Clínica 1", "SELECT status || '|' || channel || '|' || recipient || '|' || account || '|' || content FROM messages WHERE id = {:p0}", draft)
	h.want("failed", "SELECT status FROM messages WHERE id = {:p0}", id)
	_, err = h.store.Rechannel(h.ctx(), h.ws, id, "ana", campaign.ChannelEmail)
	h.refusedWith(err, campaign.ReasonAlreadySent)
	if _, err := h.store.Approve(h.ctx(), h.ws, "ana", []store.Approval{{ID: draft}}); err != nil {
		t.Fatal(err)
	}
	page, err := h.store.AssistedNext(h.ctx(), h.ws, "", "ana", 3)
	h.ok(err, "assisted next")
	if len(page.Items) != 1 || page.Items[0].Message != draft {
		t.Errorf("the queue of hands holds %+v", page.Items)
	}
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "email", "oi@clinica.example", "opt_out", "bia"), "suppress")
	h.sql("DELETE FROM messages WHERE id = '" + draft + "'")
	_, err = h.store.Rechannel(h.ctx(), h.ws, id, "ana", campaign.ChannelEmail)
	h.refusedWith(err, campaign.ReasonSuppressed)
}

func TestDuplicate_copiesTheConfigurationAlone(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 2)
	id, err := h.store.DuplicateCampaign(h.ctx(), h.ws, c, "ana", " (cópia)")
	h.ok(err, "duplicate")
	h.want("Dentistas (cópia)|draft|provider_rules|0", "SELECT name || '|' || status || '|' || gate || '|' || found_count FROM campaigns WHERE id = {:p0}", id)
	for _, column := range []string{"sequence", "search_config", "accounts", "channel", "legal_basis"} {
		h.want(h.value("SELECT "+column+" FROM campaigns WHERE id = {:p0}", c), "SELECT "+column+" FROM campaigns WHERE id = {:p0}", id)
	}
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE campaign = {:p0}", id)
	if _, err := h.store.DuplicateCampaign(h.ctx(), h.workspace("Boreal", nil), c, "eve", ""); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's campaign: %v", err)
	}
}

func TestUpcoming_saysWhoComesTodayAndTomorrow(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 5)
	h.set("campaigns", c, "rate_limit = 1, schedule = '{\"timezone\":\"America/Sao_Paulo\",\"windows\":[\"mon-fri 09:00-15:00\"]}'") // it is 12:00 in São Paulo
	today, err := h.store.Upcoming(h.ctx(), h.ws, c, store.Today, "pt-BR")
	h.ok(err, "today")
	tomorrow, err := h.store.Upcoming(h.ctx(), h.ws, c, store.Tomorrow, "pt-BR")
	h.ok(err, "tomorrow")
	if today.Day != "2026-11-25" || len(today.Items) != 3 || today.Room != 3 || tomorrow.Day != "2026-11-26" || len(tomorrow.Items) != 2 {
		t.Fatalf("today %+v, tomorrow %+v", today, tomorrow)
	}
	if first := today.Items[0]; first.Reason.Code != campaign.ReasonFirstMessage || first.Reason.Message != "primeira mensagem para esta pessoa" || first.Message == "" {
		t.Errorf("the first is %+v", first)
	}
	gone := today.Items[0].Prospect.ID
	h.judge(c, func(j *store.Judgement) { j.Refuse = []store.Refusal{{ID: gone, Reason: "removed"}} })
	today, err = h.store.Upcoming(h.ctx(), h.ws, c, store.Today, "")
	h.ok(err, "today")
	for _, item := range today.Items {
		if item.Prospect.ID == gone {
			t.Error("whoever was removed still comes")
		}
	}
	if _, err := h.store.Upcoming(h.ctx(), h.ws, c, "yesterday", ""); err == nil {
		t.Error("yesterday comes")
	}
}

func TestUpcoming_showsFollowUpsThatAreStillToBeWritten(t *testing.T) {
	t.Parallel()
	h, c, _ := answered(t, 2, 0)
	h.clock.Advance(72*time.Hour - 20*time.Hour)
	up, err := h.store.Upcoming(h.ctx(), h.ws, c, store.Tomorrow, "en")
	h.ok(err, "tomorrow")
	if len(up.Items) != 2 || up.Items[0].Step != 1 || up.Items[0].Message != "" || up.Items[0].Reason.Code != campaign.ReasonFollowUp {
		t.Errorf("tomorrow: %+v", up)
	}
}

func TestStopSearch_keepsWhatCameAndDropsThePageUnderWay(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	ids, err := h.store.QueueSearches(h.ctx(), h.ws, c, "ana")
	h.ok(err, "queue")
	tasks, err := h.store.ClaimSearches(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: tasks[0], Candidates: []campaign.Candidate{business(1)}, Cursor: "next"}}), "first page")
	tasks, err = h.store.ClaimSearches(h.ctx(), 10, time.Minute)
	h.ok(err, "claim")
	h.ok(h.store.StopSearch(h.ctx(), h.ws, ids[0], "ana"), "stop")
	h.ok(h.store.CommitSearches(h.ctx(), []campaign.SearchDone{{Task: tasks[0], Candidates: []campaign.Candidate{business(2)}}}), "second page")
	h.want("done|1", "SELECT status || '|' || found FROM searches")
	h.want("1", "SELECT COUNT(*) FROM prospects")
	h.ok(h.store.StopSearch(h.ctx(), h.ws, ids[0], "ana"), "stop again")
	if err := h.store.StopSearch(h.ctx(), h.workspace("Boreal", nil), ids[0], "eve"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's search: %v", err)
	}
}

func TestEstimate_goesByWhatTheSameSearchBrought(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2))
	list, err := h.store.EstimateSearches(h.ctx(), h.ws, []json.RawMessage{json.RawMessage(`{"urls": ["https://a.example"], "type":"websites"}`),
		json.RawMessage(`{"type":"openstreetmap","query":"dentist","limit":50}`)})
	h.ok(err, "estimate")
	if len(list) != 2 || list[0].Expected == nil || *list[0].Expected != 2 || list[1].Expected != nil || *list[1].Most != 50 || list[1].Type != "openstreetmap" {
		t.Errorf("estimates: %+v", list)
	}
}

func TestPreviewTasks_leaseAndChangeNothing(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.find(c, business(1), business(2), business(3))
	before := h.value("SELECT GROUP_CONCAT(id || lease_until || stage || updated || invite_code) FROM prospects")
	tasks, err := h.store.PreviewTasks(h.ctx(), h.ws, c, 2)
	h.ok(err, "preview")
	if len(tasks) != 2 || tasks[0].Template == nil || tasks[0].Step != 0 || store.RecipientOf(&tasks[0].Prospect, tasks[0].Campaign.Channel) == "" {
		t.Errorf("tasks: %+v", tasks)
	}
	h.want(before, "SELECT GROUP_CONCAT(id || lease_until || stage || updated || invite_code) FROM prospects")
	if _, err := h.store.PreviewTasks(h.ctx(), h.workspace("Boreal", nil), c, 2); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another workspace's campaign: %v", err)
	}
	h.set("campaigns", c, "sequence = '[]'")
	_, err = h.store.PreviewTasks(h.ctx(), h.ws, c, 2)
	h.refusedWith(err, campaign.ReasonNoSequence)
}
