package backup_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aceno/campaign"
	"aceno/internal/backup"
)

// told is an entry as Since hands it on.
type told struct {
	group int64
	entry campaign.JournalEntry
}

var noon = time.Date(2026, 12, 1, 12, 0, 0, 123456000, time.UTC)

func claim(n int) campaign.JournalEntry {
	return campaign.JournalEntry{Kind: campaign.JournalSend, Workspace: "w1", At: noon.Add(time.Duration(n) * time.Second), Claim: fmt.Sprintf("claim-%06d", n),
		OnceKey: fmt.Sprintf("once-%06d", n), ContactKey: "c2hhMjU2", Campaign: "c1", Account: "a1", Channel: "whatsapp_cloud", Step: n % 3}
}

func suppression(n int) campaign.JournalEntry {
	return campaign.JournalEntry{Kind: campaign.JournalSuppress, Workspace: "w2", At: noon, FormKind: "phone", Hash: fmt.Sprintf("hash-%d", n),
		Hint: "…0000 \"ção\" \n<x>", Reason: "opt_out"}
}

func open(t *testing.T, folder string) *backup.Journal {
	t.Helper()
	j, err := backup.OpenJournal(folder)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func openSmall(t *testing.T, folder string, size int64) *backup.Journal {
	t.Helper()
	j, err := backup.OpenJournalWith(folder, size, backup.OpenSegmentFile)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { j.Close() })
	return j
}

func begin(t *testing.T, j *backup.Journal, entries ...campaign.JournalEntry) campaign.JournalState {
	t.Helper()
	state, err := j.Begin(entries)
	if err != nil {
		t.Fatalf("begin: %v", err)
	}
	return state
}

func add(t *testing.T, j *backup.Journal, sequence int64, entries ...campaign.JournalEntry) {
	t.Helper()
	if err := j.Append(sequence, entries); err != nil {
		t.Fatalf("append group %d: %v", sequence, err)
	}
}

func shut(t *testing.T, j *backup.Journal) {
	t.Helper()
	if err := j.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

func since(t *testing.T, j *backup.Journal, sequence int64) []told {
	t.Helper()
	list, err := read(j, sequence)
	if err != nil {
		t.Fatalf("since %d: %v", sequence, err)
	}
	return list
}

func read(j *backup.Journal, sequence int64) (list []told, err error) {
	err = j.Since(sequence, func(group int64, e campaign.JournalEntry) error {
		list = append(list, told{group, e})
		return nil
	})
	return list, err
}

func wantTold(t *testing.T, got []told, want ...told) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("told\n%+v\nwant\n%+v", got, want)
	}
}

func wantState(t *testing.T, j *backup.Journal, id string, sequence int64) {
	t.Helper()
	if got := j.State(); got.ID != id || got.Sequence != sequence {
		t.Fatalf("state %+v, want %s and group %d", got, id, sequence)
	}
}

func wantWords(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q does not say %q", err, word)
		}
	}
}

func TestJournal_isNoneUntilItIsBegun(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "not", "there", "yet")
	j := open(t, folder)
	wantState(t, j, "", 0)
	wantTold(t, since(t, j, 0))
	wantWords(t, j.Append(1, nil), "group 1", "none was begun", folder)
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v (%v), want it for its user alone", info.Mode(), err)
	}
	shut(t, j)
	wantState(t, open(t, folder), "", 0)
}

func TestJournal_tellsWhatItWasToldAlsoAfterItIsOpenedAgain(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	id := begin(t, j, suppression(1), claim(1)).ID
	if len(id) != 32 {
		t.Errorf("id %q, want 32 hexadecimal digits", id)
	}
	inSaoPaulo := claim(2)
	inSaoPaulo.At = inSaoPaulo.At.In(time.FixedZone("-03", -3*3600))
	add(t, j, 2, inSaoPaulo)
	add(t, j, 3)
	add(t, j, 9, claim(3), suppression(2), claim(4))
	want := []told{{1, suppression(1)}, {1, claim(1)}, {2, claim(2)}, {9, claim(3)}, {9, suppression(2)}, {9, claim(4)}}
	for range 2 {
		wantState(t, j, id, 9)
		wantTold(t, since(t, j, 0), want...)
		wantTold(t, since(t, j, 1), want[2:]...)
		wantTold(t, since(t, j, 2), want[3:]...)
		wantTold(t, since(t, j, 5), want[3:]...)
		wantTold(t, since(t, j, 9))
		wantTold(t, since(t, j, 100))
		shut(t, j)
		if j = open(t, folder); j.Repaired() != "" {
			t.Errorf("repaired a whole journal: %s", j.Repaired())
		}
	}
	add(t, j, 10, claim(5))
	wantTold(t, since(t, j, 9), told{10, claim(5)})
	for _, file := range []string{"journal/000001.jsonl", "journal.lock"} {
		if info, err := os.Stat(filepath.Join(folder, file)); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v (%v), want it for its user alone", file, info, err)
		}
	}
}

