package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// samplePeople finds people to whom a campaign's message would go, the best first. Relies on prospects_score.
const samplePeople = `
SELECT id FROM prospects INDEXED BY prospects_score WHERE campaign = :campaign AND status IN ('found', 'contacted') AND deleted = 0
ORDER BY score DESC, id DESC LIMIT :n`

// PreviewTasks makes the tasks of a sample, as the write stage would get them, but for the first step and without leasing or writing
// anything; whoever the channel does not reach is left out.
func (s *Store) PreviewTasks(ctx context.Context, ws, campaignID string, n int) ([]campaign.WriteTask, error) {
	tasks := []campaign.WriteTask{}
	err := s.read(ctx, func(ses *session) error {
		c, err := s.campaignOf(ses, ws, campaignID)
		if err != nil {
			return err
		}
		if len(c.Sequence) == 0 {
			return refuse(campaign.ReasonNoSequence, nil)
		}
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		var ids []string
		err = ses.query(samplePeople, args{"campaign": campaignID, "n": n * 4}, func(r row) error {
			var id string
			err := r.scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil {
			return err
		}
		t := &tx{session: ses, store: s}
		for _, id := range ids {
			task := campaign.WriteTask{Workspace: w.Workspace, Campaign: c.Campaign}
			if task.Prospect, _, err = prospect(ses, id); err != nil {
				return err
			}
			if _, ok := recipientOf(&task.Prospect, c.Channel); !ok || len(tasks) == n {
				continue
			}
			if err := t.describeWrite(&task); err != nil {
				return err
			}
			tasks = append(tasks, task)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("sample campaign %s: %w", campaignID, err)
	}
	return tasks, nil
}

// RecipientOf returns the contact by which a channel reaches a prospect, or "".
func RecipientOf(p *campaign.Prospect, channel campaign.Channel) string {
	form, _ := recipientOf(p, channel)
	return form.Value
}
