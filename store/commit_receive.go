package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"aceno/campaign"
)

// getEvent reads an event that is still the one that was leased, by its primary key.
const getEvent = `
SELECT platform, workspace, account, payload, received_at FROM webhook_events WHERE id = :id AND processed_at = '' AND lease_until = :lease`

// heldAnswer says whether an inbound message is still the one that was leased.
const heldAnswer = `SELECT 1 FROM messages WHERE id = :id AND todo = 1 AND lease_until = :lease`

// CommitReceive applies events and stores what answers mean. A piece that cannot be applied is set aside with its error and
// holds nothing else up.
func (s *Store) CommitReceive(ctx context.Context, done []campaign.ReceiveDone) error {
	err := s.write(ctx, func(t *tx) error {
		for _, d := range done {
			commit := t.commitAnswer
			if d.Task.EventID != "" {
				commit = t.commitEvent
			}
			if err := commit(d); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("commit what was received: %w", err)
	}
	return nil
}

func (t *tx) commitEvent(d campaign.ReceiveDone) error {
	var from source
	var payload string
	var received time.Time
	held, err := t.one(getEvent, args{"id": d.Task.EventID, "lease": d.Task.Lease}, &from.platform, &from.workspace, &from.account, &payload, &received)
	if err != nil || !held {
		return err
	}
	var event campaign.Event
	if err := json.Unmarshal([]byte(payload), &event); err != nil {
		return t.giveUpEvent(d.Task.EventID, "the stored event cannot be read: "+err.Error())
	}
	if event.Unread != "" {
		return t.giveUpEvent(d.Task.EventID, event.Unread)
	}
	applied, err := t.process(d.Task.EventID, from, event, d.Task.Attempts, received)
	if err != nil || !applied {
		return err
	}
	return t.update(appliedEvent, args{"id": d.Task.EventID, "now": t.now, "real": t.real})
}

// classifiedAnswer closes an inbound message; laterAnswer gives it back for a later try. Both by the primary key.
const (
	classifiedAnswer = `UPDATE messages SET todo = 0, lease_until = '', updated = :real WHERE id = :id`
	laterAnswer      = `UPDATE messages SET lease_until = :lease WHERE id = :id`
)

// setIntent keeps what an answer means, by the prospect's primary key. An opt-out is never undone by it.
const setIntent = `
UPDATE prospects SET intent = :intent, sentiment = :sentiment, updated = :real WHERE id = :id AND intent != 'opt_out'`

func (t *tx) commitAnswer(d campaign.ReceiveDone) error {
	held, err := t.has(heldAnswer, args{"id": d.Task.MessageID, "lease": d.Task.Lease})
	if err != nil || !held {
		return err
	}
	if d.Failed != nil && d.RetryAfter > 0 {
		return t.update(laterAnswer, args{"id": d.Task.MessageID, "lease": stored(t.real.Add(d.RetryAfter))})
	}
	if err := t.update(classifiedAnswer, args{"id": d.Task.MessageID, "real": t.real}); err != nil {
		return err
	}
	p, found, err := t.inboundPerson(d.Task.MessageID)
	if err != nil || !found || d.Failed != nil {
		return err
	}
	t.touch(p.ws, p.campaign)
	t.talked(p.id)
	if d.Intent == campaign.IntentOptOut { // a model may add a stop
		return t.optOut(p, nil, "")
	}
	return t.update(setIntent, args{"id": p.id, "intent": d.Intent, "sentiment": d.Sentiment, "real": t.real})
}
