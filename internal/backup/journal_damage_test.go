package backup_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aceno/internal/backup"
)

// spoil changes a file.
func spoil(t *testing.T, path string, change func(text []byte) []byte) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, change(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// seal gives a line its checksum.
func seal(text string) string {
	return fmt.Sprintf("%08x %s\n", crc32.Checksum([]byte(text), crc32.MakeTable(crc32.Castagnoli)), text)
}

// written is a journal with group 1, group 2 and a last group of two entries: its text, and where the last group begins.
func written(t *testing.T) (folder, path string, text []byte, last int) {
	t.Helper()
	folder = t.TempDir()
	path = filepath.Join(folder, "journal", "000001.jsonl")
	j := open(t, folder)
	begin(t, j, suppression(1))
	add(t, j, 2, claim(2))
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	add(t, j, 3, claim(3), claim(4))
	shut(t, j)
	if text, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return folder, path, text, int(before.Size())
}

// wantRepaired opens a journal whose last group was torn: the groups before are there, and it goes on.
func wantRepaired(t *testing.T, folder string) {
	t.Helper()
	j := open(t, folder)
	defer shut(t, j)
	if j.State().Sequence != 2 {
		t.Fatalf("group %d is the newest, want 2", j.State().Sequence)
	}
	before := []told{{1, suppression(1)}, {2, claim(2)}}
	wantTold(t, since(t, j, 0), before...)
	add(t, j, 3, claim(5))
	wantTold(t, since(t, j, 0), append(before, told{3, claim(5)})...)
}

func TestJournal_cutsOffALastGroupThatEndsAtAnyByte(t *testing.T) {
	t.Parallel()
	folder, path, text, last := written(t)
	for length := last; length < len(text); length++ {
		spoil(t, path, func([]byte) []byte { return text[:length] })
		j := open(t, folder)
		if whole := length == last; whole != (j.Repaired() == "") {
			t.Fatalf("%d bytes of the last group: repaired %q", length-last, j.Repaired())
		}
		if length > last && !strings.Contains(j.Repaired(), fmt.Sprintf("000001.jsonl: %d bytes after line 3 cut off", length-last)) {
			t.Fatalf("repaired %q", j.Repaired())
		}
		shut(t, j)
		wantRepaired(t, folder)
	}
	spoil(t, path, func([]byte) []byte { return text })
	if j := open(t, folder); j.Repaired() != "" || j.State().Sequence != 3 {
		t.Fatalf("the whole journal: %+v, repaired %q", j.State(), j.Repaired())
	}
}

func TestJournal_cutsOffWhatAPowerCutLeaves(t *testing.T) {
	t.Parallel()
	zeros, noise := make([]byte, 200_000), bytes.Repeat([]byte("ab\n\x00"), 40_000)
	for name, tail := range map[string]func(text []byte, last int) []byte{
		"zeros":                        func(text []byte, last int) []byte { return append(text[:last:last], zeros...) },
		"a line behind a whole buffer": func(text []byte, last int) []byte { return slices.Concat(text[:last], zeros[:1<<16], text[last:]) },
		"noise":                        func(text []byte, last int) []byte { return append(text[:last:last], noise...) },
		"zeros after part of a line":   func(text []byte, last int) []byte { return append(text[:last+40:last+40], zeros...) },
		"the first page of it lost":    func(text []byte, last int) []byte { copy(text[last:last+60], zeros); return text },
		"a page in its middle lost":    func(text []byte, last int) []byte { copy(text[last+100:len(text)-60], zeros); return text },
		"the last page of it lost":     func(text []byte, last int) []byte { copy(text[len(text)-60:], zeros); return text },
		"only its second line arrived": func(text []byte, last int) []byte {
			copy(text[last:bytes.LastIndexByte(text[:len(text)-1], '\n')], zeros)
			return text
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, path, text, last := written(t)
			spoil(t, path, func([]byte) []byte { return tail(text, last) })
			j := open(t, folder)
			if j.Repaired() == "" {
				t.Error("repaired, and does not tell")
			}
			shut(t, j)
			wantRepaired(t, folder)
		})
	}
}

