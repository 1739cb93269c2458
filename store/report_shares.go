package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"aceno/campaign"
)

// ReportShare is a link to a week's report, as it was made: the token is never told again.
type ReportShare struct {
	ID        string
	Token     string
	ExpiresAt time.Time // business time
}

// insertShare keeps a link: report_shares_token UNIQUE (token_hash). shareByToken opens it, and dropShares forgets what has expired.
const (
	insertShare = `
INSERT INTO report_shares (id, workspace, campaign, week, expires_at, created_by, token_hash, created, updated)
VALUES (:id, :workspace, :campaign, :week, :expires, :actor, :hash, :real, :real)`
	shareByToken = `SELECT workspace, campaign, week, expires_at FROM report_shares WHERE token_hash = :hash`
	dropShares   = `DELETE FROM report_shares WHERE workspace = :workspace AND expires_at <= :now`
)

// ShareReport makes a link to a week's report that holds for some days. Whoever has it sees that report alone.
func (s *Store) ShareReport(ctx context.Context, ws string, q WeekQuery, days int, by campaign.By) (ReportShare, error) {
	share := ReportShare{Token: rand.Text()}
	err := s.write(ctx, func(t *tx) error {
		if err := s.ownCampaign(t.session, ws, q.Campaign); err != nil {
			return err
		}
		if err := t.update(dropShares, args{"workspace": ws, "now": t.now}); err != nil {
			return err
		}
		share.ID, share.ExpiresAt = s.ids.next(t.real), t.now.AddDate(0, 0, days)
		err := t.update(insertShare, args{"id": share.ID, "workspace": ws, "campaign": q.Campaign, "week": q.Week.String(), "expires": share.ExpiresAt,
			"actor": by.Actor, "hash": tokenHash(share.Token), "real": t.real})
		if err != nil {
			return err
		}
		return t.audit(AuditEntry{Workspace: ws, Actor: by.Actor, Action: "report.share", Collection: "report_shares", Record: share.ID, IP: by.IP, RequestID: by.RequestID,
			Changes: map[string]any{"campaign": q.Campaign, "week": q.Week.String(), "days": days}})
	})
	if err != nil {
		return ReportShare{}, fmt.Errorf("share the report of %s: %w", q.Week, err)
	}
	return share, nil
}

// SharedReport returns the report of a link, with the language and zone of its workspace. A link that is unknown, was revoked or
// has expired is ErrNotFound.
func (s *Store) SharedReport(ctx context.Context, token string) (r WeekReport, sender campaign.Sender, locale string, err error) {
	var ws, week string
	var q WeekQuery
	var expires time.Time
	err = s.read(ctx, func(ses *session) error {
		found, err := ses.one(shareByToken, args{"hash": tokenHash(token)}, &ws, &q.Campaign, &week, &expires)
		if err == nil && (!found || !s.opt.Clock.Now().Before(expires)) {
			err = fmt.Errorf("the report's link: %w", ErrNotFound)
		}
		if err != nil {
			return err
		}
		w, err := s.workspace(ses, ws)
		if err == nil {
			sender, locale = w.Sender, w.Locale
		}
		return err
	})
	if err != nil {
		return r, sender, locale, err
	}
	if q.Week, err = campaign.ParseWeek(week); err != nil {
		return r, sender, locale, err
	}
	r, err = s.WeekReport(ctx, ws, q)
	return r, sender, locale, err
}

// tokenHash is what is kept of a token. It is random, so that a hash without a key tells nothing.
func tokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// WeekLine is a week in the list of reports.
type WeekLine struct {
	Week       string `json:"week"`
	From       string `json:"from"`
	To         string `json:"to"`
	Campaign   Named  `json:"campaign"`
	Found      int64  `json:"found"`
	Sent       int64  `json:"sent"`
	Answered   int64  `json:"answered"`
	Meetings   int64  `json:"meetings"`
	CostMicros int64  `json:"cost_micros"`
}

// weeksListed is how far back the list of reports goes.
const weeksListed = 26

// listedDays reads the days of all campaigns. Relies on campaign_metrics_workspace.
const listedDays = `
SELECT m.date, m.campaign, c.name, m.prospects_found, m.messages_sent, m.replies_received, m.conversions, m.cost_micros
FROM campaign_metrics m CROSS JOIN campaigns c ON c.id = m.campaign
WHERE m.workspace = :workspace AND m.date >= :first ORDER BY m.date DESC, m.campaign`

// ListWeeks lists the weeks of each campaign in which something happened, newest first.
func (s *Store) ListWeeks(ctx context.Context, ws string) ([]WeekLine, error) {
	list := []WeekLine{}
	err := s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		at := map[string]int{}
		first := campaign.WeekOf(s.opt.Clock.Now().In(w.zone).AddDate(0, 0, -7*(weeksListed-1))).Begin(time.UTC)
		return ses.query(listedDays, args{"workspace": ws, "first": first.Format(time.DateOnly)}, func(r row) error {
			var m MetricDay
			var c Named
			if err := r.scan(&m.Date, &c.ID, &c.Name, &m.Found, &m.Sent, &m.Replies, &m.Converted, &m.CostMicros); err != nil {
				return err
			}
			day, err := time.Parse(time.DateOnly, m.Date)
			if err != nil {
				return fmt.Errorf("read a day of campaign %s: %w", c.ID, err)
			}
			week := campaign.WeekOf(day)
			key := week.String() + c.ID
			i, known := at[key]
			if !known {
				i = len(list)
				at[key] = i
				begin := week.Begin(time.UTC)
				list = append(list, WeekLine{Week: week.String(), From: begin.Format(time.DateOnly), To: begin.AddDate(0, 0, 6).Format(time.DateOnly), Campaign: c})
			}
			l := &list[i]
			l.Found, l.Sent, l.Answered, l.Meetings, l.CostMicros = l.Found+m.Found, l.Sent+m.Sent, l.Answered+m.Replies, l.Meetings+m.Converted, l.CostMicros+m.CostMicros
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list the weeks: %w", err)
	}
	return list, nil
}
