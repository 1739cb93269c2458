package store

import (
	"context"
	"fmt"
	"maps"
	"time"

	"aceno/campaign"
)

// nextPending reads who is next in a lane, and why they wait. Relies on messages_due. workspaceCampaigns relies on
// campaigns_workspace.
const (
	nextPending = `
SELECT m.scheduled_at, m.status_reason, p.id, p.name FROM messages m CROSS JOIN prospects p ON p.id = m.prospect
WHERE m.campaign = :campaign AND m.account = :account AND m.status = 'pending' ORDER BY m.scheduled_at LIMIT 1`
	workspaceCampaigns = `
SELECT id FROM campaigns WHERE workspace = :workspace AND status = 'active' ORDER BY created DESC LIMIT 50`
)

// Why says whether messages go out for a campaign, an account or the whole workspace, and if not, what stands in the way.
// It asks the writer, which alone knows the limits' present state; nothing is written. The sentence is in a locale, or in the
// workspace's own when that is empty; its times are the workspace's.
func (s *Store) Why(ctx context.Context, ws, campaignID, accountID, locale string) (Why, error) {
	var answer Why
	err := s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		if err := t.refresh(); err != nil { // what was changed a moment ago counts, though nothing was claimed since
			return err
		}
		campaigns := []string{campaignID}
		if campaignID == "" {
			var err error
			if campaigns, err = t.campaignsOf(ws); err != nil {
				return err
			}
		}
		best, err := t.whyCampaigns(ws, campaigns, accountID)
		if err != nil {
			return err
		}
		answer = best
		return t.word(ws, locale, &answer)
	})
	if err != nil {
		return Why{}, fmt.Errorf("look why nothing goes out: %w", err)
	}
	return answer, nil
}

// word words an answer for its reader.
func (t *tx) word(ws, locale string, why *Why) error {
	w, err := t.store.workspace(t.session, ws)
	if err != nil || why.Code == "" {
		return err
	}
	if locale == "" {
		locale = w.Locale
	}
	why.Message = campaign.Reason{Code: why.Code, Params: why.Params, Message: why.Message}.In(locale, w.zone).Message
	return nil
}

func (t *tx) campaignsOf(ws string) ([]string, error) {
	var list []string
	err := t.query(workspaceCampaigns, args{"workspace": ws}, func(r row) error {
		var id string
		err := r.scan(&id)
		list = append(list, id)
		return err
	})
	return list, err
}

// whyCampaigns answers for the lane that sends, else for the one that will do so first.
func (t *tx) whyCampaigns(ws string, campaigns []string, accountID string) (Why, error) {
	best := t.blocked(campaign.ReasonNotActive, map[string]any{"status": "not active"})
	answered := false
	for _, id := range campaigns {
		c, err := t.store.campaignOf(t.session, ws, id)
		if err != nil {
			return Why{}, err
		}
		for _, a := range lanesOf(c, accountID) {
			one, err := t.whyLane(c, a)
			if err != nil {
				return Why{}, err
			}
			if !answered || better(one, best) {
				best, answered = one, true
			}
		}
	}
	return best, nil
}

// lanesOf are the accounts that a campaign sends through, "" for a person; of one account, that one alone where the campaign
// uses it.
func lanesOf(c *cachedCampaign, accountID string) []string {
	switch {
	case accountID != "" && contains(c.Accounts, accountID):
		return []string{accountID}
	case accountID != "":
		return nil
	case c.Assisted():
		return []string{""}
	default:
		return c.Accounts
	}
}

// better prefers what sends, then what will send sooner.
func better(a, b Why) bool {
	switch {
	case a.Sending != b.Sending:
		return a.Sending
	case a.NextAt == nil || b.NextAt == nil:
		return a.NextAt != nil && b.NextAt == nil
	default:
		return a.NextAt.Before(*b.NextAt)
	}
}