func TestJournal_refusesAChangedByteBeforeTheLastGroup(t *testing.T) {
	t.Parallel()
	folder, path, text, last := written(t)
	for at := range last {
		for _, to := range []byte{text[at] ^ 0x01, text[at] ^ 0x20, text[at] ^ 0x80, '\n', 0} {
			if to == text[at] {
				continue
			}
			spoil(t, path, func([]byte) []byte { changed := slices.Clone(text); changed[at] = to; return changed })
			j, err := backup.OpenJournal(folder)
			if err == nil {
				t.Fatalf("byte %d changed from %q to %q: group %d, repaired %q", at, text[at], to, j.State().Sequence, j.Repaired())
			}
			line := 1 + bytes.Count(text[:at], []byte("\n"))
			if want := fmt.Sprintf("%s line %d: ", path, line); !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "put it back") {
				t.Fatalf("byte %d changed from %q to %q: %v, want %q and a remedy", at, text[at], to, err, want)
			}
		}
	}
	if now, err := os.ReadFile(path); err != nil || len(now) != len(text) {
		t.Errorf("a refused segment was changed: %d bytes of %d (%v)", len(now), len(text), err)
	}
}

func TestJournal_refusesGroupOneWhenItIsNotWhole(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	begin(t, j, claim(1), claim(2))
	shut(t, j)
	path := filepath.Join(folder, "journal", "000001.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for length := range text {
		spoil(t, path, func([]byte) []byte { return text[:length] })
		_, err := backup.OpenJournal(folder)
		wantWords(t, err, "000001.jsonl line ", "put it back")
	}
	spoil(t, path, func([]byte) []byte { return bytes.Replace(text, []byte(`"n":1`), []byte(`"n":2`), 1) })
	_, err = backup.OpenJournal(folder)
	wantWords(t, err, "000001.jsonl line 2: the checksum does not hold", "put it back")
}

func TestJournal_refusesLinesThatDoNotFollowEachOther(t *testing.T) {
	t.Parallel()
	const entry = `"entry":{"kind":"send","workspace":"w","at":"2026-12-01T12:00:00Z"}`
	for name, c := range map[string]struct {
		lines []string
		words string
	}{
		"a group twice":             {[]string{`{"group":2,"after":1,"n":0,"of":0}`, `{"group":2,"after":1,"n":0,"of":0}`}, "line 4: entry 0 of 0 of group 2"},
		"a group is missing":        {[]string{`{"group":4,"after":3,"n":0,"of":0}`}, "line 3: entry 0 of 0 of group 4, which follows group 3, stands after group 1"},
		"an older number":           {[]string{`{"group":1,"after":1,"n":0,"of":0}`}, "line 3"},
		"an entry is missing":       {[]string{`{"group":2,"after":1,"n":1,"of":3,` + entry + `}`, `{"group":2,"after":1,"n":3,"of":3,` + entry + `}`}, "line 4: entry 3 of 3"},
		"begins in its middle":      {[]string{`{"group":2,"after":1,"n":2,"of":2,` + entry + `}`}, "line 3"},
		"another group comes first": {[]string{`{"group":2,"after":1,"n":1,"of":2,` + entry + `}`, `{"group":3,"after":1,"n":1,"of":1,` + entry + `}`}, "line 4"},
		"another group goes on":     {[]string{`{"group":2,"after":1,"n":1,"of":2,` + entry + `}`, `{"group":3,"after":1,"n":2,"of":2,` + entry + `}`}, "line 4"},
		"it goes on elsewhere":      {[]string{`{"group":2,"after":1,"n":1,"of":2,` + entry + `}`, `{"group":2,"after":0,"n":2,"of":2,` + entry + `}`}, "line 4"},
		"it goes on longer":         {[]string{`{"group":2,"after":1,"n":1,"of":2,` + entry + `}`, `{"group":2,"after":1,"n":2,"of":3,` + entry + `}`}, "line 4"},
		"a place without an entry":  {[]string{`{"group":2,"after":1,"n":1,"of":1}`}, "no place or no content"},
		"a negative place":          {[]string{`{"group":2,"after":1,"n":-1,"of":0}`}, "no place or no content"},
		"a field of the future":     {[]string{`{"group":2,"after":1,"n":0,"of":0,"signature":"x"}`}, "signature"},
		"an entry of the future":    {[]string{`{"group":2,"after":1,"n":1,"of":1,"entry":{"kind":"erase","person":"p"}}`}, "person"},
		"two values":                {[]string{`{"group":2,"after":1,"n":0,"of":0} {}`}, "more than one value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			j := open(t, folder)
			begin(t, j)
			shut(t, j)
			spoil(t, filepath.Join(folder, "journal", "000001.jsonl"), func(text []byte) []byte {
				for _, line := range c.lines {
					text = append(text, seal(line)...)
				}
				return text
			})
			_, err := backup.OpenJournal(folder)
			wantWords(t, err, "000001.jsonl", c.words, "put it back")
		})
	}
}

