package routes

import (
	"testing"

	"aceno/campaign"
	"aceno/outreach"
)

func TestGroupByAccount_givesEachEventToTheAccountItNames(t *testing.T) {
	t.Parallel()
	one := outreach.Account{ID: "one", Settings: map[string]string{"phone_number_id": "11", "waba_id": "9"}}
	two := outreach.Account{ID: "two", Settings: map[string]string{"phone_number_id": "22", "waba_id": "9"}}
	odd := outreach.Account{ID: "odd", Settings: map[string]string{"phone_number_id": "9"}} // its number is another's business
	cases := []struct {
		name   string
		signed []outreach.Account
		ids    []string
		want   []string // account of each event
	}{
		{"by number", []outreach.Account{one, two}, []string{"22", "11", "22"}, []string{"two", "one", "two"}},
		{"by business", []outreach.Account{one, two}, []string{"9"}, []string{"one"}},
		{"number before business", []outreach.Account{one, odd}, []string{"9"}, []string{"odd"}},
		{"nobody", []outreach.Account{one, two}, []string{"33"}, []string{""}},
		{"no id, one candidate", []outreach.Account{one}, []string{""}, []string{"one"}},
		{"no id, two candidates", []outreach.Account{one, two}, []string{""}, []string{""}},
		{"one candidate, another's id", []outreach.Account{one}, []string{"22"}, []string{""}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			events := make([]campaign.Event, len(c.ids))
			for i, id := range c.ids {
				events[i] = campaign.Event{Key: string(rune('a' + i)), AccountID: id}
			}
			got := map[string]string{}
			for _, g := range groupByAccount(c.signed, events) {
				for _, e := range g.events {
					got[e.Key] = g.account.ID
				}
			}
			for i, want := range c.want {
				if key := string(rune('a' + i)); got[key] != want {
					t.Errorf("event %d of id %q goes to %q, want %q", i, c.ids[i], got[key], want)
				}
			}
		})
	}
}

func TestSplitSubject_takesTheFirstLineWhenAnEmptyOneFollows(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"Um site novo\n\nOlá!":          {"Um site novo", "Olá!"},
		"Subject: Um site novo\n\nOlá!": {"Um site novo", "Olá!"},
		"Olá!\nTudo bem?":               {"", "Olá!\nTudo bem?"},
		"Olá!\nTudo bem?\n\nAté logo":   {"", "Olá!\nTudo bem?\n\nAté logo"},
	} {
		if subject, rest := splitSubject(text); subject != want[0] || rest != want[1] {
			t.Errorf("%q is split into %q and %q", text, subject, rest)
		}
	}
}
