// Package backup guards the data folder: who may write to it and send from it.
package backup

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockName is the lock file in the data folder; backups leave it out.
const lockName = "aceno.lock"

// ErrLocked says that another process works on the data folder.
var ErrLocked = errors.New("another aceno process works on this data folder")

// Lock is the exclusive right to send from a data folder. The operating system gives it back when the process ends,
// however it ends.
type Lock struct {
	file *flock.Flock
}

// Acquire takes the lock of a data folder, which must exist. It does not wait: ErrLocked says that somebody else has it.
func Acquire(folder string) (*Lock, error) {
	file := flock.New(filepath.Join(folder, lockName))
	ok, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", folder, err)
	}
	if !ok {
		return nil, fmt.Errorf("lock %s: %w", folder, ErrLocked)
	}
	return &Lock{file: file}, nil
}

// Release gives the lock back.
func (l *Lock) Release() error { return l.file.Unlock() }
