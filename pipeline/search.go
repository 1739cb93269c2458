package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// searchStore is what searching needs of the store.
type searchStore interface {
	ClaimSearches(ctx context.Context, n int, lease time.Duration) ([]campaign.SearchTask, error)
	CommitSearches(ctx context.Context, done []campaign.SearchDone) error
	NextSearch(ctx context.Context) (time.Time, error)
}

// Times of the search stage: a page may take as long as the slowest source, and a lease outlives it by the slack that
// keeps two workers off one search.
const (
	searchTimeout = 6 * time.Minute
	leaseSlack    = 30 * time.Second
)

// searchTries is how often a page is asked for before the search stays failed.
const searchTries = 6

// NewSearch returns the stage that asks sources for businesses. Sources are by type, as in search_config.
func NewSearch(store searchStore, sources map[string]scrapers.Source, s Settings) Runner {
	s.Timeout, s.Next = searchTimeout, store.NextSearch
	return NewStage(Search, search{store: store, sources: sources}, s)
}

type search struct {
	store   searchStore
	sources map[string]scrapers.Source
}

// Claim leases searches that are queued or due again.
func (w search) Claim(ctx context.Context, n int) ([]campaign.SearchTask, error) {
	return w.store.ClaimSearches(ctx, n, searchTimeout+leaseSlack)
}

// Do asks the source for the next page.
func (w search) Do(ctx context.Context, task campaign.SearchTask) (scrapers.Page, error) {
	var entry struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(task.Source, &entry); err != nil {
		return scrapers.Page{}, fmt.Errorf("read the search's source: %w", err)
	}
	source, ok := w.sources[entry.Type]
	if !ok {
		return scrapers.Page{}, fmt.Errorf("no source of type %q in this installation", entry.Type)
	}
	return source.Search(ctx, scrapers.Query{
		Entry: task.Source, Cursor: task.Cursor, Country: task.Country, MaxAge: time.Duration(task.RefreshHours) * time.Hour,
	})
}

// Commit stores what was found, or why nothing was.
func (w search) Commit(ctx context.Context, done []Done[campaign.SearchTask, scrapers.Page]) error {
	results := make([]campaign.SearchDone, len(done))
	for i, d := range done {
		results[i] = campaign.SearchDone{Task: d.In, Candidates: d.Out.Candidates, Cursor: d.Out.Cursor}
		if d.Err != nil {
			results[i].Failed, results[i].RetryAfter = failure(d.Err, d.In.Attempts, searchTries)
		}
	}
	return w.store.CommitSearches(ctx, results)
}

// failure words an error of Do and says when to try again: after what the provider asked for, or a back-off that
// doubles from 30 s to an hour; 0 = never. Only a *scrapers.Failure knows whether trying again makes sense.
func failure(err error, attempts, tries int) (*campaign.Reason, time.Duration) {
	if f, ok := errors.AsType[*scrapers.Failure](err); ok {
		if !f.Retry || attempts >= tries {
			return &f.Reason, 0
		}
		return &f.Reason, max(f.After, min(time.Hour, 30*time.Second<<min(attempts, 7)))
	}
	reason := new(campaign.NewReason(campaign.ReasonInternal, map[string]any{"detail": err.Error()}))
	if errors.Is(err, context.DeadlineExceeded) {
		reason = new(campaign.NewReason(campaign.ReasonSourceTimeout, nil))
	}
	if attempts >= tries {
		return reason, 0
	}
	return reason, min(time.Hour, 30*time.Second<<min(attempts, 7))
}
