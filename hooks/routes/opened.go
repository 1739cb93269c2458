package routes

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"aceno/outreach"
	"aceno/store"
)

// openedFor is how long an opened account is used without being read again, at most: a change by this program is seen at once, one by
// another (a command beside a running server) after this long.
const openedFor = time.Second

// sealedAccounts is what opening needs of the store.
type sealedAccounts interface {
	// AccountsVersion changes with every change of what the other two return, before whoever made it is answered.
	AccountsVersion() uint64
	SealedAccount(ctx context.Context, id string) (store.SealedAccount, error)
	WebhookAccounts(ctx context.Context, platform string) ([]store.SealedAccount, error)
}

// Opened are integrated accounts with their credentials, read and opened once for the many messages and webhooks of a second. Whoever
// gets one never changes it. All methods may be called from many goroutines.
type Opened struct {
	store  sealedAccounts
	vault  Opener
	logger *slog.Logger

	mu        sync.Mutex
	version   uint64
	since     time.Time
	accounts  map[string]outreach.Account
	platforms map[string][]outreach.Account
}

// NewOpened returns accounts that are opened when they are first asked for.
func NewOpened(accounts sealedAccounts, vault Opener, logger *slog.Logger) *Opened {
	return &Opened{store: accounts, vault: vault, logger: logger}
}

// Open returns an account with its credentials, for one call.
func (o *Opened) Open(ctx context.Context, id string) (outreach.Account, error) {
	version := o.store.AccountsVersion() // before it is read: what changes meanwhile is read again
	if account, ok := o.known(version, id); ok {
		return account, nil
	}
	sealed, err := o.store.SealedAccount(ctx, id)
	if err != nil {
		return outreach.Account{}, fmt.Errorf("read account %s: %w", id, err)
	}
	account, err := Unseal(o.vault, sealed)
	if err != nil {
		return account, err
	}
	o.keep(version, func() { o.accounts[id] = account })
	return account, nil
}

// OfPlatform returns all accounts of a platform. One whose credentials cannot be opened is left out: it hears nothing.
func (o *Opened) OfPlatform(ctx context.Context, platform string) ([]outreach.Account, error) {
	version := o.store.AccountsVersion()
	if list, ok := o.knownOf(version, platform); ok {
		return list, nil
	}
	sealed, err := o.store.WebhookAccounts(ctx, platform)
	if err != nil {
		return nil, fmt.Errorf("read the accounts of %s: %w", platform, err)
	}
	list := make([]outreach.Account, 0, len(sealed))
	for _, one := range sealed {
		account, err := Unseal(o.vault, one)
		if err != nil {
			o.logger.ErrorContext(ctx, "credentials cannot be opened", "account_id", one.ID, "error", err)
			continue
		}
		list = append(list, account)
	}
	o.keep(version, func() { o.platforms[platform] = list })
	return list, nil
}

func (o *Opened) known(version uint64, id string) (outreach.Account, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.turn(version)
	account, ok := o.accounts[id]
	return account, ok
}

func (o *Opened) knownOf(version uint64, platform string) ([]outreach.Account, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.turn(version)
	list, ok := o.platforms[platform]
	return list, ok
}

// keep remembers what was read at a version, unless a later one is known by now.
func (o *Opened) keep(version uint64, remember func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.turn(version); o.version == version {
		remember()
	}
}

// turn forgets everything that is of an older version, or too old. Called under mu.
func (o *Opened) turn(version uint64) {
	if o.accounts != nil && version <= o.version && time.Since(o.since) < openedFor {
		return
	}
	o.version, o.since = max(o.version, version), time.Now()
	o.accounts, o.platforms = make(map[string]outreach.Account), make(map[string][]outreach.Account)
}
