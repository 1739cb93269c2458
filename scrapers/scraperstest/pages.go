package scraperstest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aceno/campaign"
	"aceno/internal/clock"
	"aceno/scrapers"
)

// served returns a source whose provider behaves.
func (c Case) served(t *testing.T) scrapers.Source {
	t.Helper()
	if c.Provider == nil {
		return c.build(t)
	}
	server := httptest.NewServer(c.Provider)
	t.Cleanup(server.Close)
	return c.New(t, server.URL, t.TempDir(), clock.NewManual(now))
}

func (c Case) query(cursor string) scrapers.Query {
	return scrapers.Query{Entry: c.Entry, Cursor: cursor, Country: c.Country, MaxAge: time.Hour}
}

// all reads every page.
func (c Case) all(ctx context.Context, source scrapers.Source) ([]scrapers.Page, error) {
	var pages []scrapers.Page
	for cursor := ""; ; {
		page, err := source.Search(ctx, c.query(cursor))
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", len(pages)+1, err)
		}
		pages = append(pages, page)
		if cursor = page.Cursor; cursor == "" {
			return pages, nil
		}
		if len(pages) > 1000 {
			return nil, errors.New("the search does not end")
		}
	}
}

func (c Case) mustFindAll(t *testing.T, source scrapers.Source) []scrapers.Page {
	t.Helper()
	pages, err := c.all(t.Context(), source)
	if err != nil {
		t.Fatalf("the provider behaves, but %v", err)
	}
	if len(pages) < 2 {
		t.Fatalf("%d page; the case's entry must find more than one", len(pages))
	}
	return pages
}

// maxPage is how much a page may weigh as JSON, so that it can travel.
const maxPage = 256 << 10

func (c Case) findsUsableCandidates(t *testing.T) {
	t.Parallel()
	source := c.served(t)
	seen := map[string]bool{}
	for n, page := range c.mustFindAll(t, source) {
		raw, err := json.Marshal(page)
		if err != nil || len(raw) > maxPage || len(page.Candidates) > scrapers.PageSize || len(page.Candidates) == 0 {
			t.Errorf("page %d holds %d candidates in %d bytes (%v), want 1 to %d in %d", n+1, len(page.Candidates), len(raw), err, scrapers.PageSize, maxPage)
		}
		for _, one := range page.Candidates {
			if seen[one.ExternalID] {
				t.Errorf("%s came twice", one.ExternalID)
			}
			seen[one.ExternalID] = true
			if problem := c.unusable(one); problem != "" {
				t.Fatalf("%s: %s", one.ExternalID, problem)
			}
		}
	}
}

// unusable says what is wrong with a candidate.
func (c Case) unusable(one scrapers.Candidate) string {
	switch {
	case one.Platform == "" || one.ExternalID == "":
		return "platform or external id is missing"
	case strings.TrimSpace(one.Name) == "":
		return "it has no name"
	case !isWeb(one.ProfileURL):
		return fmt.Sprintf("profile_url is %q", one.ProfileURL)
	case one.WebsiteURL != "" && !isWeb(one.WebsiteURL):
		return fmt.Sprintf("website_url is %q", one.WebsiteURL)
	}
	ids := map[string]bool{}
	for _, fact := range one.Facts {
		if problem := c.wrong(fact); problem != "" {
			return fmt.Sprintf("fact %s %q: %s", fact.Kind, fact.Value, problem)
		}
		if ids[fact.ID] {
			return "the fact " + fact.ID + " came twice"
		}
		ids[fact.ID] = true
	}
	return ""
}

var (
	e164  = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	email = regexp.MustCompile(`^[^\s@A-Z]+@[^\s@A-Z]+\.[^\s@A-Z]+$`)
)

// wrong says what is wrong with a fact.
func (c Case) wrong(fact scrapers.Fact) string {
	switch {
	case fact.ID == "" || fact.Kind == "" || fact.Source == "":
		return "id, kind or source is missing"
	case fact.Value == "" && fact.Text == "":
		return "it says nothing"
	case fact.At.IsZero() || fact.At.Location() != time.UTC:
		return "its time is missing or not UTC"
	case !isWeb(fact.URL):
		return fmt.Sprintf("it stands at %q", fact.URL)
	case fact.Licence != c.Licence:
		return fmt.Sprintf("its licence is %q, want %q", fact.Licence, c.Licence)
	}
	switch fact.Kind {
	case campaign.FactPhone, campaign.FactWhatsApp:
		if !e164.MatchString(fact.Value) {
			return "no number in E.164"
		}
	case campaign.FactEmail:
		if !email.MatchString(fact.Value) {
			return "no address in lower case"
		}
	case campaign.FactInstagram, campaign.FactFacebook, campaign.FactTikTok, campaign.FactX:
		if strings.ContainsAny(fact.Value, "@: ") {
			return "no bare handle"
		}
	case campaign.FactWebsite:
		if !isWeb(fact.Value) {
			return "no address of the web"
		}
	}
	return ""
}

func isWeb(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

func (c Case) pagesAreStable(t *testing.T) {
	t.Parallel()
	source := c.served(t)
	pages := c.mustFindAll(t, source)
	if diff := cmp.Diff(pages, c.mustFindAll(t, source)); diff != "" {
		t.Errorf("the second time the pages differ (-first +second):\n%s", diff)
	}
	for n := len(pages) - 1; n > 0; n-- { // backwards, as a repeated commit may ask
		again, err := source.Search(t.Context(), c.query(pages[n-1].Cursor))
		if err != nil {
			t.Fatalf("page %d asked again: %v", n+1, err)
		}
		if diff := cmp.Diff(pages[n], again); diff != "" {
			t.Errorf("page %d asked again differs:\n%s", n+1, diff)
		}
	}
}

func (c Case) manyCallersAgree(t *testing.T) {
	t.Parallel()
	source := c.served(t)
	var group sync.WaitGroup
	var got [4][]scrapers.Page
	for i := range got {
		group.Go(func() {
			var err error
			if got[i], err = c.all(t.Context(), source); err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
		})
	}
	group.Wait()
	for i := range got[1:] {
		if diff := cmp.Diff(got[0], got[i+1]); diff != "" {
			t.Errorf("callers got different pages:\n%s", diff)
		}
	}
}

func (c Case) foreignCursor(t *testing.T) {
	t.Parallel()
	source := c.served(t)
	for _, cursor := range []string{"nonsense", "::::", "-1", "a:1:node/-5", strings.Repeat("9", 5000), "\x00"} {
		page, err := source.Search(t.Context(), c.query(cursor))
		if err == nil && len(page.Candidates) > 0 {
			t.Errorf("the cursor %q gave %d candidates", clip(cursor), len(page.Candidates))
		}
		if err != nil {
			_ = c.mustBeFailure(t, err)
		}
	}
}

func clip(text string) string { return text[:min(len(text), 40)] }
