package openstreetmap

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"aceno/internal/clock"
)

func TestCache_keepsAnswersByBusinessTime(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	kept := newCache(filepath.Join(t.TempDir(), "a", "b"), c)
	if _, ok := kept.get("x", time.Hour); ok {
		t.Error("an empty cache answers")
	}
	if err := kept.put("x", stored{Body: []byte("one\ntwo"), At: noon}); err != nil {
		t.Fatalf("put: %v", err)
	}
	for _, step := range []struct {
		at     time.Duration
		maxAge time.Duration
		want   bool
	}{{0, time.Hour, true}, {0, 0, false}, {59 * time.Minute, time.Hour, true}, {time.Hour, time.Hour, false}, {-2 * time.Hour, time.Hour, false}} {
		c.Set(noon.Add(step.at))
		got, ok := kept.get("x", step.maxAge)
		if ok != step.want || ok && (string(got.Body) != "one\ntwo" || !got.At.Equal(noon)) {
			t.Errorf("after %v with %v: %v %q", step.at, step.maxAge, ok, got.Body)
		}
	}
}

func TestCache_deletesWhatIsTooOldForAnybody(t *testing.T) {
	t.Parallel()
	c := clock.NewManual(noon)
	kept := newCache(t.TempDir(), c)
	for _, key := range []string{"old", "new"} {
		if err := kept.put(key, stored{At: c.Now()}); err != nil {
			t.Fatalf("put %s: %v", key, err)
		}
		c.Advance(20 * 24 * time.Hour)
	}
	if err := kept.put("newest", stored{At: c.Now()}); err != nil {
		t.Fatalf("put: %v", err)
	}
	files, err := os.ReadDir(kept.dir)
	if err != nil || len(files) != 2 || files[0].Name() != "new.raw" || files[1].Name() != "newest.raw" {
		t.Errorf("files %v, %v; want new and newest", files, err)
	}
}

func TestCache_onAFolderThatCannotBeWrittenFailsOnlyToKeep(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatalf("write: %v", err)
	}
	kept := newCache(file, clock.NewManual(noon))
	if err := kept.put("x", stored{At: noon}); err == nil {
		t.Error("it says that it kept the answer")
	}
	f := newTown(t, 2)
	page, err := newSource(f.serve(t), file, clock.NewManual(noon)).Search(t.Context(), query(dentists))
	if err != nil || len(page.Candidates) != 2 {
		t.Errorf("a search without its cache: %d candidates, %v", len(page.Candidates), err)
	}
}
