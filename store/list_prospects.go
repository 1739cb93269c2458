package store

import (
	"context"
	"fmt"

	"aceno/campaign"
)

// prospectItem are the columns of a list's item, and prospectFilters what a screen filters by; an empty filter lets everybody
// through.
const (
	prospectItem    = `p.id, p.campaign, p.name, p.category, p.city, p.phone, p.email, p.score, p.stage, p.status, p.intent, p.created`
	prospectFilters = `
	AND p.deleted = 0 AND (:status = '' OR p.status = :status) AND (:website = '' OR p.has_website = (:website = 'true'))
	AND (:city = '' OR p.city = :city COLLATE NOCASE) AND (:intent = '' OR p.intent = :intent) AND p.score >= :min_score
	AND (:judged = '' OR (p.judged_at != '') = (:judged = 'true'))`
	newestFirst = ` AND (p.created, p.id) < (:created, :id) ORDER BY p.created DESC, p.id DESC LIMIT :n`
	bestFirst   = ` AND (p.score, p.id) < (:score, :id) ORDER BY p.score DESC, p.id DESC LIMIT :n`
)

// The lists of prospects. Rely on prospects_list (workspace, created, id), prospects_campaign (campaign, created, id),
// prospects_status (campaign, status, created, id) and prospects_score (campaign, score, id, …).
const (
	listProspects         = `SELECT ` + prospectItem + ` FROM prospects p WHERE p.workspace = :workspace` + prospectFilters + newestFirst
	listCampaignProspects = `SELECT ` + prospectItem + ` FROM prospects p INDEXED BY prospects_campaign WHERE p.campaign = :campaign` + prospectFilters + newestFirst

	listCampaignProspectsStatus = `SELECT ` + prospectItem + ` FROM prospects p WHERE p.campaign = :campaign AND p.status = :status` +
		prospectFilters + newestFirst
	listProspectsByScore = `SELECT ` + prospectItem + ` FROM prospects p WHERE p.campaign = :campaign` + prospectFilters + bestFirst
)

// sortOf checks the order of a list.
func sortOf(f ProspectFilter) (string, error) {
	switch {
	case f.Sort == "" || f.Sort == SortNewest:
		return SortNewest, nil
	case f.Sort != SortScore:
		return "", campaign.Invalid("sort", "%q is no order of this list: write -created (newest first) or -score (best first, within a campaign)", clip(f.Sort, 80))
	case f.Campaign == "":
		return "", campaign.Invalid("sort", "-score orders the prospects of one campaign: name it in campaign, or write -created")
	default:
		return SortScore, nil
	}
}

// ListProspects returns a page of the workspace's prospects, newest or best first.
func (s *Store) ListProspects(ctx context.Context, ws string, f ProspectFilter) (ProspectPage, error) {
	page := ProspectPage{Items: []ProspectItem{}}
	order, err := sortOf(f)
	if err != nil {
		return page, err
	}
	values, n, err := pageArgs(order, f.Cursor, f.Limit, "")
	if err != nil {
		return page, err
	}
	if err := f.into(values, ws); err != nil {
		return page, err
	}
	err = s.read(ctx, func(ses *session) error {
		if err := s.ownCampaign(ses, ws, f.Campaign); err != nil {
			return err
		}
		keep := func(i ProspectItem) { page.Items = append(page.Items, i) }
		if f.Query != "" {
			return foundProspects(ses, f, order, values, n+1, keep)
		}
		return ses.query(prospectList(f, order), values, func(r row) error {
			i, err := scanProspectItem(r)
			keep(i)
			return err
		})
	})
	if err != nil {
		return ProspectPage{}, fmt.Errorf("list prospects: %w", err)
	}
	if len(page.Items) > n {
		page.Items = page.Items[:n]
		last := page.Items[n-1]
		page.Next = position{order: order, key: stamp(last.Created), id: last.ID}.encode()
		if order == SortScore {
			page.Next = position{order: order, key: itoa(last.Score), id: last.ID}.encode()
		}
	}
	return page, nil
}

// scanProspectItem reads the columns of prospectItem.
func scanProspectItem(r row) (i ProspectItem, err error) {
	err = r.scan(&i.ID, &i.Campaign, &i.Name, &i.Category, &i.City, &i.Phone, &i.Email, &i.Score, &i.Stage, &i.Status, &i.Intent, &i.Created)
	return i, err
}

