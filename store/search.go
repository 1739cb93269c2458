package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// Hit is something that a search found: a campaign or a person.
type Hit struct {
	Kind     string                  `json:"kind"` // campaign or prospect
	ID       string                  `json:"id"`
	Name     string                  `json:"name"`
	Detail   string                  `json:"detail"` // of a person, city or contact; of a campaign, its status
	Campaign string                  `json:"campaign"`
	Status   campaign.ProspectStatus `json:"status"`
}

// mostHits is how much a search answers with; mostRanked, of how many matches the best are chosen.
const (
	mostHits   = 20
	mostRanked = 500
)

// findCampaigns finds a workspace's campaigns by their name. Relies on campaigns_workspace. rankHits puts those people first whose
// name begins with the query, then the best.
const (
	findCampaigns = `
SELECT id, name, status FROM campaigns WHERE workspace = :workspace AND name LIKE :like ESCAPE '\' ORDER BY created DESC LIMIT 5`
	rankHits = `
SELECT p.id, p.name, COALESCE(NULLIF(p.city, ''), NULLIF(p.phone, ''), NULLIF(p.whatsapp, ''), NULLIF(p.email, ''), p.username), p.campaign, p.status
FROM json_each(:ids) j CROSS JOIN prospects p ON p.id = j.value
WHERE p.workspace = :workspace AND p.deleted = 0
ORDER BY p.name LIKE :begins ESCAPE '\' DESC, p.score DESC, p.id LIMIT :n`
)

// Search finds campaigns by name, and people by name, phone, handle or e-mail, at most 20 together.
func (s *Store) Search(ctx context.Context, ws, query string) ([]Hit, error) {
	hits := []Hit{}
	like := likeWords(query)
	if like == "" {
		return hits, nil
	}
	err := s.read(ctx, func(ses *session) error {
		err := ses.query(findCampaigns, args{"workspace": ws, "like": like}, func(r row) error {
			hit := Hit{Kind: "campaign"}
			err := r.scan(&hit.ID, &hit.Name, &hit.Detail)
			hits = append(hits, hit)
			return err
		})
		match := matchOf(ws, "", query)
		if err != nil || match == "" {
			return err
		}
		ids, err := matching(ses, match, mostRanked)
		if err != nil {
			return err
		}
		values := args{"workspace": ws, "ids": ids, "begins": like[1:], "n": mostHits - len(hits)}
		return ses.query(rankHits, values, func(r row) error {
			hit := Hit{Kind: "prospect"}
			err := r.scan(&hit.ID, &hit.Name, &hit.Detail, &hit.Campaign, &hit.Status)
			hits = append(hits, hit)
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return hits, nil
}
