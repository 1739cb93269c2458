package backup

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"

	"aceno/campaign"
)

// segmentSize is how large a segment grows before the next one begins: opening reads that much at most, but for a first
// segment that was begun with more.
const segmentSize = 16 << 20

// Journal is the send journal of a state folder. One program at a time has it open. One goroutine appends; State, Since and
// Repaired may be called from others meanwhile.
type Journal struct {
	folder   string // the state folder
	size     int64  // of a segment
	openFile func(path string) (segmentFile, error)
	lock     *flock.Flock
	repaired string

	at atomic.Pointer[position]

	writing sync.Mutex // what follows, and every change of the files
	tail    segmentFile
	dirty   bool // bytes that do not count may lie after the end
	closed  bool
}

// position is how far a journal has come, and where its next group goes. It is replaced as a whole.
type position struct {
	campaign.JournalState
	segment int
	end     int64 // of what counts in the newest segment
}

var errClosed = errors.New("the send journal is closed")

// OpenJournal opens the journal of a state folder, which it makes if it is missing. A folder without a journal gives one
// whose State has no ID until Begin. An unfinished last group, left by a power cut, is cut off; Repaired tells. Damage, a
// journal of a newer format and a folder that cannot be written to are errors, as is ErrLocked: somebody else has it open.
func OpenJournal(folder string) (*Journal, error) {
	return openJournal(folder, segmentSize, openSegmentFile)
}

func openJournal(folder string, size int64, openFile func(string) (segmentFile, error)) (j *Journal, err error) {
	j = &Journal{folder: folder, size: size, openFile: openFile}
	j.at.Store(&position{})
	if err := makeFolder(folder); err != nil {
		return nil, fmt.Errorf("open the send journal in %s: make the folder: %w", folder, err)
	}
	j.lock = flock.New(filepath.Join(folder, "journal.lock"))
	if ok, err := j.lock.TryLock(); err != nil {
		return nil, fmt.Errorf("open the send journal in %s: the folder must be writable by this user: %w", folder, err)
	} else if !ok {
		return nil, fmt.Errorf("open the send journal in %s: end the other program, or name another state folder: %w", folder, ErrLocked)
	}
	defer func() {
		if err != nil {
			j, err = nil, errors.Join(err, j.Close())
		}
	}()
	if err := j.settle(); err != nil {
		return j, fmt.Errorf("open the send journal in %s: finish replacing a journal: %w", folder, err)
	}
	if err := j.load(); err != nil {
		return j, fmt.Errorf("open the send journal: %w", err)
	}
	return j, nil
}

// State says which journal this is and how far it has come: the zero value when none was begun.
func (j *Journal) State() campaign.JournalState { return j.at.Load().JournalState }

// Repaired says what was cut off the end of the journal when it was opened, in a sentence for the log, or "".
func (j *Journal) Repaired() string { return j.repaired }

// Begin starts a new journal with a fresh random id. Its group 1 are these entries. An older journal is set aside in a folder
// of its own, never deleted. The new one is durable when Begin returns; after an error the older one goes on.
func (j *Journal) Begin(entries []campaign.JournalEntry) (campaign.JournalState, error) {
	j.writing.Lock()
	defer j.writing.Unlock()
	if j.closed {
		return campaign.JournalState{}, errClosed
	}
	head := header{Format: formatName, Version: formatVersion, Journal: newID(), Segment: 1}
	size, err := j.prepare(head, entries)
	if err != nil {
		return campaign.JournalState{}, fmt.Errorf("begin a send journal in %s: %w", j.folder, err)
	}
	j.dropTail()
	if err := j.exchange(); err != nil {
		return campaign.JournalState{}, fmt.Errorf("begin a send journal in %s: %w", j.folder, err)
	}
	at := &position{JournalState: campaign.JournalState{ID: head.Journal, Sequence: 1}, segment: 1, end: size}
	j.at.Store(at)
	j.dirty = false
	return at.JournalState, nil
}

// Append adds one group; sequence is greater than the newest, and numbers between them stay unused. The group is durable when
// Append returns. After an error nothing of it counts, and the next Append works again once the cause, such as a full disk, is
// gone.
func (j *Journal) Append(sequence int64, entries []campaign.JournalEntry) error {
	j.writing.Lock()
	defer j.writing.Unlock()
	at := j.at.Load()
	switch {
	case j.closed:
		return errClosed
	case at.ID == "":
		return fmt.Errorf("append group %d to the send journal: none was begun in %s", sequence, j.folder)
	case sequence <= at.Sequence:
		return fmt.Errorf("append group %d to the send journal: it has group %d already, the next must be greater", sequence, at.Sequence)
	}
	group, err := encodeGroup(sequence, at.Sequence, entries)
	if err != nil {
		return fmt.Errorf("append group %d to the send journal: %w", sequence, err)
	}
	if err := j.write(group); err != nil {
		return fmt.Errorf("append group %d to the send journal: %w", sequence, err)
	}
	next := *j.at.Load() // write may have begun a segment
	next.Sequence, next.end = sequence, next.end+int64(len(group))
	j.at.Store(&next)
	return nil
}

// Close lets another program open the journal. What was appended is durable already.
func (j *Journal) Close() error {
	j.writing.Lock()
	defer j.writing.Unlock()
	if j.closed {
		return nil
	}
	j.closed = true
	j.dropTail()
	if err := j.lock.Unlock(); err != nil {
		return fmt.Errorf("close the send journal in %s: %w", j.folder, err)
	}
	return nil
}

// newID names a journal. It must differ between installations that were copied from each other, seed and all, so it comes from
// the operating system.
func newID() string {
	var id [16]byte
	rand.Read(id[:]) // it never fails: it ends the program instead
	return hex.EncodeToString(id[:])
}
