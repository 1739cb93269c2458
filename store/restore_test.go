package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"aceno/campaign"
	"aceno/store"
)

// retry is how often a journal that failed is tried again.
const retry = 5 * time.Second

func (h *house) why(campaignID, locale string) store.Why {
	h.Helper()
	why, err := h.store.Why(h.ctx(), h.ws, campaignID, "", locale)
	h.ok(err, "why")
	return why
}

// woken says how often a stage was woken.
func (h *house) woken(stage string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.wakes[stage]
}

// copyData copies the database as it is now, as a backup would.
func (h *house) copyData() (folder string) {
	h.Helper()
	folder = h.TempDir()
	h.sql("VACUUM INTO '" + filepath.Join(folder, "data.db") + "'")
	return folder
}

// putBack is a house on a copy of the data, run by a new process.
func (h *house) putBack(folder string, change ...func(*store.Options)) *house {
	h.Helper()
	back := h.on(folder)
	back.open(change...)
	return back
}

// on is a house on a copy of the data, which nothing runs yet.
func (h *house) on(folder string) *house {
	h.Helper()
	app, err := tests.NewTestAppWithConfig(core.BaseAppConfig{DataDir: folder, DBConnect: store.Connect, DataMaxOpenConns: 4, DataMaxIdleConns: 4})
	h.ok(err, "start PocketBase on the copy")
	h.Cleanup(app.Cleanup)
	return &house{TB: h.TB, app: app, clock: h.clock, ws: h.ws, wakes: map[string]int{}, serial: h.serial}
}

// resume makes a paused campaign send again, as a person would who has checked.
func (h *house) resume(campaignID string) {
	h.Helper()
	h.ok(h.store.MoveCampaign(h.ctx(), h.ws, campaignID, campaign.StatusActive, "tester"), "resume")
}

// claims takes everything that may go out now and says which messages those were.
func (h *house) claims() map[string]bool {
	h.Helper()
	taken := map[string]bool{}
	for out := h.next(nil); out != nil; {
		taken[out.MessageID] = true
		sent := h.sent(out)
		out = h.next(&sent)
	}
	return taken
}

func TestRestore_marksWhatWentOutSinceAndStartsPaused(t *testing.T) {
	t.Parallel()
	h, c, a, j := journalled(t)
	draft := h.campaign(map[string]any{"accounts": []string{a}, "name": "Rascunho", "status": "draft"})
	h.pending(c, 1, 5)
	old := h.copyData()
	sent := h.mustNext()
	h.record(h.sent(sent))
	lost := h.mustNext() // its answer never comes
	doubt := h.mustNext()
	h.record(campaign.Outcome{ClaimID: doubt.ClaimID, Result: campaign.ResultInDoubt})
	unsent := h.mustNext()
	h.record(campaign.Outcome{ClaimID: unsent.ClaimID, Result: campaign.ResultUnsent})
	stopped := h.value("SELECT id FROM messages WHERE status = 'pending' AND id != {:p0}", unsent.MessageID)
	h.wrote(a, h.value("SELECT recipient FROM messages WHERE id = {:p0}", stopped)[1:], "parar")

	h = h.putBack(old, keeps(j))
	h.want("paused"+campaign.ReasonRestored, "SELECT status || pause_reason FROM campaigns WHERE id = {:p0}", c)
	h.want("draft", "SELECT status FROM campaigns WHERE id = {:p0}", draft)
	h.want("1", "SELECT COUNT(*) FROM audit_log WHERE action = 'campaign.paused' AND record = {:p0}", c)
	for _, out := range []*campaign.Outgoing{sent, lost, doubt} {
		h.want("sent"+out.ClaimID, "SELECT status || claim_id FROM messages WHERE id = {:p0}", out.MessageID)
		h.want(campaign.ReasonRestored, "SELECT json_extract(status_reason, '$.code') FROM messages WHERE id = {:p0}", out.MessageID)
	}
	h.want("pending", "SELECT status FROM messages WHERE id = {:p0}", unsent.MessageID)
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out'")
	if out := h.next(nil); out != nil {
		t.Fatalf("a restored database sent %+v", out)
	}
	h.resume(c)
	if taken := h.claims(); len(taken) != 1 || !taken[unsent.MessageID] {
		t.Errorf("sent %v after the restore, want %s alone", taken, unsent.MessageID)
	}
	h.want(campaign.ReasonSuppressed, "SELECT json_extract(status_reason, '$.code') FROM messages WHERE id = {:p0} AND status = 'cancelled'", stopped)
	h.want("4", "SELECT COUNT(*) FROM messages WHERE sent_at != '' AND status = 'sent'")
	h.recount(c)
	h.open(keeps(j))
	h.want("active", "SELECT status FROM campaigns WHERE id = {:p0}", c) // it was checked
	h.event(a, statusEvent("late", campaign.MessageDelivered, lost.ClaimID, "wamid.lost", noon))
	h.want("delivered", "SELECT status FROM messages WHERE id = {:p0}", lost.MessageID)
}

