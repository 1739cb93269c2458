package store

import (
	"context"
	"fmt"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// Import makes prospects of rows, at most campaign.ImportPage of them, and says of each what became of it. A row that does not go in
// takes none of the others along. Contacts of which the list says that they must not be used are suppressed first.
func (s *Store) Import(ctx context.Context, ws, campaignID string, rows []campaign.ImportRow) ([]campaign.Imported, error) {
	results, err := s.TakeIn(ctx, ws, campaignID, rows)
	if err != nil {
		return nil, err
	}
	return results()
}

// TakeIn is Import for whoever reads on meanwhile: pages go in one after the other in the order of their calls, and what it returns waits
// for this one's results. It must be called. rows may be used again once TakeIn has returned.
func (s *Store) TakeIn(ctx context.Context, ws, campaignID string, rows []campaign.ImportRow) (results func() ([]campaign.Imported, error), err error) {
	if len(rows) > campaign.ImportPage {
		return nil, fmt.Errorf("import %d rows at once: at most %d", len(rows), campaign.ImportPage)
	}
	candidates, barred := make([]campaign.Candidate, len(rows)), [][]contact.Form{}
	for i, row := range rows {
		candidates[i] = row.Candidate
		if len(row.Suppress) > 0 {
			barred = append(barred, row.Suppress)
		}
	}
	page, err := s.newPage(ws, campaignID, candidates)
	if err != nil {
		return nil, fmt.Errorf("import rows: %w", err)
	}
	var list []campaign.Imported
	j, err := s.submit(ctx, func(t *tx) error {
		for _, forms := range barred {
			if err := t.suppressForms(ws, forms, suppressManual, ""); err != nil {
				return err
			}
		}
		var err error
		list, err = t.importPage(page)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("import rows: %w", err)
	}
	return func() ([]campaign.Imported, error) {
		if err := s.await(ctx, j); err != nil {
			return nil, fmt.Errorf("import rows: %w", err)
		}
		return list, nil
	}, nil
}

// importPage takes a page in.
func (t *tx) importPage(page *page) ([]campaign.Imported, error) {
	if _, err := t.store.campaignOf(t.session, page.workspace, page.campaign); err != nil {
		return nil, err
	}
	w, has, err := t.room(page.workspace)
	if err != nil {
		return nil, err
	}
	if err := t.look(page); err != nil {
		return nil, err
	}
	results, added := make([]campaign.Imported, len(page.prospects)), 0
	for i := range results {
		if has+added >= w.tier.Prospects {
			reason := campaign.CeilingReached(campaign.CeilingProspects, w.Tier, has+added, len(results)-i)
			results[i] = campaign.Imported{Result: campaign.ImportRejected, Reason: &reason}
			continue
		}
		if results[i], err = t.importRow(page, i); err != nil {
			return nil, err
		}
		if results[i].Result == campaign.ImportCreated {
			added++
		}
	}
	if added == 0 {
		return results, nil
	}
	t.wake(stageEnrich)
	return results, t.count(page.workspace, page.campaign, campaign.Counters{Found: int64(added)})
}

func (t *tx) importRow(page *page, i int) (campaign.Imported, error) {
	got, err := t.add(page, i)
	switch {
	case err != nil:
		return campaign.Imported{}, fmt.Errorf("store %q: %w", page.prospects[i].Name, err)
	case got.reason != "":
		reason := campaign.NewReason(got.reason, nil)
		return campaign.Imported{Result: campaign.ImportRejected, Reason: &reason}, nil
	case got.isNew:
		return campaign.Imported{Result: campaign.ImportCreated, Prospect: got.id}, nil
	default:
		return campaign.Imported{Result: campaign.ImportMerged, Prospect: got.id}, nil
	}
}
