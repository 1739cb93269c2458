package records

import (
	"time"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// bindWorkspaces checks what everything in a workspace goes by: its zone, limits and sender.
func bindWorkspaces(app core.App) {
	app.OnRecordValidate("workspaces").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		return refusal(checkWorkspace(e.Record))
	})
}

func checkWorkspace(r *core.Record) error {
	var refused campaign.Errors
	if zone := r.GetString("timezone"); zone != "" {
		if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
			refused = append(refused, campaign.Invalid("timezone", "%q is no time zone: write an IANA name such as America/Sao_Paulo", zone))
		}
	}
	for _, field := range []string{"llm_budget_micros", "send_budget_micros", "retention_days"} {
		if r.GetInt(field) < 0 {
			refused = append(refused, campaign.Invalid(field, "%d is less than 0: write 0 for none", r.GetInt(field)))
		}
	}
	var sender campaign.Sender
	refused = append(refused, decode(r, "sender", &sender)...)
	var limits campaign.WorkspaceLimits
	refused = append(refused, decode(r, "limits", &limits)...)
	for name, value := range map[string]*int{
		"limits.cooldown_hours": limits.CooldownHours, "limits.assisted_per_day": limits.AssistedPerDay, "limits.assisted_gap_s": limits.AssistedGapS,
	} {
		if value != nil && *value < 0 {
			refused = append(refused, campaign.Invalid(name, "%d is less than 0: write 0 or more", *value))
		}
	}
	var profile map[string]any
	refused = append(refused, decode(r, "profile", &profile)...)
	return refused.OrNil()
}
