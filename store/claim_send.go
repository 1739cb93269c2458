package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

// claimTries is how many messages and lanes one claim looks at: what may not go is settled on the way.
const claimTries = 64

// Next records the last answer, if there is one, and claims the next message that may go out now, in one transaction; nil when
// none may. What it returns is durably `sending`: the call starts at once, and if the program dies, the message is in
// doubt and never sent again by itself.
func (s *Store) Next(ctx context.Context, last *campaign.Outcome) (*campaign.Outgoing, error) {
	var out *campaign.Outgoing
	err := s.write(ctx, func(t *tx) error {
		out = nil
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		if last != nil {
			if err := t.record(*last); err != nil {
				return fmt.Errorf("record the answer to message %s: %w", last.MessageID, err)
			}
		}
		claimed, err := t.claim()
		if err != nil {
			return fmt.Errorf("claim a message: %w", err)
		}
		out = claimed
		return nil
	})
	if errors.Is(err, errJournal) && out != nil {
		return nil, errors.Join(err, s.unclaim(ctx, out))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// claim takes the next message that may go out now. Called under mu.
func (t *tx) claim() (*campaign.Outgoing, error) {
	d := &t.store.sender
	if !d.started || t.store.opt.SendLocked || d.stopped.Load() || t.store.journalTroubled() != "" {
		return nil, nil
	}
	if err := t.refresh(); err != nil {
		return nil, err
	}
	for range claimTries {
		l := d.first(t.now)
		if l == nil {
			return nil, nil
		}
		out, err := t.claimFrom(l)
		if err != nil || out != nil {
			return out, err
		}
	}
	return nil, nil
}

// claimFrom takes the next message of a lane, or settles what may not go and says when the lane may be looked at again.
func (t *tx) claimFrom(l *lane) (*campaign.Outgoing, error) {
	c, w, a, err := t.laneParts(l)
	if err != nil || c == nil {
		return nil, err
	}
	rings, err := t.limitsOf(c, w, a)
	if err != nil {
		return nil, err
	}
	gates, err := t.gatesOf(c, w, a, rings)
	if err != nil {
		return nil, err
	}
	next := opensWith(c)
	if l.key.reply {
		gates, next = replyGates(gates, c), always
	}
	if at := openAt(t.now, gates, next); at.After(t.now) {
		l.at = at
		return nil, nil
	}
	m, found, err := t.dueMessage(l.key, paceSince(t.now, w))
	switch {
	case err != nil:
		return nil, err
	case !found:
		l.at = never
		return nil, nil
	case m.scheduledAt.After(t.now):
		l.at = m.scheduledAt
		return nil, nil
	case m.campaignStatus != c.Status || m.workspacePaused != w.Paused || m.accountStatus != a.status:
		t.store.cached.forget() // somebody changed a switch and its Reload is still on the way
		t.store.sender.mark("campaigns", c.ID)
		t.store.sender.mark("integrated_accounts", a.id)
		l.at = never
		return nil, t.refresh()
	}
	v, err := t.judge(m, c, w, a)
	if err != nil {
		return nil, err
	}
	t.reloadOnUndo(l.key)
	l.at = time.Time{}
	if v.act != actSend {
		return nil, t.settle(m, v)
	}
	return t.take(m, w, a, rings, v)
}

// laneParts returns what a lane stands on; a lane whose campaign or account is gone is closed.
func (t *tx) laneParts(l *lane) (*cachedCampaign, *workspace, *account, error) {
	c, err := t.store.campaign(t.session, l.key.campaign)
	if err != nil {
		return nil, nil, nil, t.closeLane(l, err)
	}
	w, err := t.store.workspace(t.session, c.Workspace)
	if err != nil {
		return nil, nil, nil, t.closeLane(l, err)
	}
	a, err := t.account(l.key.account)
	if err != nil {
		return nil, nil, nil, t.closeLane(l, err)
	}
	if a.workspace != c.Workspace { // a relation that points out of the workspace sends nothing
		return nil, nil, nil, t.closeLane(l, ErrNotFound)
	}
	return c, w, a, nil
}

func (t *tx) closeLane(l *lane, err error) error {
	l.at = never
	if isNotFound(err) {
		return nil
	}
	return err
}

// takeMessage makes a message `sending`, by its rowid, if it still waits. sent_at is written here, so that a message in
// flight counts for every limit; it is cleared when the message is released.
const takeMessage = `
UPDATE messages SET status = 'sending', sent_at = :sent_at, claim_id = :claim, epoch = :epoch, permission = :permission, cost_micros = :cost,
	status_reason = NULL, attempts = attempts + 1, updated = :real
WHERE rowid = :row AND status = 'pending'`

// newClaim makes an id for one call: the first half sorts by time, so that claims lie beside each other in their index, the second cannot be
// guessed.
func (t *tx) newClaim() string { return t.store.ids.next(t.real) + rand.Text()[:12] }

// take claims a message that passed every check, and counts it for every limit.
func (t *tx) take(m *dueMessage, w *workspace, a *account, rings []*limitRing, v verdict) (*campaign.Outgoing, error) {
	d := &t.store.sender
	sentAt, claimID := t.now, t.newClaim()
	for _, r := range rings {
		sentAt = later(sentAt, r.newest) // time never runs back, or a rebuilt ring would let more through
	}
	for _, r := range rings {
		r.add(sentAt)
	}
	if err := t.keepFirstCall(m); err != nil {
		return nil, err
	}
	cost, _ := a.prices.of(v.category)
	t.spend(m.workspace, sentAt, cost)
	t.countUse(&v.permission, w, rings, cost)
	changed, err := t.exec(takeMessage, args{"row": m.row, "sent_at": sentAt, "claim": claimID, "epoch": d.epoch, "permission": v.permission,
		"cost": cost, "real": t.real})
	if err != nil {
		return nil, err
	}
	if changed != 1 {
		return nil, fmt.Errorf("message %s: %d rows changed instead of 1", m.id, changed)
	}
	if cost != 0 {
		if err := t.count(m.workspace, m.campaign, campaign.Counters{CostMicros: cost}); err != nil {
			return nil, err
		}
	}
	t.fly(claimID, &sentMessage{row: m.row, id: m.id, workspace: m.workspace, campaign: m.campaign, account: a.id, prospect: m.prospect.ID,
		channel: m.channel, status: campaign.MessageSending, step: m.step, contactKey: m.contactKey, sentAt: sentAt})
	t.journal(campaign.JournalEntry{Kind: campaign.JournalSend, Workspace: m.workspace, At: sentAt, Claim: claimID,
		OnceKey: m.onceKey, ContactKey: m.contactKey, Campaign: m.campaign, Account: a.id, Channel: m.channel, Step: m.step, CostMicros: cost})
	t.touch(m.workspace, m.campaign)
	if err := t.drawGap(a, sentAt); err != nil {
		return nil, err
	}
	address, userID := splitRecipient(m.channel, m.recipient)
	return &campaign.Outgoing{
		ClaimID: claimID, MessageID: m.id, Workspace: m.workspace, Campaign: m.campaign, Prospect: m.prospect.ID, Account: a.id,
		Channel: m.channel, Recipient: address, UserID: userID, Content: m.content, Template: m.data.Template, Attempts: m.attempts,
		ClaimedAt: t.real, // what was checked is as old as the transaction: a machine may sleep in the middle of it
	}, nil
}

// insertFirstCall keeps an earlier call as a row of its own, since a message has one time: limits and cool-down count both.
const insertFirstCall = `
INSERT INTO messages (id, workspace, prospect, campaign, account, channel, content, direction, status, status_reason, step, recipient, contact_key,
	sent_at, created, updated)
SELECT :id, workspace, prospect, campaign, account, channel, content, direction, 'cancelled', :reason, step, recipient, contact_key,
	sent_at, :real, :real FROM messages WHERE rowid = :row`

// keepFirstCall keeps the call before a retry, of which nobody knows whether it arrived.
func (t *tx) keepFirstCall(m *dueMessage) error {
	if m.calledAt.IsZero() {
		return nil
	}
	reason := campaign.NewReason(campaign.ReasonSettledByHand, nil)
	if err := t.update(insertFirstCall, args{"id": t.store.ids.next(t.real), "row": m.row, "reason": reason, "real": t.real}); err != nil {
		return fmt.Errorf("keep the first call of message %s: %w", m.id, err)
	}
	return nil
}

// drawGap draws the account's pause after a send, and takes the one probe of an open breaker.
func (t *tx) drawGap(a *account, sentAt time.Time) error {
	gap := limits.Gap(a.limits.MinGapS, a.limits.MaxGapS, t.store.opt.Rand)
	probing := a.state.Breaker == breakerOpen
	if gap == 0 && !probing {
		return nil
	}
	if gap > 0 {
		next := sentAt.Add(gap)
		a.state.NextAt = &next
	}
	if probing {
		a.delayProbe(t.now)
	}
	return t.saveState(a)
}
