package website

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/fetch"
	"aceno/scrapers"
)

// street serves any number of websites on loopback, each answer after 50 ms, and returns a Site that reads them: the
// real client, its guard, its pace and its robots.txt.
func street(tb testing.TB) *Site {
	tb.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(50 * time.Millisecond):
		case <-r.Context().Done():
			return
		}
		name, _, _ := strings.Cut(r.Host, ".")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			_, _ = io.WriteString(w, `<html lang="pt-BR"><title>Padaria `+name+`</title><a href="/contato">Contato</a><a href="/sobre">Sobre</a>`+
				strings.Repeat("<p>Pães, bolos e doces feitos todos os dias com carinho.</p>", 300))
		case "/contato":
			_, _ = io.WriteString(w, `<p>Fone (47) 3322-4455 <a href="mailto:oi@`+r.Host+`">Escreva</a><p>Seg a sex 8h às 18h`)
		case "/sobre":
			_, _ = io.WriteString(w, `<p>Desde 1990`)
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
	return New(Options{Fetch: client})
}

// readAll reads count sites with workers at once.
func readAll(tb testing.TB, site *Site, from, count, workers int) {
	tb.Helper()
	var group sync.WaitGroup
	todo := make(chan int)
	for range workers {
		group.Go(func() {
			for i := range todo {
				report, err := site.Read(tb.Context(), scrapers.Visit{URL: fmt.Sprintf("http://padaria%d.example/", i), Country: "BR"})
				if err != nil || report.Pages != 2 || len(found(report.Facts, campaign.FactPhone)) != 1 || len(found(report.Facts, campaign.FactEmail)) != 1 {
					tb.Errorf("site %d: %+v, %v", i, report, err)
				}
			}
		})
	}
	for i := range count {
		todo <- from + i
	}
	close(todo)
	group.Wait()
}

func TestRead_readsTwoHundredSitesBesideEachOther(t *testing.T) {
	t.Parallel()
	site, start := street(t), time.Now()
	readAll(t, site, 0, 200, 200)
	took := time.Since(start)
	t.Logf("200 sites of 50 ms an answer in %s: %.0f a second", took.Round(time.Millisecond), 200/took.Seconds())
}

func BenchmarkRead_sitesOfFiftyMilliseconds(b *testing.B) {
	site := street(b)
	b.ReportAllocs()
	n, start := 0, time.Now()
	for b.Loop() {
		readAll(b, site, n, 200, 200)
		n += 200
	}
	b.ReportMetric(float64(n)/time.Since(start).Seconds(), "sites/s")
	b.ReportMetric(float64(runtime.NumGoroutine()), "goroutines")
}