func TestJournal_refusesSegmentsThatDoNotBelong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(folder *os.Root) error
		words  []string
	}{
		"the oldest is missing":  {func(f *os.Root) error { return f.Remove("000001.jsonl") }, []string{"000001.jsonl is missing", "put it back"}},
		"one between is missing": {func(f *os.Root) error { return f.Remove("000002.jsonl") }, []string{"000002.jsonl is missing", "put it back"}},
		"none is left": {func(f *os.Root) error {
			return errors.Join(f.Mkdir("elsewhere", 0o700), f.Rename("000001.jsonl", "elsewhere/1"), f.Rename("000002.jsonl", "elsewhere/2"),
				f.Rename("000003.jsonl", "elsewhere/3"))
		}, []string{"no segment", "000001.jsonl"}},
		"under the next number": {func(f *os.Root) error {
			text, err := f.ReadFile("000003.jsonl")
			return errors.Join(err, f.WriteFile("000004.jsonl", text, 0o600))
		}, []string{"000004.jsonl line 1", "segment 3"}},
		"lost its last group": {func(f *os.Root) error {
			text, err := f.ReadFile("000002.jsonl")
			return errors.Join(err, f.WriteFile("000002.jsonl", text[:bytes.LastIndexByte(text[:len(text)-1], '\n')+1], 0o600))
		}, []string{"000003.jsonl line 1", "after group 2", "ends with group 1"}},
		"zeros after its end": {func(f *os.Root) error {
			text, err := f.ReadFile("000002.jsonl")
			return errors.Join(err, f.WriteFile("000002.jsonl", append(text, make([]byte, 1<<16)...), 0o600))
		}, []string{"000002.jsonl line 3", "checksum"}},
		"of another journal": {func(f *os.Root) error {
			text, err := f.ReadFile("000002.jsonl")
			head, rest, _ := bytes.Cut(text, []byte("\n"))
			copy(head[bytes.Index(head, []byte(`"journal":"`))+len(`"journal":"`):], "00000000000000000000000000000000")
			return errors.Join(err, f.WriteFile("000002.jsonl", append([]byte(seal(string(head[9:]))), rest...), 0o600))
		}, []string{"000002.jsonl line 1", "belongs to journal 0000"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			j := openSmall(t, folder, 300)
			begin(t, j, claim(1))
			add(t, j, 2, claim(2))
			add(t, j, 3, claim(3))
			shut(t, j)
			segments, err := os.OpenRoot(filepath.Join(folder, "journal"))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(c.change(segments), segments.Close()); err != nil {
				t.Fatal(err)
			}
			j, err = backup.OpenJournal(folder)
			if err == nil {
				defer shut(t, j)
				_, err = read(j, 0)
			}
			wantWords(t, err, c.words...)
		})
	}
}

func TestJournal_seesThatItsFileWasChangedWhileItIsOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	begin(t, j, claim(1))
	add(t, j, 2, claim(2))
	path := filepath.Join(folder, "journal", "000001.jsonl")
	spoil(t, path, func(text []byte) []byte { return text[:bytes.LastIndexByte(text[:len(text)-1], '\n')+1] })
	_, err := read(j, 0)
	wantWords(t, err, path, "ends with group 1, and group 2 was written")
}

func TestJournal_refusesANewerFormatByItsNumber(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		head  string
		words []string
	}{
		"newer":         {`{"format":"aceno send journal","version":2,"keys":["x"]}`, []string{"version 2", "knows version 1", "newer aceno"}},
		"not a journal": {`{"format":"something else","version":1}`, []string{"line 1", "not that of a send journal"}},
		"no version":    {`{"format":"aceno send journal","journal":"x","segment":1,"after":0}`, []string{"line 1", "not that of a send journal"}},
		"no id":         {`{"format":"aceno send journal","version":1,"segment":1,"after":0}`, []string{"line 1", "of version 1"}},
		"no JSON":       {`hello`, []string{"line 1", "not that of a send journal"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, path, _, _ := written(t)
			spoil(t, path, func([]byte) []byte { return []byte(seal(c.head)) })
			_, err := backup.OpenJournal(folder)
			wantWords(t, err, append(c.words, path)...)
		})
	}
}

func remove(t *testing.T, folder, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(folder, name)); err != nil {
		t.Fatal(err)
	}
}

func move(t *testing.T, folder, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(folder, from), filepath.Join(folder, to)); err != nil {
		t.Fatal(err)
	}
}
