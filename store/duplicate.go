package store

import (
	"context"
	"fmt"
)

// copyCampaign makes a draft of what a member configured: people, messages, figures and a lowered gate are not copied.
const copyCampaign = `
INSERT INTO campaigns (id, workspace, agent, plans, name, status, pause_reason, search_config, qualification, channel, accounts, selection, approval,
	sequence, schedule, rate_limit, legal_basis, gate, created, updated)
SELECT :id, workspace, agent, plans, SUBSTR(name, 1, 280) || :suffix, 'draft', '', search_config, qualification, channel, accounts, selection, approval,
	sequence, schedule, rate_limit, legal_basis, 'provider_rules', :real, :real
FROM campaigns WHERE id = :from AND workspace = :workspace`

// DuplicateCampaign copies a campaign's configuration into a new draft, named after it, and returns the draft's id.
func (s *Store) DuplicateCampaign(ctx context.Context, ws, campaignID, actor, suffix string) (string, error) {
	var id string
	err := s.write(ctx, func(t *tx) error {
		if _, err := s.campaignOf(t.session, ws, campaignID); err != nil {
			return err
		}
		id = s.ids.next(t.real)
		if err := t.update(copyCampaign, args{"id": id, "from": campaignID, "workspace": ws, "suffix": suffix, "real": t.real}); err != nil {
			return fmt.Errorf("copy campaign %s: %w", campaignID, err)
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: actor, Action: "campaign.duplicate", Collection: "campaigns", Record: id,
			Changes: map[string]any{"from": campaignID}})
	})
	return id, err
}
