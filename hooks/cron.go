package hooks

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"aceno/campaign"
	"aceno/hooks/routes"
	"aceno/outreach"
)

// How often what goes by the clock is looked at. Slots are minutes of business time; where that runs faster than real
// time, twice a real second is enough.
const (
	slotEvery     = time.Minute
	slotAtMost    = 500 * time.Millisecond
	templateEvery = time.Hour // real: a provider's patience does not run faster
	templateLimit = 30 * time.Second
)

// slots queues searches whose slot has come and ends campaigns that have nothing left to do, once a minute of business
// time. Missed minutes are the store's to catch up: it knows which slots were taken.
func slots(d Dependencies) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		for {
			if err := d.Store.QueueDueSearches(ctx); err != nil && ctx.Err() == nil {
				d.Logger.Warn("due searches not queued", "error", err)
			}
			if err := dropEvents(ctx, d); err != nil && ctx.Err() == nil {
				d.Logger.Warn("old events not dropped", "error", err)
			}
			if err := purge(ctx, d); err != nil && ctx.Err() == nil {
				d.Logger.Warn("expired facts not purged", "error", err)
			}
			if d.Reports != nil {
				if err := d.Reports.Sweep(); err != nil {
					d.Logger.Warn("old reports of imports not removed", "error", err)
				}
			}
			if err := d.Store.CompleteFinished(ctx); err != nil && ctx.Err() == nil {
				d.Logger.Warn("finished campaigns not completed", "error", err)
			}
			if err := untilNextSlot(ctx, d); err != nil {
				return err
			}
		}
	}
}

// purge takes out what sources only lent, page by page.
func purge(ctx context.Context, d Dependencies) error {
	for {
		purged, err := d.Store.PurgeExpired(ctx)
		if err != nil || purged == 0 {
			return err
		}
	}
}

// dropEvents forgets old webhook events, page by page.
func dropEvents(ctx context.Context, d Dependencies) error {
	for {
		dropped, err := d.Store.DropOldEvents(ctx)
		if err != nil || dropped == 0 {
			return err
		}
	}
}

// untilNextSlot waits for the next full minute of business time, and at least slotAtMost of real time.
func untilNextSlot(ctx context.Context, d Dependencies) error {
	next := d.Clock.Now().Truncate(slotEvery).Add(slotEvery)
	for wait := slotAtMost; ; wait = max(d.Clock.Until(next), time.Millisecond) {
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
		if !d.Clock.Now().Before(next) {
			return nil
		}
	}
}

// templates keeps what is known of approved templates fresh: at start, then every hour.
func templates(d Dependencies) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		ticker := time.NewTicker(templateEvery)
		defer ticker.Stop()
		for {
			if err := syncTemplates(ctx, d); err != nil && ctx.Err() == nil {
				d.Logger.Warn("templates not synced", "error", err)
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-ticker.C:
			}
		}
	}
}

// syncTemplates asks for the templates of every account that has some. One account that fails keeps none of the others
// waiting.
func syncTemplates(ctx context.Context, d Dependencies) error {
	if d.Templates == nil {
		return nil
	}
	sealed, err := d.Store.WebhookAccounts(ctx, string(campaign.ChannelWhatsApp))
	if err != nil {
		return fmt.Errorf("list accounts: %w", err)
	}
	for _, one := range sealed {
		account, err := routes.Unseal(d.Vault, one)
		if err == nil {
			err = syncOne(ctx, d, account)
		}
		if err != nil && ctx.Err() == nil {
			d.Logger.Warn("templates not synced", "account_id", one.ID, "workspace_id", one.Workspace, "error", err)
		}
	}
	return nil
}

func syncOne(ctx context.Context, d Dependencies, account outreach.Account) error {
	ask, cancel := context.WithTimeout(ctx, templateLimit)
	defer cancel()
	list, err := d.Templates.List(ask, account)
	if err != nil {
		return fmt.Errorf("list templates: %w", err)
	}
	return d.Store.SyncTemplates(ctx, account.Workspace, account.ID, list)
}

// guarded runs a loop of the background and keeps a panic of its from ending the process: the loop starts again after a
// while.
func guarded(ctx context.Context, log *slog.Logger, name string, loop func(ctx context.Context) error) {
	for ctx.Err() == nil {
		func() {
			defer func() {
				if r := recover(); r != nil {
					log.Error("background loop failed", "loop", name, "error", fmt.Sprint(r))
				}
			}()
			if err := loop(ctx); err != nil && ctx.Err() == nil {
				log.Error("background loop ended", "loop", name, "error", err)
			}
		}()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}