func TestRestore_holdsThePlaceOfAMessageThatTheOldDatabaseNeverKnew(t *testing.T) {
	t.Parallel()
	h, c, a, j := journalled(t)
	h.set("integrated_accounts", a, `limits = '{"per_hour":2}'`)
	other := h.campaign(map[string]any{"accounts": []string{a}, "name": "Padarias"})
	old := h.copyData()
	h.pending(c, 1, 2)
	if taken := h.claims(); len(taken) != 2 {
		t.Fatalf("sent %d", len(taken))
	}

	h = h.putBack(old, keeps(j))
	h.want("2", "SELECT COUNT(*) FROM messages WHERE status = 'sent' AND campaign = {:p0}", c)
	h.resume(c)
	h.resume(other)
	h.pending(c, 1, 3)
	h.want("1", "SELECT COUNT(*) FROM messages WHERE status = 'pending'") // to the third alone
	if out := h.next(nil); out != nil {
		t.Fatal("the account's limit forgot what went out before the restore")
	}
	if why := h.why(c, "en"); why.Code != campaign.ReasonLimitReached {
		t.Errorf("why: %+v", why)
	}
	h.pending(other, 1, 1)
	h.clock.Advance(2 * time.Hour)
	h.claims()
	h.want("sent", "SELECT status FROM messages WHERE recipient = {:p0}", phone(3))
	h.want(campaign.ReasonCooldown, "SELECT json_extract(status_reason, '$.code') FROM messages WHERE campaign = {:p0}", other)
}

func TestRestore_ofASecondTimeReplaysEverythingSince(t *testing.T) {
	t.Parallel()
	h, c, _, j := journalled(t)
	h.pending(c, 1, 3)
	old := h.copyData()
	first := h.mustNext()
	h.record(h.sent(first))
	h = h.putBack(old, keeps(j))
	h.resume(c)
	second := h.mustNext()
	h.record(h.sent(second))
	h = h.putBack(old, keeps(j))
	h.want("2", "SELECT COUNT(*) FROM messages WHERE status = 'sent'")
	h.resume(c)
	if taken := h.claims(); len(taken) != 1 || taken[first.MessageID] || taken[second.MessageID] {
		t.Errorf("sent %v", taken)
	}
}

func TestRestore_aReplayThatFailsStartsNothing(t *testing.T) {
	t.Parallel()
	h, c, _, j := journalled(t)
	h.pending(c, 1, 1)
	old := h.copyData()
	h.record(h.sent(h.mustNext()))
	h.ok(j.Append(j.State().Sequence+1, []campaign.JournalEntry{{Kind: "forget", Workspace: h.ws}}), "append what a later version wrote")
	back := h.on(old)
	if _, err := back.begin(keeps(j)); err == nil {
		t.Fatal("began to send with a journal that it cannot read")
	}
	if out, err := back.store.Next(h.ctx(), nil); out != nil || err != nil {
		t.Errorf("claimed %+v, %v", out, err)
	}
	back.want("pending", "SELECT status FROM messages")
}

func TestBeginEpoch_tellsTheJournalWhatWasCommittedLast(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	h, c, a := ready(t, keeps(openJournal(t, folder)))
	h.pending(c, 1, 2)
	h.record(h.sent(h.mustNext()))
	before := copyFolder(t, folder)
	out := h.mustNext()
	killed := h.copyData() // committed, and the journal of before does not have it

	j := openJournal(t, before)
	h = h.putBack(killed, keeps(j))
	claims := h.entries(j, campaign.JournalSend)
	if len(claims) != 2 || claims[1].Claim != out.ClaimID {
		t.Fatalf("the journal has %+v", claims)
	}
	h.want("in_doubt", "SELECT status FROM messages WHERE id = {:p0}", out.MessageID)
	h.want("active", "SELECT status FROM campaigns WHERE id = {:p0}", c) // nothing was restored
	h.wrote(a, phone(9)[1:], "parar")
	if told := h.entries(j, campaign.JournalSuppress); len(told) == 0 {
		t.Error("the journal does not go on")
	}
}

// copyFolder copies a folder whose files nobody writes at the moment.
func copyFolder(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil && !os.IsExist(err) {
		t.Fatalf("copy %s: %v", from, err)
	}
	return to
}
