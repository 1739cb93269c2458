// Package backup guards the data folder: who may write to it and send from it, and what must not be forgotten when an old
// copy of it is put back. It never looks into the database.
//
// # The send journal
//
// The journal lies in the state folder, beside the data and never in their backups. It remembers every claim (a call to a
// provider may have followed), what is known as not sent, and every suppression, as keyed hashes without a contact:
//
//	journal/000001.jsonl   the oldest segment; a new one begins once a segment has 16 MiB
//	journal/000002.jsonl   the newest segment, the only one that is written to, and the only one read at start
//	journal-aside-<id>/    a journal that another has replaced; nothing reads it, and it is never deleted
//	journal-new/ -old/     there while one journal replaces another; the next start ends what a crash interrupted
//	journal.lock           held by the one program that has the journal open
//
// A segment is text. Each line is the CRC-32C of its JSON in eight digits, a space, the JSON. The first line says what the
// file is and after which group it begins; it keeps this form in every version of the format:
//
//	5f0c91d2 {"format":"aceno send journal","version":1,"journal":"<id>","segment":2,"after":1200}
//
// Every other line is one entry: entry n of the group's "of" entries; a group without entries has one line, n and of 0.
// A group was committed to the database as one, and "after" is the group before it, so that numbers that were never used
// are told from groups that are missing:
//
//	97ab03ee {"group":1201,"after":1200,"n":1,"of":2,"entry":{"kind":"send","workspace":"…","at":"…","claim":"…"}}
//
// Group 1 is what the journal was begun with. Numbers rise and may leave some out.
//
// What a power cut leaves at the end of the newest segment is an unfinished last group. Nobody was answered before the whole
// of it was on the disk, so it is cut off when the journal is opened. A last group that went bad later looks the same and is cut
// off too; the database, which keeps the newest group's number, is ahead of the journal then. Anything else that does not hold
// (a checksum, an order, a missing file) is refused with file, line and remedy. A missing newest segment shows only by that
// number as well. The journal's folder may be copied while no program has it open.
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
