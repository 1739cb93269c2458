package store_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
	"aceno/store"
)

// openJournal opens the send journal of a folder until the test ends.
func openJournal(tb testing.TB, folder string) *backup.Journal {
	tb.Helper()
	j, err := backup.OpenJournal(folder)
	if err != nil {
		tb.Fatalf("open the send journal: %v", err)
	}
	tb.Cleanup(func() {
		if err := j.Close(); err != nil {
			tb.Errorf("close the send journal: %v", err)
		}
	})
	return j
}

// keeps makes a store keep a journal.
func keeps(j store.Journal) func(*store.Options) {
	return func(o *store.Options) { o.Journal = j }
}

// journalled is a house with an account, a campaign and a send journal.
func journalled(tb testing.TB) (h *house, campaignID, accountID string, j *backup.Journal) {
	tb.Helper()
	j = openJournal(tb, tb.TempDir())
	h, campaignID, accountID = ready(tb, keeps(j))
	return h, campaignID, accountID, j
}

// entries are all that a journal remembers of one kind, oldest first.
func (h *house) entries(j store.Journal, kind campaign.JournalKind) []campaign.JournalEntry {
	h.Helper()
	var list []campaign.JournalEntry
	h.ok(j.Since(0, func(_ int64, e campaign.JournalEntry) error {
		if e.Kind == kind {
			list = append(list, e)
		}
		return nil
	}), "read the journal")
	return list
}

// faulty is a journal whose disk may be full.
type faulty struct {
	store.Journal
	full atomic.Bool
}

func (f *faulty) Append(sequence int64, entries []campaign.JournalEntry) error {
	if f.full.Load() {
		return errors.New("no space left on device")
	}
	return f.Journal.Append(sequence, entries)
}

// slow is a journal that says when it is asked and waits to be let go on.
type slow struct {
	store.Journal
	asked, goOn chan struct{}
}

func (s *slow) Append(sequence int64, entries []campaign.JournalEntry) error {
	select {
	case s.asked <- struct{}{}:
		<-s.goOn
	case <-s.goOn:
	}
	return s.Journal.Append(sequence, entries)
}

func TestJournal_hasEveryClaimBeforeItIsAnswered(t *testing.T) {
	t.Parallel()
	h, c, a, j := journalled(t)
	h.pending(c, 1, 3)
	for n := range 3 {
		out := h.mustNext()
		claims := h.entries(j, campaign.JournalSend)
		if len(claims) != n+1 || claims[n].Claim != out.ClaimID {
			t.Fatalf("after claim %s the journal has %+v", out.ClaimID, claims)
		}
		e := claims[n]
		if e.Workspace != h.ws || e.Campaign != c || e.Account != a || e.Channel != campaign.ChannelWhatsApp || e.Step != 0 || !e.At.Equal(noon) {
			t.Errorf("entry %+v", e)
		}
		h.want(e.OnceKey+e.ContactKey, "SELECT once_key || contact_key FROM messages WHERE id = {:p0}", out.MessageID)
	}
}

func TestJournal_isToldAfterTheCommitAndBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	j := &slow{Journal: openJournal(t, t.TempDir()), asked: make(chan struct{}), goOn: make(chan struct{})}
	h, c, _ := ready(t, keeps(j))
	goOn := sync.OnceFunc(func() { close(j.goOn) })
	t.Cleanup(goOn)
	h.pending(c, 1, 1)
	answered := make(chan *campaign.Outgoing, 1)
	go func() {
		out, err := h.store.Next(h.ctx(), nil)
		if err != nil {
			t.Error(err)
		}
		answered <- out
	}()
	<-j.asked
	h.want("sending", "SELECT status FROM messages") // committed
	if claims := h.entries(j.Journal, campaign.JournalSend); len(claims) != 0 {
		t.Fatalf("told already: %+v", claims)
	}
	select {
	case out := <-answered:
		t.Fatalf("claim %+v was answered before the journal had it", out)
	default:
	}
	goOn()
	if out := <-answered; out == nil || h.entries(j.Journal, campaign.JournalSend)[0].Claim != out.ClaimID {
		t.Errorf("answered %+v", out)
	}
}

