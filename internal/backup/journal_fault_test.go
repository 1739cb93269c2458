package backup_test

import (
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
)

// disk breaks the newest segment: each fault is used up by one call.
type disk struct {
	room  int // bytes that the next write finds room for, or less than 0
	sync  []error
	cut   []error
	opens int
	syncs int
}

type brokenFile struct {
	backup.SegmentFile
	disk *disk
}

func (d *disk) open(path string) (backup.SegmentFile, error) {
	d.opens++
	file, err := backup.OpenSegmentFile(path)
	return brokenFile{file, d}, err
}

func (f brokenFile) WriteAt(p []byte, at int64) (int, error) {
	if room := f.disk.room; room >= 0 {
		f.disk.room = -1
		n, err := f.SegmentFile.WriteAt(p[:min(room, len(p))], at)
		return n, errors.Join(err, syscall.ENOSPC)
	}
	return f.SegmentFile.WriteAt(p, at)
}

func (f brokenFile) Sync() error {
	f.disk.syncs++
	if err := next(&f.disk.sync); err != nil {
		return err
	}
	return f.SegmentFile.Sync()
}

func (f brokenFile) Truncate(size int64) error {
	if err := next(&f.disk.cut); err != nil {
		return err
	}
	return f.SegmentFile.Truncate(size)
}

func next(list *[]error) (err error) {
	if len(*list) > 0 {
		err, *list = (*list)[0], (*list)[1:]
	}
	return err
}

func TestAppend_worksAgainAfterAFault(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault disk
		err   error
		then  int // more appends that fail, after which the file has been cut
	}{
		"no room at all":                      {disk{room: 0}, syscall.ENOSPC, 0},
		"room for a part":                     {disk{room: 100}, syscall.ENOSPC, 0},
		"room for all, and yet an error":      {disk{room: 1 << 20}, syscall.ENOSPC, 0},
		"a failed sync":                       {disk{room: -1, sync: []error{syscall.EIO}}, syscall.EIO, 0},
		"a failed sync of the cut too":        {disk{room: -1, sync: []error{syscall.EIO, syscall.EIO}}, syscall.EIO, 0},
		"a part that cannot be cut off":       {disk{room: 300, cut: []error{syscall.EIO}}, syscall.ENOSPC, 0},
		"a part that cannot be cut off twice": {disk{room: 300, cut: []error{syscall.EIO, syscall.EIO}}, syscall.ENOSPC, 1},
		"a whole that cannot be cut off":      {disk{room: -1, sync: []error{syscall.EIO}, cut: []error{syscall.EIO}}, syscall.EIO, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, d := t.TempDir(), &disk{room: -1}
			j, err := backup.OpenJournalWith(folder, 1<<20, d.open)
			if err != nil {
				t.Fatal(err)
			}
			id := begin(t, j, claim(1)).ID
			add(t, j, 2, claim(2))

			*d = c.fault
			long := []campaign.JournalEntry{claim(31), claim(32), claim(33)}
			d.opens = 1
			err = j.Append(3, long)
			if !errors.Is(err, c.err) {
				t.Fatalf("append: %v, want %v", err, c.err)
			}
			wantWords(t, err, "group 3", "000001.jsonl", "tries again")
			for range c.then {
				wantWords(t, j.Append(3, long), "cut off what does not count")
			}
			wantState(t, j, id, 2)
			wantTold(t, since(t, j, 0), told{1, claim(1)}, told{2, claim(2)})

			add(t, j, 4, claim(4)) // shorter than what failed
			want := []told{{1, claim(1)}, {2, claim(2)}, {4, claim(4)}}
			wantTold(t, since(t, j, 0), want...)
			if d.opens != 2+c.then {
				t.Errorf("opened %d times: after a fault the file is opened anew", d.opens)
			}
			shut(t, j)
			j = open(t, folder)
			if j.Repaired() != "" {
				t.Errorf("something was left behind: %s", j.Repaired())
			}
			wantTold(t, since(t, j, 0), want...)
		})
	}
}

func TestAppend_leavesNothingOfAFailedGroupToTheNextStart(t *testing.T) {
	t.Parallel()
	folder, d := t.TempDir(), &disk{room: -1}
	j, err := backup.OpenJournalWith(folder, 1<<20, d.open)
	if err != nil {
		t.Fatal(err)
	}
	id := begin(t, j, claim(1)).ID
	add(t, j, 2, claim(2))
	d.sync = []error{syscall.EIO}
	if err := j.Append(3, []campaign.JournalEntry{claim(3)}); err == nil {
		t.Fatal("a failed sync was no error")
	}
	shut(t, j)
	wantState(t, open(t, folder), id, 2)
}

func TestAppend_waitsForTheDiskOncePerGroup(t *testing.T) {
	t.Parallel()
	d := &disk{room: -1}
	j, err := backup.OpenJournalWith(t.TempDir(), 1<<20, d.open)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { j.Close() })
	begin(t, j)
	for n := int64(2); n < 12; n++ {
		add(t, j, n, claim(1), claim(2))
		if int64(d.syncs) != n-1 {
			t.Fatalf("%d syncs after %d groups", d.syncs, n-1)
		}
	}
	if d.opens != 1 {
		t.Errorf("opened %d times, want once", d.opens)
	}
}

func TestAppend_worksAgainWhenANewSegmentCannotBegin(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := openSmall(t, folder, 200)
	id := begin(t, j, claim(1)).ID
	obstacle := filepath.Join(folder, "journal", "000002.jsonl.new", "full")
	mkdir(t, obstacle)
	wantWords(t, j.Append(2, []campaign.JournalEntry{claim(2)}), "begin segment", "000002.jsonl")
	wantState(t, j, id, 1)
	remove(t, folder, "journal/000002.jsonl.new/full")
	add(t, j, 2, claim(2))
	add(t, j, 3, claim(3))
	wantNames(t, filepath.Join(folder, "journal"), "000001.jsonl", "000002.jsonl", "000003.jsonl")
	shut(t, j)
	wantTold(t, since(t, open(t, folder), 0), told{1, claim(1)}, told{2, claim(2)}, told{3, claim(3)})
}

func TestBegin_leavesTheOlderJournalWhenItFails(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	id := begin(t, j, claim(1)).ID
	mkdir(t, filepath.Join(folder, "journal-old", "in the way"))
	_, err := j.Begin([]campaign.JournalEntry{claim(2)})
	wantWords(t, err, "begin", folder)
	wantState(t, j, id, 1)
	add(t, j, 2, claim(3))
	wantTold(t, since(t, j, 0), told{1, claim(1)}, told{2, claim(3)})
}

func TestBegin_putsTheOlderJournalBackWhenTheNewOneCannotTakeItsPlace(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	id := begin(t, j, claim(1)).ID
	if err := j.Exchange(); err == nil { // none is prepared
		t.Fatal("nothing took the journal's place")
	}
	wantNames(t, folder, "journal", "journal.lock")
	add(t, j, 2, claim(2))
	wantState(t, j, id, 2)
	wantTold(t, since(t, j, 0), told{1, claim(1)}, told{2, claim(2)})
}
