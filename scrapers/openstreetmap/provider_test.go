package openstreetmap

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// wire is a transport without a network: it answers after a while, in the time of a synctest bubble.
type wire struct {
	takes  time.Duration
	mu     sync.Mutex
	starts []time.Time
	open   int
	most   int
}

// RoundTrip answers 200 with an empty list.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.starts = append(w.starts, time.Now())
	w.open++
	w.most = max(w.most, w.open)
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.open--
		w.mu.Unlock()
	}()
	select {
	case <-time.After(w.takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("[]")), Header: http.Header{}, Request: r}, nil
}

func TestNominatim_isAskedAtMostOnceASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{takes: 10 * time.Millisecond}
		s := New(Options{HTTP: &http.Client{Transport: w}})
		var group sync.WaitGroup
		for _, area := range []string{"a", "b", "c", "d", "e", "f"} {
			group.Go(func() { _, _ = s.locate(t.Context(), area, "BR") })
		}
		group.Wait()
		if len(w.starts) != 6 || w.most != 1 {
			t.Fatalf("%d requests, %d at once; want 6, one at a time", len(w.starts), w.most)
		}
		for i := 1; i < len(w.starts); i++ {
			if gap := w.starts[i].Sub(w.starts[i-1]); gap < time.Second {
				t.Errorf("request %d came %v after the one before", i+1, gap)
			}
		}
	})
}

func TestOverpass_isAskedOneQueryAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{takes: 5 * time.Second}
		s := New(Options{HTTP: &http.Client{Transport: w}})
		var group sync.WaitGroup
		for i := range 4 {
			group.Go(func() {
				leave, err := s.overpass.enter(t.Context())
				if err != nil {
					t.Errorf("query %d: %v", i, err)
					return
				}
				defer leave()
				_, _ = s.overpass.ask(t.Context(), s.get)
			})
		}
		group.Wait()
		if len(w.starts) != 4 || w.most != 1 {
			t.Errorf("%d queries, %d at once; want 4, one at a time", len(w.starts), w.most)
		}
	})
}

// get is a request for tests that do not look at it.
func (s *Source) get(ctx context.Context) (*http.Request, error) {
	return http.NewRequestWithContext(ctx, http.MethodGet, s.overpass.endpoint, nil)
}

func TestAsk_givesUpAfterTheQuerysOwnTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{HTTP: &http.Client{Transport: &wire{takes: time.Hour}}})
		start := time.Now()
		_, err := s.overpass.ask(t.Context(), s.get)
		var f *scrapers.Failure
		if !errors.As(err, &f) || f.Reason.Code != campaign.ReasonSourceTimeout || !f.Retry {
			t.Fatalf("error is %v, want a time-out to be tried again", err)
		}
		if took := time.Since(start); took <= queryTimeout || took > 2*queryTimeout {
			t.Errorf("gave up after %v, want a little more than the query's %v", took, queryTimeout)
		}
	})
}

func TestAsk_doesNotBlameTheServerForAnImpatientCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{HTTP: &http.Client{Transport: &wire{takes: time.Minute}}})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := s.overpass.ask(ctx, s.get)
		var f *scrapers.Failure
		if !errors.As(err, &f) || f.Reason.Code != codeCancelled || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v, want one about the caller", err)
		}
		if s.overpass.silence() > 0 {
			t.Error("the server is left alone for what the caller did")
		}
	})
}

func TestAsk_saysThatAnAddressCannotBeRight(t *testing.T) {
	t.Parallel()
	s := New(Options{OverpassURL: "http://bad host\x7f/geheim"})
	_, err := s.overpass.ask(t.Context(), s.get)
	var f *scrapers.Failure
	if !errors.As(err, &f) || f.Reason.Code != codeMisconfigured || f.Retry || strings.Contains(err.Error(), "geheim") {
		t.Errorf("error is %v, want a final one without the address", err)
	}
}

func TestHush_doublesAndEnds(t *testing.T) {
	t.Parallel()
	p := New(Options{}).overpass
	var last time.Duration
	for i := range 12 {
		wait := p.hush(0)
		if want := min(30*time.Second<<min(i, 8), time.Hour); wait != want {
			t.Errorf("refusal %d: %v, want %v", i+1, wait, want)
		}
		last = wait
	}
	if last != time.Hour {
		t.Errorf("it ends at %v, want an hour", last)
	}
	p.served()
	if wait := p.hush(0); wait != 30*time.Second {
		t.Errorf("after an answer it begins at %v, want 30 s", wait)
	}
}

func TestSaying_findsTheWordsInAnyAnswer(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"":                                    "",
		"plain words":                         "",
		`{"error":{"message":"a  b"}}`:        ": a b",
		`{"error":"x"}`:                       "",
		`<h1>Too <b>many</b> &amp; more</h1>`: ": Too many & more",
		`<p><strong>Error</strong>: x &lt; y </p><p><strong>Error</strong>: z </p>`: ": x < y z",
		`<h1>` + strings.Repeat("w", 1000) + `</h1>`:                                ": " + strings.Repeat("w", 300) + "…",
		"<h1>\xff\xfe</h1>": ": ",
	} {
		if got := saying([]byte(body)); got != want {
			t.Errorf("%q: %q, want %q", clip(body, 60), got, want)
		}
	}
}
