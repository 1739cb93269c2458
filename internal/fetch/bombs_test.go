package fetch

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// bomb is one case of the stub site that fights back.
type bomb struct {
	ID       string
	Kind     string
	Bytes    int64
	Wire     int64 `json:"wire_bytes"`
	Header   int   `json:"header_bytes"`
	Declared any
	Sent     int64
	Then     string
	EveryMS  int `json:"every_ms"`
}

// outcomes is what must become of each kind that concerns plain HTTP: the kind of error, or "" for a page.
var outcomes = map[string]Kind{
	"gzip": "", "gzip-layers": Unreadable, "endless-chunked": Timeout, "slow-body": Timeout, "slow-headers": Timeout,
	"no-answer": Timeout, "big-headers": Unreadable, "robots-huge": "", "redirect-loop": Redirects, "wrong-type": "",
}

// TestGet_survivesBombs runs alone: it measures memory.
func TestGet_survivesBombs(t *testing.T) { //nolint:paralleltest // see above
	raw, err := os.ReadFile(filepath.Join(sharedFolder(t, "attacks"), "bombs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []bomb }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, b := range file.Cases {
		want, known := outcomes[b.Kind]
		if b.Kind == "content-length-lie" {
			known = true
			if b.Then == "keep open" {
				want = Timeout
			}
		}
		if !known {
			continue
		}
		ran++
		t.Run(b.ID+" "+b.Kind, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { b.run(t, want) })
		})
	}
	t.Logf("%d bombs of %d; the others are websites' and browsers'", ran, len(file.Cases))
	if ran < 12 {
		t.Errorf("only %d cases concerned HTTP", ran)
	}
}

func (b bomb) run(t *testing.T, want Kind) {
	t.Helper()
	s := newStub(t, b.serve)
	c := s.client(t, Options{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	page, err := c.Get(t.Context(), "http://bomb.test/page")
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > maxTime {
		t.Errorf("took %s", took)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<20 {
		t.Errorf("allocated %d MiB", grown>>20)
	}
	var failed *Error
	switch {
	case want == "" && err != nil:
		t.Errorf("want a page, got %v", err)
	case want == "" && len(page.Body) > maxDecoded:
		t.Errorf("body of %d bytes", len(page.Body))
	case want != "" && (!errors.As(err, &failed) || failed.Kind != want):
		t.Errorf("want %s, got %v", want, err)
	}
	page, err = c.Get(t.Context(), "http://peaceful.test/")
	if err != nil || page.Status != http.StatusOK {
		t.Errorf("the next site was not read: %v", err)
	}
}

func (b bomb) serve(w http.ResponseWriter, r *http.Request) {
	robots := r.URL.Path == "/robots.txt"
	switch {
	case r.Host == "peaceful.test" || (robots && b.Kind != "robots-huge"):
		noRobots(hello)(w, r)
	case b.Kind == "robots-huge" && !robots:
		hello(w, r)
	case b.Kind == "robots-huge":
		fill(w, b.Bytes, "user-agent: *\ndisallow: /private\n")
	case b.Kind == "gzip" || b.Kind == "gzip-layers":
		w.Header().Set("Content-Encoding", map[string]string{"gzip": "gzip", "gzip-layers": "gzip, gzip"}[b.Kind])
		z := gzip.NewWriter(w)
		fill(z, max(b.Wire, 1<<20)*1000, strings.Repeat("\x00", 64<<10))
		_ = z.Close()
	case b.Kind == "endless-chunked":
		drip(w, r, strings.Repeat("a", 10), 10*time.Millisecond) // the pace of the case would be over the size first
	case b.Kind == "slow-body":
		drip(w, r, "a", time.Second)
	case b.Kind == "redirect-loop":
		http.Redirect(w, r, map[string]string{"/page": "/other", "/other": "/page"}[r.URL.Path], http.StatusFound)
	case b.Kind == "wrong-type":
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.CopyN(w, rand.NewChaCha8([32]byte{}), 10<<20)
	case b.Kind == "no-answer":
		<-r.Context().Done()
	default:
		b.raw(w)
	}
}

// raw answers below HTTP.
func (b bomb) raw(w http.ResponseWriter) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	defer func() { _ = conn.Close() }()
	switch b.Kind {
	case "slow-headers":
		for _, c := range "HTTP/1.1 200 OK\r\nX-Slow: " + strings.Repeat("a", 1000) {
			if _, err := conn.Write([]byte(string(c))); err != nil {
				return
			}
			time.Sleep(2 * time.Second)
		}
	case "big-headers":
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nX-Big: ")
		fill(conn, int64(b.Header), strings.Repeat("a", 1<<10))
	case "content-length-lie":
		declared, _ := json.Marshal(b.Declared)
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "+string(declared)+"\r\n\r\n")
		fill(conn, b.Sent, strings.Repeat("a", 100))
		if b.Then == "keep open" {
			waitClosed(conn)
		}
	}
}

func waitClosed(conn net.Conn) { _, _ = bufio.NewReader(conn).ReadByte() }

// fill writes piece until size bytes are out or the reader has gone.
func fill(w io.Writer, size int64, piece string) {
	for done := int64(0); done < size; done += int64(len(piece)) {
		if _, err := io.WriteString(w, piece); err != nil {
			return
		}
	}
}

// drip writes piece again and again until the reader has gone.
func drip(w http.ResponseWriter, r *http.Request, piece string, every time.Duration) {
	for r.Context().Err() == nil {
		if _, err := io.WriteString(w, piece); err != nil || http.NewResponseController(w).Flush() != nil {
			return
		}
		time.Sleep(every)
	}
}
