package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// exportPage is how many prospects are read at once for an export.
const exportPage = 500

// EachProspect calls each for all prospects of a filter, in the list's order, page by page: what is written meanwhile waits for
// nobody. Facts that have expired are left out. The filter's cursor and limit are not used.
func (s *Store) EachProspect(ctx context.Context, ws string, f ProspectFilter, each func(campaign.Prospect) error) error {
	f.Cursor, f.Limit = "", exportPage
	for {
		page, err := s.ListProspects(ctx, ws, f)
		if err != nil {
			return err
		}
		list := make([]campaign.Prospect, 0, len(page.Items))
		err = s.read(ctx, func(ses *session) error {
			for _, item := range page.Items {
				p, found, err := prospect(ses, item.ID)
				if err != nil {
					return err
				}
				if found {
					list = append(list, p)
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("read a page of prospects: %w", err)
		}
		now := s.opt.Clock.Now()
		for _, p := range list {
			p.Purge(now)
			if err := each(p); err != nil {
				return err
			}
		}
		if f.Cursor = page.Next; f.Cursor == "" {
			return nil
		}
	}
}
