package shelf_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aceno/internal/clock"
	"aceno/internal/shelf"
)

func open(t *testing.T) (*shelf.Shelf, *clock.Manual, string) {
	t.Helper()
	at, folder := clock.NewManual(time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)), filepath.Join(t.TempDir(), "kept")
	s, err := shelf.New(shelf.Options{Folder: folder, Keep: 24 * time.Hour, Most: 3, Clock: at})
	if err != nil {
		t.Fatal(err)
	}
	return s, at, folder
}

func keep(t *testing.T, s *shelf.Shelf, owner, text string) string {
	t.Helper()
	name, err := s.Keep(owner, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// read returns what is kept under a name, or "" when nothing is.
func read(t *testing.T, s *shelf.Shelf, owner, name string) string {
	t.Helper()
	file, err := s.Open(owner, name)
	if errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	raw, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestShelf_givesAFileToItsOwnerAlone(t *testing.T) {
	t.Parallel()
	s, _, folder := open(t)
	name := keep(t, s, "alfa", "lista")
	keep(t, s, "beta", "outra")
	if got := read(t, s, "alfa", name); got != "lista" {
		t.Errorf("kept %q", got)
	}
	if err := os.WriteFile(filepath.Join(folder, "..", "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, way := range [][2]string{{"beta", name}, {"", name}, {"beta/../alfa", name}, {"..", name}, {"alfa", "../../secret"}, {"alfa", ""}, {"alfa", ".."}, {"alfa", name + ".part"}} {
		if got := read(t, s, way[0], way[1]); got != "" {
			t.Errorf("%q gives %q", way, got)
		}
	}
	info, err := os.Stat(s.Path("alfa", name))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", info.Mode(), err)
	}
	for _, owner := range []string{"", "..", "a/b", "a\\b", strings.Repeat("a", 65)} {
		if _, err := s.Keep(owner, func(io.Writer) error { return nil }); err == nil {
			t.Errorf("%q owns a file", owner)
		}
		if err := s.Clear(owner); err == nil {
			t.Errorf("%q was cleared", owner)
		}
	}
}

func TestShelf_keepsNothingOfWhatFailed(t *testing.T) {
	t.Parallel()
	s, _, folder := open(t)
	broken := errors.New("broken")
	_, err := s.Keep("alfa", func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken })
	if !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if files, err := os.ReadDir(filepath.Join(folder, "alfa")); err != nil || len(files) > 0 {
		t.Errorf("%v is left (%v)", files, err)
	}
}

func TestShelf_forgetsAfterItsTime(t *testing.T) {
	t.Parallel()
	s, at, folder := open(t)
	if err := s.Sweep(); err != nil {
		t.Fatalf("a shelf that holds nothing: %v", err)
	}
	first := keep(t, s, "alfa", "1")
	crashed := filepath.Join(folder, "alfa", first+".part")
	if err := os.WriteFile(crashed, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	at.Advance(23 * time.Hour)
	second := keep(t, s, "alfa", "2")
	if read(t, s, "alfa", first) != "1" {
		t.Error("the first is gone too early")
	}
	at.Advance(time.Hour)
	if read(t, s, "alfa", first) != "" || read(t, s, "alfa", second) != "2" {
		t.Error("after a day the first must be gone and the second there")
	}
	if err := s.Sweep(); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(filepath.Join(folder, "alfa")); err != nil || len(files) != 1 {
		t.Errorf("%v is left (%v), want the second alone", files, err)
	}
	if err := s.Clear("alfa"); err != nil || read(t, s, "alfa", second) != "" {
		t.Errorf("a cleared owner has files (%v)", err)
	}
}

func TestShelf_keepsTheNewestOfAnOwner(t *testing.T) {
	t.Parallel()
	s, at, _ := open(t)
	other := keep(t, s, "beta", "b")
	var names []string
	for range 5 {
		at.Advance(time.Second)
		names = append(names, keep(t, s, "alfa", "x"))
	}
	for i, name := range names {
		if got := read(t, s, "alfa", name) != ""; got != (i >= 2) {
			t.Errorf("file %d of 5 is there: %v, want the newest 3", i+1, got)
		}
	}
	if read(t, s, "beta", other) == "" {
		t.Error("another owner's file made room")
	}
}

func TestNew_namesWhatIsMissing(t *testing.T) {
	t.Parallel()
	if _, err := shelf.New(shelf.Options{}); err == nil || !strings.Contains(err.Error(), "folder, time and clock") {
		t.Errorf("the error is %v", err)
	}
}
