package cmd

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestAsk_makesEachRequestOnceOverConnectionsThatStayOpen(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen, from := map[string]int{}, map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen[r.URL.Path+" "+r.Header.Get("Authorization")]++
		from[r.RemoteAddr] = true
		_, _ = io.WriteString(w, strings.Repeat("x", 10_000)) // in chunks
	}))
	t.Cleanup(server.Close)
	paths := []string{"/a", "/b", "/c"}
	l, err := ask(t.Context(), server.URL, 4, 60, func(i int) []byte { return getRequest(paths[i%3], "token") })
	if err != nil {
		t.Fatal(err)
	}
	if len(l.took) != 60 || l.rate() <= 0 {
		t.Errorf("%d requests, %v a second", len(l.took), l.rate())
	}
	for _, path := range paths {
		if seen[path+" token"] != 20 {
			t.Errorf("%s came %d times: %v", path, seen[path+" token"], seen)
		}
	}
	if len(from) > 4 {
		t.Errorf("%d connections", len(from))
	}
}

func TestAsk_endsWithTheFirstAnswerThatIsNone(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 10 {
			http.Error(w, "too many", http.StatusTooManyRequests)
		}
	}))
	t.Cleanup(server.Close)
	_, err := ask(t.Context(), server.URL, 2, 10_000, func(int) []byte { return getRequest("/x", "") })
	wantWords(t, err, "GET /x", "429", "too many")
	if n := asked.Load(); n > 20 {
		t.Errorf("it went on for %d requests", n)
	}
	server.Close()
	if _, err := ask(t.Context(), server.URL, 1, 1, func(int) []byte { return nil }); err == nil {
		t.Error("nobody listens, and nothing is said")
	}
}

func TestAsk_endsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	hung := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		select {
		case <-r.Context().Done():
		case <-hung:
		}
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(hung) })
	if _, err := ask(ctx, server.URL, 1, 1, func(int) []byte { return getRequest("/", "") }); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestSink_takesEveryMessageAfterItsLatencyUnderAnIDOfItsOwn(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(sink(5 * time.Millisecond))
	t.Cleanup(server.Close)
	ids := map[string]bool{}
	c := newClient(server.URL)
	for range 3 {
		begun := time.Now()
		var answer struct {
			Messages []struct {
				ID string `json:"id"`
			} `json:"messages"`
		}
		if err := c.do(t.Context(), "POST", "/v23.0/1/messages", map[string]string{"to": "5547900000000"}, &answer); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took < 5*time.Millisecond {
			t.Errorf("it took %v", took)
		}
		if len(answer.Messages) != 1 || ids[answer.Messages[0].ID] {
			t.Fatalf("answers %+v after %v", answer, ids)
		}
		ids[answer.Messages[0].ID] = true
	}
}

func TestChild_endsWithItsInput(t *testing.T) {
	t.Parallel()
	b, _ := tiny(t)
	c, err := b.startChild(t.Context(), "sink")
	if err != nil {
		t.Fatal(err)
	}
	if err := newClient(c.address).do(t.Context(), "POST", "/x", nil, nil); err != nil {
		t.Errorf("the sink does not answer: %v", err)
	}
	if err := c.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
	if err := newClient(c.address).do(t.Context(), "POST", "/x", nil, nil); err == nil {
		t.Error("the sink still answers")
	}
	if _, err := b.startChild(t.Context(), "sink", "--latency", "soon"); err == nil {
		t.Error("a child that cannot start is not missed")
	}
}
