package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// ImportPage is the most rows that one call of Import takes: one commit of the writer, during which others wait.
const ImportPage = 200

// Imported says what became of one row.
type Imported struct {
	Result   string           // ImportCreated, ImportMerged or ImportRejected
	Prospect string           // the new one, or the one that it was merged into
	Reason   *campaign.Reason // of a rejected row
}

// What may become of a row.
const (
	ImportCreated  = "created"
	ImportMerged   = "merged"
	ImportRejected = "rejected"
)

// Import makes prospects of rows, at most ImportPage of them, and says of each what became of it. A row that does not go in
// takes none of the others along.
func (s *Store) Import(ctx context.Context, ws, campaignID string, rows []campaign.Candidate) ([]Imported, error) {
	if len(rows) > ImportPage {
		return nil, fmt.Errorf("import %d rows at once: at most %d", len(rows), ImportPage)
	}
	var results []Imported
	err := s.write(ctx, func(t *tx) error {
		if _, err := s.campaignOf(t.session, ws, campaignID); err != nil {
			return err
		}
		w, has, err := t.room(ws)
		if err != nil {
			return err
		}
		page, err := t.newPage(ws, campaignID, rows)
		if err != nil {
			return err
		}
		results = make([]Imported, len(rows))
		added := 0
		for i := range rows {
			if has+added >= w.tier.Prospects {
				reason := campaign.CeilingReached(campaign.CeilingProspects, w.Tier, has+added, len(rows)-i)
				results[i] = Imported{Result: ImportRejected, Reason: &reason}
				continue
			}
			if results[i], err = t.importRow(page, i); err != nil {
				return err
			}
			if results[i].Result == ImportCreated {
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

func (t *tx) importRow(page *page, i int) (Imported, error) {
	got, err := t.add(page, i)
	switch {
	case err != nil:
		return Imported{}, fmt.Errorf("store %q: %w", page.prospects[i].Name, err)
	case got.reason != "":
		reason := campaign.NewReason(got.reason, nil)
		return Imported{Result: ImportRejected, Reason: &reason}, nil
	case got.isNew:
		return Imported{Result: ImportCreated, Prospect: got.id}, nil
	default:
		return Imported{Result: ImportMerged, Prospect: got.id}, nil
	}
}
