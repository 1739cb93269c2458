package whatsapp

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/outreach/outreachtest"
)

// documented are the provider's refusals that the suite compares to the last detail.
func documented() []outreachtest.Documented {
	slow := refusal(429, 130429, "Rate limit hit")
	slow.Header = map[string]string{"Retry-After": "30"}
	bare := outreachtest.Answer{Status: 429, Header: map[string]string{"Retry-After": "30"}, Body: "Too Many Requests"}
	return []outreachtest.Documented{
		{Name: "HTTP 429 Retry-After: 30", Answer: slow, Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Effect: campaign.AccountSlow, Code: "130429", Wait: 30 * time.Second}},
		{Name: "HTTP 429 of a gateway", Answer: bare, Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Effect: campaign.AccountSlow, Code: "http_429", Wait: 30 * time.Second}},
		{Name: "HTTP 500 with JSON error", Answer: refusal(500, 1, "An unknown error occurred"), Want: campaign.Outcome{
			Result: campaign.ResultInDoubt, Code: "1"}},
		{Name: "HTTP 500 with an undocumented code", Answer: refusal(500, 999_999, "What"), Want: campaign.Outcome{
			Result: campaign.ResultInDoubt, Code: "999999"}},
		{Name: "HTTP 400 permanent error", Answer: refusal(400, 100, "Invalid parameter"), Want: campaign.Outcome{
			Result: campaign.ResultRejected, Code: "100"}},
		{Name: "HTTP 401 token expired", Answer: refusal(401, 190, "Session has expired"), Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Effect: campaign.AccountExpired, Code: "190"}},
		{Name: "HTTP 401 of a gateway", Answer: outreachtest.Answer{Status: 401}, Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Effect: campaign.AccountExpired, Code: "http_401"}},
		{Name: "account blocked / policy code", Answer: refusal(403, 131031, "Account locked"), Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Effect: campaign.AccountBlocked, Code: "131031"}},
		{Name: "pair rate limit code for one recipient", Answer: refusal(400, 131056, "pair rate limit hit"), Want: campaign.Outcome{
			Result: campaign.ResultUnsent, Code: "131056", Wait: time.Second}},
	}
}

func TestChannel_passesTheSuite(t *testing.T) {
	t.Parallel()
	rows := outreachtest.Run(t, subject())
	for _, row := range rows {
		t.Logf("%-55s %-9s %-28s %v", row.Fault, row.Result, row.Code, row.Wait)
	}
}

// elsewhere are the provider faults that are not this channel's: time, mail and the model.
var elsewhere = map[string]string{
	"request read, answer after the client deadline": "the suite's check of the deadline",
	"SMTP 4xx at RCPT":                         "mail",
	"SMTP connection lost after the final dot": "mail",
	"429, 500, timeout, empty, cut JSON":       "the model",
}

func TestChannel_meetsEveryListedProviderFault(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "attacks", "provider_faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Cases []struct{ ID, Fault, Outcome string }
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	met := map[string]outreachtest.Row{}
	for _, row := range outreachtest.Run(t, subject()) {
		met[row.Fault] = row
	}
	for _, c := range list.Cases {
		row, ok := met[c.Fault]
		if !ok {
			if elsewhere[c.Fault] == "" {
				t.Errorf("%s %q is not in the suite", c.ID, c.Fault)
			}
			t.Logf("%s  %-50s by %s", c.ID, c.Fault, elsewhere[c.Fault])
			continue
		}
		t.Logf("%s  %-50s %-9s %-27s wait %-6v asked: %s", c.ID, c.Fault, row.Result, row.Code, row.Wait, c.Outcome)
	}
}
