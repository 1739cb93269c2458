package whatsapp

import (
	"encoding/json"
	"testing"

	"aceno/campaign"
)

func TestTier_readsEveryFormOfALimit(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]int{
		`"TIER_50"`: 50, `"TIER_250"`: 250, `"TIER_1K"`: 1000, `"TIER_2K"`: 2000, `"TIER_10K"`: 10_000, `"TIER_100K"`: 100_000,
		`"TIER_UNLIMITED"`: campaign.UnlimitedTier, `"tier_unlimited"`: campaign.UnlimitedTier, `-1`: campaign.UnlimitedTier, `"-1"`: campaign.UnlimitedTier,
		`2000`: 2000, `"2000"`: 2000, ` "TIER_2K" `: 2000, `2000000000`: campaign.UnlimitedTier, `"TIER_2000000000K"`: campaign.UnlimitedTier,
		`"TIER_NOT_SET"`: 0, `"STANDARD"`: 0, `-2`: 0, `0`: 0, `""`: 0, `null`: 0, `{"current":1}`: 0, `[250]`: 0, `99999999999999999999`: 0, ``: 0,
	} {
		if got := tier(json.RawMessage(raw)); got != want {
			t.Errorf("%s is a tier of %d, want %d", raw, got, want)
		}
	}
}
