package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// slim copies the parts of a workbook that carry text into a new archive and returns its path. Pictures, styles, macros,
// links and everything else stay behind, so that no later step unpacks them. Every part that is kept was unpacked once as a
// stream and found to be within the limits, whatever the archive claims of it.
func slim(r io.ReaderAt, size int64, dir string) (name string, err error) {
	if err := checkDirectory(r, size); err != nil {
		return "", err
	}
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return "", asRefusal(err, "is no complete XLSX file")
	}
	if len(archive.File) > maxParts {
		return "", refuse("%d parts in one XLSX file are more than %d: save the list alone in a new file", len(archive.File), maxParts)
	}
	out, err := os.CreateTemp(dir, "aceno-import-*.xlsx")
	if err != nil {
		return "", fmt.Errorf("make a temporary file for an import: %w", err)
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			_ = os.Remove(out.Name()) // the first error tells more
		}
	}()
	w := zip.NewWriter(out)
	var all scan
	seen := map[string]bool{}
	for _, part := range archive.File {
		kind := kindOfPart(part.Name)
		if lower := strings.ToLower(part.Name); kind == partOther || seen[lower] {
			continue
		} else {
			seen[lower] = true
		}
		if err := all.part(part, kind); err != nil {
			return "", err
		}
		if err := w.Copy(part); err != nil {
			return "", asRefusal(err, "is no complete XLSX file")
		}
	}
	if all.sheets == 0 {
		return "", refuse("the archive holds no sheet: save the list as .xlsx or .csv")
	}
	return out.Name(), errors.Join(all.whole(), w.Close())
}

// kinds of parts of a workbook.
type partKind int

const (
	partOther partKind = iota
	partSmall          // what holds the workbook together
	partTexts          // texts that several cells share
	partSheet
)

// kindOfPart says what a part is by its name, which is used for nothing else.
func kindOfPart(name string) partKind {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	folder, file := path.Split(name)
	switch {
	case strings.HasSuffix(folder, "worksheets/") && path.Ext(file) == ".xml":
		return partSheet
	case file == "sharedstrings.xml":
		return partTexts
	case file == "[content_types].xml", name == "_rels/.rels",
		strings.HasPrefix(file, "workbook") && (path.Ext(file) == ".xml" || path.Ext(file) == ".rels"):
		return partSmall
	}
	return partOther
}

// checkDirectory bounds the list of entries before anything reads it: it stands at the end of the archive, and what is made of
// it in memory is several times as long.
func checkDirectory(r io.ReaderAt, size int64) error {
	const recordLen, longestComment = 22, 1 << 16
	tail := make([]byte, min(size, recordLen+longestComment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return asRefusal(err, "cannot be read")
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || len(tail)-at < recordLen {
		return refuse("the XLSX file breaks off: save or send it again")
	}
	length := int64(binary.LittleEndian.Uint32(tail[at+12:]))
	start := int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if length > maxDirectory || size-start > maxDirectory+longestComment {
		return refuse("the XLSX file has a list of parts of more than %d MiB: save the list alone in a new file", maxDirectory>>20)
	}
	return nil
}