func TestJournal_refusesAGroupThatIsNotNewer(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	begin(t, j)
	add(t, j, 7, claim(1))
	for _, sequence := range []int64{-1, 0, 1, 6, 7} {
		wantWords(t, j.Append(sequence, nil), fmt.Sprintf("group %d ", sequence), "has group 7 already")
	}
	add(t, j, 8, claim(2))
	wantTold(t, since(t, j, 0), told{7, claim(1)}, told{8, claim(2)})
}

func TestJournal_refusesWhatItCannotReadBack(t *testing.T) {
	t.Parallel()
	tooLong, tooLate := claim(2), claim(2)
	tooLong.Hint = strings.Repeat("x", 70_000)
	tooLate.At = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	j := open(t, t.TempDir())
	id := begin(t, j).ID
	wantWords(t, j.Append(2, []campaign.JournalEntry{claim(1), tooLong}), "entry 2 of 2", "send", "w1", "at most 65536")
	wantWords(t, j.Append(2, []campaign.JournalEntry{tooLate}), "entry 1 of 1", "JSON")
	_, err := j.Begin([]campaign.JournalEntry{tooLong})
	wantWords(t, err, "begin", "at most 65536")
	add(t, j, 2, claim(1))
	wantState(t, j, id, 2)
	wantTold(t, since(t, j, 0), told{2, claim(1)})
}

func TestJournal_passesOnTheErrorOfTheOneWhoListens(t *testing.T) {
	t.Parallel()
	j := open(t, t.TempDir())
	begin(t, j, claim(1), claim(2))
	enough, calls := errors.New("enough"), 0
	err := j.Since(0, func(int64, campaign.JournalEntry) error { calls++; return enough })
	if !errors.Is(err, enough) || calls != 1 {
		t.Errorf("%v after %d calls, want that error after one", err, calls)
	}
}

func TestJournal_isOpenForOneAtATime(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := open(t, folder)
	_, err := backup.OpenJournal(folder)
	if !errors.Is(err, backup.ErrLocked) {
		t.Fatalf("opened twice: %v, want ErrLocked", err)
	}
	wantWords(t, err, folder, "state folder")
	shut(t, j)
	if err := j.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	open(t, folder)
	wantWords(t, j.Append(2, nil), "closed")
	_, err = j.Begin(nil)
	wantWords(t, err, "closed")
}

func TestJournal_tellsItsStateWhileItIsWritten(t *testing.T) {
	t.Parallel()
	j := openSmall(t, t.TempDir(), 1000)
	id := begin(t, j, claim(1)).ID
	var readers sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for last := int64(1); ; {
				state := j.State()
				if state.ID != id || state.Sequence < last {
					t.Errorf("state %+v after group %d", state, last)
					return
				}
				last = state.Sequence
				list, err := read(j, 0)
				if err != nil || int64(len(list)) < last {
					t.Errorf("%d entries (%v) after group %d", len(list), err, last)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := int64(2); n <= 60; n++ {
		add(t, j, n, claim(int(n)))
	}
	close(done)
	readers.Wait()
}

func TestJournal_goesOnInANewSegmentWhenOneIsFull(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := openSmall(t, folder, 1500)
	id := begin(t, j, claim(1)).ID
	want := []told{{1, claim(1)}}
	for n := int64(2); n <= 40; n++ {
		add(t, j, 2*n, claim(int(n)), suppression(int(n)))
		want = append(want, told{2 * n, claim(int(n))}, told{2 * n, suppression(int(n))})
		if n%10 == 0 {
			shut(t, j)
			j = openSmall(t, folder, 1500)
			wantState(t, j, id, 2*n)
		}
	}
	files, err := filepath.Glob(filepath.Join(folder, "journal", "*"))
	if err != nil || len(files) < 10 || filepath.Base(files[9]) != "000010.jsonl" {
		t.Fatalf("segments %v (%v), want ten and more", files, err)
	}
	for sequence := int64(0); sequence <= 81; sequence++ {
		first := slices.IndexFunc(want, func(w told) bool { return w.group > sequence })
		if first < 0 {
			first = len(want)
		}
		wantTold(t, since(t, j, sequence), want[first:]...)
	}
}

func TestJournal_readsOnlyTheNewestSegmentToOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	j := openSmall(t, folder, 600)
	id := begin(t, j, claim(1)).ID
	for n := int64(2); n <= 8; n++ {
		add(t, j, n, claim(int(n)))
	}
	shut(t, j)
	spoil(t, filepath.Join(folder, "journal", "000001.jsonl"), func(text []byte) []byte { return text[:len(text)/2] })
	j = open(t, folder)
	wantState(t, j, id, 8)
	_, err := read(j, 0)
	wantWords(t, err, "000001.jsonl line 2", "put it back")
	if list := since(t, j, 6); len(list) != 2 {
		t.Errorf("%d entries after group 6, want 2", len(list))
	}
}
