package store

import (
	"fmt"
	"math"
	"time"

	"aceno/campaign"
)

// microsPerCent turns the provider's cents into millionths.
const microsPerCent = 10_000

// applyStatus moves a message to what the provider says of it. The result is a function of the set of events, whatever their
// order: read over delivered over sent, failed only without delivered and read, and a late event takes nothing back. The
// claim's echo finds the message before its answer is recorded, and settles a doubt.
func (t *tx) applyStatus(from source, at time.Time, s *campaign.StatusEvent) error {
	m, err := t.statusMessage(from, s)
	if isNoMatch(err) {
		if ours, failed := t.echoStatus(from, s); ours || failed != nil {
			return failed
		}
	}
	if err != nil {
		return err
	}
	t.touch(m.workspace, m.campaign)
	if m.status == campaign.MessagePending && s.Status == campaign.MessageFailed {
		return nil // of the call before: it is tried again already
	}
	if m.providerID == "" && s.ProviderID != "" {
		if err := t.update(nameProvider, args{"row": m.row, "provider": s.ProviderID, "real": t.real}); err != nil {
			return err
		}
	}
	if s.UserID != "" {
		if err := t.update(learnID, args{"id": m.prospect, "user": s.UserID, "real": t.real}); err != nil {
			return fmt.Errorf("learn the user id of prospect %s: %w", m.prospect, err)
		}
	}
	if err := t.sentAfterAll(m, at); err != nil {
		return err
	}
	if err := t.accept(m, m.sentAt); err != nil {
		return err
	}
	if m.providerID == "" {
		m.providerID = s.ProviderID
	}
	if err := t.settleCost(m, s); err != nil {
		return err
	}
	if s.Status == campaign.MessageFailed {
		return t.statusFailed(m, s)
	}
	return t.statusReached(m, s.Status, at)
}

// sentAgain gives a message its time back that was taken for unsent, by rowid.
const sentAgain = `UPDATE messages SET sent_at = :at, updated = :real WHERE rowid = :row AND sent_at = ''`

// sentAfterAll takes in that a message went out which a person, or an answer, had said did not: it counts for limits and
// follow-ups from the time of the event on.
func (t *tx) sentAfterAll(m *sentMessage, at time.Time) error {
	if !m.sentAt.IsZero() && m.status != campaign.MessagePending {
		return nil
	}
	if !m.sentAt.IsZero() {
		at = m.sentAt // a retry still waits: it is called off
	}
	if at.IsZero() || at.After(t.now) {
		at = t.now
	}
	m.sentAt = stored(at)
	if m.claim != "" {
		t.journal(m.sendEntry(campaign.JournalSend, m.claim, m.sentAt))
	}
	t.onCommit(func() {
		d := &t.store.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		d.staleRings(m.campaign, m.workspace, m.account)
	})
	return t.update(sentAgain, args{"row": m.row, "at": m.sentAt, "real": t.real})
}

// statusMessage finds the message that a status is about, inside the workspace of the account that reported it.
func (t *tx) statusMessage(from source, s *campaign.StatusEvent) (*sentMessage, error) {
	if s.ClaimID != "" {
		m, found, err := t.sentMessage(messageByClaim, args{"claim": s.ClaimID})
		if err != nil {
			return nil, err
		}
		if found && m.workspace == from.workspace {
			return m, nil
		}
	}
	m, found, err := t.sentMessage(messageByProvider, args{"workspace": from.workspace, "provider": s.ProviderID})
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("status %s of %s: %w", s.Status, s.ProviderID, errNoMatch)
	}
	return m, nil
}

// reachMessage records how far a message came, by rowid. A failure that turns out wrong is forgotten.
const reachMessage = `
UPDATE messages SET status = :status, delivered_at = :delivered, read_at = :read, status_reason = NULL, error_code = '', error = '',
	updated = :real
WHERE rowid = :row`

// retakeOnce takes a once_key again that a wrong failure gave free, unless another message has it now.
const retakeOnce = `UPDATE OR IGNORE messages SET once_key = :once WHERE rowid = :row AND once_key = ''`

