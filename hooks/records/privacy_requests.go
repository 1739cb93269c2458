package records

import (
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
	"aceno/campaign/contact"
)

// bindPrivacyRequests starts the clock of a request that a member enters, and notes who closed one and when.
func bindPrivacyRequests(d Dependencies) {
	d.App.OnRecordCreateRequest("privacy_requests").BindFunc(func(e *core.RecordRequestEvent) error {
		if e.Record.GetString("prospect") == "" {
			return e.BadRequestError("The request names nobody.", refusal(campaign.Invalid("prospect", "whom it is about is missing: choose the prospect")))
		}
		e.Record.Set("status", campaign.PrivacyOpen)
		e.Record.Set("source", "member")
		e.Record.Set("due_at", d.Clock.Now().Add(campaign.PrivacyDue))
		e.Record.Set("hint", hintOf(e.App, e.Record.GetString("prospect")))
		return e.Next()
	})
	d.App.OnRecordUpdateRequest("privacy_requests").BindFunc(func(e *core.RecordRequestEvent) error {
		if same(e.Record, "status") {
			return e.Next()
		}
		if was := e.Record.Original().GetString("status"); was != campaign.PrivacyOpen || e.Record.GetString("status") == campaign.PrivacyOpen {
			return e.BadRequestError("The request is closed.", refusal(campaign.Invalid("status", "a request that is %s stays so: open a new one", was)))
		}
		e.Record.Set("closed_at", d.Clock.Now())
		e.Record.Set("closed_by", actorOf(e.Auth))
		return e.Next()
	})
}

// hintOf masks the first contact of a prospect, as it may stay after an erasure.
func hintOf(app core.App, prospect string) string {
	p, err := app.FindRecordById("prospects", prospect)
	if err != nil {
		return "" // the relation's own check says so
	}
	for _, c := range []struct {
		field string
		kind  contact.Kind
	}{{"phone", contact.KindPhone}, {"whatsapp", contact.KindPhone}, {"email", contact.KindEmail}, {"username", contact.KindUsername}} {
		if value := p.GetString(c.field); value != "" {
			return contact.MaskWhole(contact.Form{Kind: c.kind, Value: value})
		}
	}
	return ""
}
