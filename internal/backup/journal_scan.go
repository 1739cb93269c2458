package backup

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// scanner reads one segment, line by line, and holds it to the format.
type scanner struct {
	path string
	file *os.File
	in   *bufio.Reader
	head header
	line int   // lines read
	at   int64 // bytes read

	last    int64 // the newest whole group
	end     int64 // where it ends
	endLine int

	open record // the newest line of a group that is not whole yet; zero when there is none
}

// flaw is a place where a segment does not hold.
type flaw struct {
	path string
	line int
	why  string
	torn bool // a power cut can leave this at the end of a segment
}

// Error names file, line, reason and remedy.
func (f *flaw) Error() string {
	return fmt.Sprintf("%s line %d: %s: %s", f.path, f.line, f.why, remedy(filepath.Dir(f.path)))
}

// openScanner opens a segment and reads its first line. A limit above 0 is where the segment ends for the reader.
func openScanner(folder string, number int, limit int64) (*scanner, error) {
	path := segmentPath(folder, number)
	if err := regular(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	var in io.Reader = file
	if limit > 0 {
		in = io.LimitReader(file, limit)
	}
	s := &scanner{path: path, file: file, in: bufio.NewReaderSize(in, longestLine)}
	if err := s.readHead(); err != nil {
		s.close()
		return nil, err
	}
	if s.head.Segment != number {
		s.close()
		return nil, s.damage("it is segment %d by its first line", s.head.Segment)
	}
	return s, nil
}

func (s *scanner) close() { _ = s.file.Close() } // opened for reading: nothing can be lost

// readHead reads the first line. A segment gets its name only once that line is durable, so nothing excuses a bad one.
func (s *scanner) readHead() error {
	text, err := s.readLine()
	if errors.Is(err, io.EOF) {
		return s.damage("the file is empty")
	}
	if err != nil {
		return err
	}
	var form struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(text, &form); err != nil || form.Format != formatName || form.Version < 1 {
		return s.damage("the first line is not that of a send journal")
	}
	if form.Version > formatVersion {
		return fmt.Errorf("%s is of version %d of the journal's format, and this program knows version %d: start the newer aceno that wrote it",
			s.path, form.Version, formatVersion)
	}
	if err := decode(text, &s.head); err != nil || s.head.Journal == "" {
		return s.damage("the first line is not that of a send journal of version %d", formatVersion)
	}
	s.last, s.end, s.endLine = s.head.After, s.at, s.line
	return nil
}

// next reads an entry's line and checks its place: io.EOF after the last whole group, a *flaw where the format does not hold.
func (s *scanner) next() (record, error) {
	r, err := s.readRecord()
	if errors.Is(err, io.EOF) && s.open.Of != 0 {
		s.line++ // the one that is missing
		return r, s.mayBeTorn("group %d has %d of %d entries", s.open.Group, s.open.N, s.open.Of)
	}
	if err != nil {
		return r, err
	}
	if s.open.Of != 0 {
		if r.Group != s.open.Group || r.After != s.open.After || r.Of != s.open.Of || r.N != s.open.N+1 {
			return r, s.damage("entry %d of %d of group %d does not follow entry %d of %d of group %d", r.N, r.Of, r.Group, s.open.N, s.open.Of, s.open.Group)
		}
	} else if r.After != s.last || r.Group <= s.last || r.N != min(r.Of, 1) {
		return r, s.damage("entry %d of %d of group %d, which follows group %d, stands after group %d", r.N, r.Of, r.Group, r.After, s.last)
	}
	if r.N < r.Of {
		s.open = r
		return r, nil
	}
	s.open, s.last, s.end, s.endLine = record{}, r.Group, s.at, s.line
	return r, nil
}

// onlyTorn decides whether a flaw in the newest segment is a last group that was never finished. A group is begun only when the
// one before is on the disk: a line after the flaw that follows another group than the last whole one shows that what is
// broken was finished once. So does a flaw in group 1, which is durable before the journal has its name.
func (s *scanner) onlyTorn(f *flaw) error {
	if !f.torn || s.last == 0 {
		return f
	}
	for {
		r, err := s.readRecord()
		var again *flaw
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &again) && again.torn:
		case err != nil:
			return err
		case r.After != s.last:
			return f
		}
	}
}

func (s *scanner) readRecord() (record, error) {
	var r record
	text, err := s.readLine()
	if err != nil {
		return r, err
	}
	if err := decode(text, &r); err != nil {
		return r, s.damage("the checksum holds, and this program does not know what it reads (%v), so that a newer one may have written it", err)
	}
	if r.N < 0 || r.Of < r.N || (r.Entry == nil) != (r.Of == 0) {
		return r, s.damage("entry %d of %d has no place or no content", r.N, r.Of)
	}
	return r, nil
}

// readLine reads the JSON of a line, which is valid until the next call: io.EOF at the end of the file.
func (s *scanner) readLine() ([]byte, error) {
	line, err := s.in.ReadSlice('\n')
	s.at += int64(len(line))
	if err == nil || len(line) > 0 {
		s.line++
	}
	long := false
	for errors.Is(err, bufio.ErrBufferFull) {
		long = true
		line, err = s.in.ReadSlice('\n')
		s.at += int64(len(line))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", s.path, err)
	}
	if len(line) == 0 && !long {
		return nil, io.EOF
	}
	text, whole := openLine(line)
	if long || !whole {
		return nil, s.mayBeTorn("the checksum does not hold")
	}
	return text, nil
}

func (s *scanner) damage(format string, args ...any) *flaw {
	return &flaw{path: s.path, line: s.line, why: fmt.Sprintf(format, args...)}
}

func (s *scanner) mayBeTorn(format string, args ...any) *flaw {
	f := s.damage(format, args...)
	f.torn = true
	return f
}

// readHeader reads the first line of a segment.
func readHeader(path string) (header, error) {
	var number int
	if _, err := fmt.Sscanf(filepath.Base(path), "%06d.jsonl", &number); err != nil {
		return header{}, fmt.Errorf("number of segment %s: %w", path, err)
	}
	s, err := openScanner(filepath.Dir(path), number, 0)
	if err != nil {
		return header{}, err
	}
	s.close()
	return s.head, nil
}