// statusReached takes in sent, delivered or read.
func (t *tx) statusReached(m *sentMessage, status campaign.MessageStatus, at time.Time) error {
	rank := status.Rank()
	switch {
	case rank == 0:
		return fmt.Errorf("a message cannot become %q by a status event", status)
	case rank <= m.status.Rank():
		return t.fillTimes(m, status, at) // known already, or late: only its time may be new
	case m.status == campaign.MessageFailed && status == campaign.MessageSent:
		return nil
	}
	var by campaign.Counters
	if m.status.Rank() < campaign.MessageDelivered.Rank() && rank >= campaign.MessageDelivered.Rank() {
		by.Delivered = 1
	}
	if rank == campaign.MessageRead.Rank() {
		by.Read = 1
	}
	if m.status == campaign.MessageFailed {
		by.Failed = -1
		c := onceKeyOf(m.contactKey, m.campaign, m.id, m.step)
		if err := t.update(retakeOnce, args{"row": m.row, "once": c}); err != nil {
			return err
		}
	}
	delivered, read := m.deliveredAt, m.readAt
	if status == campaign.MessageDelivered && delivered.IsZero() {
		delivered = at
	}
	if status == campaign.MessageRead && read.IsZero() {
		read = at
	}
	m.status = status
	if err := t.update(reachMessage, args{"row": m.row, "status": status, "delivered": delivered, "read": read, "real": t.real}); err != nil {
		return err
	}
	if by == (campaign.Counters{}) {
		return nil
	}
	return t.count(m.workspace, m.campaign, by)
}

// fillDelivered notes when a message was delivered that was read before we knew, by rowid.
const fillDelivered = `UPDATE messages SET delivered_at = :at, updated = :real WHERE rowid = :row AND delivered_at = ''`

func (t *tx) fillTimes(m *sentMessage, status campaign.MessageStatus, at time.Time) error {
	if status != campaign.MessageDelivered {
		return nil
	}
	return t.update(fillDelivered, args{"row": m.row, "at": at, "real": t.real})
}

// failSent records that the provider could not deliver what it took, by rowid. sent_at stays: the call counted for the limits.
const failSent = `
UPDATE messages SET status = 'failed', once_key = '', status_reason = :reason, error_code = :code, error = :error, updated = :real
WHERE rowid = :row`

func (t *tx) statusFailed(m *sentMessage, s *campaign.StatusEvent) error {
	if m.status.Rank() >= campaign.MessageDelivered.Rank() || m.status == campaign.MessageFailed {
		return nil
	}
	o := campaign.Outcome{Code: s.Code, Error: s.Error}
	if s.Outcome != nil {
		o = *s.Outcome
	}
	if o.Reason == nil {
		reason := campaign.NewReason(campaign.ReasonProviderRefused, map[string]any{"detail": s.Error})
		o.Reason = &reason
	}
	m.status = campaign.MessageFailed
	if err := t.update(failSent, args{"row": m.row, "reason": o.Reason, "code": s.Code, "error": s.Error, "real": t.real}); err != nil {
		return err
	}
	if err := t.count(m.workspace, m.campaign, campaign.Counters{Failed: 1}); err != nil {
		return err
	}
	if err := t.accountEffect(m.account, o.Effect, o.Reason, o.Wait); err != nil {
		return err
	}
	return t.afterFailure(m, &o)
}

// settleCost takes in what the provider says of a message's price, in place of what the claim expected: its own figure, that
// nothing is charged, or another category. What was not delivered costs nothing. Providers repeat it, which changes nothing.
func (t *tx) settleCost(m *sentMessage, s *campaign.StatusEvent) error {
	d := &t.store.sender
	d.mu.Lock()
	defer d.mu.Unlock()
	cost := m.costMicros
	switch {
	case s.Status == campaign.MessageFailed && m.status.Rank() < campaign.MessageDelivered.Rank() || s.Free:
		cost = 0
	case s.CostCents != nil:
		cost = int64(math.Round(max(*s.CostCents, 0) * microsPerCent))
	case s.Category != "":
		a, err := t.account(m.account)
		if err != nil && !isNotFound(err) {
			return err
		}
		if err == nil {
			if price, known := a.prices.of(s.Category); known {
				cost = price
			}
		}
	}
	return t.charge(m, cost)
}
