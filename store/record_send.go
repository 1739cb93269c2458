package store

import (
	"context"
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
)

// Record records an answer without claiming anything: the program stops.
func (s *Store) Record(ctx context.Context, last campaign.Outcome) error {
	return s.write(ctx, func(t *tx) error {
		s.sender.mu.Lock()
		defer s.sender.mu.Unlock()
		return t.record(last)
	})
}

// record writes what became of a call. An answer to a claim that no longer stands is dropped; one that a webhook was quicker
// than adds only what is not known yet. Called under mu.
func (t *tx) record(o campaign.Outcome) error {
	if landed, err := t.land(&o); err != nil || landed {
		return err
	}
	m, found, err := t.sentMessage(messageByClaim, args{"claim": o.ClaimID})
	if err != nil || !found {
		return err
	}
	t.touch(m.workspace, m.campaign)
	inFlight := m.status == campaign.MessageSending
	if inFlight || o.Result == campaign.ResultSent { // a failure that is told again is no second one
		if err := t.recordAccount(m, &o); err != nil {
			return err
		}
	}
	open := inFlight || m.status == campaign.MessageInDoubt
	switch {
	case o.Result == campaign.ResultSent:
		return t.recordSent(m, o)
	case o.Result == campaign.ResultRejected && open:
		return t.recordRejected(m, o)
	case o.Result == campaign.ResultUnsent && inFlight:
		return t.recordUnsent(m, o)
	case o.Result == campaign.ResultInDoubt && inFlight:
		return t.doubt(m, o)
	default:
		return nil // settled already: nothing goes backwards
	}
}

// markSent records the provider's id, by rowid. nameProvider only adds it, where an event came first.
const (
	markSent = `
UPDATE messages SET status = 'sent', provider_id = :provider, status_reason = NULL, error_code = '', error = '', updated = :real WHERE rowid = :row`
	nameProvider = `UPDATE messages SET provider_id = :provider, updated = :real WHERE rowid = :row AND provider_id = ''`
)

func (t *tx) recordSent(m *sentMessage, o campaign.Outcome) error {
	values := args{"row": m.row, "provider": o.ProviderID, "real": t.real}
	t.wake(stageReceive) // an event may have come before its message had an id
	if m.status != campaign.MessageSending && m.status != campaign.MessageInDoubt {
		return t.update(nameProvider, values)
	}
	if err := t.update(markSent, values); err != nil {
		return err
	}
	return t.accept(m, m.sentAt)
}

// releaseMessage gives a message back that was surely not sent, by rowid. Its once_key stays taken: it will be tried again.
const releaseMessage = `
UPDATE messages SET status = 'pending', sent_at = '', claim_id = '', scheduled_at = :at, status_reason = :reason, error_code = :code,
	error = :error, updated = :real
WHERE rowid = :row`

func (t *tx) recordUnsent(m *sentMessage, o campaign.Outcome) error {
	if err := t.charge(m, 0); err != nil {
		return err
	}
	at, err := t.slotAfter(m.campaign, stored(t.now.Add(o.Wait)))
	if err != nil {
		return err
	}
	t.store.sender.staleRings(m.campaign, m.workspace, m.account)
	if l, ok := t.store.sender.lanes[laneOf(m.campaign, m.account, m.step)]; ok {
		l.at = time.Time{}
	}
	t.journal(m.sendEntry(campaign.JournalUnsent, o.ClaimID, m.sentAt))
	return t.update(releaseMessage, args{"row": m.row, "at": at, "reason": o.Reason, "code": o.Code, "error": o.Error, "real": t.real})
}

// rejectMessage ends a message that was surely not sent and never will be, by rowid.
const rejectMessage = `
UPDATE messages SET status = 'failed', sent_at = '', once_key = '', status_reason = :reason, error_code = :code, error = :error,
	updated = :real
WHERE rowid = :row`

func (t *tx) recordRejected(m *sentMessage, o campaign.Outcome) error {
	if err := t.charge(m, 0); err != nil {
		return err
	}
	t.store.sender.staleRings(m.campaign, m.workspace, m.account)
	t.journal(m.sendEntry(campaign.JournalUnsent, o.ClaimID, m.sentAt))
	if err := t.update(rejectMessage, args{"row": m.row, "reason": o.Reason, "code": o.Code, "error": o.Error, "real": t.real}); err != nil {
		return err
	}
	if err := t.count(m.workspace, m.campaign, campaign.Counters{Failed: 1}); err != nil {
		return err
	}
	return t.afterFailure(m, &o)
}

// doubtMessage says that nobody knows what became of a message, by rowid. It counts as sent for limits, cool-down and
// follow-ups, and no code sends it again.
const doubtMessage = `
UPDATE messages SET status = 'in_doubt', status_reason = :reason, error_code = :code, error = :error, updated = :real WHERE rowid = :row`

func (t *tx) doubt(m *sentMessage, o campaign.Outcome) error {
	if err := t.update(doubtMessage, args{"row": m.row, "reason": o.Reason, "code": o.Code, "error": o.Error, "real": t.real}); err != nil {
		return err
	}
	_, err := t.advance(m, m.sentAt, campaign.ProspectFound)
	return err
}

// stopAccount takes an account out of use until a person acts, by its primary key.
const stopAccount = `UPDATE integrated_accounts SET status = :status, status_reason = :reason, updated = :real WHERE id = :id`

// recordAccount writes what an answer says about the whole account: breaker, pause, expiry, block.
func (t *tx) recordAccount(m *sentMessage, o *campaign.Outcome) error {
	a, err := t.account(m.account)
	if err != nil {
		if isNotFound(err) {
			return nil
		}
		return err
	}
	changed := a.observe(o, t.now)
	switch o.Effect {
	case campaign.AccountSlow:
		retry := t.now.Add(limits.RetryAfter(o.Wait))
		a.state.RetryAt, changed = &retry, true
	case campaign.AccountExpired, campaign.AccountBlocked:
		status := campaign.AccountStatusBlocked
		if o.Effect == campaign.AccountExpired {
			status = campaign.AccountStatusExpired
		}
		t.reloadOnUndo(laneOf(m.campaign, m.account, m.step))
		a.status, a.reason = status, o.Reason
		if err := t.update(stopAccount, args{"id": a.id, "status": status, "reason": o.Reason, "real": t.real}); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	t.store.sender.lookAgain(func(l *lane) bool { return l.key.account == a.id })
	return t.saveState(a)
}
