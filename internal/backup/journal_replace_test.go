package backup_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
)

// names lists what lies in a folder.
func names(t *testing.T, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, item := range list {
		all = append(all, item.Name())
	}
	return all
}

func wantNames(t *testing.T, folder string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := names(t, folder); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

func TestBegin_setsTheOlderJournalAside(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := openSmall(t, folder, 300)
	first := begin(t, j, claim(1))
	add(t, j, 2, claim(2))
	second := begin(t, j, suppression(1), suppression(2))
	if second.ID == first.ID || second.Sequence != 1 {
		t.Errorf("begun as %+v after %+v, want a new id and group 1", second, first)
	}
	add(t, j, 2, claim(3))
	third := begin(t, j)
	add(t, j, 2, claim(4))
	wantNames(t, folder, "journal", "journal.lock", "journal-aside-"+first.ID, "journal-aside-"+second.ID)
	shut(t, j)

	j = open(t, folder)
	wantState(t, j, third.ID, 2)
	wantTold(t, since(t, j, 0), told{2, claim(4)})
	shut(t, j)

	// Given its name back, an older journal is whole.
	move(t, folder, "journal", "elsewhere")
	move(t, folder, "journal-aside-"+first.ID, "journal")
	j = open(t, folder)
	wantState(t, j, first.ID, 2)
	wantTold(t, since(t, j, 0), told{1, claim(1)}, told{2, claim(2)})
}

func TestBegin_keepsEveryCopyThatIsSetAside(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	id := begin(t, j, claim(1)).ID
	for _, taken := range []string{"journal-aside-" + id, "journal-aside-" + id + "-2"} {
		if err := os.Mkdir(filepath.Join(folder, taken), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	begin(t, j)
	wantNames(t, filepath.Join(folder, "journal-aside-"+id))
	wantNames(t, filepath.Join(folder, "journal-aside-"+id+"-3"), "000001.jsonl")
}

func TestBegin_holdsManyEntries(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	entries := make([]campaign.JournalEntry, 5000)
	for n := range entries {
		entries[n] = claim(n)
	}
	j := openSmall(t, folder, 4096)
	id := begin(t, j, entries...).ID
	add(t, j, 2, claim(1))
	wantNames(t, filepath.Join(folder, "journal"), "000001.jsonl", "000002.jsonl")
	shut(t, j)
	j = open(t, folder)
	wantState(t, j, id, 2)
	list := since(t, j, 0)
	if len(list) != 5001 || list[4999] != (told{1, claim(4999)}) || list[5000] != (told{2, claim(1)}) {
		t.Errorf("%d entries, want all 5001 in their order", len(list))
	}
}

// TestOpenJournal_endsABeginThatACrashInterrupted makes each state that the renames of Begin pass through.
func TestOpenJournal_endsABeginThatACrashInterrupted(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		moves [][2]string // from Begin's end back to the crash
		older bool        // the older journal goes on
	}{
		"while the new one is written": {[][2]string{{"journal", "journal-new"}, {"journal-new/000001.jsonl", "journal-new/000001.jsonl.new"}, {"journal-aside-", "journal"}}, true},
		"before the first rename":      {[][2]string{{"journal", "journal-new"}, {"journal-aside-", "journal"}}, true},
		"after the first":              {[][2]string{{"journal", "journal-new"}, {"journal-aside-", "journal-old"}}, true},
		"after the second":             {[][2]string{{"journal-aside-", "journal-old"}}, false},
		"after the third":              {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			j := open(t, folder)
			older := begin(t, j, claim(1))
			newer := begin(t, j, claim(2))
			shut(t, j)
			for _, m := range c.moves {
				move(t, folder, strings.Replace(m[0], "aside-", "aside-"+older.ID, 1), m[1])
			}
			j = open(t, folder)
			if c.older {
				wantState(t, j, older.ID, 1)
				wantTold(t, since(t, j, 0), told{1, claim(1)})
				next := begin(t, j)
				wantNames(t, folder, "journal", "journal.lock", "journal-aside-"+older.ID)
				wantState(t, j, next.ID, 1)
				return
			}
			wantState(t, j, newer.ID, 1)
			wantTold(t, since(t, j, 0), told{1, claim(2)})
			wantNames(t, folder, "journal", "journal.lock", "journal-aside-"+older.ID)
		})
	}
}

func TestOpenJournal_saysWhichInterruptedJournalItCannotName(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	begin(t, j)
	shut(t, j)
	if err := os.Mkdir(filepath.Join(folder, "journal-old"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := backup.OpenJournal(folder)
	wantWords(t, err, folder, "journal-old", "another name")
}

func TestOpenJournal_followsNoLinkOutOfTheStateFolder(t *testing.T) {
	t.Parallel()
	for name, link := range map[string]string{"the journal": "journal", "a segment": "journal/000001.jsonl"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, other := t.TempDir(), filepath.Join(t.TempDir(), "moved")
			j := open(t, folder)
			begin(t, j, claim(1))
			shut(t, j)
			if err := os.Rename(filepath.Join(folder, link), other); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(other, filepath.Join(folder, link)); err != nil {
				t.Skipf("no links here: %v", err)
			}
			_, err := backup.OpenJournal(folder)
			wantWords(t, err, filepath.Join(folder, link), "itself there")
		})
	}
}

func TestOpenJournal_takesALinkedStateFolder(t *testing.T) {
	t.Parallel()
	volume := t.TempDir()
	link := filepath.Join(t.TempDir(), "state")
	if err := os.Symlink(volume, link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	j := open(t, link)
	id := begin(t, j, claim(1)).ID
	add(t, j, 2, claim(2))
	shut(t, j)
	wantState(t, open(t, volume), id, 2)
}

func TestOpenJournal_saysThatTheStateFolderIsAFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := backup.OpenJournal(path)
	wantWords(t, err, path)
	_, err = backup.OpenJournal(filepath.Join(path, "below"))
	wantWords(t, err, path)
}
