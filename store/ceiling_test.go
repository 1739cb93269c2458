package store_test

import (
	"strings"
	"testing"

	"aceno/campaign"
)

func TestSearch_thatFillsTheTierSaysWhichByHowMuchAndWhatToDo(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("workspaces", h.ws, "plan_tier = 'free'")
	other := h.campaign(map[string]any{"name": "Outra"}) // the tier is the workspace's, not the campaign's
	h.sql("UPDATE campaigns SET found_count = 998 WHERE id = '" + other + "'")
	h.find(c, business(1), business(2), business(3), business(4), business(5))
	h.want("2", "SELECT COUNT(*) FROM prospects")
	said := h.value("SELECT error FROM searches")
	for _, words := range []string{"1000", "3", "pro"} {
		if !strings.Contains(strings.ReplaceAll(said, ",", ""), words) {
			t.Errorf("%q does not say %s", said, words)
		}
	}
	h.find(c, business(6)) // and nothing more after that
	h.want("2", "SELECT COUNT(*) FROM prospects")
	h.set("workspaces", h.ws, "plan_tier = 'pro'")
	h.find(c, business(6))
	h.want("3", "SELECT COUNT(*) FROM prospects")
}

func TestWhy_namesTheTierThatIsReached(t *testing.T) {
	t.Parallel()
	h, c, _ := ready(t)
	h.set("workspaces", h.ws, "plan_tier = 'free'")
	h.pending(c, 1, 51)
	if n := len(h.claims()); n != 50 {
		t.Fatalf("%d went out, the tier has 50 a day", n)
	}
	why := h.why(c, "en")
	if why.Code != campaign.ReasonLimitReached || why.Params["limit"] != campaign.ReasonTierPerDay || why.Params["n"] != 50 || why.NextAt == nil {
		t.Errorf("why: %+v", why)
	}
}
