package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// WeekQuery chooses a week's report: of one campaign, or of all of the workspace when it is empty.
type WeekQuery struct {
	Campaign string
	Week     campaign.Week // the zero value is the present one, in the workspace's zone
}

// WeekReport is what a week brought, for the client whom the work is done for. It names no person.
type WeekReport struct {
	Workspace  string       `json:"workspace" doc:"The client's name."`
	Campaign   *Named       `json:"campaign" doc:"null = all of the client's campaigns."`
	Week       string       `json:"week" doc:"ISO 8601, such as 2026-W48."`
	From       string       `json:"from" doc:"The Monday, in the workspace's time zone."`
	To         string       `json:"to" doc:"The Sunday."`
	Over       bool         `json:"over" doc:"Nothing more comes in."`
	Found      int64        `json:"found"`
	Judged     int64        `json:"judged" doc:"Looked at by a person."`
	Contacted  int64        `json:"contacted" doc:"People written to for the first time."`
	Answered   int64        `json:"answered" doc:"People who wrote back for the first time."`
	Meetings   int64        `json:"meetings" doc:"Converted."`
	Sent       int64        `json:"sent" doc:"Messages, follow-ups among them."`
	OptOuts    int64        `json:"opt_outs"`
	Failures   int64        `json:"failures"`
	Cost       WeekCost     `json:"cost"`
	Best       *BestMessage `json:"best" doc:"The wording with the most answers for what was sent; null while nobody has answered."`
	Objections []Objection  `json:"objections" doc:"What those wrote who did not want it, newest first, without names and contacts."`
	Next       NextWeek     `json:"next_week"`
}

// WeekCost is what the week cost, in millionths of the currency; 0 for what did not happen.
type WeekCost struct {
	Currency           string `json:"currency"`
	TotalMicros        int64  `json:"total_micros"`
	PerFoundMicros     int64  `json:"per_found_micros"`
	PerJudgedMicros    int64  `json:"per_judged_micros"`
	PerContactedMicros int64  `json:"per_contacted_micros"`
	PerAnswerMicros    int64  `json:"per_answer_micros"`
	PerMeetingMicros   int64  `json:"per_meeting_micros"`
}

// NextWeek is what is planned for the week after, as it stands now.
type NextWeek struct {
	Scheduled int64 `json:"scheduled" doc:"Messages with a time in that week."`
	ToApprove int64 `json:"to_approve" doc:"Texts that wait for a person."`
	ToWrite   int64 `json:"to_write" doc:"People to whom a message comes due until then."`
	Active    int   `json:"active_campaigns"`
}

// Of a campaign, and of the workspace they are in. Rely on campaigns_workspace, campaign_metrics_once, prospects_judged,
// messages_sent_campaign, messages_due, messages_status and prospects_write.
const (
	reportCampaigns = `SELECT id, name, status FROM campaigns WHERE workspace = :workspace AND (:campaign = '' OR id = :campaign) ORDER BY id`
	weekMetrics     = `
SELECT COALESCE(SUM(prospects_found), 0), COALESCE(SUM(messages_sent), 0), COALESCE(SUM(replies_received), 0), COALESCE(SUM(conversions), 0),
	COALESCE(SUM(opt_outs), 0), COALESCE(SUM(failures), 0), COALESCE(SUM(cost_micros), 0)
FROM campaign_metrics WHERE campaign = :campaign AND date >= :first AND date <= :last`
	weekJudged    = `SELECT COUNT(*) FROM prospects WHERE campaign = :campaign AND judged_at >= :from AND judged_at < :to AND judged_at != ''`
	weekContacted = `
SELECT COUNT(DISTINCT prospect) FROM messages WHERE campaign = :campaign AND sent_at >= :from AND sent_at < :to AND sent_at != '' AND step = 0 AND direction = 'outbound'
	AND status NOT IN ('failed', 'cancelled')`
	nextScheduled = `
SELECT COUNT(*) FROM messages WHERE campaign = :campaign AND account >= '' AND status = 'pending' AND scheduled_at < :until`
	nextApprove = `SELECT COUNT(*) FROM messages WHERE campaign = :campaign AND status IN ('draft', 'held')`
	nextWrite   = `SELECT COUNT(*) FROM prospects WHERE campaign = :campaign AND stage = 'write' AND due_at < :until AND deleted = 0`
)

