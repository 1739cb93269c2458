package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"aceno/campaign"
)

// A journal replaces another in three renames. Whatever a crash leaves, settle brings it to one of the two ends:
//
//	journal → journal-old          until the next one, the older journal is put back
//	journal-new → journal          from here on, the new one stands
//	journal-old → journal-aside-…  finished later if need be

func (j *Journal) current() string { return filepath.Join(j.folder, "journal") }
func (j *Journal) fresh() string   { return filepath.Join(j.folder, "journal-new") }
func (j *Journal) leaving() string { return filepath.Join(j.folder, "journal-old") }

// prepare writes a whole journal where nothing reads it yet. It returns the size of its segment.
func (j *Journal) prepare(head header, entries []campaign.JournalEntry) (size int64, err error) {
	if err := os.RemoveAll(j.fresh()); err != nil { // of a Begin that never ended
		return 0, err
	}
	if err := os.Mkdir(j.fresh(), 0o700); err != nil {
		return 0, err
	}
	size, err = createSegment(j.fresh(), head, func(w io.Writer) error { return writeGroup(w, 1, 0, entries) })
	if err != nil {
		return 0, errors.Join(err, os.RemoveAll(j.fresh()))
	}
	return size, nil
}

// exchange puts the prepared journal in the place of the current one, or leaves all as it was.
func (j *Journal) exchange() error {
	older := j.State().ID
	if older != "" {
		if err := os.Rename(j.current(), j.leaving()); err != nil {
			return err
		}
	}
	err := os.Rename(j.fresh(), j.current())
	if err == nil {
		if err = syncFolder(j.folder); err == nil {
			if older != "" {
				_ = j.setAside(older) // the new journal stands; the next start tries again
			}
			return nil
		}
		err = errors.Join(err, os.Rename(j.current(), j.fresh()))
	}
	return errors.Join(err, j.settle())
}

// setAside gives the older journal the name it keeps.
func (j *Journal) setAside(id string) error {
	name := filepath.Join(j.folder, "journal-aside-"+id)
	for n := 2; exists(name); n++ {
		name = filepath.Join(j.folder, "journal-aside-"+id+"-"+strconv.Itoa(n))
	}
	if err := os.Rename(j.leaving(), name); err != nil {
		return err
	}
	return syncFolder(j.folder)
}

// settle finishes or takes back a Begin that a crash has interrupted.
func (j *Journal) settle() error {
	if !exists(j.leaving()) {
		return nil
	}
	if !exists(j.current()) {
		if err := os.Rename(j.leaving(), j.current()); err != nil {
			return err
		}
		return syncFolder(j.folder)
	}
	head, err := readHeader(segmentPath(j.leaving(), 1))
	if err != nil {
		return fmt.Errorf("read which journal %s is (or give that folder another name): %w", j.leaving(), err)
	}
	return j.setAside(head.Journal)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
