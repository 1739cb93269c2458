package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// Import makes prospects of rows, at most campaign.ImportPage of them, and says of each what became of it. A row that does not go in
// takes none of the others along. Contacts of which the list says that they must not be used are suppressed first.
func (s *Store) Import(ctx context.Context, ws, campaignID string, rows []campaign.ImportRow) ([]campaign.Imported, error) {
	if len(rows) > campaign.ImportPage {
		return nil, fmt.Errorf("import %d rows at once: at most %d", len(rows), campaign.ImportPage)
	}
	candidates := make([]campaign.Candidate, len(rows))
	for i, row := range rows {
		candidates[i] = row.Candidate
	}
	page, err := s.newPage(ws, campaignID, candidates)
	if err != nil {
		return nil, fmt.Errorf("import rows: %w", err)
	}
	var results []campaign.Imported
	err = s.write(ctx, func(t *tx) error {
		if _, err := s.campaignOf(t.session, ws, campaignID); err != nil {
			return err
		}
		w, has, err := t.room(ws)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := t.suppressForms(ws, row.Suppress, suppressManual, ""); err != nil {
				return err
			}
		}
		if err := t.look(page); err != nil {
			return err
		}
		results = make([]campaign.Imported, len(rows))
		added := 0
		for i := range rows {
			if has+added >= w.tier.Prospects {
				reason := campaign.CeilingReached(campaign.CeilingProspects, w.Tier, has+added, len(rows)-i)
				results[i] = campaign.Imported{Result: campaign.ImportRejected, Reason: &reason}
				continue
			}
			if results[i], err = t.importRow(page, i); err != nil {
				return err
			}
			if results[i].Result == campaign.ImportCreated {
				added++
			}
		}
		if added == 0 {
			return nil
		}
		t.wake(stageEnrich)
		return t.count(ws, campaignID, campaign.Counters{Found: int64(added)})
	})
	if err != nil {
		return nil, fmt.Errorf("import rows: %w", err)
	}
	return results, nil
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