// whyLane answers for one lane.
func (t *tx) whyLane(c *cachedCampaign, accountID string) (Why, error) {
	w, err := t.store.workspace(t.session, c.Workspace)
	if err != nil {
		return Why{}, err
	}
	gates, err := t.laneGates(c, w, accountID)
	if isNotFound(err) {
		return t.blocked(campaign.ReasonAccountMissing, nil), nil
	}
	if err != nil {
		return Why{}, err
	}
	why := Why{Gates: gateStates(t.now, gates)}
	var first pendingFirst
	var next NextUp
	found, err := t.one(nextPending, args{"campaign": c.ID, "account": accountID}, &first.at, asJSON{&first.reason}, &next.Prospect.ID, &next.Prospect.Name)
	if err != nil {
		return Why{}, err
	}
	if found {
		why.Next = &next
	}
	g, at := standing(t.now, gates), openAt(t.now, gates, opensWith(c))
	switch {
	case g != nil && !g.until.Before(never), g != nil && found && !first.at.After(at):
		return t.closedBy(c, why, g, at), nil
	case found:
		return t.whyFirst(c, why, first), nil
	}
	why, err = t.whyNothing(c, why)
	if err == nil && g != nil && !why.waitsForMore(at) {
		why = t.closedBy(c, why, g, at)
	}
	return why, err
}

// waitsForMore says whether what is missing before sending outlasts a gate that opens at a time: a person's act, or a later due
// time.
func (w Why) waitsForMore(at time.Time) bool {
	switch w.Code {
	case campaign.ReasonAwaitingApproval, campaign.ReasonAwaitingSelection, campaign.ReasonMessagesHeld:
		return true
	default:
		return w.NextAt != nil && w.NextAt.After(at)
	}
}

// laneGates are the checks of a lane, the installation's switches first.
func (t *tx) laneGates(c *cachedCampaign, w *workspace, accountID string) ([]gate, error) {
	d := &t.store.sender
	gates := []gate{closedIf(campaign.ReasonSendLocked, t.store.opt.SendLocked), closedIf(campaign.ReasonGlobalStop, d.stopped.Load()),
		closedIf(campaign.ReasonJournalUnwritable, t.store.journalTroubled() != "")}
	if accountID == "" {
		return append(gates, closedIf(campaign.ReasonWorkspacePaused, w.Paused), closedIf(pauseCode(c), c.Status != campaign.StatusActive),
			windowGate(c, t.now)), nil
	}
	a, err := t.account(accountID)
	if err != nil {
		return nil, err
	}
	if a.workspace != c.Workspace {
		return nil, ErrNotFound
	}
	rings, err := t.limitsOf(c, w, a)
	if err != nil {
		return nil, err
	}
	own, err := t.gatesOf(c, w, a, rings)
	if err != nil {
		return nil, err
	}
	gates = append(gates, own...)
	for i := range gates {
		for _, r := range rings {
			if r.Code == gates[i].code {
				gates[i].used = r.ring.Used(t.now) // counted for the answer alone: the claim never counts
			}
		}
	}
	return gates, nil
}

// gateStates shows every gate as the answer does.
func gateStates(now time.Time, gates []gate) []GateState {
	states := make([]GateState, len(gates))
	for i, g := range gates {
		states[i] = GateState{Code: g.code, OK: !g.until.After(now), Used: g.used, Limit: g.limit}
		if !states[i].OK && g.until.Before(never) {
			states[i].Until = &gates[i].until
		}
	}
	return states
}

// standing returns the gate that keeps a lane closed: the first that only a person opens, else the one that opens last. Nil when
// all are open.
func standing(now time.Time, gates []gate) *gate {
	var last *gate
	for i, g := range gates {
		switch {
		case !g.until.Before(never):
			return &gates[i]
		case g.until.After(now) && (last == nil || g.until.After(last.until)):
			last = &gates[i]
		}
	}
	return last
}

// closedBy answers with the gate that stands in the way, and when the lane opens if nobody acts.
func (t *tx) closedBy(c *cachedCampaign, why Why, g *gate, at time.Time) Why {
	params := map[string]any{"status": string(c.Status), "start": c.Schedule.Start, "detail": t.store.journalTroubled()}
	if g.until.Before(never) {
		params["next_at"], params["until"] = g.until.Format(time.RFC3339), g.until.Format(time.RFC3339)
	}
	maps.Copy(params, g.params)
	code := g.code
	if g.limit > 0 && g.code != campaign.ReasonBudgetReached {
		code, params["limit"], params["n"] = campaign.ReasonLimitReached, g.code, g.limit
	}
	if at.Before(never) {
		why.NextAt = &at
	}
	if g.reason != nil && g.reason.Code != "" {
		params["reason"] = *g.reason
	}
	return why.because(code, params)
}

func (w Why) because(code string, params map[string]any) Why {
	reason := campaign.NewReason(code, params)
	w.Code, w.Params, w.Message = reason.Code, reason.Params, reason.Message
	return w
}

func (t *tx) blocked(code string, params map[string]any) Why {
	return Why{Gates: []GateState{}}.because(code, params)
}
