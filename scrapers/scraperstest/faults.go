package scraperstest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/scrapers"
)

// faulty returns a source whose provider answers the case's faulty requests with bad, and the others well.
func (c Case) faulty(t *testing.T, bad http.HandlerFunc) scrapers.Source {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.Fault == nil || c.Fault(r) {
			bad(w, r)
			return
		}
		c.Provider.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return c.New(t, server.URL, t.TempDir(), clock.NewManual(now))
}

// mustBeFailure fails unless err is a *scrapers.Failure that a person can read and that keeps secrets.
func (c Case) mustBeFailure(t *testing.T, err error) *scrapers.Failure {
	t.Helper()
	var f *scrapers.Failure
	if !errors.As(err, &f) {
		t.Fatalf("error is %v (%T), want *scrapers.Failure", err, err)
	}
	if f.Reason.Code == "" || f.Reason.Message == "" {
		t.Errorf("the failure says nothing: %+v", f.Reason)
	}
	if len(f.Reason.Message) > 2000 {
		t.Errorf("the failure speaks %d bytes: %q…", len(f.Reason.Message), f.Reason.Message[:200])
	}
	if f.Retry && f.After <= 0 {
		t.Errorf("%s may be tried again, but not when: After = %v", f.Reason.Code, f.After)
	}
	params, _ := json.Marshal(f.Reason)
	for said := error(f); said != nil; said = errors.Unwrap(said) {
		for _, secret := range c.Secrets {
			if strings.Contains(said.Error(), secret) || strings.Contains(string(params), secret) {
				t.Errorf("the secret %q stands in the error %q", secret, said)
			}
		}
	}
	return f
}

// atOnce is how long a cancelled search may still take.
const atOnce = 3 * time.Second

func (c Case) cancelledBefore(t *testing.T) {
	t.Parallel()
	source := c.served(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := source.Search(ctx, c.query(""))
	if err == nil && c.Provider != nil {
		t.Fatal("a cancelled search found something")
	}
	if err != nil {
		c.mustBeCancelled(t, err)
	}
}

func (c Case) mustBeCancelled(t *testing.T, err error) {
	t.Helper()
	_ = c.mustBeFailure(t, err)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the failure %v does not wrap context.Canceled", err)
	}
}

func (c Case) cancelledAmid(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	source := c.faulty(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // so that the server notices that the caller has gone
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, `{"`)
		_ = http.NewResponseController(w).Flush()
		cancel()
		<-r.Context().Done()
	})
	done := make(chan error, 1)
	go func() {
		_, err := source.Search(ctx, c.query(""))
		done <- err
	}()
	select {
	case err := <-done:
		c.mustBeCancelled(t, err)
	case <-time.After(atOnce):
		t.Fatalf("a cancelled search is still running after %v", atOnce)
	}
}

// answers are what providers and what stands between give instead of an answer. retry says that asking again later
// must be offered.
func (c Case) answers() []badAnswer {
	page := "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>"
	return []badAnswer{
		{"cut in the middle", true, c.cut},
		{"a page in HTML with 200", true, text(http.StatusOK, page)},
		{"an empty body", true, text(http.StatusOK, "")},
		{"JSON of another shape", true, text(http.StatusOK, `{"error":{"message":"`+strings.Repeat("x", 5000)+`"}}`)},
		{"null", true, text(http.StatusOK, "null")},
		{"a number", true, text(http.StatusOK, "17")},
		{"bytes that are no text", true, text(http.StatusOK, "\x00\xff\xfe")},
		{"deep nesting", true, text(http.StatusOK, strings.Repeat("[", 200_000))},
		{"429", true, text(http.StatusTooManyRequests, page)},
		{"500", true, text(http.StatusInternalServerError, "")},
		{"502", true, text(http.StatusBadGateway, page)},
		{"503", true, text(http.StatusServiceUnavailable, page)},
		{"504", true, text(http.StatusGatewayTimeout, page)},
		{"a broken connection", true, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }},
		{"400", false, text(http.StatusBadRequest, page)},
		{"401", false, text(http.StatusUnauthorized, page)},
		{"403", false, text(http.StatusForbidden, page)},
		{"a redirect", false, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1/elsewhere", http.StatusFound)
		}},
	}
}

// badAnswer is one way to fail.
type badAnswer struct {
	name  string
	retry bool
	serve http.HandlerFunc
}

func text(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// cut sends the first half of the right answer as if it were all.
func (c Case) cut(w http.ResponseWriter, r *http.Request) {
	whole := httptest.NewRecorder()
	c.Provider.ServeHTTP(whole, r)
	_, _ = io.Copy(w, bytes.NewReader(whole.Body.Bytes()[:whole.Body.Len()/2]))
}

func (c Case) badAnswers(t *testing.T) {
	t.Parallel()
	for _, bad := range c.answers() {
		t.Run(bad.name, func(t *testing.T) {
			t.Parallel()
			_, err := c.faulty(t, bad.serve).Search(t.Context(), c.query(""))
			if f := c.mustBeFailure(t, err); bad.retry != f.Retry {
				t.Errorf("Retry = %v, want %v (%s: %s)", f.Retry, bad.retry, f.Reason.Code, f.Reason.Message)
			}
		})
	}
	if c.Busy != nil {
		t.Run("its own way of being busy", func(t *testing.T) {
			t.Parallel()
			_, err := c.faulty(t, c.Busy).Search(t.Context(), c.query(""))
			if f := c.mustBeFailure(t, err); !f.Retry || f.After < max(c.BusyWait, time.Second) {
				t.Errorf("Retry = %v after %v, want true after at least %v", f.Retry, f.After, c.BusyWait)
			}
		})
	}
}

func (c Case) endlessAnswer(t *testing.T) {
	t.Parallel()
	var sent atomic.Int64
	stopped := make(chan struct{})
	source := c.faulty(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(stopped)
		block := bytes.Repeat([]byte(" "), 1<<20)
		for sent.Load() < c.MaxBody*2+64<<20 {
			n, err := w.Write(block)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	})
	_, err := source.Search(t.Context(), c.query(""))
	_ = c.mustBeFailure(t, err)
	<-stopped
	if slack := int64(32 << 20); sent.Load() > c.MaxBody+slack { // what lies in the buffers of both ends was not read
		t.Errorf("it read about %d MiB of one answer, want at most %d", sent.Load()>>20, c.MaxBody>>20)
	}
}

// recovers shows that what failed once is neither kept nor held against the provider for ever: another source on the
// same folder, as after a restart, finds everything.
func (c Case) recovers(t *testing.T) {
	t.Parallel()
	var failed atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if (c.Fault == nil || c.Fault(r)) && failed.CompareAndSwap(false, true) {
			c.cut(w, r)
			return
		}
		c.Provider.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	_, err := c.New(t, server.URL, dir, clock.NewManual(now)).Search(t.Context(), c.query(""))
	if f := c.mustBeFailure(t, err); !f.Retry {
		t.Fatalf("a cut answer may not be asked for again: %v", f)
	}
	c.mustFindAll(t, c.New(t, server.URL, dir, clock.NewManual(now)))
}
