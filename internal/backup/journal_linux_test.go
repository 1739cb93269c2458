package backup_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"aceno/campaign"
	"aceno/internal/backup"
)

// limitedFolder is where the process with the limit keeps its journal.
const limitedFolder = "ACENO_TEST_LIMITED_JOURNAL"

// TestAppend_worksAgainOnceTheDiskHasRoom runs in a process of its own, whose files the system lets grow to 8 KiB: the write that
// meets the limit is cut short by the system itself.
func TestAppend_worksAgainOnceTheDiskHasRoom(t *testing.T) {
	t.Parallel()
	if folder := os.Getenv(limitedFolder); folder != "" {
		appendUpToTheLimit(t, folder)
		return
	}
	folder := t.TempDir()
	run := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v") // this test
	run.Env = append(os.Environ(), limitedFolder+"="+folder)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	j := open(t, folder)
	list := since(t, j, 1)
	if int64(len(list)) != 2*(j.State().Sequence-1) || j.Repaired() != "" {
		t.Errorf("%d entries of %d groups after the first, repaired %q", len(list), j.State().Sequence-1, j.Repaired())
	}
}

func appendUpToTheLimit(t *testing.T, folder string) {
	t.Helper()
	j := open(t, folder)
	begin(t, j, claim(1))
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	small := limit
	small.Cur = 8192
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Fatal(err)
	}
	n := int64(2)
	var err error
	for ; n < 1000 && err == nil; n++ {
		err = j.Append(n, []campaign.JournalEntry{claim(int(n)), claim(int(n))})
	}
	if !errors.Is(err, syscall.EFBIG) {
		t.Fatalf("group %d: %v, want the system's limit", n-1, err)
	}
	wantState(t, j, j.State().ID, n-2)
	if _, err := j.Begin(make([]campaign.JournalEntry, 1000)); !errors.Is(err, syscall.EFBIG) {
		t.Fatalf("begin: %v, want the system's limit", err)
	}
	wantNames(t, folder, "journal", "journal.lock")
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	add(t, j, n-1, claim(1), claim(2))
	add(t, j, n, claim(3), claim(4))
}

func TestOpenJournal_saysThatItMayNotWrite(t *testing.T) {
	t.Parallel()
	asNobody := func(fn func()) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			runtime.LockOSThread() // for good: the thread ends with the goroutine, and the right to everything stays with the others
			if os.Geteuid() == 0 {
				syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
			}
			fn()
		}()
		<-done
	}
	t.Run("in the folder", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		chmod(t, filepath.Dir(folder), 0o755)
		chmod(t, folder, 0o555)
		var err error
		asNobody(func() { _, err = backup.OpenJournal(folder) })
		wantWords(t, err, folder, "must be writable by this user", "permission denied")
	})
	t.Run("beside it", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		chmod(t, filepath.Dir(folder), 0o755)
		chmod(t, folder, 0o555)
		var err error
		asNobody(func() { _, err = backup.OpenJournal(filepath.Join(folder, "state")) })
		wantWords(t, err, folder, "make the folder", "permission denied")
	})
	t.Run("in a segment", func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		j := open(t, folder)
		begin(t, j)
		shut(t, j)
		chmod(t, filepath.Dir(folder), 0o755)
		chmod(t, filepath.Join(folder, "journal.lock"), 0o666)
		chmod(t, filepath.Join(folder, "journal"), 0o755)
		chmod(t, filepath.Join(folder, "journal", "000001.jsonl"), 0o444)
		var err error
		asNobody(func() { _, err = backup.OpenJournal(folder) })
		wantWords(t, err, "000001.jsonl", "for writing", "permission denied")
	})
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestSyncFolder_takesAFileSystemThatKnowsNoSuchCall(t *testing.T) {
	t.Parallel()
	if err := backup.SyncFolder("/proc"); err != nil {
		t.Error(err)
	}
	if err := backup.SyncFolder(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a folder that is not there was made durable")
	}
}
