package records

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// counted is what a person's act adds to the figures: a counter of the campaign and the metric of the day.
type counted struct{ counter, metric string }

// followProspect writes, in the transaction of a person's act on a prospect, what comes with it: nothing more goes out to
// somebody who was won or given up, and the figures know of it.
func (d Dependencies) followProspect(tx core.App, prospect *core.Record, to campaign.ProspectStatus) error {
	switch to {
	case campaign.ProspectConverted:
		if err := cancelWaiting(tx, prospect.Id, campaign.ReasonConverted); err != nil {
			return err
		}
		return d.count(tx, prospect, counted{"converted_count", "conversions"})
	case campaign.ProspectIgnored:
		return cancelWaiting(tx, prospect.Id, campaign.ReasonIgnored)
	default:
		return nil
	}
}

// cancelWaiting cancels what is written to a prospect and not yet claimed, and frees its place, so that a later
// decision can write again.
func cancelWaiting(tx core.App, prospect, reason string) error {
	waiting, err := tx.FindRecordsByFilter("messages",
		"prospect = {:prospect} && direction = 'outbound' && (status = 'draft' || status = 'held' || status = 'pending')",
		"", 0, 0, dbx.Params{"prospect": prospect})
	if err != nil {
		return fmt.Errorf("find what waits for prospect %s: %w", prospect, err)
	}
	for _, message := range waiting {
		message.Set("status", string(campaign.MessageCancelled))
		message.Set("status_reason", campaign.NewReason(reason, nil))
		message.Set("once_key", "")
		message.Set("leased_by", "")
		if err := tx.SaveNoValidate(message); err != nil {
			return fmt.Errorf("cancel message %s: %w", message.Id, err)
		}
	}
	return nil
}

// count adds one to a campaign's counter and to the metric of today in the workspace's zone. The write connection is
// ours while the transaction lasts, so that what was read still holds when it is written.
func (d Dependencies) count(tx core.App, prospect *core.Record, what counted) error {
	owner, err := tx.FindRecordById("campaigns", prospect.GetString("campaign"))
	if err != nil {
		return fmt.Errorf("find campaign %s: %w", prospect.GetString("campaign"), err)
	}
	owner.Set(what.counter, owner.GetInt(what.counter)+1)
	if err := tx.SaveNoValidate(owner); err != nil {
		return fmt.Errorf("count on campaign %s: %w", owner.Id, err)
	}
	day, err := d.metricDay(tx, owner)
	if err != nil {
		return err
	}
	day.Set(what.metric, day.GetInt(what.metric)+1)
	if err := tx.SaveNoValidate(day); err != nil {
		return fmt.Errorf("count on a day of campaign %s: %w", owner.Id, err)
	}
	return nil
}

// metricDay returns a campaign's row of today in its workspace's zone, new where there is none.
func (d Dependencies) metricDay(tx core.App, owner *core.Record) (*core.Record, error) {
	zone, err := time.LoadLocation(zoneOf(tx, owner))
	if err != nil {
		zone = time.UTC
	}
	date := d.Clock.Now().In(zone).Format(time.DateOnly)
	day, err := tx.FindFirstRecordByFilter("campaign_metrics", "campaign = {:campaign} && date = {:date}",
		dbx.Params{"campaign": owner.Id, "date": date})
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return day, err
	}
	metrics, err := tx.FindCachedCollectionByNameOrId("campaign_metrics")
	if err != nil {
		return nil, fmt.Errorf("find campaign_metrics: %w", err)
	}
	day = core.NewRecord(metrics)
	day.Load(map[string]any{"workspace": owner.GetString("workspace"), "campaign": owner.Id, "date": date})
	return day, nil
}
