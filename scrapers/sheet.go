package scrapers

import (
	"context"
	"io"
	"iter"
	"time"

	"aceno/campaign"
)

// Sheets opens the lists that people bring along.
type Sheets interface {
	// Open sniffs a file of size bytes, which stays open until the sheet is closed. name only says what was meant. What cannot be
	// read is a *campaign.Error about "file", a mapping that does not fit campaign.Errors about "mapping".
	Open(r io.ReaderAt, size int64, name string, o SheetOptions) (Sheet, error)
}

// SheetOptions say how a file is meant.
type SheetOptions struct {
	Country string    // default region for phones
	Mapping []byte    // JSON that corrects the guessed columns; nil = none
	At      time.Time // of its facts
}

// Sheet is a list that was understood. It is for one goroutine.
type Sheet interface {
	Columns() []SheetColumn
	// Rows reads it from its first row to its last; an error ends the reading and is about the file, never about one row.
	Rows(ctx context.Context) iter.Seq2[SheetRow, error]
	Close() error
}

// SheetColumn is one column and what it is taken for; an empty target is not imported.
type SheetColumn struct {
	Index   int      `json:"index"`
	Header  string   `json:"header"`
	Target  string   `json:"target"`
	Samples []string `json:"samples"`
}

// SheetRow is one row with content.
type SheetRow struct {
	campaign.ImportRow
	Number   int            // from 1
	Cells    []string       // as they stand in the list
	Into     int            // the row that its business stood in first; 0 = none
	Errors   []SheetProblem // why it is rejected; none = it is taken
	Warnings []SheetProblem // it is taken all the same
}

// SheetProblem is one thing that is wrong with a row.
type SheetProblem struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// TableWriter writes a list as a stream; every cell is made safe for whoever opens it. Close ends the file and must be called.
type TableWriter interface {
	Header(cells []string) error
	Row(cells []string) error
	Close() error
}

// Tables makes writers of lists.
type Tables interface {
	CSV(w io.Writer, locale string) (TableWriter, error)
	XLSX(w io.Writer, sheet string) (TableWriter, error)
}
