package spreadsheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

var someDay = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// openText opens a CSV file that a test wrote down.
func openText(t *testing.T, text string, change ...func(*Options)) *File {
	t.Helper()
	f, err := tryText(t, text, change...)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func tryText(t *testing.T, text string, change ...func(*Options)) (*File, error) {
	t.Helper()
	return tryBytes(t, []byte(text), change...)
}

func tryBytes(t *testing.T, raw []byte, change ...func(*Options)) (*File, error) {
	t.Helper()
	o := Options{At: someDay, TempDir: t.TempDir()}
	for _, one := range change {
		one(&o)
	}
	f, err := Open(bytes.NewReader(raw), int64(len(raw)), "list", o)
	if err == nil {
		t.Cleanup(func() {
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	return f, err
}

// readAll reads the records of a file with commas, their cells joined by |.
func readAll(t *testing.T, text string) []string {
	t.Helper()
	d := newDelimited(strings.NewReader(text), charset{name: utf8Name}, ',')
	var rows []string
	for {
		rec, err := d.next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, strings.Join(rec.cells, "|"))
	}
}

// all reads all rows.
func all(t *testing.T, f *File) []Row {
	t.Helper()
	var rows []Row
	for row, err := range f.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

// only reads the one row of a file.
func only(t *testing.T, text string, change ...func(*Options)) Row {
	t.Helper()
	rows := all(t, openText(t, text, change...))
	if len(rows) != 1 {
		t.Fatalf("%d rows, want one: %+v", len(rows), rows)
	}
	return rows[0]
}

func factsOf(row Row, kind string) string {
	var values []string
	for _, f := range row.Candidate.Facts {
		if f.Kind == kind {
			values = append(values, f.Value+f.Text)
		}
	}
	return strings.Join(values, " ")
}

// valuesOf returns the values of one kind without their texts.
func valuesOf(row Row, kind string) string {
	var values []string
	for _, f := range row.Candidate.Facts {
		if f.Kind == kind {
			values = append(values, f.Value)
		}
	}
	return strings.Join(values, " ")
}

func codes(problems []Problem) string {
	var list []string
	for _, p := range problems {
		list = append(list, string(p.Field)+":"+string(p.Code))
	}
	return strings.Join(list, " ")
}
