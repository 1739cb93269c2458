package store

import (
	"context"
	"encoding/json"
	"fmt"
)

// Estimate is what one source of a search may bring. Expected is what the same search brought this workspace before; nil where it was
// never asked.
type Estimate struct {
	Type       string `json:"type"`
	Expected   *int   `json:"expected"`
	Most       *int   `json:"most"` // the entry's own limit
	CostMicros int64  `json:"cost_micros"`
}

// earlierSearches reads what a workspace's searches brought, the newest first. Relies on searches_workspace.
const earlierSearches = `
SELECT source, found FROM searches WHERE workspace = :workspace AND status = 'done' ORDER BY created DESC, id DESC LIMIT 1000`

// EstimateSearches says what sources may bring, from what the same searches brought before. The sources of today cost nothing.
func (s *Store) EstimateSearches(ctx context.Context, ws string, sources []json.RawMessage) ([]Estimate, error) {
	before := map[string]int{}
	err := s.read(ctx, func(ses *session) error {
		return ses.query(earlierSearches, args{"workspace": ws}, func(r row) error {
			var entry json.RawMessage
			var found int
			if err := r.scan(&entry, &found); err != nil {
				return err
			}
			if key := compact(entry); found > 0 && before[key] == 0 {
				before[key] = found
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("read what earlier searches brought: %w", err)
	}
	list := make([]Estimate, len(sources))
	for i, entry := range sources {
		var named struct {
			Type  string
			Limit int
		}
		if err := json.Unmarshal(entry, &named); err != nil {
			return nil, fmt.Errorf("read source %d: %w", i+1, err)
		}
		list[i].Type = named.Type
		if named.Limit > 0 {
			list[i].Most = &named.Limit
		}
		if n, ok := before[compact(entry)]; ok {
			list[i].Expected = &n
		}
	}
	return list, nil
}
