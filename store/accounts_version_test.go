package store_test

import (
	"testing"

	"aceno/campaign"
	"aceno/outreach"
)

func TestAccountsVersion_changesWithEveryWayToChangeAnAccount(t *testing.T) {
	t.Parallel()
	h, _, account := ready(t)
	seen := h.store.AccountsVersion()
	changed := func(how string) {
		t.Helper()
		if now := h.store.AccountsVersion(); now == seen {
			t.Errorf("%s: what was read before still holds", how)
		} else {
			seen = now
		}
	}
	h.store.Reload("integrated_accounts", account)
	changed("by the collections API")
	h.ok(h.store.SetAccountHealth(h.ctx(), account, outreach.Health{Status: campaign.AccountStatusActive, Number: "5547900000001"}), "check")
	changed("by a check that learns its number")
	sealed, err := h.store.SealedAccount(h.ctx(), account)
	h.ok(err, "read")
	if sealed.Number != "5547900000001" {
		t.Errorf("the number is %q", sealed.Number)
	}
	h.store.Reload("campaigns", "any")
	if h.store.AccountsVersion() != seen {
		t.Error("another collection changes it too")
	}
}
