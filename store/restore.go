package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"aceno/campaign"
)

// anySend says whether anything was ever claimed or sent. Relies on messages_claim and messages_sent.
const anySend = `
SELECT EXISTS (SELECT 1 FROM messages INDEXED BY messages_claim WHERE claim_id != '' AND claim_id > '')
	OR EXISTS (SELECT 1 FROM messages INDEXED BY messages_sent WHERE sent_at != '' AND account >= '')`

// meetJournal compares the database with its journal at the start of a run. A database that is behind was restored: what
// the journal knows is marked as sent, its suppressions come back, and everything starts paused, for somebody to check. So it
// does when the journal is gone though messages were sent, since nobody knows what this database has forgotten.
func (t *tx) meetJournal() error {
	journal, keeper := t.store.opt.Journal, &t.store.journal
	if journal == nil {
		return nil
	}
	var value string
	if _, err := t.one(readState, args{"name": "journal"}, &value); err != nil {
		return err
	}
	var mark journalMark
	if value != "" {
		if err := json.Unmarshal([]byte(value), &mark); err != nil {
			return fmt.Errorf("read the journal's mark: %w", err)
		}
	}
	state := journal.State()
	switch {
	case state.ID == mark.ID && state.Sequence < mark.After: // its end is lost: nobody knows what it held
		return t.newJournal(mark.ID, campaign.JournalState{})
	case state.ID == "" || state.ID != mark.ID:
		return t.newJournal(mark.ID, state)
	case mark.Sequence > state.Sequence: // the program ended between commit and journal
		if err := journal.Append(mark.Sequence, mark.Entries); err != nil {
			return fmt.Errorf("tell the journal what was committed last: %w", err)
		}
	case mark.Sequence < state.Sequence:
		if _, err := t.replay(mark.Sequence); err != nil {
			return fmt.Errorf("replay the send journal: %w", err)
		}
		mark = journalMark{ID: state.ID, Sequence: state.Sequence, After: state.Sequence}
		if err := writeMark(t.session, mark); err != nil {
			return err
		}
		if err := t.pauseAll(campaign.ReasonRestored); err != nil {
			return err
		}
	}
	keeper.mark, keeper.wait, keeper.told = mark, nil, mark.Sequence
	keeper.broken.Store(nil)
	return nil
}

// newJournal begins a journal. Where messages were sent before, another one is missing. One that the database does not name may
// still know it: a database from before the journal, or of the one before. What it knows of these workspaces is done again first;
// of another installation's it matches nothing.
func (t *tx) newJournal(before string, found campaign.JournalState) error {
	known := 0
	if found.ID != "" {
		var err error
		if known, err = t.replay(0); err != nil {
			return fmt.Errorf("replay a send journal that the database does not name: %w", err)
		}
	}
	var sent bool
	if _, err := t.one(anySend, nil, &sent); err != nil {
		return err
	}
	seed, err := t.seedJournal()
	if err != nil {
		return err
	}
	state, err := t.store.opt.Journal.Begin(seed)
	if err != nil {
		return fmt.Errorf("begin a send journal: %w", err)
	}
	mark := journalMark{ID: state.ID, Sequence: state.Sequence, After: state.Sequence}
	if err := writeMark(t.session, mark); err != nil {
		return err
	}
	keeper := &t.store.journal
	keeper.mark, keeper.wait, keeper.told = mark, nil, mark.Sequence
	keeper.broken.Store(nil)
	switch {
	case known > 0:
		return t.pauseAll(campaign.ReasonRestored)
	case !sent:
		return nil
	}
	t.store.opt.Logger.Warn("the send journal of this database is missing: every campaign is paused until somebody has checked", "expected", before)
	return t.pauseAll(campaign.ReasonJournalMissing)
}

// What a new journal must know of a database that has sent: who holds which step, and who must not be written to. Rely on
// messages_once, suppressions_once and prospects_erased.
const (
	sentBefore = `
SELECT id, workspace, sent_at, claim_id, once_key, contact_key, campaign, account, channel, step, cost_micros FROM messages INDEXED BY messages_once
WHERE once_key != '' AND once_key > '' AND sent_at != ''`
	suppressedBefore = `SELECT workspace, created, kind, hash, hint, reason FROM suppressions WHERE workspace > ''`
	erasedBefore     = `SELECT workspace, updated, id FROM prospects INDEXED BY prospects_erased WHERE deleted = 1 AND workspace > ''`
)

