package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// dueEvents finds stored events that wait to be applied. Relies on webhook_events_due (lease_until) WHERE processed_at = ”.
const dueEvents = `
SELECT id, attempts, error FROM webhook_events WHERE processed_at = '' AND lease_until <= :real ORDER BY lease_until LIMIT :n`

// dueAnswers finds inbound messages that wait to be classified. Relies on messages_todo (lease_until) WHERE todo = 1.
const dueAnswers = `
SELECT m.id, m.content, m.attempts, w.locale FROM messages m CROSS JOIN workspaces w ON w.id = m.workspace
WHERE m.todo = 1 AND m.lease_until <= :real ORDER BY m.lease_until, m.created LIMIT :n`

// leaseEvent and leaseAnswer take one for one try, by its primary key.
const (
	leaseEvent  = `UPDATE webhook_events SET lease_until = :lease, attempts = attempts + 1, error = '' WHERE id = :id`
	leaseAnswer = `UPDATE messages SET lease_until = :lease, attempts = attempts + 1 WHERE id = :id`
	dropAnswer  = `UPDATE messages SET todo = 0, lease_until = '' WHERE id = :id`
)

// classifyTries is how often an answer is given to the classifier before it stays without an intent.
const classifyTries = 20

// ClaimReceive leases at most n pieces of work that answers left: events first, since they are about facts.
func (s *Store) ClaimReceive(ctx context.Context, n int, lease time.Duration) ([]campaign.ReceiveTask, error) {
	var tasks []campaign.ReceiveTask
	err := s.write(ctx, func(t *tx) error {
		var err error
		if tasks, err = t.claimEvents(n, stored(t.real.Add(lease))); err != nil {
			return err
		}
		answers, err := t.claimAnswers(n-len(tasks), stored(t.real.Add(lease)))
		tasks = append(tasks, answers...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim what was received: %w", err)
	}
	return tasks, nil
}

func (t *tx) claimEvents(n int, until time.Time) ([]campaign.ReceiveTask, error) {
	var tasks, crashed []campaign.ReceiveTask
	err := t.query(dueEvents, args{"real": t.real, "n": n}, func(r row) error {
		task := campaign.ReceiveTask{Lease: until}
		var failure string
		if err := r.scan(&task.EventID, &task.Attempts, &failure); err != nil {
			return err
		}
		if task.Attempts >= maxCrashes && failure == "" {
			crashed = append(crashed, task)
			return nil
		}
		task.Attempts++
		tasks = append(tasks, task)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, task := range crashed {
		reason := campaign.NewReason(campaign.ReasonTooManyAttempts, map[string]any{"attempts": task.Attempts})
		if err := t.giveUpEvent(task.EventID, reason.Message); err != nil {
			return nil, err
		}
	}
	for _, task := range tasks {
		if err := t.update(leaseEvent, args{"id": task.EventID, "lease": until}); err != nil {
			return nil, err
		}
	}
	return tasks, nil
}

func (t *tx) claimAnswers(n int, until time.Time) ([]campaign.ReceiveTask, error) {
	if n <= 0 {
		return nil, nil
	}
	var tasks, worn []campaign.ReceiveTask
	err := t.query(dueAnswers, args{"real": t.real, "n": n}, func(r row) error {
		task := campaign.ReceiveTask{Lease: until}
		if err := r.scan(&task.MessageID, &task.Text, &task.Attempts, &task.Locale); err != nil {
			return err
		}
		if task.Attempts >= classifyTries {
			worn = append(worn, task)
			return nil
		}
		task.Attempts++
		tasks = append(tasks, task)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, task := range worn {
		if err := t.update(dropAnswer, args{"id": task.MessageID}); err != nil {
			return nil, err
		}
	}
	for _, task := range tasks {
		if err := t.update(leaseAnswer, args{"id": task.MessageID, "lease": until}); err != nil {
			return nil, err
		}
	}
	return tasks, nil
}

// nextEvent and nextAnswer find when the next piece may be claimed. Same conditions as dueEvents and dueAnswers.
const (
	nextEvent  = `SELECT lease_until FROM webhook_events WHERE processed_at = '' AND lease_until >= '' ORDER BY lease_until LIMIT 1`
	nextAnswer = `SELECT lease_until FROM messages WHERE todo = 1 AND lease_until >= '' ORDER BY lease_until LIMIT 1`
)

// NextReceive returns the real time at which something may be claimed; the zero time when only a commit can bring it.
func (s *Store) NextReceive(ctx context.Context) (time.Time, error) {
	event, err := s.nextLease(ctx, nextEvent)
	if err != nil {
		return time.Time{}, err
	}
	answer, err := s.nextLease(ctx, nextAnswer)
	if err != nil {
		return time.Time{}, err
	}
	if event.IsZero() || !answer.IsZero() && answer.Before(event) {
		return answer, nil
	}
	return event, nil
}
