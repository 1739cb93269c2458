package spreadsheet

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Writer writes a list as a stream. Rows may have fewer cells than the header. Close ends the file and must be called; the
// caller closes what the list is written to.
type Writer interface {
	Header(cells []string) error
	Row(cells []string) error
	Close() error
}

// CSVOptions say for whom a CSV file is written.
type CSVOptions struct {
	Comma byte // , or ; (0 is ,): Excel in Portuguese splits at ; alone
	BOM   bool // by which Excel knows UTF-8
}

// csvWriter writes CSV by RFC 4180: all cells in quotes, lines ended by CR LF, every cell made safe.
type csvWriter struct {
	out   *bufio.Writer
	comma byte
	bom   bool
	begun bool
}

// NewCSVWriter returns a writer of CSV.
func NewCSVWriter(w io.Writer, o CSVOptions) (Writer, error) {
	switch o.Comma {
	case 0:
		o.Comma = ','
	case ',', ';':
	default:
		return nil, fmt.Errorf("write CSV: %q is no delimiter: use , or ;", o.Comma)
	}
	return &csvWriter{out: bufio.NewWriterSize(w, 32<<10), comma: o.Comma, bom: o.BOM}, nil
}

// Header writes the line of headers.
func (w *csvWriter) Header(cells []string) error { return w.Row(cells) }

// Row writes one line. Cells that are empty have no quotes.
func (w *csvWriter) Row(cells []string) error {
	if w.bom && !w.begun {
		_, _ = w.out.WriteString("\uFEFF") // the error stays in the buffer and comes with the line's end
	}
	w.begun = true
	for i, cell := range cells {
		if i > 0 {
			_ = w.out.WriteByte(w.comma)
		}
		if cell != "" {
			_ = w.out.WriteByte('"')
			_, _ = w.out.WriteString(strings.ReplaceAll(Safe(strings.ReplaceAll(cell, "\x00", "")), `"`, `""`))
			_ = w.out.WriteByte('"')
		}
	}
	if _, err := w.out.WriteString("\r\n"); err != nil {
		return fmt.Errorf("write a line of CSV: %w", err)
	}
	return nil
}

// Close writes what is still buffered.
func (w *csvWriter) Close() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("write the end of a CSV file: %w", err)
	}
	return nil
}
