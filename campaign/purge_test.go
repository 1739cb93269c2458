package campaign

import (
	"testing"
	"time"
)

func TestPurge_takesOutWhatWasOnlyLentAndLeavesTheRest(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	past, future := now.Add(-time.Hour), now.Add(time.Hour)
	p := NewProspect(Candidate{Platform: PlatformGoogle, ExternalID: "place", Name: "Padaria Sol", Facts: []Fact{
		{Kind: FactPhone, Value: "+5547900000001", Source: "google", ExpiresAt: &past},
		{Kind: FactPhone, Value: "+5547900000002", Source: "website"},
		{Kind: FactEmail, Value: "oi@sol.example", Source: "google", ExpiresAt: &past},
		{Kind: FactEmail, Value: "oi@sol.example", Source: "website"},
		{Kind: FactWebsite, Value: "https://sol.example/", Source: "google", ExpiresAt: &past},
		{Kind: FactCity, Value: "Blumenau", Source: "google", ExpiresAt: &future},
	}})
	if p.Phone != "+5547900000001" || p.Domain != "sol.example" || !p.Expires().Equal(past) {
		t.Fatalf("before: %+v, expires %v", p, p.Expires())
	}
	if !p.Purge(now) || p.Purge(now) {
		t.Error("it purges once")
	}
	if p.Name != "Padaria Sol" || p.Phone != "+5547900000002" || p.Email != "oi@sol.example" || p.WebsiteURL != "" || p.Domain != "" || p.HasWebsite || p.City != "Blumenau" {
		t.Errorf("after: %+v", p)
	}
	if len(p.Facts) != 3 || !p.Expires().Equal(future) {
		t.Errorf("%d facts are left, the next expires %v", len(p.Facts), p.Expires())
	}
}
