package whatsapp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"aceno/campaign"
	"aceno/internal/graph"
	"aceno/outreach"
)

// fieldsOfNumber are what Check asks of GET /{phone-number-id}.
const fieldsOfNumber = "display_phone_number,verified_name,status,quality_rating,whatsapp_business_manager_messaging_limit"

// dead are the states of a number that cannot send, with what to do.
var dead = map[string]string{
	"BANNED":       "Meta has banned the number: appeal in the WhatsApp Manager",
	"RESTRICTED":   "Meta has restricted the number: see the WhatsApp Manager for reason and end",
	"DELETED":      "the number was deleted: enter another phone_number_id",
	"MIGRATED":     "the number has moved to another account: enter that one's ids and token",
	"UNLINKED":     "the number is not linked to the API: register it in the WhatsApp Manager",
	"DISCONNECTED": "the number is not connected: register it in the WhatsApp Manager",
	"PENDING":      "the number is not registered yet: finish that in the WhatsApp Manager",
	"UNVERIFIED":   "the number is not verified yet: finish that in the WhatsApp Manager",
}

// Check asks the provider whether the account's number can send. An error means that nobody knows.
func (c *Channel) Check(ctx context.Context, a outreach.Account) (outreach.Health, error) {
	if missing := missingOf(a); len(missing) > 0 {
		return outreach.Health{Status: campaign.AccountStatusBlocked, Detail: "the account lacks " + strings.Join(missing, ", ") + ": enter what is missing"}, nil
	}
	call, _ := c.call(a, "phone_number_id")
	call.Query = url.Values{"fields": {fieldsOfNumber}}
	var number struct {
		Display  string          `json:"display_phone_number"`
		Name     string          `json:"verified_name"`
		Status   string          `json:"status"`
		Quality  string          `json:"quality_rating"`
		Limit    json.RawMessage `json:"whatsapp_business_manager_messaging_limit"`
		OldLimit json.RawMessage `json:"messaging_limit_tier"`
	}
	if err := c.graph.Do(ctx, call, &number); err != nil {
		return unhealthy(err, a)
	}
	health := outreach.Health{
		Status: campaign.AccountStatusActive, Detail: strings.TrimSpace(number.Name + " " + number.Display),
		Tier: tier(number.Limit), Quality: number.Quality, Number: plusDigits(number.Display),
	}
	if health.Tier == 0 {
		health.Tier = tier(number.OldLimit)
	}
	if health.Quality == "" || health.Quality == "NA" {
		health.Quality = "UNKNOWN"
	}
	if remedy, ok := dead[strings.ToUpper(number.Status)]; ok {
		health.Status, health.Detail = campaign.AccountStatusBlocked, remedy
	}
	return health, nil
}

// plusDigits makes E.164 of a number as Meta shows it: "+55 47 9…".
func plusDigits(shown string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, shown)
	if digits == "" {
		return ""
	}
	return "+" + digits
}

// unhealthy reads a refusal as a state of the account, where it says one.
func unhealthy(err error, a outreach.Account) (outreach.Health, error) {
	var refused *graph.Error
	if !errors.As(err, &refused) {
		return outreach.Health{}, fmt.Errorf("check the WhatsApp account: %w", err)
	}
	v := judge(refused)
	words := clean(refused.Error(), a, campaign.Outgoing{})
	health := outreach.Health{Detail: v.remedy + " (" + words + ")", Quality: "UNKNOWN"}
	switch {
	case v.effect == campaign.AccountExpired:
		health.Status = campaign.AccountStatusExpired
	case v.effect == campaign.AccountBlocked:
		health.Status = campaign.AccountStatusBlocked
	case refused.Code == 100: // unknown object
		health.Status = campaign.AccountStatusBlocked
		health.Detail = "Meta knows no number of this phone_number_id, or the token may not see it: check both (" + words + ")"
	default:
		return outreach.Health{}, fmt.Errorf("check the WhatsApp account: %s", words)
	}
	return health, nil
}

// missingOf names what an account lacks, credentials first.
func missingOf(a outreach.Account) []string {
	var missing []string
	described := describe()
	for _, f := range described.Credentials {
		if !f.Optional && strings.TrimSpace(a.Credentials[f.Name].Reveal()) == "" {
			missing = append(missing, f.Name)
		}
	}
	for _, f := range described.Settings {
		if !f.Optional && strings.TrimSpace(a.Settings[f.Name]) == "" {
			missing = append(missing, f.Name)
		}
	}
	return missing
}
