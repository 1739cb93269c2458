package fetch

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"aceno/internal/clock"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestGet_usesAKeptPageForADayOfBusinessTime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		now := clock.NewManual(noon)
		s := newStub(t, noRobots(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			_, _ = w.Write([]byte("caf\xe9\nline"))
		}))
		for _, step := range []struct {
			forward time.Duration
			cached  bool
			asked   int
		}{{0, false, 2}, {23 * time.Hour, true, 2}, {2 * time.Hour, false, 4}, {-48 * time.Hour, false, 6}} {
			now.Advance(step.forward)
			page, err := s.client(t, Options{CacheDir: dir, Clock: now}).Get(t.Context(), "HTTP://Shop.test:80/a#part")
			if err != nil {
				t.Fatal(err)
			}
			_, asked := s.seen()
			if page.Cached != step.cached || len(asked) != step.asked || string(page.Body) != "caf\xe9\nline" ||
				page.Charset != "iso-8859-1" || page.URL != "http://shop.test/a" {
				t.Errorf("after %s: %+v, asked %q", step.forward, page, asked)
			}
		}
	})
}

func TestGet_keepsNoAnswerOfAHostInTrouble(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		status := http.StatusInternalServerError
		s := newStub(t, noRobots(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		c := s.client(t, Options{CacheDir: dir})
		for _, next := range []int{http.StatusTooManyRequests, http.StatusNotFound, http.StatusOK} {
			page, err := c.Get(t.Context(), "http://shop.test/")
			if err != nil || page.Status != status {
				t.Fatalf("want %d, got %v, %v", status, page, err)
			}
			status = next
		}
		if page, err := c.Get(t.Context(), "http://shop.test/"); err != nil || !page.Cached || page.Status != http.StatusNotFound {
			t.Errorf("want the kept 404, got %v, %v", page, err)
		}
	})
}

func TestCache_passesOverADamagedFile(t *testing.T) {
	t.Parallel()
	now := clock.NewManual(noon)
	k, err := openCache(t.TempDir(), now, time.Hour, maxCache)
	if err != nil {
		t.Fatal(err)
	}
	k.put(&Page{URL: "http://a.test/", At: noon, Body: []byte("body")})
	if k.get("http://a.test/") == nil {
		t.Fatal("a kept page is not found")
	}
	for name, content := range map[string]string{
		"empty": "", "half": `{"url":"http://a.te`, "of another address": `{"url":"http://b.test/","at":"2026-11-24T12:00:00Z"}` + "\nx",
	} {
		if err := os.WriteFile(k.path("http://a.test/"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if page := k.get("http://a.test/"); page != nil {
			t.Errorf("%s: got %+v", name, page)
		}
	}
}

func TestCache_staysWithinItsRoomAndDropsTheOldest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	k, err := openCache(dir, clock.NewManual(noon), time.Hour, 20_000)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		address := fmt.Sprintf("http://a.test/%d", i)
		k.put(&Page{URL: address, At: noon, Body: []byte(strings.Repeat("x", 1000))})
		old := time.Now().Add(time.Duration(i-100) * time.Minute)
		if err := os.Chtimes(k.path(address), old, old); err != nil && i > 0 {
			t.Fatal(err)
		}
	}
	var size int64
	var names []string
	err = filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			size += info.Size()
			names = append(names, path)
		}
		return err
	})
	if err != nil || size > 20_000 || len(names) < 5 {
		t.Errorf("%d bytes in %d files, %v", size, len(names), err)
	}
	if k.get("http://a.test/49") == nil || k.get("http://a.test/0") != nil {
		t.Error("want the newest kept and the oldest gone")
	}
	again, err := openCache(dir, clock.NewManual(noon), time.Hour, 20_000)
	if err != nil || again.size != size {
		t.Errorf("opened again it counts %d, want %d, %v", again.size, size, err)
	}
}
