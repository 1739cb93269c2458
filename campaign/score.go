package campaign

import (
	"slices"
	"time"

	"aceno/campaign/contact"
)

// The codes of score reasons.
const (
	ScoreNoWebsite       = "no_website"
	ScoreSiteParked      = "site_parked"
	ScoreSiteUnreachable = "site_unreachable"
	ScoreSiteJavaScript  = "site_needs_javascript"
	ScoreHasWhatsApp     = "has_whatsapp"
	ScoreHasMobile       = "has_mobile"
	ScoreHasLandline     = "has_landline"
	ScoreHasEmail        = "has_email"
	ScoreHasInstagram    = "has_instagram"
	ScoreWellRated       = "well_rated"
	ScoreManyReviews     = "many_reviews"
	ScoreFewReviews      = "few_reviews"
	ScorePoorlyRated     = "poorly_rated"
	ScoreActive          = "posts_lately"
	ScoreAudience        = "has_audience"
	ScoreAddress         = "complete_address"
	ScoreNoContact       = "no_contact"
	ScoreNoName          = "no_name"
)

// The points of a score. A business that lives, can be reached and lacks a website that works is what an agency looks
// for; 100 is more than any one prospect needs.
const (
	pointsNoWebsite   = 30
	pointsSiteBroken  = 25
	pointsSiteScript  = 10
	pointsWhatsApp    = 25
	pointsMobile      = 15
	pointsLandline    = 8
	pointsEmail       = 10
	pointsInstagram   = 10
	pointsWellRated   = 10
	pointsManyReviews = 10
	pointsFewReviews  = 5
	pointsPoorlyRated = -10
	pointsActive      = 10
	pointsAudience    = 5
	pointsAddress     = 5
	pointsNoContact   = -50
	pointsNoName      = -20
)

// Where a rating, a number of reviews, an audience count.
const (
	goodRating  = 4.0
	poorRating  = 3.0
	someReviews = 5
	manyReviews = 50
	someFollow  = 500
	latelyDays  = 30
)

// Score says how promising a prospect is, 0 to 100, and why: the sum of the reasons' points, kept within the scale. The same
// prospect has the same score.
func Score(p *Prospect, now time.Time) (int, []ScoreReason) {
	var reasons []ScoreReason
	add := func(code string, points int, params map[string]any) {
		reasons = append(reasons, ScoreReason{Code: code, Points: points, Params: params})
	}
	scoreWebsite(p, add)
	scoreContacts(p, add)
	scoreLife(p, now, add)
	if p.Name == "" {
		add(ScoreNoName, pointsNoName, nil)
	}
	sum := 0
	for _, r := range reasons {
		sum += r.Points
	}
	return min(max(sum, 0), maxScore), reasons
}

type addScore func(code string, points int, params map[string]any)

func scoreWebsite(p *Prospect, add addScore) {
	if !p.HasWebsite {
		add(ScoreNoWebsite, pointsNoWebsite, nil)
		return
	}
	switch siteState(p) {
	case "parked":
		add(ScoreSiteParked, pointsSiteBroken, nil)
	case "unreachable":
		add(ScoreSiteUnreachable, pointsSiteBroken, nil)
	case "needs_javascript":
		add(ScoreSiteJavaScript, pointsSiteScript, nil)
	}
}

// siteState returns what the newest look at the website found, "" when nobody looked.
func siteState(p *Prospect) string {
	var newest Fact
	for _, f := range p.Facts {
		if f.Kind == FactSiteState && !f.At.Before(newest.At) {
			newest = f
		}
	}
	return newest.Value
}

func scoreContacts(p *Prospect, add addScore) {
	switch {
	case p.WhatsApp != "":
		add(ScoreHasWhatsApp, pointsWhatsApp, nil)
	case contact.IsMobile(p.Phone):
		add(ScoreHasMobile, pointsMobile, nil)
	case p.Phone != "":
		add(ScoreHasLandline, pointsLandline, nil)
	}
	if p.Email != "" {
		add(ScoreHasEmail, pointsEmail, nil)
	}
	if p.Username != "" {
		add(ScoreHasInstagram, pointsInstagram, nil)
	}
	if p.WhatsApp == "" && p.Phone == "" && p.Email == "" && p.Username == "" && p.WhatsAppUserID == "" {
		add(ScoreNoContact, pointsNoContact, nil)
	}
}

func scoreLife(p *Prospect, now time.Time, add addScore) {
	if p.Rating != nil && *p.Rating >= goodRating && atLeast(p.Reviews, someReviews) {
		add(ScoreWellRated, pointsWellRated, map[string]any{"rating": *p.Rating})
	}
	if p.Rating != nil && *p.Rating < poorRating && atLeast(p.Reviews, someReviews) {
		add(ScorePoorlyRated, pointsPoorlyRated, map[string]any{"rating": *p.Rating})
	}
	switch {
	case atLeast(p.Reviews, manyReviews):
		add(ScoreManyReviews, pointsManyReviews, map[string]any{"reviews": *p.Reviews})
	case atLeast(p.Reviews, someReviews):
		add(ScoreFewReviews, pointsFewReviews, map[string]any{"reviews": *p.Reviews})
	}
	if !p.LastPostDate.IsZero() && p.LastPostDate.After(now.AddDate(0, 0, -latelyDays)) {
		add(ScoreActive, pointsActive, nil)
	}
	if atLeast(p.Followers, someFollow) {
		add(ScoreAudience, pointsAudience, map[string]any{"followers": *p.Followers})
	}
	if completeAddress(p) {
		add(ScoreAddress, pointsAddress, nil)
	}
}

// completeAddress says whether a letter would arrive: a street with a number, and the city.
func completeAddress(p *Prospect) bool {
	return p.City != "" && slices.ContainsFunc([]rune(p.Address), func(r rune) bool { return r >= '0' && r <= '9' })
}

func atLeast(v *int, n int) bool { return v != nil && *v >= n }
