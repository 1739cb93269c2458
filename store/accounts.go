package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/campaign/limits"
	"aceno/outreach"
)

// account is an integrated account as the writer keeps it in memory.
type account struct {
	id, workspace, platform string
	status                  campaign.AccountStatus
	reason                  *campaign.Reason // of the status
	limits                  campaign.AccountLimits
	state                   campaign.AccountState
	rings                   []*limitRing
	prices                  prices
	tally                   limits.Tally // of failures of transport
}

// The providers' own limits of an account. Meta's tier counts people whom we write to first, in 24 hours; every message is
// counted here, which is stricter. Where the account was never asked for its tier, the one that a number has had for long is
// taken.
const (
	whatsAppPerSecond = 80   // of one number (Cloud API, error 130429)
	whatsAppPerDay    = 1000 // until Meta says otherwise
	instagramPerHour  = 50
)

// getSender reads an account for sending, by its primary key.
const getSender = `SELECT id, workspace, platform, status, status_reason, limits, state, settings FROM integrated_accounts WHERE id = :id`

// account returns an account, read once until Reload names it. Called under mu.
func (t *tx) account(id string) (*account, error) {
	d := &t.store.sender
	if a, ok := d.accounts[id]; ok {
		return a, nil
	}
	a := &account{}
	settings := map[string]any{}
	found, err := t.one(getSender, args{"id": id}, &a.id, &a.workspace, &a.platform, &a.status, asJSON{&a.reason}, asJSON{&a.limits}, asJSON{&a.state}, asJSON{&settings})
	if err != nil {
		return nil, fmt.Errorf("read account %s: %w", id, err)
	}
	if !found {
		return nil, fmt.Errorf("account %q: %w", id, ErrNotFound)
	}
	a.addRing(campaign.ReasonAccountPerHour, a.limits.PerHour, time.Hour)
	a.addRing(campaign.ReasonAccountPerDay, a.limits.PerDay, 24*time.Hour)
	a.prices = pricesOf(a.platform, settings)
	switch campaign.Channel(a.platform) {
	case campaign.ChannelWhatsApp:
		a.addRing(campaign.ReasonProviderPerDay, a.tier(), 24*time.Hour)
		a.addRing(campaign.ReasonProviderPerSecond, whatsAppPerSecond, time.Second)
	case campaign.ChannelInstagram:
		a.addRing(campaign.ReasonProviderPerHour, instagramPerHour, time.Hour)
	}
	d.accounts[id] = a
	return a, nil
}

// tier is how many people a day the provider lets a WhatsApp account write to; 0 = as many as it likes.
func (a *account) tier() int {
	switch a.state.Tier {
	case 0:
		return whatsAppPerDay
	case campaign.UnlimitedTier:
		return 0
	default:
		return a.state.Tier
	}
}

func (a *account) addRing(code string, n int, window time.Duration) {
	if n > 0 {
		a.rings = append(a.rings, newLimitRing(code, n, window, timesOfAccount, a.id))
	}
}

// saveAccountState writes the system's memory of an account, by its primary key.
const saveAccountState = `UPDATE integrated_accounts SET state = :state WHERE id = :id`

// saveState writes an account's state; memory and table change together.
func (t *tx) saveState(a *account) error {
	t.reloadOnUndo(laneKey{account: a.id})
	return t.update(saveAccountState, args{"id": a.id, "state": a.state})
}

// getSealed reads an account with its credentials still sealed; sealedByPlatform reads all of a platform. Relies on
// integrated_accounts_platform.
const (
	getSealed = `
SELECT id, workspace, platform, account_identifier, credentials, settings, state FROM integrated_accounts WHERE id = :id`
	sealedByPlatform = `
SELECT id, workspace, platform, account_identifier, credentials, settings, state FROM integrated_accounts WHERE platform = :platform`
)

// AccountsVersion changes with every change of what SealedAccount and WebhookAccounts return, after its commit and before whoever made it
// is answered: what was read after asking for it holds while it is the same.
func (s *Store) AccountsVersion() uint64 { return s.accountsVersion.Load() }

// SealedAccount returns an account, its credentials sealed, or ErrNotFound. It does not ask whose it is.
func (s *Store) SealedAccount(ctx context.Context, id string) (SealedAccount, error) {
	list, err := s.sealed(ctx, getSealed, args{"id": id})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("account %q: %w", id, ErrNotFound)
	}
	if err != nil {
		return SealedAccount{}, err
	}
	return list[0], nil
}

// WebhookAccounts returns all accounts of a platform, whichever workspace they belong to: a webhook names its account only
// inside a body that one of their secrets must verify first.
func (s *Store) WebhookAccounts(ctx context.Context, platform string) ([]SealedAccount, error) {
	return s.sealed(ctx, sealedByPlatform, args{"platform": platform})
}

func (s *Store) sealed(ctx context.Context, statement string, a args) ([]SealedAccount, error) {
	var list []SealedAccount
	err := s.read(ctx, func(ses *session) error {
		return ses.query(statement, a, func(r row) error {
			var one SealedAccount
			loose := map[string]any{}
			var state campaign.AccountState
			err := r.scan(&one.ID, &one.Workspace, &one.Platform, &one.Identifier, &one.Sealed, asJSON{&loose}, asJSON{&state})
			one.Number = state.Number
			one.Settings = make(map[string]string, len(loose))
			for name, value := range loose {
				one.Settings[name] = fmt.Sprint(value)
			}
			list = append(list, one)
			return err
		})
	})
	return list, err
}

// saveHealth writes what a provider said of an account, by its primary key.
const saveHealth = `
UPDATE integrated_accounts SET status = :status, status_reason = :reason, state = :state, checked_at = :now, updated = :real WHERE id = :id`

// SetAccountHealth stores what a check found: status, tier and quality. An account that is well again starts with a closed
// breaker.
func (s *Store) SetAccountHealth(ctx context.Context, id string, h outreach.Health) error {
	return s.write(ctx, func(t *tx) error {
		d := &s.sender
		d.mu.Lock()
		defer d.mu.Unlock()
		a, err := t.account(id)
		if err != nil {
			return err
		}
		state := a.state
		if h.Tier > 0 {
			state.Tier = h.Tier
		}
		if h.Quality != "" {
			state.Quality = h.Quality
		}
		if h.Number != "" {
			state.Number = h.Number
		}
		var reason *campaign.Reason
		if h.Status == campaign.AccountStatusActive {
			state.Breaker, state.ProbeAt, state.Failures, state.RetryAt = "", nil, 0, nil
		} else {
			reason = &campaign.Reason{Code: accountCode(h.Status), Message: h.Detail}
		}
		if err := t.update(saveHealth, args{"id": id, "status": h.Status, "reason": reason, "state": state, "now": t.now, "real": t.real}); err != nil {
			return fmt.Errorf("store the health of account %s: %w", id, err)
		}
		d.mark("integrated_accounts", id)               // read again by the next claim, or after a rollback as it was
		t.onCommit(func() { s.accountsVersion.Add(1) }) // its number may be another
		t.wake(stageSend)
		return nil
	})
}
