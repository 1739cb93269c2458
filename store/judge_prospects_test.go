package store_test

import (
	"errors"
	"testing"

	"aceno/campaign"
	"aceno/store"
)

// selected makes n prospects of a campaign that a person selects for.
func selected(t *testing.T, n int) (*house, string) {
	t.Helper()
	h := newHouse(t)
	c := h.campaign(map[string]any{"accounts": []string{h.account(nil)}, "selection": "manual"})
	h.pending(c, 1, n)
	return h, c
}

func (h *house) judge(c string, change func(j *store.Judgement)) store.Judged {
	h.Helper()
	j := store.Judgement{Workspace: h.ws, Campaign: c, Member: "ana"}
	change(&j)
	done, err := h.store.Judge(h.ctx(), j)
	h.ok(err, "judge")
	return done
}

func (h *house) named(name string) string {
	h.Helper()
	return h.value("SELECT id FROM prospects WHERE name = {:p0}", name)
}

func TestJudge_onlyTheApprovedAreWrittenTo(t *testing.T) {
	t.Parallel()
	h, c := selected(t, 5)
	if n := h.write(); n != 0 {
		t.Fatalf("%d messages before anybody was judged", n)
	}
	done := h.judge(c, func(j *store.Judgement) {
		j.Refuse = []store.Refusal{{ID: h.named("Clínica 1"), Reason: "already_client"}, {ID: h.named("Clínica 2")}, {ID: "nobody"}}
		j.Matching = &store.ProspectFilter{}
	})
	if done.Refused != 2 || done.Approved != 3 || len(done.Skipped) != 1 || done.Skipped[0].Reason.Code != campaign.ReasonNotFound {
		t.Errorf("done: %+v", done)
	}
	if n := h.write(); n != 3 {
		t.Errorf("%d messages were written, want 3", n)
	}
	h.want("ignored|already_client", "SELECT status || '|' || ignored_reason FROM prospects WHERE name = 'Clínica 1'")
	h.want("refused_by_person", "SELECT ignored_reason FROM prospects WHERE name = 'Clínica 2'")
	h.want("1", "SELECT COUNT(*) FROM audit_log WHERE action = 'prospects.judge'")
}

func TestJudge_approvesByIdsAndByFilter(t *testing.T) {
	t.Parallel()
	h, c := selected(t, 4)
	h.sql("UPDATE prospects SET score = 90 WHERE name IN ('Clínica 1', 'Clínica 2')")
	if done := h.judge(c, func(j *store.Judgement) { j.Approve = []string{h.named("Clínica 4"), "nobody"} }); done.Approved != 1 {
		t.Errorf("by ids: %+v", done)
	}
	if done := h.judge(c, func(j *store.Judgement) { j.Matching = &store.ProspectFilter{MinScore: 90} }); done.Approved != 2 {
		t.Errorf("by filter: %+v", done)
	}
	if done := h.judge(c, func(j *store.Judgement) { j.Matching = &store.ProspectFilter{} }); done.Approved != 1 {
		t.Errorf("the rest: %+v", done)
	}
}

func TestJudge_aRefusalCancelsAndItsUndoWritesAnew(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.pending(c, 1, 1)
	id := h.named("Clínica 1")
	refuse := func(j *store.Judgement) { j.Refuse = []store.Refusal{{ID: id, Reason: "concorrente"}} }
	h.judge(c, refuse)
	h.want("cancelled", "SELECT status FROM messages")
	if out := h.next(nil); out != nil {
		t.Fatalf("a refused one is written to: %+v", out)
	}
	if done := h.judge(c, refuse); done.Refused != 0 {
		t.Errorf("refused twice: %+v", done)
	}
	if done := h.judge(c, func(j *store.Judgement) { j.Restore = []string{id} }); done.Restored != 1 {
		t.Errorf("undo: %+v", done)
	}
	h.want("found||", "SELECT status || '|' || ignored_reason || '|' || judged_at FROM prospects")
	if n := h.write(); n != 1 {
		t.Errorf("%d messages were written anew", n)
	}
	h.mustNext()
}

func TestJudge_leavesWhatIsNotAPersonsToTakeBack(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 2)
	h.sql("UPDATE prospects SET status = 'ignored', ignored_reason = 'score_low' WHERE name = 'Clínica 2'")
	done := h.judge(c, func(j *store.Judgement) { j.Restore = []string{h.named("Clínica 2"), "nobody"} })
	if done.Restored != 0 || len(done.Skipped) != 2 || done.Skipped[0].Reason.Code != campaign.ReasonIllegalMove {
		t.Errorf("undo of the qualification: %+v", done)
	}
	id := h.named("Clínica 1")
	h.judge(c, func(j *store.Judgement) { j.Refuse = []store.Refusal{{ID: id}} })
	h.wrote(a, phone(1)[1:], "Oi")
	h.sql("UPDATE prospects SET status = 'ignored' WHERE id = '" + id + "'")
	h.judge(c, func(j *store.Judgement) { j.Restore = []string{id} })
	h.want("replied|done", "SELECT status || '|' || stage FROM prospects WHERE id = {:p0}", id)
	h.sql("UPDATE prospects SET status = 'converted' WHERE id = '" + id + "'")
	if done := h.judge(c, func(j *store.Judgement) { j.Refuse = []store.Refusal{{ID: id}} }); done.Refused != 0 || len(done.Skipped) != 1 {
		t.Errorf("a client was refused: %+v", done)
	}
}

func TestJudge_ofAnotherWorkspaceIsNotFound(t *testing.T) {
	t.Parallel()
	h, c := selected(t, 1)
	other := h.workspace("Boreal", nil)
	if _, err := h.store.Judge(h.ctx(), store.Judgement{Workspace: other, Campaign: c, Matching: &store.ProspectFilter{}}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("answers %v", err)
	}
	h.want("0", "SELECT COUNT(*) FROM prospects WHERE judged_at != ''")
}
