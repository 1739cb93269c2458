package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
)

// activeCampaigns finds the campaigns that the clock moves. Relies on campaigns_status.
const activeCampaigns = `SELECT id FROM campaigns WHERE status = 'active'`

// lastSlot reads the newest slot of a campaign. Relies on schedule_slots_once UNIQUE (campaign, slot): slots sort as text.
const lastSlot = `SELECT slot FROM schedule_slots WHERE campaign = :campaign ORDER BY slot DESC LIMIT 1`

// takeSlot decides who runs a slot: schedule_slots_once UNIQUE (campaign, slot).
const takeSlot = `
INSERT INTO schedule_slots (id, workspace, campaign, slot, created, updated) VALUES (:id, :workspace, :campaign, :slot, :real, :real)
ON CONFLICT (campaign, slot) DO NOTHING`

// slotLayout writes a slot so that it sorts as text.
const slotLayout = "2006-01-02T15:04:05Z"

// QueueDueSearches queues the searches of every active campaign whose cron slot has come. A slot runs once, whoever asks and
// however often; slots that were slept through are caught up as one.
func (s *Store) QueueDueSearches(ctx context.Context) error {
	list, err := s.activeIDs(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, id := range list {
		due, err := s.slotDue(ctx, id)
		if err == nil && due {
			err = s.write(ctx, func(t *tx) error { return t.runSlot(id) })
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("queue the due searches of campaign %s: %w", id, err))
		}
	}
	return errors.Join(errs...)
}

func (s *Store) activeIDs(ctx context.Context) ([]string, error) {
	var list []string
	err := s.read(ctx, func(ses *session) error {
		return ses.query(activeCampaigns, nil, func(r row) error {
			var id string
			err := r.scan(&id)
			list = append(list, id)
			return err
		})
	})
	return list, err
}

// slotDue looks, beside the writer, whether there is anything to decide.
func (s *Store) slotDue(ctx context.Context, id string) (due bool, err error) {
	err = s.read(ctx, func(ses *session) error {
		c, err := s.campaign(ses, id)
		if err != nil || c.plan == nil || !c.plan.HasCron() {
			return err
		}
		var last string
		found, err := ses.one(lastSlot, args{"campaign": id}, &last)
		if err != nil {
			return err
		}
		next, ok := c.plan.CronSlot(slotTime(last))
		due = !found || ok && !next.After(s.opt.Clock.Now())
		return nil
	})
	return due, err
}

func slotTime(slot string) time.Time {
	at, err := time.Parse(slotLayout, slot)
	if err != nil {
		return time.Time{}
	}
	return at
}

// runSlot takes the newest slot that has come, and queues the searches if nobody took it. The first look at a campaign only
// says from when on slots count.
func (t *tx) runSlot(id string) error {
	c, err := t.store.campaign(t.session, id)
	if err != nil {
		return err
	}
	if c.Status != campaign.StatusActive || c.plan == nil || !c.plan.HasCron() {
		return nil
	}
	var last string
	found, err := t.one(lastSlot, args{"campaign": id}, &last)
	if err != nil {
		return err
	}
	slot := t.now
	if found {
		slot = time.Time{}
		for next, ok := c.plan.CronSlot(slotTime(last)); ok && !next.After(t.now); next, ok = c.plan.CronSlot(next) {
			slot = next
		}
		if slot.IsZero() {
			return nil
		}
	}
	taken, err := t.exec(takeSlot, args{"id": t.store.ids.next(t.real), "workspace": c.Workspace, "campaign": id, "slot": slot.UTC().Format(slotLayout), "real": t.real})
	if err != nil || taken == 0 || !found || len(c.Search.Sources) == 0 {
		return err
	}
	_, err = t.queueSearches(c)
	return err
}

// unfinished says whether a campaign still has something to do: a search, a prospect to enrich or write to, a message that
// is not out. Relies on searches_campaign, prospects_due_enrich, prospects_due_write and messages_status.
const unfinished = `
SELECT 1 FROM searches WHERE campaign = :campaign AND (status IN ('queued', 'running') OR status = 'failed' AND lease_until != '')
UNION ALL SELECT 1 FROM prospects INDEXED BY prospects_due_enrich WHERE stage = 'enrich' AND lease_until >= '' AND campaign = :campaign
UNION ALL SELECT 1 FROM prospects INDEXED BY prospects_due_write WHERE stage = 'write' AND due_at >= '' AND campaign = :campaign
UNION ALL SELECT 1 FROM messages WHERE campaign = :campaign AND status IN ('draft', 'held', 'pending', 'sending')
LIMIT 1`

// hasBegun says whether a campaign ever searched or found anybody. Relies on prospects_campaign and searches_campaign.
const hasBegun = `
SELECT 1 FROM prospects WHERE campaign = :campaign UNION ALL SELECT 1 FROM searches WHERE campaign = :campaign LIMIT 1`

// CompleteFinished completes active campaigns that have nothing left to do and no cron to bring more. One that never
// searched is left: it has not begun.
func (s *Store) CompleteFinished(ctx context.Context) error {
	list, err := s.activeIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range list {
		finished, err := s.finished(ctx, id)
		if err != nil {
			return fmt.Errorf("look whether campaign %s is finished: %w", id, err)
		}
		if !finished {
			continue
		}
		err = s.write(ctx, func(t *tx) error {
			c, err := s.campaign(t.session, id)
			if err != nil || c.Status != campaign.StatusActive {
				return err
			}
			if open, err := t.has(unfinished, args{"campaign": id}); err != nil || open {
				return err
			}
			return t.moveCampaign(c, campaign.StatusCompleted, "system", "")
		})
		if err != nil {
			return fmt.Errorf("complete campaign %s: %w", id, err)
		}
	}
	return nil
}

func (s *Store) finished(ctx context.Context, id string) (finished bool, err error) {
	err = s.read(ctx, func(ses *session) error {
		c, err := s.campaign(ses, id)
		if err != nil || c.plan != nil && c.plan.HasCron() {
			return err
		}
		open, err := ses.has(unfinished, args{"campaign": id})
		if err != nil || open {
			return err
		}
		finished, err = ses.has(hasBegun, args{"campaign": id})
		return err
	})
	return finished, err
}
