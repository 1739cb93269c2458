package backup_test

import (
	"errors"
	"path/filepath"
	"testing"

	"aceno/internal/backup"
)

func TestAcquire_refusesASecondHolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, err := backup.Acquire(folder)
	if err != nil {
		t.Fatalf("acquire: %v", err)
	}
	if _, err := backup.Acquire(folder); !errors.Is(err, backup.ErrLocked) {
		t.Fatalf("second holder: %v, want ErrLocked", err)
	}
	if err := first.Release(); err != nil {
		t.Fatalf("release: %v", err)
	}
	again, err := backup.Acquire(folder)
	if err != nil {
		t.Fatalf("acquire after release: %v", err)
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
}

func TestAcquire_saysWhichFolderIsMissing(t *testing.T) {
	t.Parallel()
	if _, err := backup.Acquire(filepath.Join(t.TempDir(), "absent")); err == nil {
		t.Error("a folder that is not there was locked")
	}
}
