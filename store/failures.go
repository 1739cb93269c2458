package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
)

// Failure is what did not go out for one reason, with its remedy in the reason's sentence.
type Failure struct {
	Status    campaign.MessageStatus `json:"status"`     // failed or held
	ErrorCode string                 `json:"error_code"` // what POST messages/retry takes: the provider's code, else ours
	Reason    campaign.Reason        `json:"reason"`
	Count     int                    `json:"count"`
	LastAt    time.Time              `json:"last_at"`
	Example   Named                  `json:"example"` // one of the people
}

// failureCode is the code by which failures are gathered.
const failureCode = `COALESCE(NULLIF(m.error_code, ''), json_extract(NULLIF(m.status_reason, ''), '$.code'), '')`

// failuresOf gathers what did not go out. The columns beside MAX are of the newest. Relies on messages_status.
const failuresOf = `
SELECT m.status, ` + failureCode + ` AS code, m.status_reason, COUNT(*), MAX(m.updated), m.prospect, p.name
FROM messages m INDEXED BY messages_status CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = :campaign AND m.status IN ('failed', 'held') AND m.direction = 'outbound'
GROUP BY m.status, code ORDER BY 4 DESC LIMIT 50`

// Failures lists what did not go out of a campaign by reason, the most frequent first, each sentence in a locale, or in the workspace's
// own when that is empty.
func (s *Store) Failures(ctx context.Context, ws, campaignID, locale string) ([]Failure, error) {
	list := []Failure{}
	err := s.read(ctx, func(ses *session) error {
		if err := s.ownCampaign(ses, ws, campaignID); err != nil {
			return err
		}
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		if locale == "" {
			locale = w.Locale
		}
		return ses.query(failuresOf, args{"campaign": campaignID}, func(r row) error {
			var f Failure
			var reason *campaign.Reason
			err := r.scan(&f.Status, &f.ErrorCode, asJSON{&reason}, &f.Count, &f.LastAt, &f.Example.ID, &f.Example.Name)
			if reason == nil {
				reason = new(campaign.NewReason(f.ErrorCode, nil))
			}
			f.Reason = reason.In(locale, w.zone)
			list = append(list, f)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list the failures of campaign %s: %w", campaignID, err)
	}
	return list, nil
}

// failedOf finds the messages of a campaign that failed for one code. Relies on messages_status.
const failedOf = `
SELECT m.id FROM messages m WHERE m.campaign = :campaign AND m.status = 'failed' AND m.direction = 'outbound' AND ` + failureCode + ` = :code
ORDER BY m.created, m.id LIMIT 5000`

// FailedMessages lists the messages of a campaign that failed for one code, at most 5,000.
func (s *Store) FailedMessages(ctx context.Context, ws, campaignID, code string) ([]string, error) {
	ids := []string{}
	err := s.read(ctx, func(ses *session) error {
		if err := s.ownCampaign(ses, ws, campaignID); err != nil {
			return err
		}
		return ses.query(failedOf, args{"campaign": campaignID, "code": code}, func(r row) error {
			var id string
			err := r.scan(&id)
			ids = append(ids, id)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list failed messages of campaign %s: %w", campaignID, err)
	}
	return ids, nil
}

// retriedAtOnce is how many messages one write job tries again.
const retriedAtOnce = 200

// RetryMessages sends many messages again, each as RetryMessage does; what one is refused for holds up no other.
func (s *Store) RetryMessages(ctx context.Context, ws, actor string, ids []string) ([]Approved, error) {
	answers := make([]Approved, 0, len(ids))
	for len(ids) > 0 {
		page := ids[:min(len(ids), retriedAtOnce)]
		ids = ids[len(page):]
		var part []Approved
		err := s.write(ctx, func(t *tx) error {
			part = part[:0]
			s.sender.mu.Lock()
			defer s.sender.mu.Unlock()
			for _, id := range page {
				one, err := t.retryOne(ws, actor, id)
				if err != nil {
					return err
				}
				part = append(part, one)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("retry messages: %w", err)
		}
		answers = append(answers, part...)
	}
	return answers, nil
}

// retryOne tries one of many again. Called under mu.
func (t *tx) retryOne(ws, actor, id string) (Approved, error) {
	m, err := t.reviewed(ws, id)
	if isNotFound(err) {
		return Approved{ID: id, Reason: new(campaign.NewReason(campaign.ReasonNotFound, nil))}, nil
	}
	if err != nil {
		return Approved{}, err
	}
	err = t.retry(m, actor)
	var refused *campaign.Refused
	var conflict *campaign.Error
	switch {
	case errors.As(err, &refused):
		return Approved{ID: id, Reason: &refused.Reasons[0]}, nil
	case errors.As(err, &conflict):
		return Approved{ID: id, Reason: &campaign.Reason{Code: conflict.Code, Params: conflict.Params, Message: conflict.Message}}, nil
	default:
		return Approved{ID: id, OK: true}, err
	}
}
