package store

import (
	"aceno/campaign"
)

// change is what one job changes of a campaign's counters, and the day it belongs to.
type change struct {
	place place
	date  string // 2006-01-02 in the workspace's zone
	by    campaign.Counters
}

// tally gathers the changes of a group for one campaign.
type tally struct {
	place place
	total campaign.Counters
	days  map[string]campaign.Counters
}

// count changes a campaign's counters and the metrics of the present day, in the commit that causes the change.
func (t *tx) count(workspace, campaignID string, by campaign.Counters) error {
	w, err := t.store.workspace(t.session, workspace)
	if err != nil {
		return err
	}
	t.counts = append(t.counts, change{place: place{workspace, campaignID}, date: w.day(t.now), by: by})
	return nil
}

// touch says that a campaign's stages changed, without a counter.
func (t *tx) touch(workspace, campaignID string) {
	t.counts = append(t.counts, change{place: place{workspace, campaignID}})
}

// count keeps a change for the flush.
func (g *batch) count(c change) {
	if g.changed == nil {
		g.changed = make(map[place]bool)
	}
	g.changed[c.place] = true
	if c.by == (campaign.Counters{}) {
		return
	}
	sum, ok := g.counts[c.place.campaign]
	if !ok {
		sum = &tally{place: c.place, days: make(map[string]campaign.Counters)}
		g.counts[c.place.campaign] = sum
	}
	sum.total = add(sum.total, c.by)
	sum.days[c.date] = add(sum.days[c.date], c.by)
}

func add(a, b campaign.Counters) campaign.Counters {
	return campaign.Counters{
		Found: a.Found + b.Found, Qualified: a.Qualified + b.Qualified, Contacted: a.Contacted + b.Contacted, Sent: a.Sent + b.Sent,
		Delivered: a.Delivered + b.Delivered, Read: a.Read + b.Read, Replied: a.Replied + b.Replied, Converted: a.Converted + b.Converted,
		Failed: a.Failed + b.Failed, OptOut: a.OptOut + b.OptOut, CostMicros: a.CostMicros + b.CostMicros,
	}
}

// addCounters changes the counters of one campaign by its primary key. updated stays: it tells of a person's changes.
const addCounters = `
UPDATE campaigns SET
	found_count = found_count + :found, qualified_count = qualified_count + :qualified, contacted_count = contacted_count + :contacted,
	sent_count = sent_count + :sent, delivered_count = delivered_count + :delivered, read_count = read_count + :read,
	replied_count = replied_count + :replied, converted_count = converted_count + :converted, failed_count = failed_count + :failed,
	opt_out_count = opt_out_count + :opt_out, cost_micros = cost_micros + :cost
WHERE id = :campaign`

// addMetrics changes one day of a campaign. Relies on campaign_metrics_once UNIQUE (campaign, date).
const addMetrics = `
INSERT INTO campaign_metrics (id, workspace, campaign, date, prospects_found, messages_sent, messages_delivered, messages_read,
	replies_received, conversions, opt_outs, failures, cost_micros, created, updated)
VALUES (:id, :workspace, :campaign, :date, :found, :sent, :delivered, :read, :replied, :converted, :opt_out, :failed, :cost, :real, :real)
ON CONFLICT (campaign, date) DO UPDATE SET
	prospects_found = prospects_found + excluded.prospects_found, messages_sent = messages_sent + excluded.messages_sent,
	messages_delivered = messages_delivered + excluded.messages_delivered, messages_read = messages_read + excluded.messages_read,
	replies_received = replies_received + excluded.replies_received, conversions = conversions + excluded.conversions,
	opt_outs = opt_outs + excluded.opt_outs, failures = failures + excluded.failures, cost_micros = cost_micros + excluded.cost_micros,
	updated = excluded.updated`

// flush writes what the group's jobs counted: one UPDATE a campaign, one upsert a day.
func (g *batch) flush(ses *session) error {
	at := g.store.realNow()
	for id, sum := range g.counts {
		values := counterArgs(sum.total)
		values["campaign"] = id
		changed, err := ses.exec(addCounters, values)
		if err != nil {
			return err
		}
		if changed == 0 {
			continue // the campaign was deleted meanwhile
		}
		for date, by := range sum.days {
			values := counterArgs(by)
			values["id"], values["workspace"], values["campaign"] = g.store.ids.next(at), sum.place.workspace, id
			values["date"], values["real"] = date, at
			if _, err := ses.exec(addMetrics, values); err != nil {
				return err
			}
		}
	}
	return nil
}

func counterArgs(c campaign.Counters) args {
	return args{
		"found": c.Found, "qualified": c.Qualified, "contacted": c.Contacted, "sent": c.Sent, "delivered": c.Delivered, "read": c.Read,
		"replied": c.Replied, "converted": c.Converted, "failed": c.Failed, "opt_out": c.OptOut, "cost": c.CostMicros,
	}
}
