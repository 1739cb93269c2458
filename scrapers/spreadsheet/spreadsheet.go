// Package spreadsheet reads the lists that people bring along, CSV and XLSX, and writes lists that are safe to open. A file
// is read as a stream: sniffed first (encoding, delimiter, sheet, header line, what each column means), then row by row, each
// row becoming a candidate with its facts, or a refusal that says why. One bad row never refuses the others.
//
// The room knows no database and no network. It never calculates a formula, never trusts a size that an archive claims, never
// uses a name from inside an archive as a path, and never guesses digits that a spreadsheet has lost.
package spreadsheet

import (
	"bytes"
	"errors"
	"io"
	"time"

	"aceno/campaign"
)

// Source is the source of all facts from imported files.
const Source = "csv"

// Options say how a file is meant.
type Options struct {
	Country  string    // ISO 3166-1 alpha-2: how phone numbers without a country code are meant; BR when empty
	AreaCode string    // for numbers without one; may be empty
	Sheet    string    // of an XLSX file; empty: the one that looks most like a list of businesses
	Mapping  Mapping   // corrections to the guessed targets
	At       time.Time // when the file came in: the time of its facts
	TempDir  string    // where parts of an XLSX file are unpacked; empty: the system's
}

// Format is what a file turned out to be.
type Format struct {
	Type       string   `json:"type"`                // csv or xlsx
	Delimiter  string   `json:"delimiter,omitempty"` // of a CSV file
	Encoding   string   `json:"encoding,omitempty"`  // utf-8, windows-1252, utf-16le, utf-16be
	BOM        bool     `json:"bom,omitempty"`
	HeaderLine int      `json:"header_line"` // as a spreadsheet counts rows; 0: the file has no header
	Sheet      string   `json:"sheet,omitempty"`
	Others     []string `json:"other_sheets,omitempty"` // sheets that are not read
}

// Column is one column of the file and what it is taken for.
type Column struct {
	Index   int      `json:"index"`
	Header  string   `json:"header"`
	Target  Target   `json:"target"`           // empty: not imported
	Samples []string `json:"samples"`          // at most three different values
	Mapped  bool     `json:"mapped,omitempty"` // the mapping said so, it is no guess
}

// File is a sniffed file. It is for one goroutine, and Close must be called.
type File struct {
	format  Format
	columns []Column
	open    func() (table, error) // the chosen sheet from its first row, as often as one likes
	close   func() error
	options Options
}

// record is one row of a table as it stands there. Its cells are valid until the next record is read.
type record struct {
	cells    []string
	sheetRow int
	count    int   // cells in the row, more than len(cells) when some were dropped
	ragged   bool  // the format leaves empty cells at the end of a row away
	marks    marks // of all cells
}

// marks tell what was wrong with the bytes of a cell.
type marks struct {
	cut     []int // columns whose text was cut at MaxCellBytes
	control []int // columns that held NUL or other control characters
	broken  []int // columns that held bytes of another encoding
}

// table is a sheet that is read from its beginning. The end is io.EOF.
type table interface {
	next() (record, error)
	close() error
}

// sheet is one table of a file before it is known which one is the list.
type sheet struct {
	name string
	open func() (table, error)
}

var (
	magicZip = []byte("PK\x03\x04")
	magicOLE = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
	magicPDF = []byte("%PDF-")
)

// Open sniffs a file of size bytes. r is read again by every call of Rows and must stay open. name is only used to say what
// was meant when the content is none of ours. Refusals are *campaign.Error about the field "file", or about "mapping".
func Open(r io.ReaderAt, size int64, name string, o Options) (*File, error) {
	if o.Country == "" {
		o.Country = "BR"
	}
	if size > MaxFileBytes {
		return nil, refuse("%d bytes are more than %d MiB: split the list into several files", size, MaxFileBytes>>20)
	}
	head := make([]byte, min(size, 512))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, campaign.Invalid("file", "cannot be read: %v", err)
	}
	f := &File{options: o, close: func() error { return nil }}
	var sheets []sheet
	var err error
	switch {
	case len(bytes.TrimSpace(head)) == 0 && size <= int64(len(head)):
		return nil, refuse("the file is empty: export the list again")
	case bytes.HasPrefix(head, magicZip):
		f.format.Type = "xlsx"
		sheets, f.close, err = openWorkbook(r, size, o.TempDir)
	case bytes.HasPrefix(head, magicOLE):
		return nil, refuse("%q is an old or password-protected Excel file: save it as .xlsx without a password", clip(name))
	case bytes.HasPrefix(head, magicPDF), isMarkup(head):
		return nil, refuse("%q is no table: save the list as .csv or .xlsx", clip(name))
	default:
		sheets, err = f.openText(r, size)
	}
	if err == nil {
		err = f.choose(sheets)
	}
	if err != nil {
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

// isMarkup recognises the web pages that some programs save under the name of a spreadsheet.
func isMarkup(head []byte) bool {
	head = bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))))
	for _, start := range []string{"<!doctype", "<html", "<table", "<?xml"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}

// Format returns what the file turned out to be.
func (f *File) Format() Format { return f.format }

// Columns returns all columns with their targets, for a person to look at and correct.
func (f *File) Columns() []Column { return f.columns }

// Close removes what was unpacked.
func (f *File) Close() error { return f.close() }
