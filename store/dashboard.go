package store

import (
	"context"
	"fmt"
	"time"

	"aceno/campaign"
)

// counterColumns are a campaign's counters in the order of scanCounters.
const counterColumns = `found_count, qualified_count, contacted_count, sent_count, delivered_count, read_count, replied_count, converted_count,
	failed_count, opt_out_count, cost_micros`

// countersOf and countersOfWorkspace read counters, never count rows. Rely on the primary key and on campaigns_workspace.
const (
	countersOf          = `SELECT ` + counterColumns + ` FROM campaigns WHERE id = :campaign AND workspace = :workspace`
	countersOfWorkspace = `
SELECT SUM(found_count), SUM(qualified_count), SUM(contacted_count), SUM(sent_count), SUM(delivered_count), SUM(read_count),
	SUM(replied_count), SUM(converted_count), SUM(failed_count), SUM(opt_out_count), SUM(cost_micros)
FROM campaigns WHERE workspace = :workspace`
)

// metricsOf and metricsOfWorkspace read the days of a campaign and of all of them together. Rely on campaign_metrics_once
// (campaign, date) and campaign_metrics_workspace (workspace, date).
const (
	metricSums = `date, SUM(prospects_found), SUM(messages_sent), SUM(messages_delivered), SUM(messages_read), SUM(replies_received),
	SUM(conversions), SUM(opt_outs), SUM(failures), SUM(cost_micros)`
	metricsOf = `SELECT ` + metricSums + ` FROM campaign_metrics WHERE campaign = :campaign AND date >= :from AND date <= :to GROUP BY date ORDER BY date`

	metricsOfWorkspace = `SELECT ` + metricSums + `
FROM campaign_metrics WHERE workspace = :workspace AND date >= :from AND date <= :to GROUP BY date ORDER BY date`
)

// Dashboard reads a workspace's figures, or one campaign's. The funnel, rates and cost are those of all time; the series is
// that of the days asked for.
func (s *Store) Dashboard(ctx context.Context, ws string, q DashboardQuery) (Dashboard, error) {
	d := Dashboard{Series: []MetricDay{}}
	from, to, err := days(q)
	if err != nil {
		return d, err
	}
	err = s.read(ctx, func(ses *session) error {
		w, err := s.workspace(ses, ws)
		if err != nil {
			return err
		}
		if err := s.ownCampaign(ses, ws, q.Campaign); err != nil {
			return err
		}
		counters, metrics := countersOfWorkspace, metricsOfWorkspace
		if q.Campaign != "" {
			counters, metrics = countersOf, metricsOf
		}
		values := args{"workspace": ws, "campaign": q.Campaign, "from": from, "to": to}
		var c campaign.Counters
		if _, err := ses.one(counters, values, counterPointers(&c)...); err != nil {
			return err
		}
		d.fill(c, w.Currency)
		return ses.query(metrics, values, func(r row) error {
			m := MetricDay{Campaign: q.Campaign}
			err := r.scan(&m.Date, &m.Found, &m.Sent, &m.Delivered, &m.Read, &m.Replies, &m.Converted, &m.OptOuts, &m.Failures, &m.CostMicros)
			d.Series = append(d.Series, m)
			return err
		})
	})
	if err != nil {
		return Dashboard{}, fmt.Errorf("read the dashboard: %w", err)
	}
	return d, nil
}

// days checks the bounds of a series.
func days(q DashboardQuery) (from, to string, err error) {
	from, to = "0000-01-01", "9999-12-31"
	for _, bound := range []struct {
		field, value string
		into         *string
	}{{"from", q.From, &from}, {"to", q.To, &to}} {
		if bound.value == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, bound.value); err != nil {
			return "", "", campaign.Invalid(bound.field, "%q is no day: write it like 2026-12-01", bound.value)
		}
		*bound.into = bound.value
	}
	return from, to, nil
}

// counterPointers are the places of counterColumns.
func counterPointers(c *campaign.Counters) []any {
	return []any{&c.Found, &c.Qualified, &c.Contacted, &c.Sent, &c.Delivered, &c.Read, &c.Replied, &c.Converted, &c.Failed, &c.OptOut, &c.CostMicros}
}

func (d *Dashboard) fill(c campaign.Counters, currency string) {
	d.Funnel = Funnel{Found: c.Found, Qualified: c.Qualified, Contacted: c.Contacted, Delivered: c.Delivered, Read: c.Read, Replied: c.Replied, Converted: c.Converted}
	d.Rates = Rates{Reply: share(c.Replied, c.Contacted), Conversion: share(c.Converted, c.Contacted), OptOut: share(c.OptOut, c.Contacted)}
	d.Cost = Cost{Currency: currency, TotalMicros: c.CostMicros, PerLeadMicros: part(c.CostMicros, c.Replied), PerConversionMicros: part(c.CostMicros, c.Converted)}
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func part(sum, n int64) int64 {
	if n == 0 {
		return 0
	}
	return sum / n
}
