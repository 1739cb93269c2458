package whatsapp

import (
	"encoding/json"
	"strconv"
	"strings"

	"aceno/campaign"
)

// tier reads a messaging limit as JSON; what is neither text nor number is not known.
func tier(raw json.RawMessage) int { return tierOf(strings.Trim(strings.TrimSpace(string(raw)), `"`)) }

// tierOf reads a messaging limit in people a day: TIER_250, TIER_2K, TIER_UNLIMITED, a plain number, or -1 for no limit.
// 0 = not known; so is TIER_NOT_SET, which a number has before its first message.
func tierOf(word string) int {
	word = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(word)), "TIER_")
	if word == "UNLIMITED" || word == "-1" {
		return campaign.UnlimitedTier
	}
	count, thousands := strings.CutSuffix(word, "K")
	n, err := strconv.ParseInt(count, 10, 32)
	switch {
	case err != nil || n < 0:
		return 0
	case thousands:
		n *= 1000
	}
	return int(min(n, campaign.UnlimitedTier))
}
