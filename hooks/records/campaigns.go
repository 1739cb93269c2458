package records

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// bindCampaigns checks a campaign's configuration whenever it is saved, so that no stage meets one it cannot use.
func bindCampaigns(d Dependencies) {
	d.App.OnRecordValidate("campaigns").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return refusal(d.checkCampaign(e.App, e.Record))
	})
}

func (d Dependencies) checkCampaign(app core.App, r *core.Record) error {
	var refused campaign.Errors
	channel := campaign.Channel(r.GetString("channel"))

	if _, err := campaign.ParseSearchConfig(rawJSON(r, "search_config"), d.checkSource); err != nil {
		refused = add(refused, "search_config", err)
	}
	if _, err := campaign.ParseQualification(rawJSON(r, "qualification")); err != nil {
		refused = add(refused, "qualification", err)
	}
	sequence, err := campaign.ParseSequence(rawJSON(r, "sequence"), channel)
	if err == nil {
		err = d.Writer.Check(sequence)
	}
	if err != nil {
		refused = add(refused, "sequence", err)
	}
	if _, err := campaign.ParseSchedule(rawJSON(r, "schedule"), zoneOf(app, r)); err != nil {
		refused = add(refused, "schedule", err)
	}
	if !r.IsNew() && !same(r, "channel") && r.Original().GetString("status") != string(campaign.StatusDraft) {
		refused = append(refused, campaign.Invalid("channel", "a campaign that was started keeps its channel: make another campaign"))
	}
	if err := checkPlatforms(app, r, "accounts", platformsOf(channel)...); err != nil {
		refused = add(refused, "accounts", err)
	}
	return refused.OrNil()
}

// checkSource checks one entry of search_config.sources by the source of its type.
func (d Dependencies) checkSource(typ string, entry json.RawMessage) error {
	source, ok := d.Sources[typ]
	if !ok {
		known := slices.Sorted(maps.Keys(d.Sources))
		return campaign.Invalid("type", "%q is no source here: use one of %s", typ, join(known))
	}
	return source.Check(entry)
}

// zoneOf returns the time zone of the record's workspace, which its schedule goes by where it names none.
func zoneOf(app core.App, r *core.Record) string {
	workspace, err := app.FindRecordById("workspaces", r.GetString("workspace"))
	if err != nil {
		return "UTC" // a wrong workspace is refused by its own check
	}
	return workspace.GetString("timezone")
}

// platformsOf returns the platforms whose accounts can send on a channel.
func platformsOf(channel campaign.Channel) []string {
	switch channel {
	case campaign.ChannelWhatsApp:
		return []string{"whatsapp", "twilio"}
	case campaign.ChannelInstagram:
		return []string{"instagram"}
	default:
		return []string{"email"}
	}
}

// add collects what a check refused. An error that names no field is about the whole column.
func add(list campaign.Errors, column string, err error) campaign.Errors {
	var many campaign.Errors
	if errors.As(err, &many) {
		return append(list, many...)
	}
	var one *campaign.Error
	if errors.As(err, &one) {
		return append(list, one)
	}
	return append(list, campaign.Invalid(column, "%v", err))
}

func contains(list []string, word string) bool { return slices.Contains(list, word) }

func join(list []string) string { return strings.Join(list, ", ") }