// WeekReport reads what a week brought. Sums come from the days' counters; what they do not hold is counted of that week alone.
func (s *Store) WeekReport(ctx context.Context, ws string, q WeekQuery) (WeekReport, error) {
	var r WeekReport
	err := s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		list, err := campaignsOfReport(ses, ws, q.Campaign)
		if err != nil {
			return err
		}
		if q.Week == (campaign.Week{}) {
			q.Week = campaign.WeekOf(s.opt.Clock.Now().In(w.zone))
		}
		from, to := q.Week.Begin(w.zone), q.Week.Next().Begin(w.zone)
		r = WeekReport{Workspace: w.Name, Week: q.Week.String(), From: w.day(from), To: w.day(to.Add(-time.Hour)), Over: !s.opt.Clock.Now().Before(to), Objections: []Objection{}}
		if q.Campaign != "" {
			r.Campaign = &list[0].Named
		}
		b := bestOf{}
		for _, c := range list {
			values := args{"campaign": c.ID, "from": from, "to": to, "first": r.From, "last": r.To, "until": q.Week.Next().Next().Begin(w.zone)}
			if err := r.add(ses, c, values); err != nil {
				return err
			}
			if err := b.read(ses, c.Named, values); err != nil {
				return err
			}
			if err := r.addObjections(ses, values); err != nil {
				return err
			}
		}
		r.share(w.Currency)
		r.keepNewestObjections()
		r.Best, err = s.wording(ses, ws, b)
		return err
	})
	if err != nil {
		return WeekReport{}, fmt.Errorf("make the report of %s: %w", q.Week, err)
	}
	return r, nil
}

// reportedCampaign is a campaign that a report is about.
type reportedCampaign struct {
	Named
	status campaign.Status
}

// campaignsOfReport lists the campaigns that a report is about; one that is not the workspace's is ErrNotFound.
func campaignsOfReport(ses *session, ws, id string) ([]reportedCampaign, error) {
	var list []reportedCampaign
	err := ses.query(reportCampaigns, args{"workspace": ws, "campaign": id}, func(r row) error {
		var c reportedCampaign
		err := r.scan(&c.ID, &c.Name, &c.status)
		list = append(list, c)
		return err
	})
	if err == nil && id != "" && len(list) == 0 {
		err = fmt.Errorf("campaign %q: %w", id, ErrNotFound)
	}
	return list, err
}

// add adds one campaign's week.
func (r *WeekReport) add(ses *session, c reportedCampaign, values args) error {
	var m MetricDay
	if _, err := ses.one(weekMetrics, values, &m.Found, &m.Sent, &m.Replies, &m.Converted, &m.OptOuts, &m.Failures, &m.CostMicros); err != nil {
		return err
	}
	r.Found, r.Sent, r.Answered, r.Meetings = r.Found+m.Found, r.Sent+m.Sent, r.Answered+m.Replies, r.Meetings+m.Converted
	r.OptOuts, r.Failures, r.Cost.TotalMicros = r.OptOuts+m.OptOuts, r.Failures+m.Failures, r.Cost.TotalMicros+m.CostMicros
	for _, part := range []struct {
		statement string
		into      *int64
	}{{weekJudged, &r.Judged}, {weekContacted, &r.Contacted}, {nextScheduled, &r.Next.Scheduled}, {nextApprove, &r.Next.ToApprove}, {nextWrite, &r.Next.ToWrite}} {
		var n int64
		if _, err := ses.one(part.statement, values, &n); err != nil {
			return err
		}
		*part.into += n
	}
	if c.status == campaign.StatusActive {
		r.Next.Active++
	}
	return nil
}

// share divides the cost by what it brought.
func (r *WeekReport) share(currency string) {
	total := r.Cost.TotalMicros
	r.Cost = WeekCost{Currency: currency, TotalMicros: total, PerFoundMicros: part(total, r.Found), PerJudgedMicros: part(total, r.Judged),
		PerContactedMicros: part(total, r.Contacted), PerAnswerMicros: part(total, r.Answered), PerMeetingMicros: part(total, r.Meetings)}
}
