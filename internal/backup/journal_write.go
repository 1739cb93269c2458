package backup

import (
	"errors"
	"fmt"
	"io"
)

// write adds lines after the end of what counts, and waits until they are on the disk. The position stays as it is, but for a
// segment that was begun.
func (j *Journal) write(lines []byte) error {
	if err := j.ready(); err != nil {
		return err
	}
	at := j.at.Load()
	_, err := j.tail.WriteAt(lines, at.end)
	if err == nil {
		err = j.tail.Sync()
	}
	if err == nil {
		return nil
	}
	// What lies there now might be read as a group at the next start, so it goes at once if it can, else before the next write.
	// After a failed sync the system may take unwritten pages for written: they are written anew then, through a new handle.
	j.dirty = true
	path := segmentPath(j.current(), at.segment)
	if cut := j.cut(); cut != nil {
		err = errors.Join(err, fmt.Errorf("cut off what was written: %w", cut))
	}
	j.dropTail()
	return fmt.Errorf("write to %s (the next group tries again): %w", path, err)
}

// ready opens the newest segment, rid of what does not count, or begins the next one.
func (j *Journal) ready() error {
	at := j.at.Load()
	if err := j.openTail(); err != nil {
		return err
	}
	if j.dirty {
		if err := j.cut(); err != nil {
			j.dropTail()
			return fmt.Errorf("cut off what does not count of %s: %w", segmentPath(j.current(), at.segment), err)
		}
	}
	if at.end < j.size {
		return nil
	}
	next := position{JournalState: at.JournalState, segment: at.segment + 1}
	head := header{Format: formatName, Version: formatVersion, Journal: at.ID, Segment: next.segment, After: at.Sequence}
	var err error
	if next.end, err = createSegment(j.current(), head, func(io.Writer) error { return nil }); err != nil {
		return fmt.Errorf("begin segment %s: %w", segmentPath(j.current(), next.segment), err)
	}
	j.dropTail()
	j.at.Store(&next)
	return j.openTail()
}

func (j *Journal) openTail() error {
	if j.tail != nil {
		return nil
	}
	tail, err := j.openFile(segmentPath(j.current(), j.at.Load().segment))
	if err != nil {
		return fmt.Errorf("open the newest segment for writing: %w", err)
	}
	j.tail = tail
	return nil
}

// cut ends the newest segment where what counts ends.
func (j *Journal) cut() error {
	if err := j.tail.Truncate(j.at.Load().end); err != nil {
		return err
	}
	if err := j.tail.Sync(); err != nil {
		return err
	}
	j.dirty = false
	return nil
}

// dropTail closes the newest segment; what counts of it is on the disk, so that an error of closing says nothing.
func (j *Journal) dropTail() {
	if j.tail != nil {
		_ = j.tail.Close()
		j.tail = nil
	}
}
