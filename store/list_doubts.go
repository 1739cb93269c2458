package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// Doubt is a message of which nobody knows whether it arrived, with all that is known. A status of the provider's settles it by
// itself for as long as the provider may still send one; else a member does, by retry or settle.
type Doubt struct {
	Message   string           `json:"message"`
	Campaign  string           `json:"campaign"`
	Prospect  Named            `json:"prospect"`
	Account   string           `json:"account"`
	Channel   campaign.Channel `json:"channel"`
	Recipient string           `json:"recipient"`
	Content   string           `json:"content"`
	Step      int              `json:"step"`
	ClaimedAt time.Time        `json:"claimed_at"`
	Attempts  int              `json:"attempts"`
	Reason    *campaign.Reason `json:"reason"`
	ErrorCode string           `json:"error_code"`
	Error     string           `json:"error"`
}

// listDoubts reads what is in doubt in a workspace, oldest first. Relies on messages_flight (status) WHERE status IN ('sending',
// 'in_doubt'): what is in flight and in doubt is little, whatever lies beside it.
const listDoubts = `
SELECT m.id, m.campaign, m.prospect, p.name, m.account, m.channel, m.recipient, m.content, m.step, m.sent_at, m.attempts, m.status_reason, m.error_code, m.error
FROM messages m INDEXED BY messages_flight CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.status = 'in_doubt' AND m.status IN ('sending', 'in_doubt') AND m.workspace = :workspace
ORDER BY m.sent_at LIMIT 500`

// Doubts lists what is in doubt in a workspace, oldest first, at most 500.
func (s *Store) Doubts(ctx context.Context, ws string) ([]Doubt, error) {
	list := []Doubt{}
	err := s.read(ctx, func(ses *session) error {
		return ses.query(listDoubts, args{"workspace": ws}, func(r row) error {
			var d Doubt
			err := r.scan(&d.Message, &d.Campaign, &d.Prospect.ID, &d.Prospect.Name, &d.Account, &d.Channel, &d.Recipient, &d.Content, &d.Step,
				&d.ClaimedAt, &d.Attempts, asJSON{&d.Reason}, &d.ErrorCode, &d.Error)
			list = append(list, d)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list what is in doubt: %w", err)
	}
	return list, nil
}
