// Package shelf keeps files for a while: a folder for each owner, a name that nobody guesses for each file. It is for what
// somebody fetches soon after it was made, such as the report of an import. It knows nothing of what it keeps, and never
// gives a file to another owner or after its time.
package shelf

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"aceno/internal/clock"
)

// Shelf is a folder of files that are kept for a while. It is safe for many goroutines, and for the processes that share it.
type Shelf struct {
	folder string
	keep   time.Duration
	most   int
	clock  clock.Clock
}

// Options say where files lie and how long. Clock is needed; of each owner's files the newest Most are kept.
type Options struct {
	Folder string
	Keep   time.Duration
	Most   int // 0 = 20
	Clock  clock.Clock
}

// unfinished ends the name of a file that is still being written.
const unfinished = ".part"

// Names are made of these alone, so that none leads out of the folder.
var (
	ownerName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
	fileName  = regexp.MustCompile(`^[0-9a-z]{1,13}-[0-9a-f]{32}$`)
)

// New returns a shelf. The folder is made when something is put there.
func New(o Options) (*Shelf, error) {
	if o.Folder == "" || o.Keep <= 0 || o.Clock == nil {
		return nil, errors.New("open shelf: folder, time and clock are needed")
	}
	if o.Most == 0 {
		o.Most = 20
	}
	return &Shelf{folder: o.Folder, keep: o.Keep, most: o.Most, clock: o.Clock}, nil
}

// Keep puts what write writes on the shelf of an owner and returns its name. When write fails, nothing is kept. It also
// makes room: what has expired goes, and the owner's oldest files beyond the most that are kept.
func (s *Shelf) Keep(owner string, write func(io.Writer) error) (name string, err error) {
	if !ownerName.MatchString(owner) {
		return "", fmt.Errorf("keep a file: %q is no owner", owner)
	}
	folder := filepath.Join(s.folder, owner)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("keep a file: %w", err)
	}
	name = s.name()
	path := filepath.Join(folder, name)
	file, err := os.OpenFile(path+unfinished, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("keep a file: %w", err)
	}
	out := bufio.NewWriterSize(file, 64<<10)
	if err = write(out); err == nil {
		err = out.Flush()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("keep a file: %w", err), os.Remove(path+unfinished))
	}
	return name, errors.Join(s.Sweep(), s.crowd(folder))
}

// name is the time of a file's end, so that names sort by it, and what makes it impossible to guess.
func (s *Shelf) name() string {
	var secret [16]byte
	_, _ = rand.Read(secret[:]) // never fails
	return strconv.FormatInt(s.clock.Now().Add(s.keep).UnixMilli(), 36) + "-" + hex.EncodeToString(secret[:])
}

// Open opens a file of an owner. One that is not there, no longer there or somebody else's is fs.ErrNotExist.
func (s *Shelf) Open(owner, name string) (io.ReadCloser, error) {
	if !ownerName.MatchString(owner) || !fileName.MatchString(name) || s.expired(name) {
		return nil, fmt.Errorf("open a kept file: %w", fs.ErrNotExist)
	}
	file, err := os.Open(s.Path(owner, name))
	if err != nil {
		return nil, fmt.Errorf("open a kept file: %w", err)
	}
	return file, nil
}

// Path says where a file lies.
func (s *Shelf) Path(owner, name string) string { return filepath.Join(s.folder, owner, name) }

func (s *Shelf) expired(name string) bool {
	end, _, _ := strings.Cut(name, "-")
	milli, err := strconv.ParseInt(end, 36, 64)
	return err == nil && !s.clock.Now().Before(time.UnixMilli(milli))
}

// Sweep removes what has expired, and what was never finished within that time.
func (s *Shelf) Sweep() error {
	owners, err := os.ReadDir(s.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("sweep the shelf: %w", err)
	}
	var errs []error
	for _, owner := range owners {
		folder := filepath.Join(s.folder, owner.Name())
		files, err := os.ReadDir(folder)
		errs = append(errs, err)
		for _, file := range files {
			if s.expired(file.Name()) {
				errs = append(errs, remove(filepath.Join(folder, file.Name())))
			}
		}
	}
	return errors.Join(errs...)
}

// crowd removes the oldest finished files of a folder that holds more than the most.
func (s *Shelf) crowd(folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("make room on the shelf: %w", err)
	}
	files = slices.DeleteFunc(files, func(f fs.DirEntry) bool { return !fileName.MatchString(f.Name()) })
	var errs []error
	for _, file := range files[:max(0, len(files)-s.most)] { // ReadDir sorts by name, and so by time
		errs = append(errs, remove(filepath.Join(folder, file.Name())))
	}
	return errors.Join(errs...)
}

// Clear removes all that is kept for an owner: whoever erases somebody need not look what the files hold.
func (s *Shelf) Clear(owner string) error {
	if !ownerName.MatchString(owner) {
		return fmt.Errorf("clear a shelf: %q is no owner", owner)
	}
	if err := os.RemoveAll(filepath.Join(s.folder, owner)); err != nil {
		return fmt.Errorf("clear a shelf: %w", err)
	}
	return nil
}

// remove removes a file that another sweep may have removed before.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove a kept file: %w", err)
	}
	return nil
}
