package scraperstest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// list is a source that asks nobody: it counts.
type list struct{ clock clock.Clock }

// Describe says that it wants a number.
func (l list) Describe() scrapers.Description {
	texts := map[string]string{"pt-BR": "lista", "en": "list"}
	return scrapers.Description{Type: "list", Title: texts, Keys: []scrapers.Key{{Name: "count", Required: true, Kind: "number", Help: texts}}}
}

// Check reads the number.
func (l list) Check(entry json.RawMessage) error {
	var keys map[string]json.RawMessage
	if json.Unmarshal(entry, &keys) != nil || keys == nil {
		return campaign.Errors{campaign.Invalid("", "write an object")}
	}
	var bad campaign.Errors
	for key := range keys {
		if key != "type" && key != "count" {
			bad = append(bad, campaign.Invalid(key, "there is no such key"))
		}
	}
	if string(keys["type"]) != `"list"` {
		bad = append(bad, campaign.Invalid("type", "write \"list\""))
	}
	if n, err := strconv.Atoi(string(keys["count"])); err != nil || n < 1 {
		bad = append(bad, campaign.Invalid("count", "write a number"))
	}
	return bad.OrNil()
}

// Search counts on from the cursor.
func (l list) Search(ctx context.Context, q scrapers.Query) (scrapers.Page, error) {
	var entry struct {
		Count int `json:"count"`
	}
	from, err := strconv.Atoi("0" + q.Cursor)
	if wrong := errors.Join(err, json.Unmarshal(q.Entry, &entry), ctx.Err()); wrong != nil {
		return scrapers.Page{}, &scrapers.Failure{Reason: campaign.Reason{Code: "bad_cursor", Message: "the cursor is no number"}, Err: wrong}
	}
	var page scrapers.Page
	for n := from; n < min(entry.Count, from+scrapers.PageSize); n++ {
		at := fmt.Sprintf("https://list.example/%d", n)
		page.Candidates = append(page.Candidates, scrapers.Candidate{
			Platform: campaign.PlatformWebsite, ExternalID: strconv.Itoa(n), Name: "Loja " + strconv.Itoa(n), ProfileURL: at,
			Facts: []scrapers.Fact{{ID: campaign.FactID(campaign.FactWebsite, at, "list", at), Kind: campaign.FactWebsite, Value: at, Source: "list", URL: at, At: l.clock.Now()}},
		})
	}
	if next := from + len(page.Candidates); next < entry.Count && len(page.Candidates) > 0 {
		page.Cursor = strconv.Itoa(next)
	}
	return page, nil
}

func TestSuite_takesASourceThatAsksNobody(t *testing.T) {
	t.Parallel()
	Suite(t, Case{
		New:   func(_ *testing.T, _, _ string, c clock.Clock) scrapers.Source { return list{c} },
		Entry: json.RawMessage(`{"type":"list","count":450}`),
		Bad:   map[string]json.RawMessage{"count": json.RawMessage(`{"type":"list","count":"many"}`)},
	})
}

func TestCase_findsWhatIsWrongWithACandidate(t *testing.T) {
	t.Parallel()
	good := func() scrapers.Candidate {
		return scrapers.Candidate{Platform: "website", ExternalID: "1", Name: "A", ProfileURL: "https://a.example", Facts: []scrapers.Fact{
			{ID: "x", Kind: campaign.FactPhone, Value: "+5519900000001", Source: "list", URL: "https://a.example", At: now, Licence: "L"},
		}}
	}
	c := Case{Licence: "L"}
	if problem := c.unusable(good()); problem != "" {
		t.Fatalf("the good one: %s", problem)
	}
	for name, spoil := range map[string]func(*scrapers.Candidate){
		"no platform":       func(c *scrapers.Candidate) { c.Platform = "" },
		"no id":             func(c *scrapers.Candidate) { c.ExternalID = "" },
		"no name":           func(c *scrapers.Candidate) { c.Name = " " },
		"no address":        func(c *scrapers.Candidate) { c.ProfileURL = "a.example" },
		"bad website":       func(c *scrapers.Candidate) { c.WebsiteURL = "javascript:alert(1)" },
		"fact without id":   func(c *scrapers.Candidate) { c.Facts[0].ID = "" },
		"fact twice":        func(c *scrapers.Candidate) { c.Facts = append(c.Facts, c.Facts[0]) },
		"number as written": func(c *scrapers.Candidate) { c.Facts[0].Value = "(19) 90000-0001" },
		"no credit":         func(c *scrapers.Candidate) { c.Facts[0].Licence = "" },
		"no page":           func(c *scrapers.Candidate) { c.Facts[0].URL = "" },
		"no time":           func(c *scrapers.Candidate) { c.Facts[0].At = time.Time{} },
		"says nothing":      func(c *scrapers.Candidate) { c.Facts[0].Value = "" },
		"mail in capitals": func(c *scrapers.Candidate) {
			c.Facts[0].Kind, c.Facts[0].Value = campaign.FactEmail, "Ana@a.example"
		},
		"handle with @": func(c *scrapers.Candidate) {
			c.Facts[0].Kind, c.Facts[0].Value = campaign.FactInstagram, "@ana"
		},
		"website without scheme": func(c *scrapers.Candidate) {
			c.Facts[0].Kind, c.Facts[0].Value = campaign.FactWebsite, "a.example"
		},
	} {
		one := good()
		if spoil(&one); c.unusable(one) == "" {
			t.Errorf("%s: nothing was found wrong", name)
		}
	}
}
