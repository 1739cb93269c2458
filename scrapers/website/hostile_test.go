package website

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"aceno/campaign"
	"aceno/scrapers"
)

// bomb is one case of the list of sites that fight back.
type bomb struct {
	ID     string
	Kind   string
	Header int   `json:"header_bytes"`
	Bytes  int64 // of a robots.txt
}

// hostile answers as the case says; nil for cases that concern no website read without a browser.
func (b bomb) hostile() http.HandlerFunc {
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, body)
		}
	}
	switch b.Kind {
	case "gzip", "gzip-layers":
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", map[string]string{"gzip": "gzip", "gzip-layers": "gzip, gzip"}[b.Kind])
			z := gzip.NewWriter(w)
			pour(z, 1<<30, strings.Repeat("<p>", 20_000))
			_ = z.Close()
		}
	case "endless-chunked":
		return every(time.Millisecond, strings.Repeat("a", 64))
	case "slow-body":
		return every(time.Second, "a")
	case "no-answer", "slow-headers":
		return func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	case "big-headers":
		return func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Big", strings.Repeat("a", b.Header)) }
	case "content-length-lie":
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10485760")
			_, _ = io.WriteString(w, "<p>little")
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}
	case "html-deep":
		return page(strings.Repeat("<div>", 200_000))
	case "html-attr":
		return page(`<a href="` + strings.Repeat("x", 4<<20) + `">y</a>`)
	case "robots-huge":
		return func(w http.ResponseWriter, _ *http.Request) { pour(w, b.Bytes, "user-agent: *\ndisallow: /\n") }
	case "link-trap":
		return func(w http.ResponseWriter, r *http.Request) {
			for i := range 10_000 {
				_, _ = fmt.Fprintf(w, `<a href="/contato/%s%d">Contato</a>`, r.URL.Path, i)
			}
		}
	case "redirect-loop":
		return func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/"+strings.Repeat("x", len(r.URL.Path)%2), http.StatusFound)
		}
	case "wrong-type":
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.CopyN(w, rand.NewChaCha8([32]byte{}), 10<<20)
		}
	case "mail-regex":
		return page(strings.Repeat("a@", 100_000))
	case "js-loop":
		return page(`<script>while(1){}</script><script>var a="x";` + strings.Repeat("a=a+a;", 10_000) + `document.write(a+"@")</script>`)
	}
	return nil
}

// every writes piece at a pace until the reader has gone.
func every(pace time.Duration, piece string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		tick := time.NewTicker(pace)
		defer tick.Stop()
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, piece); err != nil || http.NewResponseController(w).Flush() != nil {
				return
			}
			select {
			case <-tick.C:
			case <-r.Context().Done():
			}
		}
	}
}

func pour(w io.Writer, size int64, piece string) {
	for done := int64(0); done < size; done += int64(len(piece)) {
		if _, err := io.WriteString(w, piece); err != nil {
			return
		}
	}
}

// hostileHosts are at least twenty sites that fight back: the cases of the list, ways into the inside, structured data
// without end.
func hostileHosts(t *testing.T) map[string]http.HandlerFunc {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(sharedFolder(t, "attacks"), "bombs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []bomb }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	hosts := map[string]http.HandlerFunc{}
	for _, b := range file.Cases {
		if handler := b.hostile(); handler != nil {
			hosts[strings.ToLower(b.ID)+".example"] = handler
		}
	}
	for name, to := range map[string]string{
		"to-admin": "http://127.0.0.1:8090/_/", "to-cloud": "http://169.254.169.254/latest/meta-data/", "to-file": "file:///etc/passwd", "to-inside": "http://[::1]/",
	} {
		hosts[name+".example"] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
		}
	}
	for name, body := range map[string]string{
		"frames":  strings.Repeat(`<iframe src="http://169.254.169.254/"></iframe><a href="http://10.0.0.1/contato">Contato</a>`, 5_000),
		"lists":   `<script type="application/ld+json">` + strings.Repeat(`[`, 400_000) + `</script>`,
		"commas":  `<script type="application/ld+json">{` + strings.Repeat(`,`, 400_000) + `}</script>`,
		"items":   strings.Repeat(`<div itemscope itemprop="a"><span itemprop="b">c`, 50_000),
		"days":    strings.Repeat("<p>seg 8h", 100_000),
		"styles":  "<style>" + strings.Repeat(".a{", 500_000) + "</style>",
		"reverse": strings.Repeat(`<b style="unicode-bidi:bidi-override;direction:rtl">x`, 50_000),
	} {
		hosts[name+".example"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, body)
		}
	}
	return hosts
}

// TestRead_readsTwentyGoodSitesWhileOthersHang runs alone: it measures memory.
func TestRead_readsTwentyGoodSitesWhileOthersHang(t *testing.T) { //nolint:paralleltest // see above
	hosts := hostileHosts(t)
	if len(hosts) < 20 {
		t.Fatalf("only %d hostile sites", len(hosts))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	goroutines := runtime.NumGoroutine()
	synctest.Test(t, func(t *testing.T) {
		w := newTown(t, map[string]answer{})
		w.hosts = hosts
		for i := range 20 {
			w.pages[fmt.Sprintf("good%d.example/", i)] = answer{body: `<a href="/contato">Contato</a><p>Padaria`}
			w.pages[fmt.Sprintf("good%d.example/contato", i)] = answer{body: fmt.Sprintf(`<p>Fone (47) 3322-44%02d <a href="mailto:oi@good%d.example">`, i, i)}
		}
		site := w.site(t)
		start := time.Now()
		var group sync.WaitGroup
		for host := range hosts {
			group.Go(func() {
				report, err := site.Read(t.Context(), scrapers.Visit{URL: "http://" + host, Country: "BR"})
				if took := time.Since(start); took > time.Minute {
					t.Errorf("%s cost %s (%s, %v)", host, took, report.State, err)
				}
				if report.State == scrapers.SiteOK && len(found(report.Facts, campaign.FactPhone)) > 0 {
					t.Errorf("%s gave %v", host, report.Facts)
				}
			})
		}
		for i := range 20 {
			group.Go(func() {
				report, err := site.Read(t.Context(), scrapers.Visit{URL: fmt.Sprintf("http://good%d.example", i), Country: "BR"})
				if err != nil || report.Pages != 2 || len(found(report.Facts, campaign.FactPhone)) != 1 || len(found(report.Facts, campaign.FactEmail)) != 1 {
					t.Errorf("good%d: %+v, %v", i, report, err)
				}
				if took := time.Since(start); took > 5*time.Second {
					t.Errorf("good%d waited %s for others", i, took)
				}
			})
		}
		group.Wait()
		t.Logf("%d hostile and 20 good sites: all read after %s, with %d goroutines", len(hosts), time.Since(start), runtime.NumGoroutine())
	})
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("goroutines %d before, %d after; heap %+d KiB; %d MiB from the system", goroutines, runtime.NumGoroutine(), held>>10, after.Sys>>20)
	if held > 32<<20 || runtime.NumGoroutine() > goroutines+2 {
		t.Error("memory or goroutines were left behind")
	}
}
