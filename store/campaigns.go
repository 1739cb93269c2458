package store

import (
	"context"
	"errors"
	"fmt"

	"aceno/campaign"
)

func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }

// moveCampaign changes a campaign's status, by its primary key, if it is still what the move starts from.
const moveCampaign = `
UPDATE campaigns SET status = :to, pause_reason = :reason, updated = :real WHERE id = :id AND workspace = :workspace AND status = :from`

// cancelCampaign cancels what still waits when a campaign is completed. Relies on messages_status (campaign, status, …).
const cancelCampaign = `
UPDATE messages SET status = 'cancelled', status_reason = :reason, once_key = '', leased_by = '', lease_until = '', updated = :real
WHERE campaign = :campaign AND status IN ('draft', 'held', 'pending')`

// MoveCampaign starts, pauses, resumes or completes a campaign of the workspace. What stands in the way is a
// *campaign.Refused with every reason. When it returns, the sender claims by the new status.
func (s *Store) MoveCampaign(ctx context.Context, ws, id string, to campaign.Status, actor string) error {
	return s.write(ctx, func(t *tx) error {
		c, err := s.campaignOf(t.session, ws, id)
		if err != nil {
			return err
		}
		if c.Status == to {
			return nil
		}
		if refused := s.whyNotMove(t, c, to); refused != nil {
			return refused
		}
		return t.moveCampaign(c, to, actor, "")
	})
}

// whyNotMove gathers everything that forbids a move.
func (s *Store) whyNotMove(t *tx, c *cachedCampaign, to campaign.Status) error {
	var reasons []campaign.Reason
	if err := c.Status.Move(to); err != nil {
		reasons = append(reasons, campaign.NewReason(campaign.ReasonIllegalMove, map[string]any{"what": "campaign", "from": string(c.Status), "to": string(to)}))
		return &campaign.Refused{Reasons: reasons}
	}
	if to != campaign.StatusActive {
		return nil
	}
	if len(c.Sequence) == 0 {
		reasons = append(reasons, campaign.NewReason(campaign.ReasonNoSequence, nil))
	}
	if c.bad != nil {
		reasons = append(reasons, campaign.NewReason(campaign.ReasonBadSchedule, map[string]any{"detail": c.bad.Error()}))
	}
	if reason := s.accountsMissing(t, c); reason != nil {
		reasons = append(reasons, *reason)
	}
	if len(reasons) == 0 {
		return nil
	}
	return &campaign.Refused{Reasons: reasons}
}

// ownAccount says whether an account exists in a workspace, by its primary key.
const ownAccount = `SELECT 1 FROM integrated_accounts WHERE id = :id AND workspace = :workspace`

// accountsMissing says whether a campaign names accounts of which none exists.
func (s *Store) accountsMissing(t *tx, c *cachedCampaign) *campaign.Reason {
	for _, id := range c.Accounts {
		if found, err := t.has(ownAccount, args{"id": id, "workspace": c.Workspace}); err == nil && found {
			return nil
		}
	}
	if c.Assisted() {
		return nil
	}
	reason := campaign.NewReason(campaign.ReasonAccountMissing, nil)
	return &reason
}

// moveCampaign writes a move and makes lanes and cache follow.
func (t *tx) moveCampaign(c *cachedCampaign, to campaign.Status, actor, pauseReason string) error {
	changed, err := t.exec(moveCampaign, args{"id": c.ID, "workspace": c.Workspace, "from": c.Status, "to": to, "reason": pauseReason, "real": t.real})
	if err != nil {
		return fmt.Errorf("move campaign %s: %w", c.ID, err)
	}
	if changed == 0 { // it was saved with an empty status, or moved by somebody else
		if c.Status != campaign.StatusDraft {
			return campaign.Conflict(campaign.ReasonIllegalMove, "the campaign was changed meanwhile: look again")
		}
		if _, err := t.exec(moveCampaign, args{"id": c.ID, "workspace": c.Workspace, "from": "", "to": to, "reason": pauseReason, "real": t.real}); err != nil {
			return err
		}
	}
	if to == campaign.StatusCompleted {
		reason := campaign.NewReason(campaign.ReasonCompleted, nil)
		if err := t.update(cancelCampaign, args{"campaign": c.ID, "reason": reason, "real": t.real}); err != nil {
			return err
		}
	}
	t.campaignChanged(c)
	return t.audit(AuditEntry{Workspace: c.Workspace, Actor: actor, Action: "campaign." + string(to), Collection: "campaigns", Record: c.ID,
		Changes: map[string]any{"status": []string{string(c.Status), string(to)}}})
}

// campaignChanged makes cache and lanes read a campaign again, whether the change is kept or taken back.
func (t *tx) campaignChanged(c *cachedCampaign) {
	id, s := c.ID, t.store
	again := func() {
		s.cached.forgetCampaign(id)
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		s.sender.mark("campaigns", id)
	}
	s.cached.forgetCampaign(id)
	t.onCommit(again)
	t.onUndo(again)
	t.touch(c.Workspace, id)
	for _, stage := range []string{stageSearch, stageEnrich, stageWrite, stageSend} {
		t.wake(stage)
	}
}

// setGate changes a campaign's gate, by its primary key.
const setGate = `UPDATE campaigns SET gate = :gate, updated = :real WHERE id = :id AND workspace = :workspace`

// SetGate lowers or restores a campaign's channel gate. Lowering needs a signed statement; both are written to the audit log
// with its words. The caller has checked that actor is an admin.
func (s *Store) SetGate(ctx context.Context, ws, id, gate, statement, actor string) error {
	if gate != string(campaign.GateProviderRules) && gate != string(campaign.GateRecordedBasis) {
		return campaign.Invalid("gate", "%q is no gate: write provider_rules or recorded_basis", gate)
	}
	if gate == string(campaign.GateRecordedBasis) && statement == "" {
		return campaign.Invalid("statement", "%s", campaign.NewReason(campaign.ReasonNoStatement, nil).Message)
	}
	return s.write(ctx, func(t *tx) error {
		c, err := s.campaignOf(t.session, ws, id)
		if err != nil {
			return err
		}
		if err := t.update(setGate, args{"id": id, "workspace": ws, "gate": gate, "real": t.real}); err != nil {
			return err
		}
		t.campaignChanged(c)
		return t.audit(AuditEntry{Workspace: ws, Actor: actor, Action: "campaign.gate", Collection: "campaigns", Record: id,
			Changes: map[string]any{"gate": []string{string(c.Gate), gate}, "statement": statement}})
	})
}
