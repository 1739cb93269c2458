package store_test

import (
	"testing"

	"aceno/campaign"
	"aceno/store"
)

// reasonOfPause is why a campaign is paused, or its status when it is not.
const reasonOfPause = "SELECT CASE status WHEN 'paused' THEN pause_reason ELSE status END FROM campaigns WHERE id = {:p0}"

func TestBeginEpoch_pausesForAMissingJournalOnlyWhereSomethingWasSent(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		act  func(h *house)
		want string
	}{
		"nothing was ever written": {func(*house) {}, "active"},
		"a message waits":          {func(*house) {}, "active"},
		"a claim was given back": {func(h *house) {
			h.record(campaign.Outcome{ClaimID: h.mustNext().ClaimID, Result: campaign.ResultUnsent})
		}, "active"},
		"a message was sent":         {func(h *house) { h.record(h.sent(h.mustNext())) }, campaign.ReasonJournalMissing},
		"a message is in flight":     {func(h *house) { h.mustNext() }, campaign.ReasonJournalMissing},
		"a message was sent by hand": {sendByHand, campaign.ReasonJournalMissing},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _ := ready(t)
			if name != "nothing was ever written" {
				h.pending(c, 1, 1)
			}
			tt.act(h)
			j := openJournal(t, t.TempDir())
			h.open(keeps(j))
			h.want(tt.want, reasonOfPause, c)
			if j.State().ID == "" {
				t.Error("no journal was begun")
			}
			h.open(keeps(j))
			h.want(tt.want, reasonOfPause, c) // the second start has nothing new to say
		})
	}
}

// sendByHand makes a campaign without accounts and sends one of its messages by hand.
func sendByHand(h *house) {
	c := h.campaign(map[string]any{"accounts": []string{}, "name": "À mão"})
	h.pending(c, 50, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark as sent")
}

func TestBeginEpoch_seedsANewJournalWithWhatTheDatabaseKnows(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t)
	h.pending(c, 1, 2)
	out := h.mustNext()
	h.record(h.sent(out))
	sendByHand(h)
	h.wrote(a, phone(9)[1:], "parar")
	j := openJournal(t, t.TempDir())
	h.open(keeps(j))
	sends, stops := h.entries(j, campaign.JournalSend), h.entries(j, campaign.JournalSuppress)
	if len(sends) != 2 || len(stops) != 2 {
		t.Fatalf("seeded with %+v and %+v", sends, stops)
	}
	for _, e := range sends {
		if e.OnceKey == "" || e.ContactKey == "" || e.At.IsZero() || e.Workspace != h.ws {
			t.Errorf("seed %+v", e)
		}
	}
}

func TestBeginEpoch_pausesWhenTheJournalLostItsEnd(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	h, c, _ := ready(t, keeps(openJournal(t, folder)))
	h.pending(c, 1, 3)
	h.record(h.sent(h.mustNext()))
	before := copyFolder(t, folder)
	h.record(h.sent(h.mustNext()))
	h.record(h.sent(h.mustNext())) // its mark says that the second has reached the journal
	data := h.copyData()

	j := openJournal(t, before)
	first := j.State().ID
	h = h.putBack(data, keeps(j))
	h.want(campaign.ReasonJournalMissing, reasonOfPause, c)
	if j.State().ID == first {
		t.Error("goes on with a journal that has a hole")
	}
	if sends := h.entries(j, campaign.JournalSend); len(sends) != 3 {
		t.Errorf("the new journal knows %d of 3 sends", len(sends))
	}
}

func TestBeginEpoch_takesAForeignJournalForAMissingOne(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	foreign := openJournal(t, folder)
	_, err := foreign.Begin([]campaign.JournalEntry{{Kind: campaign.JournalSend, Workspace: "elsewhere", Claim: "c", OnceKey: "o", ContactKey: "k", At: noon},
		{Kind: campaign.JournalSuppress, Workspace: "elsewhere", FormKind: "phone", Hash: "h", Reason: "opt_out", At: noon}})
	if err != nil {
		t.Fatal(err)
	}
	h, c, _ := ready(t, keeps(openJournal(t, t.TempDir())))
	h.pending(c, 1, 2)
	h.record(h.sent(h.mustNext()))
	h.open(keeps(foreign))
	h.want(campaign.ReasonJournalMissing, reasonOfPause, c)
	h.want("1", "SELECT COUNT(*) FROM messages WHERE status = 'sent'")
	h.want("0", "SELECT COUNT(*) FROM suppressions")
	if sends := h.entries(foreign, campaign.JournalSend); len(sends) != 1 || sends[0].Workspace != h.ws {
		t.Errorf("the new journal has %+v", sends)
	}
}

