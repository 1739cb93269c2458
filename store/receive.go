package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
)

// insertEvent stores an event once, as one that is applied: what cannot be is left to the stage in the same transaction. Relies on
// webhook_events_once UNIQUE (platform, event_id).
const insertEvent = `
INSERT INTO webhook_events (id, platform, event_id, payload, received_at, processed_at, workspace, account, created, updated)
VALUES (:id, :platform, :event, :payload, :now, :now, :workspace, :account, :real, :real)
ON CONFLICT (platform, event_id) DO NOTHING`

// appliedEvent and waitingEvent close an event or leave it to the stage, by its primary key.
const (
	appliedEvent = `UPDATE webhook_events SET processed_at = :now, error = '', lease_until = '', updated = :real WHERE id = :id`
	waitingEvent = `UPDATE webhook_events SET processed_at = '', error = :error, lease_until = :lease, updated = :real WHERE id = :id`
)

// Times of events that cannot be applied yet: a status may come before the answer that names its message. How long one is
// kept goes by business time, how often it is tried by real time.
const (
	waitForMatch = 8 * 24 * time.Hour
	firstRetry   = 2 * time.Second
	lastRetry    = time.Hour
)

// errNoMatch says that an event names a message that is not known yet.
var errNoMatch = errors.New("no message has this id yet")

// source is where an event came from; ids in it are looked up in its workspace alone.
type source struct{ platform, workspace, account string }

