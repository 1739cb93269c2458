package records

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// writable says which fields clients may write. What a collection has beside them is the system's and refused by name.
type writable struct {
	create []string // nil: like update
	update []string
}

// clientFields are the collections that clients may write to at all.
var clientFields = map[string]writable{
	"users": {update: []string{"full_name", "locale", "avatar", "prefs", "email", "emailVisibility", "password", "mfa", "otp"}},
	"workspaces": {update: []string{"name", "timezone", "locale", "currency", "country", "llm_budget_micros", "sender",
		"retention_days", "limits", "send_budget_micros", "profile", "paused"}},
	"memberships": {create: []string{"user", "role"}, update: []string{"role"}},
	"agents": {update: []string{"name", "system_prompt", "model_name", "temperature", "max_tokens", "language", "account",
		"guardrails"}},
	"service_plans": {update: []string{"name", "description", "price_cents", "currency", "features"}},
	"campaigns": {update: []string{"name", "agent", "plans", "accounts", "channel", "search_config", "qualification", "selection",
		"approval", "sequence", "schedule", "rate_limit", "legal_basis"}},
	"prospects": {
		create: append([]string{"campaign"}, prospectFacts...),
		update: append([]string{"status", "ignored_reason"}, prospectFacts...),
	},
	"messages":            {update: []string{"content"}},
	"privacy_requests":    {create: []string{"prospect", "kind", "details"}, update: []string{"status"}},
	"conversations":       {update: []string{"assignee", "snoozed_until", "state", "unread_count"}},
	"notes":               {create: []string{"prospect", "text"}, update: []string{"text"}},
	"views":               {create: []string{"screen", "name", "query"}, update: []string{"name", "query"}},
	"integrated_accounts": {create: append([]string{"platform"}, accountFields...), update: accountFields},
}

var (
	prospectFacts = []string{"name", "username", "profile_url", "phone", "whatsapp", "email", "website_url", "category",
		"address", "city", "country", "location", "followers_count", "rating", "reviews_count", "last_post_date"}
	accountFields = []string{"account_identifier", "credentials", "settings", "limits"}
)

// defaults are what the system puts into a new record.
var defaults = map[string]map[string]string{
	"campaigns": {"status": "draft", "gate": "provider_rules", "selection": "auto", "approval": "auto",
		"legal_basis": "legitimate_interest"},
	"prospects":           {"status": "found", "stage": "enrich"},
	"integrated_accounts": {"status": "active"},
}

// always are fields that say nothing or that PocketBase itself guards.
var always = []string{"id", "created", "updated", "expand", "collectionId", "collectionName", "oldPassword", "passwordConfirm"}

// bindWriting guards every create and update that comes as a request: what is named must be the client's to write, and
// the write, its checks and its audit row are one transaction.
func bindWriting(d Dependencies) {
	app := d.App
	for name, values := range defaults {
		app.OnRecordCreate(name).BindFunc(func(e *core.RecordEvent) error {
			for field, value := range values {
				if e.Record.GetString(field) == "" {
					e.Record.Set(field, value)
				}
			}
			return e.Next()
		})
	}
	for name, w := range clientFields {
		create := w.create
		if create == nil {
			create = w.update
		}
		if name != "users" { // there it says which workspace is active, and memberships decide
			create = append([]string{"workspace"}, create...)
		}
		app.OnRecordCreateRequest(name).BindFunc(func(e *core.RecordRequestEvent) error {
			if err := checkNamed(e, create); err != nil {
				return err
			}
			return inTransaction(e)
		})
		app.OnRecordUpdateRequest(name).BindFunc(func(e *core.RecordRequestEvent) error {
			if err := checkNamed(e, w.update); err != nil {
				return err
			}
			return inTransaction(e)
		})
		// Many write the same row: a member, and the stages in bulk SQL. Whoever saves a record writes only what changed.
		app.OnRecordUpdate(name).BindFunc(func(e *core.RecordEvent) error {
			e.Record.IgnoreUnchangedFields(true)
			return e.Next()
		})
	}
	for _, name := range audited {
		app.OnRecordDeleteRequest(name).BindFunc(inTransaction)
		app.OnRecordCreateRequest(name).Bind(d.auditing("create"))
		app.OnRecordUpdateRequest(name).Bind(d.auditing("update"))
		app.OnRecordDeleteRequest(name).Bind(d.auditing("delete"))
	}
}

// checkNamed refuses by name what a client may not write. A field that is sent back as it is says nothing and passes,
// as when a client saves a whole record; a hidden one cannot be compared and never passes.
func checkNamed(e *core.RecordRequestEvent, allowed []string) error {
	if e.HasSuperuserAuth() {
		return nil
	}
	names, err := submitted(e)
	if err != nil {
		return e.BadRequestError("Failed to read the submitted data.", err)
	}
	var refused campaign.Errors
	for _, name := range names {
		field := e.Collection.Fields.GetByName(name)
		if field == nil || slices.Contains(allowed, name) || slices.Contains(always, name) {
			continue
		}
		if field.GetHidden() || !unchanged(e.Record, name) {
			refused = append(refused, systemOnly(name))
		}
	}
	if len(refused) > 0 {
		return e.BadRequestError("Some fields are kept by the system.", refusal(refused))
	}
	return nil
}

// unchanged says whether a field of the loaded record is what it was before. For a new record that is the field's
// zero value, or what the system would put there itself.
func unchanged(r *core.Record, name string) bool {
	return same(r, name) || r.IsNew() && r.GetString(name) == defaults[r.Collection().Name][name]
}

// same compares a field of a record with its value before, as JSON: values come in many types, and not all compare.
func same(r *core.Record, name string) bool {
	now, err := json.Marshal(r.Get(name))
	if err != nil {
		return false
	}
	before, err := json.Marshal(r.Original().Get(name))
	return err == nil && bytes.Equal(now, before)
}

// submitted returns the names of the fields in a request's body, sorted, without PocketBase's modifiers. The body is
// read anew: PocketBase has taken hidden fields out of its own copy.
func submitted(e *core.RecordRequestEvent) ([]string, error) {
	body, err := rawBody(e)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(body))
	for name := range body {
		names = append(names, plainName(name))
	}
	if form := e.Request.MultipartForm; form != nil {
		for name := range form.File {
			names = append(names, plainName(name))
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func rawBody(e *core.RecordRequestEvent) (map[string]any, error) {
	body := map[string]any{}
	err := e.BindBody(&body)
	return body, err
}

// plainName takes modifiers off a field's name: "plans+", "+plans", "rate_limit-", "name:autogenerate".
func plainName(name string) string {
	name, _, _ = strings.Cut(name, ":")
	return strings.Trim(name, "+-")
}
