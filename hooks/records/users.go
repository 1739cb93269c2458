package records

import (
	"github.com/pocketbase/pocketbase/core"

	"aceno/campaign"
)

// givenByMembership are what a membership decides about a user, and what a proof of the address does. Nobody sets them
// for themselves, by whichever way they come in.
var givenByMembership = []string{"workspace", "role", "verified"}

// bindUsers closes the ways into a user record that are no PATCH: what the sign-up with another service brings along.
// A PATCH and a sign-up meet the list of writable fields like every other request.
func bindUsers(app core.App) {
	app.OnRecordAuthWithOAuth2Request("users").BindFunc(func(e *core.RecordAuthWithOAuth2RequestEvent) error {
		for _, name := range givenByMembership {
			for key := range e.CreateData {
				if plainName(key) == name {
					return e.BadRequestError("Some fields are kept by the system.", refusal(systemOnly(name)))
				}
			}
		}
		return e.Next()
	})
	bindFactors(app)
	app.OnRecordEnrich("users").BindFunc(func(e *core.RecordEnrichEvent) error {
		hideElsewhere(e)
		return e.Next()
	})
}

// hideElsewhere keeps from a person's colleagues what they have elsewhere: one who works in another workspace now does not show
// which, or as what, and settings are nobody else's.
func hideElsewhere(e *core.RecordEnrichEvent) {
	if e.RequestInfo == nil || e.RequestInfo.HasSuperuserAuth() {
		return
	}
	asks := e.RequestInfo.Auth
	if asks != nil && asks.Collection().Name == "users" && asks.Id == e.Record.Id {
		return
	}
	e.Record.Hide("prefs")
	if asks == nil || e.Record.GetString("workspace") != asks.GetString("workspace") {
		e.Record.Hide("workspace", "role")
	}
}

// bindFactors holds what a person may choose about codes by mail. They are sent only to whoever wants to sign in by one:
// anybody else is told apart from nobody by no answer. And nobody wants one whom no mail could reach, since that would lock
// them out.
func bindFactors(app core.App) {
	app.OnRecordRequestOTPRequest("users").BindFunc(func(e *core.RecordCreateOTPRequestEvent) error {
		if e.Record != nil && !e.Record.GetBool("otp") && !e.Record.GetBool("mfa") {
			e.Record = nil
		}
		return e.Next()
	})
	app.OnRecordUpdateRequest("users").BindFunc(func(e *core.RecordRequestEvent) error {
		for _, field := range []string{"mfa", "otp"} {
			if e.Record.GetBool(field) && !e.Record.Original().GetBool(field) && !e.App.Settings().SMTP.Enabled {
				reason := campaign.NewReason(campaign.ReasonMailNotSet, nil)
				return e.BadRequestError("This server sends no mail yet.", refusal(&campaign.Error{Code: reason.Code, Field: field, Message: reason.Message}))
			}
		}
		return e.Next()
	})
}
