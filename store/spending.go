package store

import (
	"fmt"
	"time"

	"aceno/campaign"
)

// spending is what a workspace has spent on messages in one month of its own zone: what was claimed counts with its expected
// price until the provider says better.
type spending struct {
	from, until time.Time // the month
	micros      int64
}

// spentOn sums what a workspace's messages of a month cost. Relies on messages_sent_campaign (campaign, sent_at) WHERE
// sent_at != ”.
const spentOn = `
SELECT COALESCE(SUM(m.cost_micros), 0) FROM campaigns c CROSS JOIN messages m ON m.campaign = c.id
WHERE c.workspace = :workspace AND m.sent_at != '' AND m.sent_at >= :from AND m.sent_at < :until`

// spent returns what a workspace has spent this month, summed once and then kept. Called under mu.
func (t *tx) spent(w *workspace) (*spending, error) {
	d := &t.store.sender
	if s, ok := d.spent[w.ID]; ok && !t.now.Before(s.from) && t.now.Before(s.until) {
		return s, nil
	}
	s := &spending{}
	s.from, s.until = campaign.Month(t.now, w.zone)
	if _, err := t.one(spentOn, args{"workspace": w.ID, "from": stored(s.from), "until": stored(s.until)}, &s.micros); err != nil {
		return nil, fmt.Errorf("sum what workspace %s has spent: %w", w.ID, err)
	}
	d.spent[w.ID] = s
	return s, nil
}

// budgetGates are the month's budget of a workspace for messages. An account that charges and names no price cannot be held
// to one, and sends nothing while there is one.
func (t *tx) budgetGates(w *workspace, a *account) ([]gate, error) {
	if w.SendBudgetMicros <= 0 || a.prices == nil {
		return nil, nil
	}
	most, missing := a.prices.dearest()
	if missing != "" {
		return []gate{{code: campaign.ReasonPriceUnknown, until: never, params: map[string]any{"category": missing}}}, nil
	}
	s, err := t.spent(w)
	if err != nil {
		return nil, err
	}
	g := gate{code: campaign.ReasonBudgetReached, used: int(s.micros), limit: int(w.SendBudgetMicros)}
	if !(campaign.Budget{Micros: w.SendBudgetMicros, Spent: s.micros}).Allows(most) {
		g.until = s.until
	}
	return []gate{g}, nil
}

// costMessage writes what a message costs, by rowid.
const costMessage = `UPDATE messages SET cost_micros = :cost, updated = :real WHERE rowid = :row`

// charge makes a message cost something else than before: in its row, in the counters, and in the month's spending. Called
// under mu.
func (t *tx) charge(m *sentMessage, cost int64) error {
	if cost == m.costMicros {
		return nil
	}
	by := cost - m.costMicros
	m.costMicros = cost
	if err := t.update(costMessage, args{"row": m.row, "cost": cost, "real": t.real}); err != nil {
		return err
	}
	t.spend(m.workspace, m.sentAt, by)
	return t.count(m.workspace, m.campaign, campaign.Counters{CostMicros: by})
}

// spend adds to the month's spending where it is remembered; it is summed anew if the job is taken back. Called under mu.
func (t *tx) spend(workspaceID string, at time.Time, micros int64) {
	d := &t.store.sender
	if s, ok := d.spent[workspaceID]; ok && !at.Before(s.from) && at.Before(s.until) {
		s.micros += micros
	}
	t.onUndo(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.spent, workspaceID)
	})
}
