package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"time"

	"aceno/campaign"
)

const (
	formatName    = "aceno send journal"
	formatVersion = 1

	// longestLine bounds what is read at once; an entry has some 400 bytes.
	longestLine = 64 << 10

	// sumLength is the checksum and the space after it.
	sumLength = 9
)

// header is the first line of a segment.
type header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Journal string `json:"journal"` // id
	Segment int    `json:"segment"` // counts from 1
	After   int64  `json:"after"`   // the newest group of the segments before
}

// record is every other line: an entry, and its place.
type record struct {
	Group int64                  `json:"group"`
	After int64                  `json:"after"` // the group before
	N     int                    `json:"n"`     // counts from 1
	Of    int                    `json:"of"`
	Entry *campaign.JournalEntry `json:"entry,omitempty"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// encodeGroup writes a group as lines.
func encodeGroup(sequence, after int64, entries []campaign.JournalEntry) ([]byte, error) {
	var out bytes.Buffer
	err := writeGroup(&out, sequence, after, entries)
	return out.Bytes(), err
}

func writeGroup(w io.Writer, sequence, after int64, entries []campaign.JournalEntry) error {
	if len(entries) == 0 {
		return writeLine(w, record{Group: sequence, After: after})
	}
	for i, e := range entries {
		e.At = e.At.UTC().Round(0) // one instant, one text
		if err := writeLine(w, record{Group: sequence, After: after, N: i + 1, Of: len(entries), Entry: &e}); err != nil {
			return fmt.Errorf("entry %d of %d (%s of workspace %.40q at %s): %w", i+1, len(entries), e.Kind, e.Workspace, e.At.Format(time.RFC3339), err)
		}
	}
	return nil
}

func writeLine(w io.Writer, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write as JSON: %w", err)
	}
	if size := sumLength + len(text) + 1; size > longestLine {
		return fmt.Errorf("its line would have %d bytes: at most %d", size, longestLine)
	}
	_, err = fmt.Fprintf(w, "%s %s\n", checksum(text), text)
	return err
}

func checksum(text []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli)) }

// openLine gives the JSON of a line that is whole.
func openLine(line []byte) ([]byte, bool) {
	if len(line) <= sumLength || line[len(line)-1] != '\n' {
		return nil, false
	}
	sum, text := line[:sumLength], line[sumLength:len(line)-1]
	return text, string(sum) == checksum(text)+" "
}

// decode reads JSON that has nothing else than the fields of value: what is not known would be forgotten.
func decode(text []byte, value any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(value); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
