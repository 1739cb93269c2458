package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// workspace is a workspace as the writer keeps it in memory. Whoever has one never changes it.
type workspace struct {
	campaign.Workspace
	zone *time.Location
	tier campaign.Tiers
}

// day is the date of an instant in the workspace's zone.
func (w *workspace) day(t time.Time) string { return t.In(w.zone).Format(time.DateOnly) }

// getWorkspace reads one workspace by its primary key.
const getWorkspace = `
SELECT id, name, timezone, locale, currency, country, plan_tier, sender, limits, paused, send_budget_micros FROM workspaces WHERE id = :id`

// Country returns the country of a workspace: the default region of its phones. ISO 3166-1 alpha-2.
func (s *Store) Country(ctx context.Context, ws string) (string, error) {
	var country string
	err := s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err == nil {
			country = w.Country
		}
		return err
	})
	return country, err
}

// workspace returns a workspace, read once until Reload names it.
func (s *Store) workspace(ses *session, id string) (*workspace, error) {
	if w, ok := s.cached.workspace(id); ok {
		return w, nil
	}
	w := &workspace{}
	found, err := ses.one(getWorkspace, args{"id": id}, &w.ID, &w.Name, &w.Timezone, &w.Locale, &w.Currency, &w.Country,
		&w.Tier, asJSON{&w.Sender}, asJSON{&w.Limits}, &w.Paused, &w.SendBudgetMicros)
	if err != nil {
		return nil, fmt.Errorf("read workspace %s: %w", id, err)
	}
	if !found {
		return nil, fmt.Errorf("workspace %q: %w", id, ErrNotFound)
	}
	if w.zone, err = time.LoadLocation(w.Timezone); err != nil {
		w.zone = time.UTC // refused when it is saved; bulk SQL may still have written it
	}
	if w.Country == "" {
		w.Country = "BR"
	}
	w.tier = campaign.Tier(w.Tier)
	if ses == &s.writer.session {
		s.cached.keepWorkspace(w)
	}
	return w, nil
}
