package spreadsheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// delimited reads records of a CSV file one after the other, forgivingly: a quote inside a cell belongs to the value, and one
// that is never closed costs its own line and not the rest of the file. Memory is bounded by the limits of this package,
// whatever the file holds.
type delimited struct {
	src     *bufio.Reader
	charset charset
	comma   byte
	row     int
	back    []byte // given back, to be read before src
	raw     []byte // bytes of the record so far, to be given back
	keeping bool   // raw is being filled
	literal bool   // quotes mean nothing in this record
	lost    int    // records whose quote was not closed
	cell    []byte
	cut     bool
	cells   []string
	text    int // bytes of cells
}

func newDelimited(r io.Reader, c charset, comma byte) *delimited {
	return &delimited{src: bufio.NewReaderSize(r, 64<<10), charset: c, comma: comma}
}

// errOpenQuote says that a quoted cell has no end that could be its own.
var errOpenQuote = errors.New("quoted cell without an end")

// ends of a cell.
type end int

const (
	endCell end = iota
	endRecord
	endFile
)

func (d *delimited) close() error { return nil }

func (d *delimited) next() (record, error) {
	d.literal = d.lost >= maxLostQuotes
	for {
		rec, err := d.record()
		if !errors.Is(err, errOpenQuote) {
			return rec, err
		}
		d.back = append(bytes.Clone(d.raw), d.back...)
		d.literal = true
		d.lost++
	}
}

// record reads one record, from its first byte to its line end.
func (d *delimited) record() (record, error) {
	rec := record{}
	d.cells, d.text, d.raw, d.keeping = d.cells[:0], 0, d.raw[:0], !d.literal
	for {
		stop, err := d.readCell()
		if err != nil {
			return rec, err
		}
		if stop == endFile && rec.count == 0 && len(d.cell) == 0 {
			return rec, io.EOF
		}
		d.take(&rec)
		if stop != endCell {
			d.row++
			rec.cells, rec.sheetRow = d.cells, d.row
			return rec, nil
		}
	}
}

// take moves the cell that was read into the record.
func (d *delimited) take(rec *record) {
	at := rec.count
	rec.count++
	if at >= MaxColumns {
		return
	}
	if room := MaxRowBytes - d.text; len(d.cell) > room {
		d.cell, d.cut = d.cell[:room], true
	}
	d.text += len(d.cell)
	text, broken, control := d.charset.cell(d.cell)
	d.cells = append(d.cells, text)
	if broken {
		rec.marks.broken = append(rec.marks.broken, at)
	}
	if control {
		rec.marks.control = append(rec.marks.control, at)
	}
	if d.cut {
		rec.marks.cut = append(rec.marks.cut, at)
	}
}

func (d *delimited) readCell() (end, error) {
	d.cell, d.cut = d.cell[:0], false
	if !d.literal && d.keeping {
		if b, ok := d.peek(); ok && b == '"' {
			return d.readQuoted()
		}
	}
	return d.readPlain()
}

// readPlain reads up to the end of the cell.
func (d *delimited) readPlain() (end, error) {
	for {
		d.keeping = d.keeping && len(d.raw) <= maxQuoted // a record that cannot be given back is not kept
		b, err := d.readByte()
		if errors.Is(err, io.EOF) {
			return endFile, nil
		}
		if err != nil {
			return endFile, err
		}
		switch b {
		case d.comma:
			return endCell, nil
		case '\r':
			if next, ok := d.peek(); ok && next == '\n' {
				continue
			}
			return endRecord, nil
		case '\n':
			return endRecord, nil
		}
		d.put(b)
	}
}

// readQuoted reads a cell that begins with a quote. Whatever follows the closing quote makes it a plain cell that only looked
// quoted, unless it is blanks.
func (d *delimited) readQuoted() (end, error) {
	if _, err := d.readByte(); err != nil {
		return endFile, err
	}
	for {
		b, err := d.readByte()
		if errors.Is(err, io.EOF) || len(d.raw) > maxQuoted {
			return endFile, errOpenQuote
		}
		if err != nil {
			return endFile, err
		}
		if b != '"' {
			d.put(b)
			continue
		}
		next, ok := d.peek()
		switch {
		case ok && next == '"':
			_, _ = d.readByte() // it was there to be peeked at
			d.put(b)
		case !ok || next == d.comma || next == '\r' || next == '\n':
			return d.readPlain()
		case bytes.HasSuffix(d.cell, []byte(`\`)): // some programs write \" for a quote
			d.cell[len(d.cell)-1] = b
		case bytes.IndexByte(d.cell, '\n') >= 0: // it has run into the quotes of a later line: its own was lost
			return endFile, errOpenQuote
		default:
			return d.afterQuote()
		}
	}
}

// afterQuote reads what stands between a closing quote and the end of the cell.
func (d *delimited) afterQuote() (end, error) {
	inner := len(d.cell)
	stop, err := d.readPlain()
	if rest := d.cell[inner:]; len(bytes.TrimSpace(rest)) > 0 {
		whole := append([]byte{'"'}, d.cell[:inner]...)
		d.cell = append(append(whole, '"'), rest...)
	} else {
		d.cell = d.cell[:inner]
	}
	return stop, err
}

// put appends a byte to the cell, up to the most that a cell may hold.
func (d *delimited) put(b byte) {
	if len(d.cell) >= MaxCellBytes {
		d.cut = true
		return
	}
	d.cell = append(d.cell, b)
}

func (d *delimited) readByte() (byte, error) {
	var b byte
	if len(d.back) > 0 {
		b, d.back = d.back[0], d.back[1:]
	} else {
		var err error
		if b, err = d.src.ReadByte(); err != nil {
			return 0, err
		}
	}
	if d.keeping {
		d.raw = append(d.raw, b)
	}
	return b, nil
}

func (d *delimited) peek() (byte, bool) {
	if len(d.back) > 0 {
		return d.back[0], true
	}
	ahead, err := d.src.Peek(1)
	if err != nil {
		return 0, false
	}
	return ahead[0], true
}
