package backup

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// segmentFile is the newest segment, open for writing.
type segmentFile interface {
	io.WriterAt
	io.Closer
	Sync() error
	Truncate(size int64) error
}

func openSegmentFile(path string) (segmentFile, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, os.O_RDWR, 0)
}

// regular refuses what is no plain file: behind a link the journal could lie in the data folder and be put back with it.
func regular(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no plain file but %s: put the file itself there", path, info.Mode())
	}
	return nil
}

// segmentPath names a segment of a journal's folder.
func segmentPath(folder string, number int) string {
	return filepath.Join(folder, fmt.Sprintf("%06d.jsonl", number))
}

// segments says how many segments a journal's folder has. They are numbered from 1 without a gap.
func segments(folder string) (int, error) {
	list, err := os.ReadDir(folder)
	if err != nil {
		return 0, err
	}
	var numbers []int
	for _, item := range list {
		n, err := strconv.Atoi(strings.TrimSuffix(item.Name(), ".jsonl"))
		if err == nil && item.Name() == filepath.Base(segmentPath("", n)) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != i+1 {
			return 0, fmt.Errorf("%s is missing: %s", segmentPath(folder, i+1), remedy(folder))
		}
	}
	if len(numbers) == 0 {
		return 0, fmt.Errorf("%s has no segment, so %s is missing: %s", folder, segmentPath(folder, 1), remedy(folder))
	}
	return len(numbers), nil
}

// createSegment writes a segment that stands there whole and durable, or not at all. It returns its size.
func createSegment(folder string, head header, body func(io.Writer) error) (int64, error) {
	path := segmentPath(folder, head.Segment)
	unfinished := path + ".new"
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	file, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	size, err := fill(file, head, body)
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(unfinished, path)
	}
	if err != nil {
		return 0, errors.Join(err, os.Remove(unfinished))
	}
	return size, syncFolder(folder)
}

func fill(file *os.File, head header, body func(io.Writer) error) (int64, error) {
	w := bufio.NewWriterSize(file, longestLine)
	if err := errors.Join(writeLine(w, head), body(w), w.Flush(), file.Sync()); err != nil {
		return 0, err
	}
	return file.Seek(0, io.SeekCurrent)
}

// makeFolder makes a folder for this user alone, and its parents, and sees to it that they are still there after a power cut.
func makeFolder(folder string) error {
	if _, err := os.Stat(folder); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	parent := filepath.Dir(filepath.Clean(folder))
	if parent != folder { // else it is the root of a drive that is not there, and Mkdir says so
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	return syncFolder(parent)
}

// syncFolder makes new and changed names in a folder durable. Windows has no such call: NTFS keeps them in its own log. Nor have
// some file systems of networks and containers, which answer EINVAL or that it is not supported: they write names at once.
func syncFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	err = dir.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, dir.Close())
}

// remedy is what an operator can do about a journal that cannot be read.
func remedy(folder string) string {
	return fmt.Sprintf("put it back from a copy of %s, or move that folder elsewhere: without it nothing is sent until a new journal is begun", folder)
}
