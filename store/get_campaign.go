package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// getCampaign reads one campaign by its primary key.
const getCampaign = `
SELECT id, workspace, name, status, pause_reason, agent, plans, accounts, channel, search_config, qualification, sequence, schedule,
	rate_limit, selection, approval, legal_basis, gate
FROM campaigns WHERE id = :id`

// campaign returns a campaign, read once until Reload names one.
func (s *Store) campaign(ses *session, id string) (*cachedCampaign, error) {
	if c, ok := s.cached.campaign(id); ok {
		return c, nil
	}
	c := &cachedCampaign{}
	found, err := ses.one(getCampaign, args{"id": id}, &c.ID, &c.Workspace, &c.Name, &c.Status, &c.PauseReason, &c.Agent,
		asJSON{&c.Plans}, asJSON{&c.Accounts}, &c.Channel, asJSON{&c.Search}, asJSON{&c.Qualification}, asJSON{&c.Sequence},
		asJSON{&c.Schedule}, &c.RateLimit, &c.Selection, &c.Approval, &c.LegalBasis, &c.Gate)
	if err != nil {
		return nil, fmt.Errorf("read campaign %s: %w", id, err)
	}
	if !found {
		return nil, fmt.Errorf("campaign %q: %w", id, ErrNotFound)
	}
	if c.Status == "" {
		c.Status = campaign.StatusDraft
	}
	w, err := s.workspace(ses, c.Workspace)
	if err != nil {
		return nil, err
	}
	c.plan, c.bad = c.Schedule.Plan(w.Timezone)
	if ses == &s.writer.session {
		s.cached.keepCampaign(c)
	}
	return c, nil
}

// campaignOf returns a campaign of a workspace; one of another workspace does not exist.
func (s *Store) campaignOf(ses *session, ws, id string) (*cachedCampaign, error) {
	c, err := s.campaign(ses, id)
	if err != nil {
		return nil, err
	}
	if c.Workspace != ws {
		return nil, fmt.Errorf("campaign %q: %w", id, ErrNotFound)
	}
	return c, nil
}

// Campaign returns a campaign of the workspace, or ErrNotFound.
func (s *Store) Campaign(ctx context.Context, ws, id string) (campaign.Campaign, error) {
	var c campaign.Campaign
	err := s.read(ctx, func(ses *session) error {
		found, err := s.campaignOf(ses, ws, id)
		if err == nil {
			c = found.Campaign
		}
		return err
	})
	return c, err
}