func TestRestore_ofADatabaseThatIsOlderThanItsJournalSendsNothingTwice(t *testing.T) {
	t.Parallel()
	h, c, a := ready(t) // a version that kept no journal
	h.pending(c, 1, 2)
	old := h.copyData()
	j := openJournal(t, t.TempDir())
	h.open(keeps(j))
	sent := h.mustNext()
	h.record(h.sent(sent))
	h.wrote(a, phone(9)[1:], "parar")

	h = h.putBack(old, keeps(j))
	h.resumeIfPaused(c)
	if taken := h.claims(); taken[sent.MessageID] {
		t.Error("sent twice: the journal that knew it was set aside unread")
	}
	h.want("2", "SELECT COUNT(*) FROM suppressions WHERE reason = 'opt_out'")
}

func TestRestore_ofADatabaseOfTheJournalBeforeSendsNothingTwice(t *testing.T) {
	t.Parallel()
	h, c, _, _ := journalled(t)
	h.pending(c, 1, 3)
	old := h.copyData()
	first := h.mustNext()
	h.record(h.sent(first))
	j := openJournal(t, t.TempDir()) // the first journal was lost
	h.open(keeps(j))
	h.want(campaign.ReasonJournalMissing, reasonOfPause, c)
	h.resume(c)
	second := h.mustNext()
	h.record(h.sent(second))

	h = h.putBack(old, keeps(j))
	h.resumeIfPaused(c)
	if taken := h.claims(); taken[first.MessageID] || taken[second.MessageID] {
		t.Errorf("sent twice: %v", taken)
	}
}

func TestRestore_ofADatabaseOfTheJournalBeforeKnowsWhatWasSentByHand(t *testing.T) {
	t.Parallel()
	h := newHouse(t, keeps(openJournal(t, t.TempDir())))
	c := h.campaign(nil)
	h.pending(c, 1, 3)
	old := h.copyData()
	for _, item := range h.assisted(c, "ana", 2).Items {
		h.ok(h.mark(item.Message, "ana", store.AssistedSent, item.Message), "mark")
	}
	j := openJournal(t, t.TempDir()) // the first journal was lost
	h.open(keeps(j))

	h = h.putBack(old, keeps(j))
	h.want("2", "SELECT COUNT(*) FROM messages WHERE status = 'sent'")
}

func TestRestore_afterAReplayTheJournalsLostEndIsStillSeen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	h, c, _ := ready(t, keeps(openJournal(t, folder)))
	h.pending(c, 1, 3)
	old := h.copyData()
	h.record(h.sent(h.mustNext()))
	before := copyFolder(t, folder)
	h.record(h.sent(h.mustNext()))
	now := copyFolder(t, folder)

	h = h.putBack(old, keeps(openJournal(t, now))) // its mark says that both are in the journal
	h.resume(c)
	h.open(keeps(openJournal(t, before)))
	h.want(campaign.ReasonJournalMissing, reasonOfPause, c)
}

func TestRestore_knowsWhatWasReportedAfterItsLeaseWasTaken(t *testing.T) {
	t.Parallel()
	j := openJournal(t, t.TempDir())
	h := newHouse(t, keeps(j))
	c := h.campaign(nil)
	h.pending(c, 1, 1)
	old := h.copyData()
	item := h.assisted(c, "ana", 1).Items[0]
	h.ok(h.store.CancelMessage(h.ctx(), h.ws, item.Message, "bia"), "cancel")
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark as sent") // too late: the person has it

	h = h.putBack(old, keeps(j))
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", item.Message)
	h.resume(c)
	if again := h.assisted(c, "ana", 1); len(again.Items) != 0 {
		t.Error("the person would get it again")
	}
}

func TestRestore_knowsADeliveryThatAPersonHadTakenForLost(t *testing.T) {
	t.Parallel()
	h, c, a, j := journalled(t)
	h.pending(c, 1, 1)
	old := h.copyData()
	out := h.mustNext()
	h.record(campaign.Outcome{ClaimID: out.ClaimID, Result: campaign.ResultInDoubt})
	h.ok(h.store.SettleDoubt(h.ctx(), h.ws, out.MessageID, "tester", false), "settle")
	h.event(a, statusEvent("late", campaign.MessageDelivered, out.ClaimID, "wamid.1", noon))
	h.want("delivered", "SELECT status FROM messages")

	h = h.putBack(old, keeps(j))
	h.resumeIfPaused(c)
	if again := h.next(nil); again != nil {
		t.Error("sent again what was delivered")
	}
}

// resumeIfPaused makes a campaign go on that a restore may have paused.
func (h *house) resumeIfPaused(campaignID string) {
	h.Helper()
	if h.value("SELECT status FROM campaigns WHERE id = {:p0}", campaignID) == "paused" {
		h.resume(campaignID)
	}
}
