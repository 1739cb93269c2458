package backup

import (
	"errors"
	"fmt"
	"io"
	"os"

	"aceno/campaign"
)

// load finds how far the journal has come by its newest segment, and cuts off an unfinished last group.
func (j *Journal) load() error {
	info, err := os.Lstat(j.current())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is no folder but %s: a journal behind a link could lie in the data folder; put the folder itself there", j.current(), info.Mode())
	}
	number, err := segments(j.current())
	if err != nil {
		return err
	}
	s, err := openScanner(j.current(), number, 0)
	if err != nil {
		return err
	}
	defer s.close()
	for err == nil {
		_, err = s.next()
	}
	var torn *flaw
	switch {
	case errors.Is(err, io.EOF):
	case errors.As(err, &torn):
		if err := s.onlyTorn(torn); err != nil {
			return err
		}
	default:
		return err
	}
	if s.last == 0 {
		return s.damage("group 1, with which the journal was begun, is missing")
	}
	j.at.Store(&position{JournalState: campaign.JournalState{ID: s.head.Journal, Sequence: s.last}, segment: number, end: s.end})
	return j.repair(s)
}

// repair cuts off what the scan found after the last whole group. The newest segment stays open: a folder that cannot be
// written to is found at start, not at the first send.
func (j *Journal) repair(s *scanner) error {
	j.writing.Lock()
	defer j.writing.Unlock()
	if err := j.openTail(); err != nil {
		return err
	}
	if s.at == s.end {
		return nil
	}
	if err := j.cut(); err != nil {
		return fmt.Errorf("cut the unfinished last group off %s: %w", s.path, err)
	}
	j.repaired = fmt.Sprintf("%s: %d bytes after line %d cut off: the last group was never finished, and nobody was told that it was",
		s.path, s.at-s.end, s.endLine)
	return nil
}

// Since reads the entries of all groups after the given one, oldest first, and holds one line of them in memory at a time.
// Groups that are appended meanwhile may be left out. An error of each ends it and is returned as it is.
func (j *Journal) Since(sequence int64, each func(sequence int64, e campaign.JournalEntry) error) error {
	at := j.at.Load()
	if at.ID == "" || sequence >= at.Sequence {
		return nil
	}
	number, err := j.firstAfter(at, sequence)
	for last := int64(-1); err == nil && number <= at.segment; number++ {
		last, err = j.readSegment(at, number, last, sequence, each)
	}
	return err
}

// firstAfter finds the newest segment that no group after the given one comes before.
func (j *Journal) firstAfter(at *position, sequence int64) (int, error) {
	for number := at.segment; ; number-- {
		head, err := readHeader(segmentPath(j.current(), number))
		if err != nil {
			return 0, fmt.Errorf("read the send journal: %w", err)
		}
		if head.After <= sequence || number == 1 {
			return number, nil
		}
	}
}

// readSegment hands on the entries of one segment. It returns the segment's last group, which the next one names. last is that of
// the segment before, or -1 when none was read.
func (j *Journal) readSegment(at *position, number int, last, sequence int64, each func(int64, campaign.JournalEntry) error) (int64, error) {
	limit := int64(0)
	if number == at.segment {
		limit = at.end
	}
	s, err := openScanner(j.current(), number, limit)
	if err != nil {
		return 0, fmt.Errorf("read the send journal: %w", err)
	}
	defer s.close()
	if s.head.Journal != at.ID {
		return 0, fmt.Errorf("read the send journal: %w", s.damage("it belongs to journal %s, not to %s", s.head.Journal, at.ID))
	}
	if last >= 0 && s.head.After != last {
		return 0, fmt.Errorf("read the send journal: %w", s.damage("it goes on after group %d, and the segment before ends with group %d", s.head.After, last))
	}
	for {
		r, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("read the send journal: %w", err)
		}
		if r.Entry == nil || r.Group <= sequence {
			continue
		}
		if err := each(r.Group, *r.Entry); err != nil {
			return 0, err
		}
	}
	if number == at.segment && s.last != at.Sequence {
		return 0, fmt.Errorf("read the send journal: %w", s.damage("it ends with group %d, and group %d was written", s.last, at.Sequence))
	}
	return s.last, nil
}
