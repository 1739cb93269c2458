package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"aceno/campaign"
)

// readState and writeState are the program's own memory, by its primary key.
const (
	readState  = `SELECT value FROM system_state WHERE name = :name`
	writeState = `INSERT INTO system_state (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value`
)

// strandedMessages are those in flight when an earlier run of the program ended. Relies on messages_flight (status) WHERE
// status IN ('sending', 'in_doubt').
const strandedMessages = `
SELECT id, workspace FROM messages WHERE status = 'sending' AND status IN ('sending', 'in_doubt') AND epoch < :epoch`

// BeginEpoch starts a run: what an earlier one left in flight is in doubt from now on, leases end, and lanes and rings are
// made from the tables. Nothing is claimed for sending before.
func (s *Store) BeginEpoch(ctx context.Context) error {
	err := s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		return t.beginEpoch()
	})
	if err != nil {
		return fmt.Errorf("begin an epoch: %w", err)
	}
	for _, stage := range []string{stageSearch, stageEnrich, stageWrite, stageSend, stageReceive} {
		s.opt.Wake(stage)
	}
	return nil
}

func (t *tx) beginEpoch() error {
	d := &t.store.sender
	var before string
	if _, err := t.one(readState, args{"name": "epoch"}, &before); err != nil {
		return err
	}
	last, err := strconv.Atoi(before)
	if before != "" && err != nil {
		return fmt.Errorf("read the last epoch: %w", err)
	}
	epoch := last + 1
	if err := t.update(writeState, args{"name": "epoch", "value": strconv.Itoa(epoch)}); err != nil {
		return err
	}
	if err := t.doubtStranded(epoch); err != nil {
		return err
	}
	if err := t.meetJournal(); err != nil {
		return err
	}
	if err := t.endLeases(); err != nil {
		return err
	}
	d.epoch, d.started = epoch, true
	d.lanes, d.accounts = make(map[laneKey]*lane), make(map[string]*account)
	d.campaigns, d.workspaces, d.spent = make(map[string]*limitRing), make(map[string]*limitRing), make(map[string]*spending)
	d.flights = make(map[string]*sentMessage)
	t.onUndo(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.started = false
	})
	var active []string
	err = t.query(activeLanes, nil, func(r row) error {
		var id string
		err := r.scan(&id)
		active = append(active, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range active {
		if err := t.openLanes(id); err != nil {
			return err
		}
	}
	return t.openReplyLanes("")
}

// What an earlier run had leased. attempts stay, so that what ends the program again and again is set aside. A search or an
// event that waits for its next try is not leased and keeps its time: the one is failed, the other has an error. Rely on
// searches_due, prospects_due_enrich, prospects_due_write, messages_todo and webhook_events_due.
const (
	freeSearches = `
UPDATE searches SET lease_until = '' WHERE status = 'running' AND status IN ('queued', 'running', 'failed') AND lease_until > :real`
	freeEnrich  = `UPDATE prospects SET lease_until = '' WHERE stage = 'enrich' AND lease_until > :real`
	freeWrite   = `UPDATE prospects SET lease_until = '' WHERE stage = 'write' AND due_at >= '' AND lease_until > :real`
	freeAnswers = `UPDATE messages SET lease_until = '' WHERE todo = 1 AND lease_until > :real`
	freeEvents  = `UPDATE webhook_events SET lease_until = '' WHERE processed_at = '' AND lease_until > :real AND error = ''`
)

// endLeases gives back what a dead process had leased. Beside a live one nothing is touched.
func (t *tx) endLeases() error {
	if t.store.opt.SendLocked {
		return nil
	}
	for _, statement := range []string{freeSearches, freeEnrich, freeWrite, freeAnswers, freeEvents} {
		if err := t.update(statement, args{"real": t.real}); err != nil {
			return fmt.Errorf("end the leases of the run before: %w", err)
		}
	}
	return nil
}

// doubtStranded makes what an earlier epoch left in flight in doubt.
func (t *tx) doubtStranded(epoch int) error {
	var stranded [][2]string
	err := t.query(strandedMessages, args{"epoch": epoch}, func(r row) error {
		var one [2]string
		err := r.scan(&one[0], &one[1])
		stranded = append(stranded, one)
		return err
	})
	if err != nil {
		return err
	}
	reason := campaign.NewReason(campaign.ReasonCrashed, nil)
	for _, one := range stranded {
		m, found, err := t.sentMessage(messageByID, args{"id": one[0], "workspace": one[1]})
		if err != nil || !found {
			return err
		}
		t.touch(m.workspace, m.campaign)
		if err := t.doubt(m, campaign.Outcome{Result: campaign.ResultInDoubt, Code: campaign.ReasonCrashed, Reason: &reason, At: time.Time{}}); err != nil {
			return err
		}
	}
	return nil
}
