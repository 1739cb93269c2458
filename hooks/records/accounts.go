package records

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/outreach"
	"aceno/store"
)

// bindAccounts seals credentials as they come in and never lets them out, and checks settings by what the platform's
// channel asks for.
func bindAccounts(d Dependencies) {
	d.App.OnRecordCreateRequest("integrated_accounts").BindFunc(d.takeCredentials)
	d.App.OnRecordUpdateRequest("integrated_accounts").BindFunc(d.takeCredentials)
	d.App.OnRecordEnrich("integrated_accounts").BindFunc(func(e *core.RecordEnrichEvent) error {
		err := e.Next() // PocketBase shows superusers what is hidden
		e.Record.Hide("credentials")
		return err
	})
	d.App.OnRecordValidate("integrated_accounts").BindFunc(func(e *core.RecordEvent) error {
		if err := e.Next(); err != nil {
			return err
		}
		if err := refusal(d.checkAccount(e.Record)); err != nil {
			return err
		}
		d.waitForChoice(e.Record)
		return numberOnce(e.App, e.Record)
	})
}

// waitForChoice keeps an account from sending whose number is still to be chosen, and lets it go once it is.
func (d Dependencies) waitForChoice(r *core.Record) {
	settings, reason := map[string]any{}, campaign.Reason{}
	_ = r.UnmarshalJSONField("settings", &settings)
	_ = r.UnmarshalJSONField("status_reason", &reason)
	for _, field := range d.describe(r).Settings {
		if text, _ := settings[field.Name].(string); field.Chosen && text == "" {
			r.Set("status", string(campaign.AccountStatusBlocked))
			r.Set("status_reason", campaign.NewReason(campaign.ReasonAccountIncomplete, map[string]any{"missing": field.Name}))
			return
		}
	}
	if reason.Code == campaign.ReasonAccountIncomplete && r.GetString("status") == string(campaign.AccountStatusBlocked) {
		r.Set("status", string(campaign.AccountStatusActive))
		r.Set("status_reason", nil)
	}
}

// numberOnce refuses a second account of the same number: each has limits of its own, and the number has them once.
func numberOnce(app core.App, r *core.Record) error {
	settings := map[string]any{}
	if wrong := decode(r, "settings", &settings); wrong != nil {
		return refusal(wrong)
	}
	for _, name := range []string{"phone_number_id", "ig_user_id"} {
		id, _ := settings[name].(string)
		if id == "" {
			continue
		}
		others, err := app.FindRecordsByFilter("integrated_accounts", "workspace = {:workspace} && platform = {:platform} && id != {:id} && settings."+name+" = {:number}",
			"", 1, 0, dbx.Params{"workspace": r.GetString("workspace"), "platform": r.GetString("platform"), "id": r.Id, "number": id})
		if err != nil {
			return fmt.Errorf("look for another account of %s: %w", id, err)
		}
		if len(others) > 0 {
			return refusal(campaign.Invalid("settings."+name, "the account %q has this number already: use that one", others[0].GetString("account_identifier")))
		}
	}
	return nil
}

// takeCredentials reads credentials from the body, where PocketBase leaves hidden fields lying, and puts them sealed
// into the record. An update replaces the ones it names and keeps the others; null takes one away.
func (d Dependencies) takeCredentials(e *core.RecordRequestEvent) error {
	body, err := rawBody(e)
	if err != nil {
		return e.BadRequestError("Failed to read the submitted data.", err)
	}
	e.Record.Set("credentials", e.Record.Original().GetString("credentials"))
	if !e.Record.IsNew() && !same(e.Record, "workspace") {
		return e.BadRequestError("An account keeps its workspace.", refusal(campaign.Invalid("workspace", "an account keeps its workspace: add it anew there")))
	}
	sent, named := body["credentials"]
	if !named && !e.Record.IsNew() {
		return e.Next()
	}
	merged, refused := mergeCredentials(d.openCredentials(e.Record), sent)
	for _, field := range d.describe(e.Record).Credentials {
		if merged != nil && field.Made && merged[field.Name] == nil {
			merged[field.Name] = rand.Text()
		}
	}
	refused = append(refused, checkFields("credentials", merged, d.describe(e.Record).Credentials)...)
	if len(refused) > 0 {
		return e.BadRequestError("The account's credentials cannot be used.", refusal(refused))
	}
	if err := d.seal(e.Record, merged); err != nil {
		return e.InternalServerError("", err)
	}
	return e.Next()
}

