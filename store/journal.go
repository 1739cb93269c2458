package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"aceno/campaign"
)

// Journal remembers outside the data folder what an old database that is put back must not forget: claims and suppressions.
// It is written by the writer alone, after the commit of a group and before anybody is answered.
type Journal interface {
	// State says how far it has come; the zero value when there is none.
	State() campaign.JournalState
	// Begin starts a new one with these entries, and sets an older one aside.
	Begin(entries []campaign.JournalEntry) (campaign.JournalState, error)
	// Append adds one group; it is durable when it returns. After an error nothing of it was added.
	Append(sequence int64, entries []campaign.JournalEntry) error
	// Since reads what was added after a group.
	Since(sequence int64, each func(sequence int64, e campaign.JournalEntry) error) error
}

// journalMark is what the database knows of its journal: which one it is, how far it had come at this commit, and the entries
// that may not have reached it, since the program can end between the two.
type journalMark struct {
	ID       string                  `json:"id"`
	Sequence int64                   `json:"sequence"`
	After    int64                   `json:"after"` // it had reached the journal for certain
	Entries  []campaign.JournalEntry `json:"entries,omitempty"`
}

// journalKeeper is the writer's side of the journal. Only the writer changes it; broken is read by others too.
type journalKeeper struct {
	mark   journalMark             // as last committed
	told   int64                   // the last group that the journal took
	wait   []campaign.JournalEntry // committed, and not yet in the journal
	broken atomic.Pointer[error]   // why the journal cannot be written
}

// errJournal says that a write is durable in the database, and that the journal could not be told: no call may follow it.
var errJournal = errors.New("the send journal cannot be written")

// journal remembers an entry with the job's commit.
func (t *tx) journal(e campaign.JournalEntry) {
	if t.store.journal.mark.ID != "" { // a run has begun: a command that only sets up sends nothing
		t.entries = append(t.entries, e)
	}
}

// markJournal writes the group's entries into the database's own memory, in the group's transaction.
func (g *batch) markJournal(ses *session) error {
	if len(g.entries) == 0 {
		return nil
	}
	keeper := &g.store.journal
	g.mark = journalMark{ID: keeper.mark.ID, Sequence: keeper.mark.Sequence + 1, After: keeper.told, Entries: append(keeper.wait[:len(keeper.wait):len(keeper.wait)], g.entries...)}
	return writeMark(ses, g.mark)
}

func writeMark(ses *session, mark journalMark) error {
	value, err := json.Marshal(mark)
	if err != nil {
		return fmt.Errorf("write the journal's mark as JSON: %w", err)
	}
	_, err = ses.exec(writeState, args{"name": "journal", "value": string(value)})
	return err
}

// tellJournal appends what was committed. A group that the journal did not take is kept, and told again with the next.
func (s *Store) tellJournal(g *batch) error {
	keeper := &s.journal
	if len(g.entries) > 0 {
		keeper.mark, keeper.wait = g.mark, g.mark.Entries
	}
	if len(keeper.wait) == 0 {
		return nil
	}
	if err := s.opt.Journal.Append(keeper.mark.Sequence, keeper.wait); err != nil {
		if keeper.broken.Swap(&err) == nil {
			s.opt.Logger.Error("the send journal cannot be written: nothing more is sent until it can", "error", err)
		}
		return fmt.Errorf("%w: %w", errJournal, err)
	}
	keeper.wait, keeper.told = nil, keeper.mark.Sequence
	if keeper.broken.Swap(nil) != nil {
		s.opt.Logger.Warn("the send journal can be written again")
		s.opt.Wake(stageSend)
	}
	return nil
}

// journalTroubled says why the journal cannot be written, or "".
func (s *Store) journalTroubled() string {
	if err := s.journal.broken.Load(); err != nil {
		return (*err).Error()
	}
	return ""
}

// retryJournal is how long after a failure the journal is tried again, in business time, when nothing else is written.
const retryJournal = 5 * time.Second

// unclaim gives back what was claimed when the journal could not be told: no call was made.
func (s *Store) unclaim(ctx context.Context, out *campaign.Outgoing) error {
	reason := campaign.NewReason(campaign.ReasonJournalUnwritable, map[string]any{"detail": s.journalTroubled()})
	return s.Record(context.WithoutCancel(ctx), campaign.Outcome{ClaimID: out.ClaimID, MessageID: out.MessageID, Result: campaign.ResultUnsent,
		Code: campaign.ReasonJournalUnwritable, Reason: &reason, Wait: retryJournal})
}

// sendEntry is what the journal remembers of a claim, or of its end.
func (m *sentMessage) sendEntry(kind campaign.JournalKind, claim string, at time.Time) campaign.JournalEntry {
	return campaign.JournalEntry{Kind: kind, Workspace: m.workspace, At: at, Claim: claim, OnceKey: onceKeyOf(m.contactKey, m.campaign, m.id, m.step),
		ContactKey: m.contactKey, Campaign: m.campaign, Account: m.account, Channel: m.channel, Step: m.step, CostMicros: m.costMicros}
}

// handClaim stands in the journal for the claim of a message that a person sent.
func handClaim(messageID string) string { return "hand:" + messageID }