func TestJournal_thatCannotBeWrittenLetsNothingGoOutUntilItCan(t *testing.T) {
	t.Parallel()
	j := &faulty{Journal: openJournal(t, t.TempDir())}
	h, c, _ := ready(t, keeps(j))
	h.pending(c, 1, 2)
	first := h.mustNext()
	j.full.Store(true)
	sent := h.sent(first)
	out, err := h.store.Next(h.ctx(), &sent)
	if out != nil || err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Fatalf("claimed %+v, error %v", out, err)
	}
	h.want("sent", "SELECT status FROM messages WHERE id = {:p0}", first.MessageID) // the answer before is kept
	h.want("1", "SELECT COUNT(*) FROM messages WHERE status = 'pending' AND sent_at = '' AND claim_id = ''")
	h.want(campaign.ReasonJournalUnwritable, "SELECT json_extract(status_reason, '$.code') FROM messages WHERE status = 'pending'")
	for range 3 {
		h.clock.Advance(retry)
		if out := h.next(nil); out != nil {
			t.Fatalf("claimed %+v while the journal cannot be written", out)
		}
	}
	if why := h.why(c, "en"); why.Code != campaign.ReasonJournalUnwritable || !strings.Contains(why.Message, "no space left") {
		t.Errorf("why: %+v", why)
	}
	next, err := h.store.NextSend(h.ctx())
	h.ok(err, "next send")
	if wait := next.Sub(h.clock.Now()); wait <= 0 || wait > retry {
		t.Errorf("the journal is tried again in %v", wait)
	}
	j.full.Store(false)
	h.clock.Set(next)
	before := h.woken("send")
	if out := h.next(nil); out != nil {
		t.Fatal("claimed in the same group that found the journal well")
	}
	if h.woken("send") == before {
		t.Error("nobody woke the sender")
	}
	second := h.mustNext()
	claims := h.entries(j.Journal, campaign.JournalSend)
	if len(claims) != 3 || claims[2].Claim != second.ClaimID {
		t.Errorf("the journal has %d claims: %+v", len(claims), claims)
	}
	if given := h.entries(j.Journal, campaign.JournalUnsent); len(given) != 1 || given[0].Claim != claims[1].Claim {
		t.Errorf("what was given back: %+v", given)
	}
}

func TestJournal_thatCannotBeWrittenHoldsUpNothingButSending(t *testing.T) {
	t.Parallel()
	j := &faulty{Journal: openJournal(t, t.TempDir())}
	h, c, a := ready(t, keeps(j))
	h.pending(c, 1, 1)
	j.full.Store(true)
	h.wrote(a, phone(1)[1:], "parar")
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "email", "ana@clinica.example", "", "tester"), "suppress")
	h.want("cancelled", "SELECT status FROM messages WHERE direction = 'outbound'")
	if told := h.entries(j.Journal, campaign.JournalSuppress); len(told) != 0 {
		t.Fatalf("a full disk took %+v", told)
	}
	j.full.Store(false)
	h.next(nil) // any write tells what is left
	if told := h.entries(j.Journal, campaign.JournalSuppress); len(told) < 3 {
		t.Errorf("only %d suppressions were told later", len(told))
	}
}

func TestJournal_hasTheSuppressionsOfAWebhook(t *testing.T) {
	t.Parallel()
	h, c, a, j := journalled(t)
	h.pending(c, 1, 1)
	h.wrote(a, phone(1)[1:], "parar")
	h.wrote(a, phone(7)[1:], "parar") // a stranger
	told := h.entries(j, campaign.JournalSuppress)
	for _, number := range []string{phone(1), phone(7)} {
		hash := hasher{}.Hash(h.ws, "phone", number)
		if !slices.ContainsFunc(told, func(e campaign.JournalEntry) bool {
			return e.Hash == hash && e.Reason == "opt_out" && e.FormKind == "phone"
		}) {
			t.Errorf("the opt-out of %s is not in the journal: %+v", number, told)
		}
	}
	for _, e := range told {
		if strings.Contains(e.Hint, phone(1)[5:]) {
			t.Errorf("the journal holds a contact: %+v", e)
		}
	}
	h.wrote(a, phone(1)[1:], "parar")
	if again := h.entries(j, campaign.JournalSuppress); len(again) > 2*len(told) {
		t.Errorf("a repeat wrote %d entries", len(again)-len(told))
	}
}