// openCredentials returns what is stored. What cannot be opened any more, after a change of the master key, counts as
// nothing: whoever sends all of it anew repairs the account.
func (d Dependencies) openCredentials(r *core.Record) map[string]any {
	kept := map[string]any{}
	blob := r.Original().GetString("credentials")
	if blob == "" {
		return kept
	}
	plain, err := d.Vault.Unseal(r.GetString("workspace"), "integrated_accounts", r.Id, "credentials", blob)
	if err != nil || json.Unmarshal(plain, &kept) != nil {
		return map[string]any{}
	}
	return kept
}

func (d Dependencies) seal(r *core.Record, credentials map[string]any) error {
	if r.Id == "" {
		r.Id = core.GenerateDefaultRandomId() // what is sealed is bound to its record
	}
	plain, err := json.Marshal(credentials)
	if err != nil {
		return fmt.Errorf("write the credentials of account %s: %w", r.Id, err)
	}
	blob, err := d.Vault.Seal(r.GetString("workspace"), "integrated_accounts", r.Id, "credentials", plain)
	if err != nil {
		return err
	}
	r.Set("credentials", blob)
	return nil
}

// mergeCredentials lays what was sent over what is kept. A form sends text: JSON in it counts as an object.
func mergeCredentials(kept map[string]any, sent any) (map[string]any, campaign.Errors) {
	if text, ok := sent.(string); ok {
		var object map[string]any
		if text == "" || json.Unmarshal([]byte(text), &object) == nil {
			sent = object
		}
	}
	merged := maps.Clone(kept)
	switch given := sent.(type) {
	case nil:
	case map[string]any:
		for name, value := range given {
			if value == nil {
				delete(merged, name)
			} else {
				merged[name] = value
			}
		}
	default:
		return nil, campaign.Errors{campaign.Invalid("credentials", `a JSON object with one text a name is needed, such as {"access_token": "…"}`)}
	}
	return merged, nil
}

func (d Dependencies) describe(r *core.Record) outreach.Description {
	channel, ok := d.Channels[r.GetString("platform")]
	if !ok {
		return outreach.Description{}
	}
	return channel.Describe()
}

// checkFields holds that an object has the fields that a description asks for, each a text, and no others. Without a
// description any names pass. Values are never named: they are secrets.
func checkFields(column string, object map[string]any, fields []outreach.Field) (refused campaign.Errors) {
	known := make([]string, len(fields))
	for i, field := range fields {
		known[i] = field.Name
		if text, _ := object[field.Name].(string); text == "" && !field.Optional && !field.Chosen && object[field.Name] == nil {
			refused = append(refused, campaign.Invalid(column+"."+field.Name, "%s is missing: this platform needs it", field.Name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if len(fields) > 0 && !slices.Contains(known, name) {
			refused = append(refused, campaign.Invalid(column+"."+name, "%q is unknown to this platform: use %s", name, join(known)))
			continue
		}
		switch value := object[name].(type) {
		case string:
			if value == "" {
				refused = append(refused, campaign.Invalid(column+"."+name, "%s is empty: leave it out or give it a value", name))
			}
		default:
			if len(fields) > 0 {
				refused = append(refused, campaign.Invalid(column+"."+name, "%s must be a text", name))
			}
		}
	}
	return refused
}

func (d Dependencies) checkAccount(r *core.Record) error {
	var refused campaign.Errors
	if !r.IsNew() && !same(r, "platform") {
		refused = append(refused, campaign.Invalid("platform", "an account keeps its platform: add another account"))
	}
	settings := map[string]any{}
	if wrong := decode(r, "settings", &settings); wrong != nil {
		refused = append(refused, wrong...)
	} else {
		refused = append(refused, checkFields("settings", settings, d.describe(r).Settings)...)
	}
	for name, value := range settings {
		if text, ok := value.(string); ok && strings.HasPrefix(name, "price_") && !store.ValidPrice(text) {
			refused = append(refused, campaign.Invalid("settings."+name, "%q is no price: write the currency's units alone, such as 0.34", text))
		}
	}
	var limits campaign.AccountLimits
	refused = append(refused, decode(r, "limits", &limits)...)
	for _, limit := range []struct {
		name  string
		value int
	}{{"per_hour", limits.PerHour}, {"per_day", limits.PerDay}, {"min_gap_s", limits.MinGapS}, {"max_gap_s", limits.MaxGapS}} {
		if limit.value < 0 {
			refused = append(refused, campaign.Invalid("limits."+limit.name, "%d is less than 0: write 0 for no limit", limit.value))
		}
	}
	if limits.MaxGapS > 0 && limits.MaxGapS < limits.MinGapS {
		refused = append(refused, campaign.Invalid("limits.max_gap_s", "%d is less than min_gap_s %d", limits.MaxGapS, limits.MinGapS))
	}
	return refused.OrNil()
}