func (t *tx) seedJournal() ([]campaign.JournalEntry, error) {
	var entries []campaign.JournalEntry
	err := t.query(sentBefore, nil, func(r row) error {
		e := campaign.JournalEntry{Kind: campaign.JournalSend}
		var id string
		err := r.scan(&id, &e.Workspace, &e.At, &e.Claim, &e.OnceKey, &e.ContactKey, &e.Campaign, &e.Account, &e.Channel, &e.Step, &e.CostMicros)
		if e.Claim == "" {
			e.Claim = handClaim(id)
		}
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.query(suppressedBefore, nil, func(r row) error {
		e := campaign.JournalEntry{Kind: campaign.JournalSuppress}
		err := r.scan(&e.Workspace, &e.At, &e.FormKind, &e.Hash, &e.Hint, &e.Reason)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = t.query(erasedBefore, nil, func(r row) error {
		e := campaign.JournalEntry{Kind: campaign.JournalErase}
		err := r.scan(&e.Workspace, &e.At, &e.Prospect)
		entries = append(entries, e)
		return err
	})
	return entries, err
}

// replay does again what the journal knows and the database has forgotten, and says how many entries were of its workspaces.
func (t *tx) replay(since int64) (known int, err error) {
	sends := map[string]campaign.JournalEntry{}
	var order []string
	here := map[string]bool{}
	err = t.store.opt.Journal.Since(since, func(_ int64, e campaign.JournalEntry) error {
		if ours, err := t.ours(here, e.Workspace); err != nil || !ours {
			return err
		}
		known++
		switch e.Kind {
		case campaign.JournalSend:
			sends[e.Claim] = e
			order = append(order, e.Claim)
		case campaign.JournalUnsent:
			delete(sends, e.Claim)
		case campaign.JournalSuppress:
			_, err := t.suppressHash(e)
			return err
		case campaign.JournalErase:
			return t.replayErase(e)
		default:
			return fmt.Errorf("an entry of the unknown kind %q: a newer version wrote this journal, start that", e.Kind)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, claim := range order {
		e, stands := sends[claim]
		if !stands {
			continue
		}
		delete(sends, claim)
		if err := t.replaySend(e); err != nil {
			return 0, fmt.Errorf("claim %s: %w", claim, err)
		}
	}
	if known > 0 {
		t.store.opt.Logger.Warn("the database was older than its send journal: what was forgotten is marked again, and every campaign is paused", "entries", known)
	}
	return known, nil
}

// ours says whether a workspace is one of this database.
func (t *tx) ours(here map[string]bool, id string) (bool, error) {
	if known, asked := here[id]; asked {
		return known, nil
	}
	_, err := t.store.workspace(t.session, id)
	here[id] = err == nil
	if isNotFound(err) {
		err = nil
	}
	return here[id], err
}

// messageByOnce finds a message by what it holds: messages_once UNIQUE (once_key) WHERE once_key != ”. replayMessage makes it
// sent, by rowid. insertReplayed keeps the place of a message that this database never knew: its step, its person's cool-down
// and the limits count it.
const (
	messageByOnce = `SELECT ` + sentColumns + ` FROM messages WHERE once_key = :once AND once_key != '' AND workspace = :workspace`
	replayMessage = `
UPDATE messages SET status = 'sent', sent_at = :at, claim_id = :claim, status_reason = :reason, cost_micros = :cost, updated = :real WHERE rowid = :row`
	insertReplayed = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, direction, status, status_reason, step, sent_at, contact_key, once_key,
	claim_id, cost_micros, created, updated)
VALUES (:id, :workspace, '', :campaign, :account, :channel, 'outbound', 'sent', :reason, :step, :at, :contact_key, :once, :claim, :cost, :real, :real)
ON CONFLICT DO NOTHING`
)

func (t *tx) replaySend(e campaign.JournalEntry) error {
	reason := campaign.NewReason(campaign.ReasonRestored, nil)
	m, found, err := t.sentMessage(messageByOnce, args{"once": e.OnceKey, "workspace": e.Workspace})
	if err != nil {
		return err
	}
	if !found {
		return t.update(insertReplayed, args{"id": t.store.ids.next(t.real), "workspace": e.Workspace, "campaign": e.Campaign, "account": e.Account,
			"channel": e.Channel, "reason": reason, "step": e.Step, "at": e.At, "contact_key": e.ContactKey, "once": e.OnceKey, "claim": e.Claim, "cost": e.CostMicros, "real": t.real})
	}
	if m.accepted() || m.status == campaign.MessageInDoubt {
		return nil
	}
	if err := t.update(replayMessage, args{"row": m.row, "at": e.At, "claim": e.Claim, "reason": reason, "cost": e.CostMicros, "real": t.real}); err != nil {
		return err
	}
	t.touch(m.workspace, m.campaign)
	if _, err := t.store.campaign(t.session, m.campaign); err != nil {
		if isNotFound(err) {
			return nil
		}
		return err
	}
	if by := e.CostMicros - m.costMicros; by != 0 {
		if err := t.count(m.workspace, m.campaign, campaign.Counters{CostMicros: by}); err != nil {
			return err
		}
	}
	return t.accept(m, e.At)
}

// pauseAll pauses every active campaign of the installation, with its reason.
func (t *tx) pauseAll(code string) error {
	var active []string
	err := t.query(activeLanes, nil, func(r row) error {
		var id string
		err := r.scan(&id)
		active = append(active, id)
		return err
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range active {
		c, err := t.store.campaign(t.session, id)
		if err == nil {
			err = t.moveCampaign(c, campaign.StatusPaused, "", code)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