func TestJournal_knowsHowEachClaimEnded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		result campaign.Result
		unsent int
	}{
		"sent": {campaign.ResultSent, 0}, "in doubt": {campaign.ResultInDoubt, 0}, "unsent": {campaign.ResultUnsent, 1}, "rejected": {campaign.ResultRejected, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, c, _, j := journalled(t)
			h.pending(c, 1, 1)
			out := h.mustNext()
			h.record(campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: tt.result})
			if given := h.entries(j, campaign.JournalUnsent); len(given) != tt.unsent || tt.unsent == 1 && given[0].Claim != out.ClaimID {
				t.Errorf("given back: %+v", given)
			}
		})
	}
}

func TestJournal_knowsWhatAPersonSentByHand(t *testing.T) {
	t.Parallel()
	j := openJournal(t, t.TempDir())
	h := newHouse(t, keeps(j))
	c := h.campaign(nil)
	h.pending(c, 1, 2)
	page := h.assisted(c, "ana", 2)
	for _, item := range page.Items {
		h.ok(h.mark(item.Message, "ana", store.AssistedSent, item.Message), "mark as sent")
	}
	h.ok(h.store.UndoSent(h.ctx(), h.ws, page.Items[1].Message, "ana"), "undo")
	sends, undone := h.entries(j, campaign.JournalSend), h.entries(j, campaign.JournalUnsent)
	if len(sends) != 2 || len(undone) != 1 || sends[0].Account != "" || sends[1].Claim != undone[0].Claim {
		t.Errorf("sent %+v, undone %+v", sends, undone)
	}
}

func TestJournal_isNotToldOfAJobThatFails(t *testing.T) {
	t.Parallel()
	h, _, _, j := journalled(t)
	before := j.State()
	if err := h.store.AddSuppression(h.ctx(), h.ws, "email", "no address", "", "tester"); err == nil {
		t.Fatal("suppressed what is no address")
	}
	if j.State() != before {
		t.Errorf("the journal went from %+v to %+v", before, j.State())
	}
}

func TestJournal_thatCannotBeWrittenHandsNothingOutToBeSentByHand(t *testing.T) {
	t.Parallel()
	j := &faulty{Journal: openJournal(t, t.TempDir())}
	h := newHouse(t, keeps(j))
	c := h.campaign(nil)
	h.pending(c, 1, 1)
	j.full.Store(true)
	h.ok(h.store.AddSuppression(h.ctx(), h.ws, "email", "ana@clinica.example", "", "tester"), "suppress")
	page, err := h.store.AssistedNext(h.ctx(), h.ws, c, "ana", 1)
	if err == nil && len(page.Items) != 0 {
		t.Error("handed out what the journal cannot remember as sent")
	}
}

func TestJournal_thatCannotTakeAMarkKeepsItForLater(t *testing.T) {
	t.Parallel()
	j := &faulty{Journal: openJournal(t, t.TempDir())}
	h := newHouse(t, keeps(j))
	c := h.campaign(nil)
	h.pending(c, 1, 1)
	item := h.assisted(c, "ana", 1).Items[0]
	j.full.Store(true)
	if err := h.mark(item.Message, "ana", store.AssistedSent, "k"); err == nil {
		t.Error("a mark was answered that the journal does not have")
	}
	h.want("sent", "SELECT status FROM messages") // kept: the phone says it again, and it acts once
	j.full.Store(false)
	h.ok(h.mark(item.Message, "ana", store.AssistedSent, "k"), "mark again")
	h.want("1", "SELECT sent_count FROM campaigns")
	if sends := h.entries(j.Journal, campaign.JournalSend); len(sends) != 1 {
		t.Errorf("the journal has %+v", sends)
	}
}
