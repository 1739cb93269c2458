package store

import (
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// prospectColumns are what makes a campaign.Prospect, in the order of scanProspect.
const prospectColumns = `id, workspace, campaign, stage, status, step, due_at, name, username, platform, external_id, profile_url,
	phone, whatsapp, domain, whatsapp_user_id, instagram_id, email, followers_count, has_website, website_url, last_post_date,
	category, address, city, country, location, rating, reviews_count, score, score_reasons, ignored_reason, judged_at, facts, metadata`

// getProspect reads one prospect by its primary key.
const getProspect = `SELECT ` + prospectColumns + ` FROM prospects WHERE id = :id AND deleted = 0`

// prospect reads one prospect that was not erased.
func prospect(ses *session, id string) (campaign.Prospect, bool, error) {
	var p campaign.Prospect
	found := false
	err := ses.query(getProspect, args{"id": id}, func(r row) error {
		found = true
		return scanProspect(r, &p)
	})
	if err != nil {
		return p, false, fmt.Errorf("read prospect %s: %w", id, err)
	}
	return p, found, nil
}

// scanProspect reads the columns of prospectColumns. A count of 0 is not known: the column has no null.
func scanProspect(r row, p *campaign.Prospect) error {
	var followers, reviews int
	var rating float64
	var where Location
	err := r.scan(&p.ID, &p.Workspace, &p.Campaign, &p.Stage, &p.Status, &p.Step, &p.DueAt, &p.Name, &p.Username, &p.Platform, &p.ExternalID,
		&p.ProfileURL, &p.Phone, &p.WhatsApp, &p.Domain, &p.WhatsAppUserID, &p.InstagramID, &p.Email, &followers, &p.HasWebsite,
		&p.WebsiteURL, &p.LastPostDate, &p.Category, &p.Address, &p.City, &p.Country, asJSON{&where}, &rating, &reviews, &p.Score,
		asJSON{&p.ScoreReasons}, &p.IgnoredReason, &p.JudgedAt, asJSON{&p.Facts}, asJSON{&p.Metadata})
	if err != nil {
		return fmt.Errorf("read a prospect: %w", err)
	}
	p.Lat, p.Lon = where.Lat, where.Lon
	if followers > 0 {
		p.Followers = &followers
	}
	if reviews > 0 {
		p.Reviews = &reviews
	}
	if rating > 0 {
		p.Rating = &rating
	}
	return nil
}

// insertProspect adds a prospect unless one of the campaign has its external id, phone, WhatsApp number, e-mail, username
// or domain: prospects_external and the five prospects_one_… UNIQUE indexes.
const insertProspect = `
INSERT INTO prospects (id, workspace, campaign, stage, status, step, due_at, name, username, platform, external_id, profile_url, phone,
	phone_short, whatsapp, whatsapp_short, domain, whatsapp_user_id, instagram_id, email, followers_count, has_website, website_url,
	last_post_date, category, address, city, country, location, rating, reviews_count, score, score_reasons, ignored_reason,
	judged_at, facts, metadata, expires_at, created, updated)
VALUES (:id, :workspace, :campaign, :stage, :status, :step, :due_at, :name, :username, :platform, :external_id, :profile_url, :phone,
	:phone_short, :whatsapp, :whatsapp_short, :domain, :whatsapp_user_id, :instagram_id, :email, :followers, :has_website, :website_url,
	:last_post_date, :category, :address, :city, :country, :location, :rating, :reviews, :score, :score_reasons, :ignored_reason,
	:judged_at, :facts, :metadata, :expires_at, :real, :real)
ON CONFLICT DO NOTHING`

// updateProspect writes what finding and enriching learn of a prospect, by its primary key. What sending and receiving move
// (step, due_at, intent) is not touched.
const updateProspect = `
UPDATE prospects SET stage = :stage, status = :status, name = :name, username = :username, profile_url = :profile_url, phone = :phone,
	phone_short = :phone_short, whatsapp = :whatsapp, whatsapp_short = :whatsapp_short, domain = :domain,
	whatsapp_user_id = :whatsapp_user_id, instagram_id = :instagram_id, email = :email, followers_count = :followers,
	has_website = :has_website, website_url = :website_url, last_post_date = :last_post_date, category = :category,
	address = :address, city = :city, country = :country, location = :location, rating = :rating, reviews_count = :reviews,
	score = :score, score_reasons = :score_reasons, ignored_reason = :ignored_reason, facts = :facts, metadata = :metadata,
	expires_at = :expires_at, updated = :real
WHERE id = :id`

// prospectArgs are the values of insertProspect and updateProspect.
func prospectArgs(p *campaign.Prospect, written time.Time) args {
	a := args{
		"id": p.ID, "workspace": p.Workspace, "campaign": p.Campaign, "stage": p.Stage, "status": p.Status, "step": p.Step, "due_at": p.DueAt,
		"name": p.Name, "username": p.Username, "platform": p.Platform, "external_id": p.ExternalID, "profile_url": p.ProfileURL,
		"phone": p.Phone, "phone_short": contact.ShortForm(p.Phone), "whatsapp": p.WhatsApp,
		"whatsapp_short": contact.ShortForm(p.WhatsApp), "domain": p.Domain, "whatsapp_user_id": p.WhatsAppUserID,
		"instagram_id": p.InstagramID, "email": p.Email, "followers": 0, "has_website": p.HasWebsite, "website_url": p.WebsiteURL,
		"last_post_date": p.LastPostDate, "category": p.Category, "address": p.Address, "city": p.City, "country": p.Country,
		"location": Location{Lon: p.Lon, Lat: p.Lat}, "rating": 0.0, "reviews": 0, "score": p.Score, "score_reasons": p.ScoreReasons,
		"ignored_reason": p.IgnoredReason, "judged_at": p.JudgedAt, "facts": p.Facts, "metadata": p.Metadata, "expires_at": p.Expires(), "real": written,
	}
	if p.Followers != nil {
		a["followers"] = *p.Followers
	}
	if p.Reviews != nil {
		a["reviews"] = *p.Reviews
	}
	if p.Rating != nil {
		a["rating"] = *p.Rating
	}
	return a
}
