package records

import (
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// sourceMember is the source of facts that a member of the workspace typed.
const sourceMember = "member"

// bindProspects brings what a person types about a prospect into the form in which the stages keep it, and lets a
// person say that one is won or not worth it.
func bindProspects(d Dependencies) {
	d.App.OnRecordCreateRequest("prospects").BindFunc(func(e *core.RecordRequestEvent) error {
		err := checkRoom(e.App, e.Record, "prospects", "name", campaign.CeilingProspects)
		if err == nil {
			err = d.normalise(e.App, e.Record)
		}
		if err != nil {
			return e.BadRequestError("The prospect cannot be used.", refusal(err))
		}
		if err := e.Next(); err != nil {
			return err
		}
		return d.count(e.App, e.Record, counted{"found_count", "prospects_found"})
	})
	d.App.OnRecordUpdateRequest("prospects").BindFunc(func(e *core.RecordRequestEvent) error {
		if err := d.normalise(e.App, e.Record); err != nil {
			return e.BadRequestError("The prospect cannot be used.", refusal(err))
		}
		from, to, err := d.judged(e)
		if err != nil {
			return e.BadRequestError("The prospect cannot become that.", refusal(err))
		}
		if err := e.Next(); err != nil || from == to {
			return err
		}
		return d.followProspect(e.App, e.Record, to)
	})
}

// judged checks a change of status against the record as it stands in this transaction: an answer may have come since
// it was loaded.
func (d Dependencies) judged(e *core.RecordRequestEvent) (from, to campaign.ProspectStatus, err error) {
	if same(e.Record, "status") {
		if !same(e.Record, "ignored_reason") && e.Record.GetString("status") != string(campaign.ProspectIgnored) {
			return "", "", campaign.Invalid("ignored_reason", "only an ignored prospect has a reason: set status to ignored too")
		}
		return "", "", nil
	}
	now, err := e.App.FindRecordById("prospects", e.Record.Id)
	if err != nil {
		return "", "", err
	}
	from, to = campaign.ProspectStatus(now.GetString("status")), campaign.ProspectStatus(e.Record.GetString("status"))
	if to != campaign.ProspectConverted && to != campaign.ProspectIgnored && !e.HasSuperuserAuth() {
		return from, to, campaign.Invalid("status", "%q is set by the system: a person sets converted or ignored", to)
	}
	if err := from.Move(to); err != nil {
		var illegal *campaign.Error
		if errors.As(err, &illegal) {
			illegal.Field = "status"
		}
		return from, to, err
	}
	e.Record.Set("judged_at", d.Clock.Now())
	e.Record.Set("stage", string(campaign.StageDone))
	return from, to, nil
}

// normalise brings changed contacts into their one form, derives from them what is looked up, and keeps each as a fact.
func (d Dependencies) normalise(app core.App, r *core.Record) error {
	region := "BR"
	if workspace, err := app.FindRecordById("workspaces", r.GetString("workspace")); err == nil && workspace.GetString("country") != "" {
		region = workspace.GetString("country")
	}
	var refused campaign.Errors
	var facts []campaign.Fact
	for _, c := range contacts {
		raw := r.GetString(c.field)
		if same(r, c.field) {
			continue
		}
		value := ""
		if raw != "" {
			var err error
			if value, err = c.parse(raw, region); err != nil {
				refused = append(refused, campaign.Invalid(c.field, "%q cannot be used: %v", raw, err))
				continue
			}
			facts = append(facts, memberFact(c.kind, value, raw, d.Clock.Now()))
		}
		r.Set(c.field, value)
	}
	r.Set("phone_short", contact.ShortForm(r.GetString("phone")))
	r.Set("whatsapp_short", contact.ShortForm(r.GetString("whatsapp")))
	if !same(r, "website_url") {
		r.Set("domain", contact.DomainOf(r.GetString("website_url")))
		r.Set("has_website", r.GetString("website_url") != "")
	}
	if len(facts) > 0 {
		keepFacts(r, facts)
	}
	return refused.OrNil()
}

// contacts are the fields of a prospect that reach somebody, and how what people type is read.
var contacts = []struct {
	field, kind string
	parse       func(raw, region string) (string, error)
}{
	{"phone", campaign.FactPhone, parsePhone},
	{"whatsapp", campaign.FactWhatsApp, parsePhone},
	{"email", campaign.FactEmail, func(raw, _ string) (string, error) { return contact.ParseEmail(raw) }},
	{"username", campaign.FactInstagram, func(raw, _ string) (string, error) { return contact.ParseHandle(raw) }},
	{"website_url", campaign.FactWebsite, parseWebsite},
}

func parsePhone(raw, region string) (string, error) {
	phone, err := contact.ParsePhone(raw, region, "")
	return phone.E164, err
}

func memberFact(kind, value, raw string, at time.Time) campaign.Fact {
	return campaign.Fact{ID: campaign.FactID(kind, value, sourceMember, ""), Kind: kind, Value: value, Text: raw, Source: sourceMember, At: at}
}

// keepFacts adds facts that are not there yet.
func keepFacts(r *core.Record, facts []campaign.Fact) {
	var have []campaign.Fact
	_ = json.Unmarshal([]byte(r.GetString("facts")), &have) // what cannot be read has never been facts
	for _, fact := range facts {
		if !slices.ContainsFunc(have, func(f campaign.Fact) bool { return f.ID == fact.ID }) {
			have = append(have, fact)
		}
	}
	r.Set("facts", have)
}
