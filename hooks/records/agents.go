package records

import (
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// bindAgents checks an agent's account and counts agents against the tier.
func bindAgents(app core.App) {
	app.OnRecordCreate("agents").BindFunc(func(e *core.RecordEvent) error {
		if err := checkRoom(e.App, e.Record, "agents", "name", campaign.CeilingAgents); err != nil {
			return refusal(err)
		}
		return e.Next()
	})
	app.OnRecordValidate("agents").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		var guardrails map[string]any
		refused := decode(e.Record, "guardrails", &guardrails)
		if err := checkPlatforms(e.App, e.Record, "account", "openai"); err != nil {
			return refusal(err)
		}
		return refusal(refused.OrNil())
	})
}

// checkPlatforms refuses accounts that are of none of the platforms that a field is for.
func checkPlatforms(app core.App, r *core.Record, field string, platforms ...string) error {
	ids := r.GetStringSlice(field)
	if len(ids) == 0 {
		return nil
	}
	accounts, err := app.FindRecordsByIds("integrated_accounts", ids)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if platform := account.GetString("platform"); !contains(platforms, platform) {
			return campaign.Invalid(field, "the account %q is of the platform %s: choose one of %s",
				account.GetString("account_identifier"), platform, join(platforms))
		}
	}
	return nil
}
