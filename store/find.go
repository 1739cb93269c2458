package store

import (
	"context"
	"encoding/json"
	"fmt"

	"aceno/campaign"
)

// openSearches finds what is searched already. Relies on searches_campaign (campaign, created, id).
const openSearches = `SELECT id, source FROM searches WHERE campaign = :campaign AND (status IN ('queued', 'running') OR status = 'failed' AND lease_until != '')`

// insertSearch queues one source of one run.
const insertSearch = `
INSERT INTO searches (id, workspace, campaign, source, status, created, updated)
VALUES (:id, :workspace, :campaign, :source, 'queued', :real, :real)`

// QueueSearches queues one search for each source of a campaign and returns their ids. A source that is still being searched
// is not queued again: its search is named instead. Completed and paused campaigns find nothing.
func (s *Store) QueueSearches(ctx context.Context, ws, campaignID, actor string) ([]string, error) {
	var ids []string
	err := s.write(ctx, func(t *tx) error {
		c, err := s.campaignOf(t.session, ws, campaignID)
		if err != nil {
			return err
		}
		if c.Status != campaign.StatusDraft && c.Status != campaign.StatusActive {
			return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(statusCode(c.Status), map[string]any{"status": string(c.Status)})}}
		}
		if len(c.Search.Sources) == 0 {
			return &campaign.Refused{Reasons: []campaign.Reason{campaign.NewReason(campaign.ReasonNoSources, nil)}}
		}
		if ids, err = t.queueSearches(c); err != nil {
			return err
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: actor, Action: "campaign.find", Collection: "campaigns", Record: campaignID,
			Changes: map[string]any{"searches": ids}})
	})
	if err != nil {
		return nil, err
	}
	return ids, nil
}

// queueSearches queues what is not under way.
func (t *tx) queueSearches(c *cachedCampaign) ([]string, error) {
	open := make(map[string]string)
	err := t.query(openSearches, args{"campaign": c.ID}, func(r row) error {
		var id string
		var entry json.RawMessage
		err := r.scan(&id, &entry)
		open[compact(entry)] = id
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for open searches of campaign %s: %w", c.ID, err)
	}
	ids := make([]string, 0, len(c.Search.Sources))
	for _, entry := range c.Search.Sources {
		key := compact(entry)
		id, running := open[key]
		if !running {
			id = t.store.ids.next(t.real)
			if err := t.update(insertSearch, args{"id": id, "workspace": c.Workspace, "campaign": c.ID, "source": entry, "real": t.real}); err != nil {
				return nil, fmt.Errorf("queue a search of campaign %s: %w", c.ID, err)
			}
			open[key] = id
		}
		ids = append(ids, id)
	}
	t.wake(stageSearch)
	t.touch(c.Workspace, c.ID)
	return ids, nil
}

// compact is an entry without its spaces, for comparing.
func compact(entry json.RawMessage) string {
	var value any
	if err := json.Unmarshal(entry, &value); err != nil {
		return string(entry)
	}
	plain, err := json.Marshal(value)
	if err != nil {
		return string(entry)
	}
	return string(plain)
}