// Receive stores events of an account's webhook and applies them, in one transaction: when it returns, all are durable. An
// event that was stored before acts no second time. One that cannot be applied is stored all the same, and left to the
// receive stage.
func (s *Store) Receive(ctx context.Context, platform string, workspace, account string, events []campaign.Event) error {
	from := source{platform, workspace, account}
	err := s.write(ctx, func(t *tx) error {
		if len(events) == 1 {
			return t.receiveAlone(from, events[0])
		}
		for _, event := range events {
			if err := t.receive(from, event); err != nil {
				return fmt.Errorf("event %q: %w", event.Key, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("receive from %s: %w", platform, err)
	}
	return nil
}

// receiveAlone is receive for an event that has its job to itself: the job's savepoint is its own, and a second one is needed only where
// applying fails. Then the job begins anew.
func (t *tx) receiveAlone(from source, event campaign.Event) error {
	if event.Unread != "" {
		return t.receive(from, event)
	}
	_, added, err := t.storeEvent(from, event)
	if err != nil || !added {
		return err
	}
	if safely(func(t *tx) error { return t.apply(from, event) }, t) == nil {
		return nil
	}
	if err := t.restart(); err != nil {
		return err
	}
	return t.receive(from, event)
}

func (t *tx) receive(from source, event campaign.Event) error {
	id, added, err := t.storeEvent(from, event)
	if err != nil || !added {
		return err
	}
	_, err = t.process(id, from, event, 0, t.now)
	return err
}

// storeEvent stores an event, unless it was stored before.
func (t *tx) storeEvent(from source, event campaign.Event) (id string, added bool, err error) {
	payload, err := json.Marshal(event)
	if err != nil {
		event.Payload = nil // not JSON after all: the event without it is still worth having
		if payload, err = json.Marshal(event); err != nil {
			return "", false, fmt.Errorf("write as JSON: %w", err)
		}
	}
	id = t.store.ids.next(t.real)
	changed, err := t.exec(insertEvent, args{"id": id, "platform": from.platform, "event": event.Key, "payload": json.RawMessage(payload),
		"now": t.now, "workspace": from.workspace, "account": from.account, "real": t.real})
	return id, changed > 0, err
}

// process applies a stored event under an inner savepoint. It says whether that is done, or notes why it is not.
func (t *tx) process(id string, from source, event campaign.Event, attempts int, received time.Time) (applied bool, err error) {
	if event.Unread != "" { // a later version may understand it: it is kept unprocessed until it is too old
		return false, t.setAside(id, event.Unread, waitForMatch)
	}
	failed := t.nested(func(t *tx) error { return t.apply(from, event) })
	if errors.Is(failed, errStranger) { // a stop holds at once, whoever it is from
		if err := t.nested(func(t *tx) error { return t.strangerWrote(from, event.Inbound) }); err != nil {
			failed = err
		}
	}
	switch {
	case failed == nil:
		return true, nil
	case t.now.Sub(received) > waitForMatch:
		return false, t.giveUpEvent(id, failed.Error())
	}
	t.wake(stageReceive)
	return false, t.setAside(id, failed.Error(), min(lastRetry, firstRetry<<min(attempts, 12)))
}

func (t *tx) setAside(id, why string, wait time.Duration) error {
	return t.update(waitingEvent, args{"id": id, "error": clip(why, 1000), "lease": stored(t.real.Add(wait)), "real": t.real})
}

// abandonEvent closes an event that never found its match, with its error kept.
const abandonEvent = `
UPDATE webhook_events SET processed_at = :now, error = :error, lease_until = '', updated = :real WHERE id = :id`

func (t *tx) giveUpEvent(id, why string) error {
	return t.update(abandonEvent, args{"id": id, "error": clip(why, 1000), "now": t.now, "real": t.real})
}

// keepEvents is how long an event's key is kept: Meta's signature has no time stamp, so that an old body could come again.
const keepEvents = 30 * 24 * time.Hour

// dropEvents forgets events that were closed long ago, a few at a time. Relies on webhook_events_received (received_at).
const dropEvents = `
DELETE FROM webhook_events WHERE rowid IN (
	SELECT rowid FROM webhook_events WHERE received_at < :before AND processed_at != '' ORDER BY received_at LIMIT 200)`

// DropOldEvents forgets webhook events older than 30 days that need nothing any more, and says how many. What it does is
// bounded, so that nobody waits for it; it is called again until there are none.
func (s *Store) DropOldEvents(ctx context.Context) (int64, error) {
	var dropped int64
	err := s.write(ctx, func(t *tx) error {
		var err error
		dropped, err = t.exec(dropEvents, args{"before": t.now.Add(-keepEvents)})
		return err
	})
	return dropped, err
}

// apply does what an event says: the same function for the webhook's transaction and for the stage.
func (t *tx) apply(from source, event campaign.Event) error {
	switch {
	case event.Kind == campaign.EventStatus && event.Status != nil:
		return t.applyStatus(from, event.At, event.Status)
	case event.Kind == campaign.EventInbound && event.Inbound != nil:
		return t.applyInbound(from, event.At, event.Inbound)
	case event.Kind == campaign.EventPreference && event.Prefer != nil:
		return t.applyPreference(from, event.Prefer)
	case event.Kind == campaign.EventTemplate && event.Template != nil:
		return t.applyTemplate(from, event.Template)
	case event.Kind == campaign.EventAccount && event.Account != nil:
		return t.applyAccount(from, event.Account)
	case event.Kind == campaign.EventIdentity && event.Identity != nil:
		return t.applyIdentity(from, event.Identity)
	case event.Kind == campaign.EventEcho && event.Echo != nil:
		return t.applyEcho(from, event.At, event.Echo)
	case event.Kind == campaign.EventIgnored:
		return nil
	default:
		return fmt.Errorf("an event of kind %q without its part", event.Kind)
	}
}

// StoreUnmatched keeps a signed body, or an event of it, that belongs to no account or cannot be read. It is closed with its
// error: no later try could know more.
func (s *Store) StoreUnmatched(ctx context.Context, platform, key string, payload []byte, why string) error {
	text := json.RawMessage(payload)
	if !json.Valid(payload) {
		quoted, err := json.Marshal(string(payload))
		if err != nil {
			return fmt.Errorf("quote an unreadable body: %w", err)
		}
		text = quoted
	}
	return s.write(ctx, func(t *tx) error {
		id := t.store.ids.next(t.real)
		added, err := t.exec(insertEvent, args{"id": id, "platform": platform, "event": key, "payload": text, "now": t.now,
			"workspace": "", "account": "", "real": t.real})
		if err != nil || added == 0 {
			return err
		}
		return t.giveUpEvent(id, why)
	})
}

// clip cuts a text to at most n bytes, at a rune's edge.
func clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}
