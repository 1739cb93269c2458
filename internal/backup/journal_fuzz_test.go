package backup_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
)

// FuzzJournal_reader opens journals of any bytes; sealed says that each line gets the checksum that it needs. What opens has
// whole groups alone, takes another one, and reads the same after it is opened again.
func FuzzJournal_reader(f *testing.F) {
	const head = `{"format":"aceno send journal","version":1,"journal":"0f","segment":1,"after":0}`
	const entry = `{"group":2,"after":1,"n":1,"of":1,"entry":{"kind":"send","workspace":"w","at":"2026-12-01T12:00:00Z"}}`
	first := head + "\n" + `{"group":1,"after":0,"n":0,"of":0}`
	f.Add([]byte(first), true)
	f.Add([]byte(first+"\n"+`{"group":2,"after":1,"n":1,"of":2,"entry":{"kind":"send"}}`), true)
	f.Add([]byte(first+"\n"+entry+"\n"), true)
	f.Add([]byte(seal(head)+seal(`{"group":1,"after":0,"n":0,"of":0}`)+"00000000 {"), false)
	f.Add(append([]byte(seal(head)+seal(`{"group":1,"after":0,"n":0,"of":0}`)), make([]byte, 100)...), false)
	f.Add([]byte("\n\n\x00"), false)
	f.Fuzz(func(t *testing.T, text []byte, sealed bool) {
		if sealed {
			var lines []byte
			for line := range bytes.SplitSeq(text, []byte("\n")) {
				lines = append(lines, seal(string(line))...)
			}
			text = lines
		}
		folder := t.TempDir()
		path := filepath.Join(folder, "journal", "000001.jsonl")
		mkdir(t, filepath.Dir(path))
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		j, err := backup.OpenJournal(folder)
		if err != nil {
			wantUnchanged(t, path, text)
			return
		}
		state := j.State()
		before := since(t, j, 0)
		if slices.ContainsFunc(before, func(e told) bool { return e.group < 1 || e.group > state.Sequence }) {
			t.Errorf("group %d is the newest, and told were %v", state.Sequence, before)
		}
		if next := state.Sequence + 1; next > 0 {
			if err := j.Append(next, []campaign.JournalEntry{claim(1)}); err != nil {
				t.Fatal(err)
			}
			before = append(before, told{next, claim(1)})
		}
		shut(t, j)
		j = open(t, folder)
		if list := since(t, j, 0); j.Repaired() != "" || !slices.EqualFunc(list, before, same) {
			t.Errorf("repaired %q, told %v, before %v", j.Repaired(), list, before)
		}
		shut(t, j)
	})
}

// same compares entries by their instant: an offset in a file of another hand stays as it is.
func same(a, b told) bool {
	at := a.entry.At.Equal(b.entry.At)
	a.entry.At = b.entry.At
	return at && a == b
}

func wantUnchanged(t *testing.T, path string, text []byte) {
	t.Helper()
	now, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(now, text) {
		t.Errorf("a refused journal was changed (%v)", err)
	}
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
}