// prospectList chooses the statement of a page.
func prospectList(f ProspectFilter, order string) string {
	switch {
	case order == SortScore:
		return listProspectsByScore
	case f.Campaign != "" && f.Status != "":
		return listCampaignProspectsStatus
	case f.Campaign != "":
		return listCampaignProspects
	default:
		return listProspects
	}
}

// into writes a filter's values.
func (f ProspectFilter) into(values args, ws string) error {
	if f.MinScore < 0 || f.MinScore > 100 {
		return campaign.Invalid("min_score", "%d is no score: write 0 to 100", f.MinScore)
	}
	for name, value := range map[string]string{"has_website": f.HasWebsite, "judged": f.Judged} {
		if value != "" && value != "true" && value != "false" {
			return campaign.Invalid(name, "%q is neither true nor false", clip(value, 80))
		}
	}
	values["workspace"], values["campaign"], values["status"], values["website"] = ws, f.Campaign, f.Status, f.HasWebsite
	values["city"], values["intent"], values["min_score"], values["judged"] = f.City, f.Intent, f.MinScore, f.Judged
	return nil
}

// pageArgs are the values of a list's page; one more row than asked for says whether there is a next page.
func pageArgs(order, cursor string, limit int, query string) (args, int, error) {
	at, err := parseCursor(order, cursor)
	if err != nil {
		return nil, 0, err
	}
	n, err := pageSize(limit)
	if err != nil {
		return nil, 0, err
	}
	return args{"created": at.key, "score": at.score, "id": at.id, "n": n + 1, "like": likeWords(query)}, n, nil
}

// ownCampaign checks once that a filter's campaign is the workspace's; the list's statement then goes by the campaign alone.
func (s *Store) ownCampaign(ses *session, ws, id string) error {
	if id == "" {
		return nil
	}
	_, err := s.campaignOf(ses, ws, id)
	return err
}

// prospectDetail reads what prospectColumns lack, by the primary key, in one workspace.
const prospectDetail = `
SELECT intent, sentiment, metadata, created, updated, due_at, last_post_date, judged_at FROM prospects
WHERE id = :id AND workspace = :workspace AND deleted = 0`

// GetProspect returns all that a member may see of one prospect of the workspace, or ErrNotFound.
func (s *Store) GetProspect(ctx context.Context, ws, id string) (ProspectDetail, error) {
	var d ProspectDetail
	err := s.read(ctx, func(ses *session) error {
		found, err := ses.one(prospectDetail, args{"id": id, "workspace": ws}, &d.Intent, &d.Sentiment, &d.Metadata, &d.Created, &d.Updated,
			&d.DueAt, &d.LastPostDate, &d.JudgedAt)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("prospect %q: %w", id, ErrNotFound)
		}
		p, _, err := prospect(ses, id)
		d.fill(p)
		return err
	})
	return d, err
}

func (d *ProspectDetail) fill(p campaign.Prospect) {
	d.ID, d.Campaign, d.Stage, d.Status, d.Step = p.ID, p.Campaign, p.Stage, p.Status, p.Step
	d.Name, d.Username, d.Platform, d.ExternalID, d.ProfileURL = p.Name, p.Username, p.Platform, p.ExternalID, p.ProfileURL
	d.Phone, d.WhatsApp, d.Domain, d.WhatsAppUserID, d.InstagramID, d.Email = p.Phone, p.WhatsApp, p.Domain, p.WhatsAppUserID, p.InstagramID, p.Email
	d.Followers, d.HasWebsite, d.WebsiteURL, d.Category = p.Followers, p.HasWebsite, p.WebsiteURL, p.Category
	d.Address, d.City, d.Country, d.Location = p.Address, p.City, p.Country, Location{Lon: p.Lon, Lat: p.Lat}
	d.Rating, d.Reviews, d.Score, d.ScoreReasons, d.IgnoredReason = p.Rating, p.Reviews, p.Score, p.ScoreReasons, p.IgnoredReason
	d.Facts = p.Facts
	if len(d.Metadata) == 0 {
		d.Metadata = []byte("{}")
	}
}
