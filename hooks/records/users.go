package records

import (
	"github.com/pocketbase/pocketbase/core"
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
}
