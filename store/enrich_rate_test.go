package store_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/fetch"
	"aceno/pipeline"
	"aceno/scrapers/website"
	"aceno/store"
)

// webStreet serves any number of businesses' websites on loopback, each answer after 50 ms; those of hostile.example never end. It
// returns a Site that reads them: the real crawler with its guard, its pace and its robots.txt.
func webStreet(tb testing.TB) *website.Site {
	tb.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(50 * time.Millisecond):
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch {
		case r.Host == "hostile.example":
			<-r.Context().Done()
		case r.URL.Path == "/":
			_, _ = io.WriteString(w, `<html lang="pt-BR"><title>`+r.Host+`</title><p>Pães e bolos, feitos todos os dias com carinho.</p><a href="/contato">Contato</a>`)
		case r.URL.Path == "/contato":
			_, _ = io.WriteString(w, `<p><a href="mailto:contato@`+r.Host+`">Escreva</a>`)
		default:
			http.NotFound(w, r)
		}
	}))
	tb.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		tb.Fatal(err)
	}
	client, err := fetch.New(fetch.Options{AllowPrivate: true, Resolve: "*.example=127.0.0.1:" + port})
	if err != nil {
		tb.Fatal(err)
	}
	return website.New(website.Options{Fetch: client})
}

// enriching is a house whose enrich stage runs as the program runs it, a campaign, and what tells of its commits.
func enriching(tb testing.TB) (h *house, campaignID string, changed <-chan struct{}) {
	tb.Helper()
	bell, signal := pipeline.NewBell(), make(chan struct{}, 1)
	h = newHouse(tb, func(o *store.Options) {
		o.Wake = bell.Ring
		o.Changed = func(string, string) {
			select {
			case signal <- struct{}{}:
			default:
			}
		}
	})
	stage := pipeline.NewEnrich(h.store, webStreet(tb), h.clock, pipeline.Settings{Workers: 200, Batch: 64, Bell: bell, Logger: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- pipeline.New(slog.New(slog.DiscardHandler), stage).Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			tb.Errorf("the enrich stage ended: %v", err)
		}
	})
	return h, h.campaign(map[string]any{"status": "draft"}), signal
}

var streetNumber atomic.Int64

// enrichAll puts so many businesses with websites in, and returns how long it took until all of them were enriched.
func (h *house) enrichAll(campaignID string, count int, changed <-chan struct{}, more ...campaign.Candidate) time.Duration {
	h.Helper()
	list := more
	for range count {
		n := streetNumber.Add(1)
		list = append(list, campaign.Candidate{Platform: "openstreetmap", ExternalID: fmt.Sprintf("node/%d", n), Name: fmt.Sprintf("Padaria %d", n), Country: "BR",
			WebsiteURL: fmt.Sprintf("http://padaria%d.example/", n)})
	}
	start := time.Now()
	h.find(campaignID, list...)
	limit := time.After(time.Minute)
	for h.value("SELECT COUNT(*) FROM prospects WHERE stage = 'enrich' AND website_url NOT LIKE '%hostile%'") != "0" {
		select {
		case <-changed:
		case <-limit:
			h.Fatal("a minute went by and not all were enriched")
		}
	}
	return time.Since(start)
}

// TestEnrichStage_goesOnBesideASiteThatNeverEnds takes 100 websites through the real stage, with one among them that costs its own
// time alone, and prints how fast that is.
func TestEnrichStage_goesOnBesideASiteThatNeverEnds(t *testing.T) {
	t.Parallel()
	h, c, changed := enriching(t)
	const count = 100
	took := h.enrichAll(c, count, changed, campaign.Candidate{Platform: "openstreetmap", ExternalID: "node/0", Name: "Parada", WebsiteURL: "http://hostile.example/"})
	t.Logf("%d websites that answer in 50 ms, and one that never does, in %.1f s: %.0f a second", count, took.Seconds(), count/took.Seconds())
	h.want(strconv.Itoa(count), "SELECT COUNT(*) FROM prospects WHERE email LIKE 'contato@padaria%' AND stage = 'write'")
	h.want("enrich", "SELECT stage FROM prospects WHERE external_id = 'node/0'")
	h.recount(c)
}

// BenchmarkEnrichStage enriches 200 websites that answer in 50 ms, through claim, crawl and commit.
func BenchmarkEnrichStage(b *testing.B) {
	h, c, changed := enriching(b)
	var took time.Duration
	for b.Loop() {
		took += h.enrichAll(c, 200, changed)
	}
	b.ReportMetric(200*float64(b.N)/took.Seconds(), "sites/s")
}
